import { isFigure, type Result, type Units } from './result.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/** One quantile over another, such as P90/P10. No figure where the lower one is zero or negative. */
export function quantileRatio(units: Units, pHigh: number, pLow: number): Result {
  const high = weightedQuantile(units, pHigh);
  const low = weightedQuantile(units, pLow);
  if (!isFigure(high)) return high;
  if (!isFigure(low)) return low;
  if (low.value <= 0) return { reason: 'zero-denominator' };
  const value = high.value / low.value;
  const ofLow = low.influence;
  return { value, influence: high.influence.map((z, i) => (z - value * (ofLow[i] as number)) / low.value) };
}
