import type { PovertySums } from '../model/dynamics.ts';
import type { NoFigure } from './result.ts';

/** Poverty over time, and how much of it would remain if every household had its mean income in every period. */
export interface ChronicPoverty {
  /** 0: share of poor; 1: poverty gap; 2: squared poverty gap (Foster, Greer and Thorbecke). */
  alpha: 0 | 1 | 2;
  /** The measure in each period. */
  periods: readonly number[];
  /** Mean of the measure over the periods. */
  total: number;
  /** The measure of mean income. */
  chronic: number;
  /**
   * Total − chronic, exactly. Not below 0 for alpha 1 and 2. It may be below 0 for alpha 0, where low mean incomes hide
   * good periods.
   */
  transient: number;
  /** Transient / total, or null where there is no poverty to divide by. */
  transientShare: number | null;
}

/**
 * Chronic and transient poverty of a balanced panel. Income is counted in units of the line of its own period, so that
 * a line that moves with prices does not blur the mean.
 * @param sums of one group of households, or of several to be taken together: each period's and those of mean income
 * @param periods how many periods each household has
 * Source: Jalan and Ravallion (1998), Journal of Comparative Economics 26, 338–357; (2000), Journal of Development
 * Studies 36, 82–99; https://doi.org/10.1080/00220380008422655
 */
export function chronicPoverty(
  sums: readonly PovertySums[],
  periods: number,
): readonly ChronicPoverty[] | NoFigure {
  const ofMean = sums.filter(({ at }) => at === null);
  const units = ofMean.reduce((total, { households }) => total + households, 0);
  const weight = ofMean.reduce((total, part) => total + part.weight, 0);
  if (units === 0) return { reason: 'no-units' };
  if (!(weight > 0)) return { reason: 'zero-weights' };
  return ([0, 1, 2] as const).map((alpha) => {
    const measure = (parts: readonly PovertySums[]): number =>
      parts.reduce((total, part) => total + part.sums[alpha], 0) / weight;
    const series = Array.from({ length: periods }, (_, at) => measure(sums.filter((part) => part.at === at)));
    const total = series.reduce((all, value) => all + value, 0) / periods;
    const chronic = measure(ofMean);
    const transient = total - chronic;
    return {
      ...{ alpha, periods: series, total, chronic, transient },
      transientShare: total > 0 ? transient / total : null,
    };
  });
}
