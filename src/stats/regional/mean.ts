import type { Units } from '../result.ts';
import { type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';

/**
 * Mean over regions: Y = Σ p·y / Σ p. With equal weights it is the mean of the regions, with population that of the
 * people. Unit: that of the values.
 */
export function regionalMean(units: Units): Figure | Refused {
  const prepared = prepare(units, 'nothing');
  if (isRefused(prepared)) return prepared;
  return figure(prepared.mean, () => prepared.shares);
}
