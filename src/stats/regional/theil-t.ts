import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';

/**
 * Theil's T over regions: Σ (p/P)(y/Y) ln(y/Y), GE(1). From 0 to ln n with equal weights. None with values that are
 * not positive. Theil (1967), Economics and Information Theory.
 */
export function regionalTheil(units: Units): Figure | Refused {
  const prepared = prepare(units, 'positive-values');
  if (isRefused(prepared)) return prepared;
  const { values, shares, mean } = prepared;
  const theil = sum(theilParts(prepared));
  return figure(theil, () =>
    values.map((value, i) => (at(shares, i) * (logRatio(value, mean) - theil)) / mean),
  );
}

/** What each region adds to Theil's T; below zero for a region below the mean. */
export function theilParts({
  values,
  shares,
  mean,
}: {
  values: Float64Array;
  shares: Float64Array;
  mean: number;
}): Float64Array {
  return values.map((value, i) =>
    at(shares, i) === 0 ? 0 : at(shares, i) * (value / mean) * Math.log(value / mean),
  );
}

/** A region without weight adds nothing, whatever its value. */
const logRatio = (value: number, mean: number): number => (value > 0 ? Math.log(value / mean) : 0);
