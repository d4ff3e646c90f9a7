import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';

/**
 * Mean logarithmic deviation over regions, also Theil's L or GE(0): Σ (p/P) ln(Y/y). None with values that are not
 * positive. Theil (1967), Economics and Information Theory.
 */
export function regionalLogDeviation(units: Units): Figure | Refused {
  const prepared = prepare(units, 'positive-values');
  if (isRefused(prepared)) return prepared;
  const { values, shares, mean } = prepared;
  return figure(sum(logDeviationParts(prepared)), () =>
    values.map((value, i) => (at(shares, i) === 0 ? 0 : at(shares, i) * (1 / mean - 1 / value))),
  );
}

/** What each region adds to the mean logarithmic deviation; below zero for a region above the mean. */
export function logDeviationParts({
  values,
  shares,
  mean,
}: {
  values: Float64Array;
  shares: Float64Array;
  mean: number;
}): Float64Array {
  return values.map((value, i) => (at(shares, i) === 0 ? 0 : -at(shares, i) * Math.log(value / mean)));
}
