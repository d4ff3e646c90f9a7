import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../model/problem.ts';
import type { RunStatement } from '../model/run.ts';
import { sha256File } from '../trust/digest.ts';

/** Rules and tables that commands look up in a run, as it recorded them. */
const READ = /^pack\/|\.parquet$/;

/**
 * Files of a run that were changed, added or removed since are nothing to build on. Those that commands read are compared
 * with their digests in `run.json`; whether that and all the others are as they were is for `audit verify` to tell.
 * @param also files that only this command reads
 * @throws Failure `run-changed`
 */
export async function refuseChanged(
  run: string,
  { outputs }: RunStatement,
  also: readonly string[],
): Promise<void> {
  // Not every run has a register or signs of watch: a file put in later would be read as if it were the run's.
  const files = [...Object.keys(outputs), ...readdirSync(run)].filter((file) => READ.test(file));
  for (const file of new Set([...files, ...also])) {
    const path = join(run, file);
    const digest = existsSync(path) ? await sha256File(path) : undefined;
    if (digest !== outputs[file]?.sha256) throw failure('check', 'run-changed', { file, run });
  }
}
