import type { Entry } from './catalogue.ts';
import { at, type Figure, isRefused, type Refused } from './figure.ts';
import { type RegionTable, type SortedUnits, unitsOf } from './table.ts';
import { interval, type Uncertainty } from './uncertainty.ts';

/** What a survey says of the means it gave: how precise they are. */
export interface Survey {
  /**
   * Covariance of one region's estimated mean in two periods; its variance where they are the same period. Not a number
   * where the region has only one household.
   */
  covariance(region: string, first: string, second: string): number;
  /** Households less regions in a period: the degrees of freedom of the intervals. */
  degrees(period: string): number;
}

/** A figure in a period, with the regions it was made of. */
export interface Surveyed {
  period: string;
  table: RegionTable;
  units: SortedUnits;
  figure: Figure;
}

/** A figure of a period with what its error needs, or why there is none. */
export function surveyed(
  { period, table }: Pick<Surveyed, 'period' | 'table'>,
  { weighting, measure }: Entry,
): Surveyed | Refused {
  const units = unitsOf(table, weighting);
  if (isRefused(units)) return units;
  const figure = measure(units);
  return isRefused(figure) ? figure : { period, table, units, figure };
}

/**
 * The survey's error of a figure by the delta method: with slopes g of the figure towards each region's mean and the
 * regions sampled independently, Var = Σ g²·Var(mean). The shares of the regions are taken as known.
 */
export function surveyError(one: Surveyed, survey: Survey): Uncertainty | Refused {
  if (!hasSlopes(one)) return { reason: 'no-slope' };
  return settled(one.figure.value, jointVariance(one, one, survey), survey.degrees(one.period));
}

/** The same of a change: Var(later) + Var(earlier) − 2 Cov, as the same households may be in both. */
export function surveyErrorOfChange(from: Surveyed, to: Surveyed, survey: Survey): Uncertainty | Refused {
  if (!hasSlopes(from) || !hasSlopes(to)) return { reason: 'no-slope' };
  const variance =
    jointVariance(from, from, survey) + jointVariance(to, to, survey) - 2 * jointVariance(from, to, survey);
  const degrees = Math.min(survey.degrees(from.period), survey.degrees(to.period));
  return settled(to.figure.value - from.figure.value, variance, degrees);
}

/** A spread of zero has a kink there: no slope. */
const hasSlopes = ({ figure }: Surveyed): boolean => figure.slopes().every(Number.isFinite);

/** Σ over the regions in both of g₁·g₂·Cov(mean₁, mean₂). */
function jointVariance(a: Surveyed, b: Surveyed, survey: Survey): number {
  const others = slopesByName(b);
  let total = 0;
  for (const [name, slope] of slopesByName(a)) {
    const other = others.get(name);
    if (other !== undefined) total += slope * other * survey.covariance(name, a.period, b.period);
  }
  return total;
}

function slopesByName({ table, units, figure }: Surveyed): Map<string, number> {
  const slopes = figure.slopes();
  const found = new Map<string, number>();
  units.order.forEach((row, place) => {
    found.set(table.names[row] as string, at(slopes, place));
  });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function settled(value: number, variance: number, degrees: number): Uncertainty | Refused {
  if (Number.isNaN(variance) || degrees < 1) return { reason: 'one-household' };
  // Rounding may leave a little below zero where a change is certain.
  return interval(value, Math.sqrt(Math.max(0, variance)), degrees);
}
