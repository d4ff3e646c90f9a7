import { density } from './density.ts';
import { largest, refuseUnits, smallest } from './refuse.ts';
import type { Result, Units } from './result.ts';
import { firstAbove } from './search.ts';
import { sum } from './sum.ts';

/** Cumulative weights closer to p·W than this share of W hit it exactly, but for rounding. */
const ROUNDING = 1e-12;

/**
 * Weighted quantile as Eurostat defines it: the value at which the cumulative weight passes p·W, or the mean of that
 * value and the next where it hits p·W exactly. 1, 2, 3, 4 with equal weights have the median 2.5. `p` from 0 to 1.
 * Source: Eurostat, EU-SILC description of target variables (EU-SILC 131-rev/04), as in R's laeken, whose code takes
 * the upper of the two neighbours where its documentation takes the mean.
 *
 * Influence: −(1{y ≤ q} − p) / (f(q)·W), with a kernel density f (Deville 1999). 0 where all values are equal. It sums
 * to zero up to the weight of the unit at q.
 */
export function weightedQuantile(units: Units, p: number): Result {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const value = quantileAt(units, p * weight, weight);
  return { value, influence: quantileInfluence(units, p, value, weight) };
}

/** The value at a cumulative weight. */
export const quantileAt = (units: Units, at: number, weight: number): number =>
  quantilesAt(units, [at], weight)[0] as number;

/** The values at ascending cumulative weights, in one pass. */
export function quantilesAt({ values, weights }: Units, at: readonly number[], weight: number): number[] {
  const found: number[] = [];
  let below = 0;
  let lost = 0;
  let last = 0;
  for (let i = 0; i < values.length && found.length < at.length; i++) {
    const own = weights[i] as number;
    if (own === 0) continue;
    while (found.length < at.length) {
      const distance = below + lost - (at[found.length] as number);
      // The units so far weigh exactly what is asked for: the next that counts is the other neighbour.
      const hit = below > 0 && Math.abs(distance) <= ROUNDING * weight;
      if (!hit && distance <= 0) break;
      found.push(hit ? ((values[last] as number) + (values[i] as number)) / 2 : (values[last] as number));
    }
    const next = below + own;
    lost += below >= own ? below - next + own : own - next + below;
    below = next;
    last = i;
  }
  while (found.length < at.length) found.push(values[last] as number);
  return found;
}

/**
 * The density at a point, not less than would make the standard error of a quantile there about as wide as all
 * values: in a wide gap between values a kernel finds nothing.
 */
export function densityAt(units: Units, point: number): number {
  const range = largest(units) - smallest(units);
  return range === 0 ? 0 : Math.max(density(units, point), 1 / (range * Math.sqrt(units.values.length)));
}

/** −(1{y ≤ q} − p) / (f(q)·W) for each unit, where q is the quantile at p and W the sum of weights. */
export function quantileInfluence(units: Units, p: number, quantile: number, weight: number): Float64Array {
  const influence = new Float64Array(units.values.length);
  const height = densityAt(units, quantile);
  if (height === 0) return influence;
  const end = firstAbove(units.values, quantile);
  influence.fill((p - 1) / (height * weight), 0, end);
  influence.fill(p / (height * weight), end);
  return influence;
}
