import { localMean } from './density.ts';
import { refuseUnits } from './refuse.ts';
import type { Result, Units } from './result.ts';
import { firstAbove } from './search.ts';
import { dot, sum } from './sum.ts';
import { quantileAt } from './weighted-quantile.ts';

/**
 * Income quintile share ratio, S80/S20: total of the values above the quantile at 0.8 over total of those up to the
 * quantile at 0.2, as R's laeken and Eurostat have it. No figure where the lower total is zero or negative, nor where
 * nobody is above the upper quantile: in a handful of units, or where the highest values are all alike, as with top-coding.
 *
 * The total up to the quantile q at p has the influence (y − m)·1{y ≤ q} + p·m, with m the mean of the values about q by a
 * kernel: Osier (2009), Variance estimation for complex indicators of poverty and inequality, Survey Research Methods 3.
 * With q itself for m (Langel and Tillé 2011) errors differ by about 0.1 %.
 */
export function quintileShareRatio(units: Units): Result {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const { values, weights } = units;
  const weight = sum(weights);
  const low = quantileAt(units, 0.2 * weight, weight);
  const high = quantileAt(units, 0.8 * weight, weight);
  const lowEnd = firstAbove(values, low);
  const highEnd = firstAbove(values, high);
  const bottom = dot(values.subarray(0, lowEnd), weights.subarray(0, lowEnd));
  const top = dot(values.subarray(highEnd), weights.subarray(highEnd));
  if (sum(weights.subarray(highEnd)) === 0) return { reason: 'no-upper' };
  if (bottom <= 0) return { reason: 'zero-denominator' };
  const value = top / bottom;
  const aboutLow = localMean(units, low);
  const aboutHigh = localMean(units, high);
  const influence = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const y = values[i] as number;
    const ofBottom = (i < lowEnd ? y - aboutLow : 0) + 0.2 * aboutLow;
    const ofTop = (i < highEnd ? 0 : y - aboutHigh) + 0.2 * aboutHigh;
    influence[i] = (ofTop - value * ofBottom) / bottom;
  }
  return { value, influence };
}
