import { sampleStandardDeviation, standardDeviation } from 'simple-statistics';
import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, type Figure, figure, isRefused, listed, prepare, type Refused, unweighted } from './figure.ts';

export type Divisor = 'n' | 'n-1';

/**
 * Standard deviation of the regions' values, each counted once: √(Σ(y − ȳ)² / d), d = n or n − 1. Unit: that of the
 * values. Weights are not looked at.
 */
export function regionalDeviation(units: Units, divisor: Divisor): Figure | Refused {
  const prepared = prepare(unweighted(units), 'nothing');
  if (isRefused(prepared)) return prepared;
  const { values, mean } = prepared;
  const deviation = (divisor === 'n' ? standardDeviation : sampleStandardDeviation)(listed(values));
  const d = divisor === 'n' ? values.length : values.length - 1;
  return figure(deviation, () => values.map((value) => (value - mean) / (d * deviation)));
}

/** Weighted standard deviation: √(Σ p(y − Y)² / Σ p), from the weighted mean Y. Unit: that of the values. */
export function weightedDeviation(units: Units): Figure | Refused {
  const prepared = prepare(units, 'nothing');
  if (isRefused(prepared)) return prepared;
  const { values, shares, mean } = prepared;
  const deviation = Math.sqrt(sum(values.map((value, i) => at(shares, i) * (value - mean) ** 2)));
  return figure(deviation, () => values.map((value, i) => (at(shares, i) * (value - mean)) / deviation));
}
