import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';

/**
 * Weighted coefficient of variation: √(Σ (p/P)(y − Y)²) / Y with Y = Σ p·y / P, in the deviations and in the
 * denominator. Weighted by population it is V_w of Williamson (1965), "Regional Inequality and the Process of National
 * Development", Economic Development and Cultural Change 13(4); weighted by area it is the area-weighted one.
 * No unit. None where the weighted mean is not positive.
 */
export function williamson(units: Units): Figure | Refused {
  const prepared = prepare(units, 'positive-mean');
  if (isRefused(prepared)) return prepared;
  const { values, shares, mean } = prepared;
  const cv = Math.sqrt(sum(values.map((value, i) => at(shares, i) * (value / mean - 1) ** 2)));
  return figure(cv, () => values.map((value, i) => (at(shares, i) * ((value / mean - 1) / cv - cv)) / mean));
}
