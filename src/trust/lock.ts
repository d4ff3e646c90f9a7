import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../model/problem.ts';

/** Who holds a lock or owns a folder: enough to tell whether that process still lives. */
export interface Holder {
  pid: number;
  host: string;
  /** When the process started, in the kernel's own count; tells a reused pid. Blank where the system won't say. */
  started: string;
  token: string;
}

const WAIT = 30_000;
/** A lock is held for milliseconds, so one that can't be checked is stale when it is this old. */
const STALE = { otherHost: 120_000, noContent: 5_000 };

export function thisProcess(): Holder {
  const token = randomBytes(6).toString('hex');
  return { pid: process.pid, host: hostname(), started: startOf(process.pid), token };
}

/** Whether the process lives; undefined if that can't be known because it is another machine's. */
export function isAlive(holder: Holder): boolean | undefined {
  if (holder.host !== hostname()) return undefined;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === startOf(holder.pid);
}

/**
 * Does `work` while holding the lock file `path`, which is created exclusively and names its holder. `work` is
 * synchronous, so that no signal handler of this process can run in the middle of it.
 * The lock of a dead process is broken under a lock of its own, named for the dead one's token, so that two
 * that find the same dead lock can't both break it, one of them breaking the other's new one.
 * @throws Failure `locked` if a living process keeps it for half a minute
 */
export async function withLock<T>(path: string, work: () => T, wait = WAIT): Promise<T> {
  const me = thisProcess();
  const deadline = Date.now() + wait;
  while (!create(path, me)) {
    const stale = findStale(path);
    if (stale) {
      await withLock(
        `${path}.${stale}`,
        () => findStale(path) === stale && rmSync(path, { force: true }),
        wait,
      );
    } else if (Date.now() > deadline) {
      const holder = readHolder(path);
      throw failure('usage', 'locked', { file: path, pid: holder?.pid ?? '?', host: holder?.host ?? '?' });
    } else {
      await sleep(5 + Math.random() * 20);
    }
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Returns once nobody living holds the lock, without taking it: for readers who may not write. */
export async function waitForLock(path: string, wait = WAIT): Promise<void> {
  const deadline = Date.now() + wait;
  while (Date.now() < deadline && statSync(path, { throwIfNoEntry: false }) && !findStale(path))
    await sleep(20);
}

/** Reads what `thisProcess` wrote. */
export function readHolder(path: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof holder === 'object' && holder !== null && 'token' in holder
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function create(path: string, holder: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, JSON.stringify(holder));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return true;
}

/** A name for the lock at `path` if its holder is gone, the same each time for the same lock. */
function findStale(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const holder = readHolder(path);
  const alive = holder && isAlive(holder);
  if (alive) return undefined;
  if (alive === undefined && Date.now() - stat.mtimeMs < (holder ? STALE.otherHost : STALE.noContent))
    return undefined;
  return holder?.token ?? `${stat.ino}-${Math.trunc(stat.mtimeMs)}`;
}

function startOf(pid: number): string {
  try {
    // Field 22 of /proc/PID/stat, counted behind the command's name, which may itself hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
