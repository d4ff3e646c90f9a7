import { mean } from './mean.ts';
import { type Estimate, isFigure, type Result, type Units } from './result.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/** A poverty line that is a share of the median or the mean, such as 60 % of the median: an estimate like others. */
export function relativeLine(units: Units, share: number, of: 'median' | 'mean'): Result {
  const centre = of === 'mean' ? mean(units) : weightedQuantile(units, 0.5);
  if (!isFigure(centre)) return centre;
  const line: Estimate = { value: share * centre.value, influence: centre.influence.map((z) => share * z) };
  return line.value > 0 ? line : { reason: 'non-positive-line' };
}
