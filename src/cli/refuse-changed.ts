import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../model/problem.ts';
import { sha256File } from '../trust/digest.ts';
import type { OpenedRun } from './open-run.ts';

/**
 * Files of a run that were changed, added or removed since are nothing to build on.
 * @throws Failure `run-changed`
 */
export async function refuseChanged(
  run: string,
  { statement }: OpenedRun,
  files: readonly string[],
): Promise<void> {
  for (const file of files) {
    const path = join(run, file);
    const digest = existsSync(path) ? await sha256File(path) : undefined;
    if (digest !== statement.outputs[file]?.sha256) throw failure('check', 'run-changed', { file, run });
  }
}
