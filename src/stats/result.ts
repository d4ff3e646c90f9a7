/**
 * Units of analysis, persons or households, as columns of equal length in ascending order of value; ties in any order.
 * Weights are finite and not negative. A domain is a shorter pair of columns.
 */
export interface Units {
  values: Float64Array;
  weights: Float64Array;
}

/**
 * A figure with its linearised variable: one number a unit, z, such that the variance of the figure is that of the
 * weighted total Σ w·z under the design (Deville 1999). Sums to zero with the weights where the figure is a ratio.
 */
export interface Estimate {
  value: number;
  influence: Float64Array;
}

/** A figure of poverty, with its derivative with respect to the line, for lines that are themselves estimated. */
export interface PovertyEstimate extends Estimate {
  lineSlope: number;
}

/** One poverty line for all, or one a unit (lines that differ by region or household), in the unit of the values. */
export type Line = number | Float64Array;

/** Who is poor: units strictly below the line, or those exactly on it as well. */
export type Poor = 'below' | 'at-or-below';

/** Why there is no figure. Never NaN, an infinity or a zero in its place. */
export interface NoFigure {
  reason: Reason;
  /** The strata that the reason is about, by their codes. */
  strata?: readonly number[];
}

export type Reason =
  | 'no-units'
  | 'one-unit'
  | 'zero-weights'
  | 'zero-mean'
  | 'negative-mean'
  | 'non-positive-values'
  | 'negative-values'
  | 'non-positive-line'
  | 'no-poor'
  | 'zero-denominator'
  | 'nobody-on-top'
  | 'overflow'
  | 'single-psu'
  | 'uneven-population'
  | 'population-below-sample';

export type Result = Estimate | NoFigure;

export const isFigure = <T extends object>(result: T | NoFigure): result is T => !('reason' in result);
