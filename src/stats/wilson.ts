/** The normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

export interface Interval {
  low: number;
  high: number;
}

/**
 * Wilson's score interval for a share, two-sided: the values that a score test would not reject. Unlike the textbook
 * interval p ± z·se it stays within 0 and 1 and does not shrink to a point where nothing, or everything, was found.
 * For a simple sample. With weights, `trials` is Kish's effective number and `share` the weighted share, which makes
 * it an approximation that knows nothing of strata or clusters.
 * @param share found share, from 0 to 1
 * @param trials number of trials behind it, more than 0; need not be whole
 * @param z the normal quantile: Z95 for 95 %
 * Source: Wilson (1927), Journal of the American Statistical Association 22, 209–212, without continuity correction;
 * https://doi.org/10.1080/01621459.1927.10502953
 */
export function wilson(share: number, trials: number, z = Z95): Interval {
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const centre = share + (z * z) / (2 * trials);
  const scale = 1 + (z * z) / trials;
  // At the ends the bound is the end itself, which rounding must not miss.
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/**
 * The exact (Clopper–Pearson) upper bound of a share when none was found in `trials` drawn: the share at which finding
 * none has just the probability 1 − level (`one`), or half of it (`two`, the upper end of the two-sided interval, as R's
 * binom.test prints it). With `one` and 0.95 it is about 3 / trials, the "rule of three".
 * @param trials units drawn, a whole number of at least 1
 * @param level such as 0.95
 * Source: Clopper and Pearson (1934), Biometrika 26, 404–413; https://doi.org/10.1093/biomet/26.4.404
 */
export function upperBoundForNone(trials: number, level: number, sides: 'one' | 'two'): number {
  const error = sides === 'one' ? 1 - level : (1 - level) / 2;
  return -Math.expm1(Math.log(error) / trials);
}

/**
 * The two-sided 95 % interval of a share counted in a simple sample: Wilson's, or where none was found, up to the exact
 * bound, which is what "none found" is reported with.
 * @param found units found among `trials`
 * @param trials units drawn, at least 1
 */
export function countedInterval(found: number, trials: number): Interval {
  return found === 0
    ? { low: 0, high: upperBoundForNone(trials, 0.95, 'two') }
    : wilson(found / trials, trials);
}
