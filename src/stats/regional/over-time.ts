import type { AnalysisOptions, RegionPeriod } from './analysis.ts';
import { type BetaConvergence, betaConvergence } from './beta-convergence.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { changesOf, once } from './change.ts';
import { isRefused, type Refused } from './figure.ts';
import { balanced, yearOf } from './periods.ts';
import { type Line, regression } from './regression.ts';
import { type Survey, type Surveyed, surveyErrorOfChange, surveyed } from './survey.ts';
import { type Bootstrapped, bootstrap, jackknife, type Uncertainty } from './uncertainty.ts';

/** How a figure changed between two periods, over the regions that are in both. */
export interface ChangeRow {
  entry: Entry;
  before: number | Refused;
  after: number | Refused;
  change: number | Refused;
  jackknife: Uncertainty | Refused;
  bootstrap?: Bootstrapped | Refused;
  survey?: Uncertainty | Refused;
}

export interface Change {
  from: string;
  to: string;
  /** Regions in both periods. */
  regions: number;
  rows: ChangeRow[];
}

/** The line of a figure over the periods, for regions present throughout. */
export interface Trend {
  entry: Entry;
  line: Line | Refused;
}

export interface OverTime {
  /** The last period against the first, then each against the one before it. */
  changes: Change[];
  /** Sigma convergence: the spread of logarithms, and the coefficients of variation, over the years. */
  trends: Trend[];
  /** Of the regions in the first and the last period; weights are those of the first. */
  beta: { weighting: 'none' | 'weight'; result: BetaConvergence | Refused }[];
}

/** The figures that sigma convergence is told by. */
export const SIGMA: readonly string[] = ['sd-ln', 'sd-ln-weighted', 'cv-n', 'cv-n1', 'williamson'];

/** What happened over at least two periods in the order of time. */
export function overTime(series: readonly RegionPeriod[], options: AnalysisOptions): OverTime {
  const [first, last] = [series[0] as RegionPeriod, series.at(-1) as RegionPeriod];
  const steps = series.slice(1).map((later, n) => change(series[n] as RegionPeriod, later, options));
  return {
    changes: series.length > 2 ? [change(first, last, options), ...steps] : steps,
    trends: CATALOGUE.filter(({ id }) => SIGMA.includes(id)).map((entry) => ({
      entry,
      line: trend(series, entry),
    })),
    beta: (['none', 'weight'] as const).map((weighting) => ({
      weighting,
      result: beta(first, last, weighting),
    })),
  };
}

function change(earlier: RegionPeriod, later: RegionPeriod, options: AnalysisOptions): Change {
  const [before, after] = balanced([earlier, later]) as [RegionPeriod, RegionPeriod];
  const n = before.table.names.length;
  const statistics = changesOf(before.table, after.table, CATALOGUE);
  const changes = statistics(once(before.table));
  const errors = jackknife(statistics, n);
  const drawn = options.bootstrap && bootstrap(statistics, n, options.bootstrap);
  const rows = CATALOGUE.map((entry, place): ChangeRow => {
    const [from, to] = [surveyed(before, entry), surveyed(after, entry)];
    const bootstrapped = drawn?.[place];
    return {
      entry,
      before: isRefused(from) ? from : from.figure.value,
      after: isRefused(to) ? to : to.figure.value,
      change: changes[place] as number | Refused,
      jackknife: errors[place] as Uncertainty | Refused,
      ...(bootstrapped && { bootstrap: bootstrapped }),
      ...(options.survey && { survey: changeError(from, to, options.survey) }),
    };
  });
  return { from: before.period, to: after.period, regions: n, rows };
}

function changeError(
  from: Surveyed | Refused,
  to: Surveyed | Refused,
  survey: Survey,
): Uncertainty | Refused {
  if (isRefused(from)) return from;
  return isRefused(to) ? to : surveyErrorOfChange(from, to, survey);
}

function trend(series: readonly RegionPeriod[], entry: Entry): Line | Refused {
  if (series.length < 3) return { reason: 'too-few-periods' };
  const years = series.map(({ period }) => yearOf(period));
  if (years.some((year) => year === undefined)) return { reason: 'periods-not-times' };
  const values: number[] = [];
  for (const { table } of balanced(series)) {
    const found = surveyed({ period: '', table }, entry);
    if (isRefused(found)) return found;
    values.push(found.figure.value);
  }
  return regression(
    Float64Array.from(years as number[]),
    Float64Array.from(values),
    new Float64Array(values.length).fill(1),
  );
}

function beta(
  first: RegionPeriod,
  last: RegionPeriod,
  weighting: 'none' | 'weight',
): BetaConvergence | Refused {
  const [from, to] = [yearOf(first.period), yearOf(last.period)];
  if (from === undefined || to === undefined) return { reason: 'periods-not-times' };
  const [start, end] = balanced([first, last]) as [RegionPeriod, RegionPeriod];
  const weights = weighting === 'none' ? start.table.values.map(() => 1) : start.table.weights;
  if (weights === undefined) return { reason: 'no-weight-column' };
  return betaConvergence(start.table.values, end.table.values, weights, to - from);
}
