import type { AnalysisOptions, RegionPeriod } from './analysis.ts';
import { type BetaConvergence, betaConvergence } from './beta-convergence.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { changeOf, statisticOf } from './change.ts';
import { isRefused, type Refused } from './figure.ts';
import { balanced, yearOf } from './periods.ts';
import { type Line, regression } from './regression.ts';
import { type Surveyed, surveyErrorOfChange } from './survey.ts';
import { unitsOf } from './table.ts';
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
  const rows = CATALOGUE.map((entry) => changeRow(before, after, entry, options));
  return { from: before.period, to: after.period, regions: before.table.names.length, rows };
}

function changeRow(
  before: RegionPeriod,
  after: RegionPeriod,
  entry: Entry,
  options: AnalysisOptions,
): ChangeRow {
  const n = before.table.names.length;
  const once = new Uint32Array(n).fill(1);
  const statistic = changeOf(before.table, after.table, entry);
  return {
    entry,
    before: statisticOf(before.table, entry)(once),
    after: statisticOf(after.table, entry)(once),
    change: statistic(once),
    jackknife: jackknife(statistic, n),
    ...(options.bootstrap && { bootstrap: bootstrap(statistic, n, options.bootstrap) }),
    ...(options.survey && { survey: changeError(before, after, entry, options.survey) }),
  };
}

function changeError(
  before: RegionPeriod,
  after: RegionPeriod,
  entry: Entry,
  survey: NonNullable<AnalysisOptions['survey']>,
): Uncertainty | Refused {
  const [from, to] = [surveyed(before, entry), surveyed(after, entry)];
  if (isRefused(from)) return from;
  return isRefused(to) ? to : surveyErrorOfChange(from, to, survey);
}

function surveyed({ period, table }: RegionPeriod, { weighting, measure }: Entry): Surveyed | Refused {
  const units = unitsOf(table, weighting);
  if (isRefused(units)) return units;
  const figure = measure(units);
  return isRefused(figure) ? figure : { period, table, units, figure };
}

function trend(series: readonly RegionPeriod[], entry: Entry): Line | Refused {
  if (series.length < 3) return { reason: 'too-few-periods' };
  const years = series.map(({ period }) => yearOf(period));
  if (years.some((year) => year === undefined)) return { reason: 'periods-not-times' };
  const values: number[] = [];
  for (const { table } of balanced(series)) {
    const value = statisticOf(table, entry)(new Uint32Array(table.names.length).fill(1));
    if (isRefused(value)) return value;
    values.push(value);
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
