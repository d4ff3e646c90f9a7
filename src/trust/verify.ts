import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfirmationLine } from '../model/confirmation.ts';
import type { Problem } from '../model/problem.ts';
import { failure } from '../model/problem.ts';
import { RunLine } from '../model/run.ts';
import { AUDIT_FILE, readSettled } from './audit-log.ts';
import { checkChain, GENESIS, parseLine } from './chain.ts';
import { filesBelow, sha256, sha256File } from './digest.ts';
import { waitForLock } from './lock.ts';
import { STATEMENTS } from './run-folder.ts';

/** What `audit verify` found. `problems` of severity error mean that the record can't be relied on. */
export interface Verification {
  log: string;
  lines: number;
  /** Run folders and confirmations compared with their line, and the files in them. */
  runs: number;
  confirmations: number;
  files: number;
  /** Runs and confirmations of which a later one under the same name took the place. */
  replaced: number;
  /** SHA-256 of the last line. Kept elsewhere, it shows whether the end of the log was cut off. */
  head: string;
  problems: Problem[];
}

/** Files that a desktop leaves in a folder somebody looked into. */
const DESKTOP_FILES = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.~lock\..*#|~\$.*)$/;

/**
 * Checks every line of `audit.jsonl` in `folder`, and every file of every run folder beside it. Reads only.
 * @throws Failure `no-audit-log` if there is neither a log nor a run
 */
export async function verifyAudit(folder: string): Promise<Verification> {
  const log = join(folder, AUDIT_FILE);
  await waitForLock(`${log}.lock`);
  const { lines, torn, pending } = readSettled(folder);
  const present = recordedKinds(folder);
  if (!existsSync(log) && lines.length === 0 && present.length === 0)
    throw failure('usage', 'no-audit-log', { file: log });

  const problems = checkChain(lines);
  if (torn.length > 0)
    problems.push(problem('audit-torn-line', { line: lines.length + 1, bytes: torn.length }));

  const recorded = lines.flatMap((line) => recordedFolder(line) ?? []);
  const latest = new Map(recorded.map((line) => [line.name, line]));
  let files = 0;
  for (const line of latest.values()) {
    files += 1 + Object.keys(line.outputs).length;
    // A folder that was being replaced when its successor was killed waits in the successor's hidden folder.
    const moved = pending?.name === line.name ? join(pending.partial, 'replaced') : line.name;
    const place = existsSync(join(folder, line.name)) ? line.name : moved;
    problems.push(...(await checkFolder(join(folder, place), line)), ...(await checkBasis(folder, line)));
  }
  for (const { name, kind } of present.filter((found) => latest.get(found.name)?.kind !== found.kind))
    problems.push(problem(CODES[kind].unrecorded, { run: name }));

  const last = lines.at(-1);
  const ofKind = (kind: Recorded['kind']): number =>
    [...latest.values()].filter((line) => line.kind === kind).length;
  return {
    log,
    lines: lines.length,
    runs: ofKind('run'),
    confirmations: ofKind('confirmation'),
    files,
    replaced: recorded.length - latest.size,
    head: last ? sha256(last) : GENESIS,
    problems,
  };
}

/** A folder that a line of the log speaks of. */
interface Recorded extends Pick<RunLine, 'seq' | 'statement' | 'outputs'> {
  kind: 'run' | 'confirmation';
  name: string;
  /** The run that a confirmation was made from. */
  basis?: ConfirmationLine['run'];
}

/** What can be wrong with a folder, by its kind. */
const CODES = {
  run: {
    missing: 'audit-missing-run',
    unrecorded: 'audit-unrecorded-run',
    missingFile: 'audit-missing-file',
    changedFile: 'audit-changed-file',
    addedFile: 'audit-added-file',
  },
  confirmation: {
    missing: 'audit-missing-confirmation',
    unrecorded: 'audit-unrecorded-confirmation',
    missingFile: 'audit-confirmation-missing-file',
    changedFile: 'audit-confirmation-changed-file',
    addedFile: 'audit-confirmation-added-file',
  },
} as const;

function recordedFolder(line: Buffer): Recorded | undefined {
  const parsed = parseLine(line);
  const run = RunLine.safeParse(parsed).data;
  if (run) return { ...run, name: run.run };
  const confirmation = ConfirmationLine.safeParse(parsed).data;
  return confirmation && { ...confirmation, name: confirmation.confirmation, basis: confirmation.run };
}

async function checkFolder(folder: string, line: Recorded): Promise<Problem[]> {
  const { name: run, kind, seq } = line;
  const codes = CODES[kind];
  if (!existsSync(folder)) return [problem(codes.missing, { run, line: seq })];
  const expected: Record<string, string> = { [STATEMENTS[kind]]: line.statement, ...line.outputs };
  const problems: Problem[] = [];
  const found = await filesBelow(folder);
  for (const file of Object.keys(expected).sort()) {
    if (!found.includes(file)) problems.push(problem(codes.missingFile, { run, file, line: seq }));
    else if (!(await hasDigest(join(folder, file), expected[file])))
      problems.push(problem(codes.changedFile, { run, file, line: seq }));
  }
  for (const file of found)
    if (!Object.hasOwn(expected, file) && !DESKTOP_FILES.test(file))
      problems.push(problem(codes.addedFile, { run, file, line: seq }));
  return problems;
}

/** Whether the run that a confirmation was made from is still the same, where it lies beside it. */
async function checkBasis(folder: string, { name, seq, basis }: Recorded): Promise<Problem[]> {
  const statement = basis && join(folder, basis.name, STATEMENTS.run);
  if (!basis || !statement || !existsSync(statement)) return [];
  if (await hasDigest(statement, basis.statement)) return [];
  return [problem('audit-changed-basis', { run: name, basis: basis.name, line: seq })];
}

async function hasDigest(path: string, digest: string | undefined): Promise<boolean> {
  return lstatSync(path).isFile() && (await sha256File(path)) === digest;
}

function recordedKinds(folder: string): { name: string; kind: Recorded['kind'] }[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).flatMap((name) =>
    name.startsWith('.')
      ? []
      : (['run', 'confirmation'] as const).flatMap((kind) =>
          existsSync(join(folder, name, STATEMENTS[kind])) ? { name, kind } : [],
        ),
  );
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
