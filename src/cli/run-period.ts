import { parsePeriod } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import type { OpenedRun } from './open-run.ts';

/**
 * A decided period of a run, as an integer: the one asked for, or the listed one.
 * @throws Failure `period-wrong`, `period-outside`
 */
export function decidedPeriod(
  { statement, loaded }: OpenedRun,
  label = statement.periods.listed,
): { period: number; first: number } {
  const kind = loaded.pack.period;
  const read = (text: string): number => {
    const period = parsePeriod(text, kind);
    if (period === undefined) throw failure('usage', 'period-wrong', { found: text, kind });
    return period;
  };
  const { first, last } = statement.periods;
  const period = read(label);
  if (period >= read(first) && period <= read(last)) return { period, first: read(first) };
  throw failure('usage', 'period-outside', { found: label, from: first, to: last });
}
