import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { failure, type Problem } from '../model/problem.ts';
import { type Act, checkChain, continues, isIntact, nextLine, parseLine, splitLines } from './chain.ts';
import { sha256 } from './digest.ts';
import { withLock } from './lock.ts';

export const AUDIT_FILE = 'audit.jsonl';
const PENDING_FILE = 'audit.jsonl.pending';

/** A finished run waiting to be put into its place. */
export interface Placing {
  /** The folder, in the same parent, that holds `run/` and takes in the run it replaces as `replaced/`. */
  partial: string;
  /** The name the run gets. */
  name: string;
  replace: boolean;
  /** The file that the line's `statement` is the digest of. */
  statement: string;
}

/**
 * Appends a line to `audit.jsonl` in `folder`, and with `placing` puts a run folder into its place, both or
 * neither, whenever the process is killed:
 *
 *  1. The line that is going to be written goes to `audit.jsonl.pending` with the names of the folders.
 *  2. `partial/run` is renamed to its name: from here on the run is done.
 *  3. The line is appended and flushed; then `audit.jsonl.pending` is removed.
 *
 * Killed before 2 the run is not there and has no line. Killed between 2 and 3 the run is there and its line
 * is in the pending file: `audit verify` counts it as the last line, and the next run appends it (`recover`).
 * A line counts from its line break on; what stands behind the last line break was never acknowledged.
 */
export async function record(
  folder: string,
  act: Act,
  placing?: Placing,
  onRemark?: OnRemark,
): Promise<void> {
  const work = (): void => {
    const log = join(folder, AUDIT_FILE);
    const { lines } = splitLines(readLog(log));
    remarkDamage(log, lines, onRemark);
    const line = nextLine(lines.at(-1), act);
    if (!placing) {
      append(log, line);
      return;
    }
    try {
      place(folder, placing, line);
      append(log, line);
    } catch (error) {
      putBack(folder, placing);
      rmSync(join(folder, PENDING_FILE), { force: true });
      throw error;
    }
    settle(folder, placing);
  };
  await withAuditLock(folder, work, onRemark);
}

/** Told what the owner of the log must know although nothing stands in the way of the work. */
export type OnRemark = (remark: Problem) => void;

/** Does `work` alone, after finishing what a killed process left behind. */
export function withAuditLock<T>(folder: string, work: () => T, onRemark?: OnRemark): Promise<T> {
  const log = join(folder, AUDIT_FILE);
  return withLock(`${log}.lock`, () => {
    recover(folder, onRemark);
    return work();
  });
}

/** A log that somebody tampered with is gone on with, since no run may be lost, but not in silence. */
function remarkDamage(log: string, lines: readonly Buffer[], onRemark: OnRemark = () => {}): void {
  const [first, ...more] = checkChain(lines);
  if (!first) return;
  const params = { file: log, line: first.params.line ?? '', more: more.length || '' };
  onRemark({ code: 'audit-log-broken', severity: 'warning', params });
}

/** What the log says once an interrupted append is taken into account: the next writer makes it so. */
export function readSettled(folder: string): { lines: Buffer[]; torn: Buffer; pending: Pending | undefined } {
  const { lines, torn } = splitLines(readLog(join(folder, AUDIT_FILE)));
  const pending = readPending(folder);
  const waiting = pending && isPlaced(folder, pending) ? Buffer.from(pending.line) : undefined;
  // A torn line is completed if it lacks nothing but its line break.
  const line = waiting ?? (isIntact(torn) ? torn : undefined);
  if (!line || !continues(line, lines.at(-1))) return { lines, torn, pending };
  const isStart = line.subarray(0, torn.length).equals(torn);
  return { lines: [...lines, line], torn: isStart ? Buffer.alloc(0) : torn, pending };
}

/** What step 1 wrote, and where the folders are if the process was killed. */
export interface Pending extends Placing {
  line: string;
}

export function readPending(folder: string): Pending | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, PENDING_FILE), 'utf8')) as Pending;
  } catch {
    return undefined; // not there, or killed while writing it, when nothing else had happened yet
  }
}

function recover(folder: string, onRemark: OnRemark = () => {}): void {
  const log = join(folder, AUDIT_FILE);
  const before = splitLines(readLog(log));
  const { lines, torn, pending } = readSettled(folder);
  if (before.torn.length > 0) cutTail(log, before.torn.length);
  // What is the start of the line that follows is not lost.
  if (torn.length > 0) {
    const params = { file: log, line: before.lines.length + 1, bytes: torn.length };
    onRemark({ code: 'audit-line-removed', severity: 'warning', params });
  }
  for (const line of lines.slice(before.lines.length)) append(log, line);
  if (pending && !isPlaced(folder, pending)) putBack(folder, pending);
  if (pending) settle(folder, pending);
}

function place(folder: string, placing: Placing, line: Buffer): void {
  const pending: Pending = { ...placing, line: line.toString() };
  writeSynced(join(folder, PENDING_FILE), 'w', JSON.stringify(pending));
  syncFolder(folder);
  moveIn(folder, placing);
}

function moveIn(folder: string, { partial: hidden, name, replace }: Placing): void {
  const partial = join(folder, hidden);
  const target = join(folder, name);
  if (isOccupied(target)) {
    if (!replace) throw failure('usage', 'run-exists', { folder: target });
    renameSync(target, join(partial, 'replaced'));
  }
  renameSync(join(partial, 'run'), target);
  syncFolder(folder);
}

/** Undoes `place`, however far it came. */
function putBack(folder: string, { partial, name }: Placing): void {
  const target = join(folder, name);
  const [run, replaced] = [join(folder, partial, 'run'), join(folder, partial, 'replaced')];
  if (existsSync(join(folder, partial)) && !existsSync(run)) renameSync(target, run);
  if (existsSync(replaced) && !existsSync(target)) renameSync(replaced, target);
}

function settle(folder: string, { partial }: Placing): void {
  rmSync(join(folder, partial), { recursive: true, force: true });
  rmSync(join(folder, PENDING_FILE), { force: true });
}

/** Whether the run of a pending line stands in its place. */
function isPlaced(folder: string, { partial, name, line, statement: file }: Pending): boolean {
  if (existsSync(join(folder, partial, 'run'))) return false;
  try {
    const statement = sha256(readFileSync(join(folder, name, file)));
    return parseLine(Buffer.from(line))?.statement === statement;
  } catch {
    return false;
  }
}

/** Whether something other than an empty folder is there. */
export function isOccupied(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !(stat.isDirectory() && readdirSync(path).length === 0);
}

/** Appends a line and its break in one write, flushed; on failure the file is as before. */
function append(log: string, line: Buffer): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  try {
    writeSynced(log, 'a', Buffer.concat([line, Buffer.from('\n')]));
  } catch (error) {
    cutTail(log, (statSync(log, { throwIfNoEntry: false })?.size ?? size) - size);
    throw error;
  }
}

function cutTail(log: string, bytes: number): void {
  if (bytes > 0) truncateSync(log, statSync(log).size - bytes);
}

function writeSynced(path: string, flag: 'a' | 'w', data: string | Buffer): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeFileSync(file, data);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes renames durable; not every system lets a folder be flushed. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readLog(log: string): Buffer {
  return existsSync(log) ? readFileSync(log) : Buffer.alloc(0);
}
