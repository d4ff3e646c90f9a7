import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { failure } from '../model/problem.ts';
import { RunLine } from '../model/run.ts';
import { AUDIT_FILE, readSettled } from './audit-log.ts';
import { checkChain, GENESIS, parseLine } from './chain.ts';
import { filesBelow, sha256, sha256File } from './digest.ts';
import { waitForLock } from './lock.ts';
import { STATEMENT_FILE } from './run-folder.ts';

/** What `audit verify` found. `problems` of severity error mean that the record can't be relied on. */
export interface Verification {
  log: string;
  lines: number;
  /** Run folders compared with their line, and the files in them. */
  runs: number;
  files: number;
  /** Runs of which a later run under the same name took the place. */
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
  const present = runFolders(folder);
  if (!existsSync(log) && lines.length === 0 && present.length === 0)
    throw failure('usage', 'no-audit-log', { file: log });

  const problems = checkChain(lines);
  if (torn.length > 0)
    problems.push(problem('audit-torn-line', { line: lines.length + 1, bytes: torn.length }));

  const recorded = lines.flatMap((line) => RunLine.safeParse(parseLine(line)).data ?? []);
  const latest = new Map(recorded.map((line) => [line.run, line]));
  let files = 0;
  for (const line of latest.values()) {
    files += 1 + Object.keys(line.outputs).length;
    // A run that was being replaced when its successor was killed waits in the successor's hidden folder.
    const moved = pending?.name === line.run ? join(pending.partial, 'replaced') : line.run;
    const place = existsSync(join(folder, line.run)) ? line.run : moved;
    problems.push(...(await checkRun(join(folder, place), line)));
  }
  for (const run of present.filter((name) => !latest.has(name)))
    problems.push(problem('audit-unrecorded-run', { run }));

  const last = lines.at(-1);
  return {
    log,
    lines: lines.length,
    runs: latest.size,
    files,
    replaced: recorded.length - latest.size,
    head: last ? sha256(last) : GENESIS,
    problems,
  };
}

async function checkRun(folder: string, line: RunLine): Promise<Problem[]> {
  const { run, seq } = line;
  if (!existsSync(folder)) return [problem('audit-missing-run', { run, line: seq })];
  const expected: Record<string, string> = { [STATEMENT_FILE]: line.statement, ...line.outputs };
  const problems: Problem[] = [];
  const found = await filesBelow(folder);
  for (const file of Object.keys(expected).sort()) {
    if (!found.includes(file)) problems.push(problem('audit-missing-file', { run, file, line: seq }));
    else if (!(await hasDigest(join(folder, file), expected[file])))
      problems.push(problem('audit-changed-file', { run, file, line: seq }));
  }
  for (const file of found)
    if (!Object.hasOwn(expected, file) && !DESKTOP_FILES.test(file))
      problems.push(problem('audit-added-file', { run, file, line: seq }));
  return problems;
}

async function hasDigest(path: string, digest: string | undefined): Promise<boolean> {
  return lstatSync(path).isFile() && (await sha256File(path)) === digest;
}

function runFolders(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).filter(
    (name) => !name.startsWith('.') && existsSync(join(folder, name, STATEMENT_FILE)),
  );
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
