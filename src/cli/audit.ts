import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { Verification } from '../trust/verify.ts';
import type { Context } from './context.ts';
import type { Adder } from './program.ts';

export function addAudit(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  const audit = command(program, 'audit', 'audit').helpGroup(say('group-trust')).helpCommand(false);
  command(audit, 'verify', 'audit-verify', ['shuangdao audit verify', 'shuangdao audit verify runs --json'])
    .argument('[path]', say('path-argument'))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act((path: string | undefined, options: VerifyOptions) => auditVerify(path ?? 'runs', options, adder)),
    );
}

interface VerifyOptions {
  quiet?: boolean;
  json?: boolean;
}

/** @returns 1 if anything does not agree with the audit log */
export async function auditVerify(
  path: string,
  options: VerifyOptions,
  { io, language }: Context,
): Promise<number> {
  const [{ verifyAudit }, { renderVerification }, { problemAsJson, renderProblem }, { paintFor }] =
    await Promise.all([
      import('../trust/verify.ts'),
      import('../report/verification.ts'),
      import('../report/problems.ts'),
      import('../report/paint.ts'),
    ]);
  const found: Verification = await verifyAudit(folderOf(path));
  const good = found.problems.length === 0;
  if (options.json) {
    const problems = found.problems.map((problem) => problemAsJson(problem, language));
    io.stdout.write(`${JSON.stringify({ good, ...found, problems }, null, 2)}\n`);
  } else {
    const paint = await paintFor(io.stderr, io.env);
    for (const problem of found.problems) io.stderr.write(`${renderProblem(problem, language, paint)}\n`);
    if (!options.quiet)
      io.stdout.write(renderVerification(found, language, await paintFor(io.stdout, io.env)));
  }
  return good ? 0 : 1;
}

/** The folder that holds the log: given itself, by the log's own path, or by a run folder in it. */
function folderOf(path: string): string {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  const isRun = existsSync(join(path, 'run.json')) && !existsSync(join(path, 'audit.jsonl'));
  return isFile || isRun ? dirname(path.replace(/[/\\]+$/, '')) : path;
}
