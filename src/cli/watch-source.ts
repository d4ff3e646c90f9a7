import { join, resolve } from 'node:path';
import { readParquet } from '../engine/csv.ts';
import { parsePeriod } from '../model/period.ts';
import { WATCH_FILE } from '../model/run.ts';
import type { OpenedRun } from './open-run.ts';

/** What `watchPlan` reads of a run. */
export function watchSource(
  run: string,
  opened: OpenedRun,
): { first: number; last: number; decisions: string; signs: string } {
  const signs = readParquet(join(resolve(run), WATCH_FILE)).text;
  return { ...spanOf(opened), decisions: opened.decisions.text, signs };
}

/** The first and the last period that a run decided. */
export function spanOf({ statement, loaded }: OpenedRun): { first: number; last: number } {
  const [first = 0, last = 0] = [statement.periods.first, statement.periods.last].map((label) =>
    parsePeriod(label, loaded.pack.period),
  );
  return { first, last };
}
