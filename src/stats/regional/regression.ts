import { sum } from '../sum.ts';
import { at, type Refused } from './figure.ts';

/** A straight line y = intercept + slope·x with its standard errors. */
export interface Line {
  intercept: number;
  slope: number;
  interceptError: number;
  slopeError: number;
  /** Share of the (weighted) variance of y that the line accounts for; 1 where y does not vary. */
  rSquared: number;
  /** n − 2, or fewer where some have no weight. */
  degrees: number;
}

/**
 * (Weighted) least squares of y on x. With residuals e, s² = Σ w·e² / (n − 2) and Var(slope) = s² / Σ w(x − X)², X the
 * weighted mean: the classical errors, as R's `lm(y ~ x, weights = w)` gives them. None with fewer than three points
 * that have weight, or where x is the same in all.
 */
export function regression(x: Float64Array, y: Float64Array, w: Float64Array): Line | Refused {
  const n = w.reduce((count, weight) => (weight > 0 ? count + 1 : count), 0);
  if (n < 3) return { reason: 'too-few-regions' };
  const total = sum(w);
  const mean = (column: Float64Array): number => sum(column.map((value, i) => at(w, i) * value)) / total;
  const [meanX, meanY] = [mean(x), mean(y)];
  const squares = sum(x.map((value, i) => at(w, i) * (value - meanX) ** 2));
  const size = sum(x.map((value, i) => at(w, i) * value ** 2));
  if (squares <= 1e-24 * size) return { reason: 'same-start' };
  const slope = sum(x.map((value, i) => at(w, i) * (value - meanX) * (at(y, i) - meanY))) / squares;
  const intercept = meanY - slope * meanX;
  const residuals = sum(y.map((value, i) => at(w, i) * (value - intercept - slope * at(x, i)) ** 2));
  const variation = sum(y.map((value, i) => at(w, i) * (value - meanY) ** 2));
  const variance = residuals / (n - 2);
  return {
    intercept,
    slope,
    interceptError: Math.sqrt(variance * (1 / total + meanX ** 2 / squares)),
    slopeError: Math.sqrt(variance / squares),
    rSquared: variation === 0 ? 1 : 1 - residuals / variation,
    degrees: n - 2,
  };
}
