import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../model/problem.ts';
import { REGISTER_FILE, type RunStatement, WATCH_FILE } from '../model/run.ts';
import { sha256File } from '../trust/digest.ts';

/** Rules and tables that commands look up in a run, as it recorded them. */
const READ = /^pack\/|\.parquet$/;
/** Not every run has them, and one that was put in later would be read as if it were the run's. */
const SOMETIMES = [WATCH_FILE, REGISTER_FILE];

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
  const read = Object.keys(outputs).filter((file) => READ.test(file));
  for (const file of new Set([...read, ...SOMETIMES, ...also])) {
    const path = join(run, file);
    const digest = existsSync(path) ? await sha256File(path) : undefined;
    if (digest !== outputs[file]?.sha256) throw failure('check', 'run-changed', { file, run });
  }
}
