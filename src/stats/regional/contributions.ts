import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, isRefused, prepare, type Refused } from './figure.ts';
import { logDeviationParts } from './mean-log-deviation.ts';
import { theilParts } from './theil-t.ts';

/** What the regions add to a measure; below zero where a region makes it smaller. The parts sum to the measure. */
export type Contributed = 'squared-cv' | 'theil-t' | 'mld';

/**
 * Each region's part of the squared coefficient of variation, (p/P)(y/Y − 1)², of Theil's T, (p/P)(y/Y) ln(y/Y), or of
 * the mean logarithmic deviation, (p/P) ln(Y/y), in the order of the units.
 */
export function contributions(units: Units, measure: Contributed): Float64Array | Refused {
  const prepared = prepare(units, measure === 'squared-cv' ? 'positive-mean' : 'positive-values');
  if (isRefused(prepared)) return prepared;
  if (measure === 'theil-t') return theilParts(prepared);
  if (measure === 'mld') return logDeviationParts(prepared);
  const { values, shares, mean } = prepared;
  return values.map((value, i) => at(shares, i) * (value / mean - 1) ** 2);
}

/** Each region's share in the total of value × weight, such as its share of all income. */
export function sharesOfTotal(units: Units): Float64Array | Refused {
  const prepared = prepare(units, 'positive-mean');
  if (isRefused(prepared)) return prepared;
  const amounts = prepared.values.map((value, i) => at(prepared.shares, i) * value);
  const total = sum(amounts);
  return amounts.map((amount) => amount / total);
}
