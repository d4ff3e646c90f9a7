import { refuseUnits, smallest } from '../refuse.ts';
import type { Reason, Units } from '../result.ts';
import { dot, sum } from '../sum.ts';

/** A measure over regions: its value, and how it moves when one region's value moves. */
export interface Figure {
  value: number;
  /** Derivative of the figure with respect to each region's value, in the order of the units given. */
  slopes(): Float64Array;
}

/** Why there is no figure over regions. The first are those of every statistic, the rest belong to regions. */
export type RegionalReason =
  | Reason
  | 'no-weight-column'
  | 'no-area-column'
  | 'no-slope'
  | 'one-household'
  | 'not-finite'
  | 'too-few-regions'
  | 'too-few-periods'
  | 'no-replicates'
  | 'periods-not-times'
  | 'same-start'
  | 'no-speed'
  | 'not-converging';

export interface Refused {
  reason: RegionalReason;
}

export type Measure = (units: Units) => Figure | Refused;

export const isRefused = (result: object | number): result is Refused =>
  typeof result === 'object' && 'reason' in result;

/** Regions as shares of the whole, with the mean that belongs to them. */
export interface Prepared {
  values: Float64Array;
  /** Weights divided by their sum. */
  shares: Float64Array;
  mean: number;
}

/** What a measure asks of the mean, or of every value that has weight. */
export type Demand = 'nothing' | 'positive-mean' | 'positive-values';

/**
 * Shares and mean, or why a measure has none: fewer than two regions with weight, no weight at all, a mean that is zero
 * but for rounding, or below it, or a value that has no logarithm.
 */
export function prepare(units: Units, demand: Demand): Prepared | Refused {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const { values, weights } = units;
  const total = sum(weights);
  const shares = new Float64Array(weights.length);
  for (let i = 0; i < shares.length; i++) shares[i] = at(weights, i) / total;
  const mean = dot(values, shares);
  if (!Number.isFinite(total) || !Number.isFinite(mean)) return { reason: 'not-finite' };
  const least = smallest(units);
  if (demand === 'positive-values' && least <= 0) return { reason: 'non-positive-values' };
  if (demand !== 'nothing') {
    const size = least < 0 ? dot(values.map(Math.abs), shares) : mean;
    if (Math.abs(mean) <= 1e-13 * size) return { reason: 'zero-mean' };
    if (mean < 0) return { reason: 'negative-mean' };
  }
  return { values, shares, mean };
}

/** A figure, unless the numbers were too large for it. */
export function figure(value: number, slopes: () => Float64Array): Figure | Refused {
  return Number.isFinite(value) ? { value, slopes } : { reason: 'not-finite' };
}

/** The same units, each counted once. */
export const unweighted = ({ values }: Units): Units => ({
  values,
  weights: new Float64Array(values.length).fill(1),
});

/** A column for simple-statistics, which reads it by index; not copied. */
export const listed = (column: Float64Array): readonly number[] => column as unknown as readonly number[];

export const at = (column: Float64Array, index: number): number => column[index] as number;
