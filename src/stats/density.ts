import type { Units } from './result.ts';
import { firstAtLeast } from './search.ts';
import { dot, sum } from './sum.ts';

/** Beyond this many bandwidths a normal kernel is below 1e-17 of its peak. */
const REACH = 9;

/**
 * Density of the values at some points, by a normal kernel, per unit of value. 0 where all values are equal.
 * Bandwidth: standard deviation × n^(-1/3), the order at which intervals for a quantile cover best (Hall and
 * Sheather 1988, Journal of the Royal Statistical Society B 50, 381-391). Osier (2009) and convey take N^(-1/5) with N
 * the sum of weights, which makes standard errors depend on the scale of the weights; on EU-SILC both agree within 1 %.
 */
export function density(units: Units, points: readonly number[]): number[] {
  const { values, weights } = units;
  const weight = sum(weights);
  const bandwidth = bandwidthOf(units, weight);
  if (!(bandwidth > 0)) return points.map(() => 0);
  return points.map((point) => {
    const from = firstAtLeast(values, point - REACH * bandwidth);
    const to = firstAtLeast(values, point + REACH * bandwidth);
    let height = 0;
    for (let i = from; i < to; i++) {
      const u = ((values[i] as number) - point) / bandwidth;
      height += (weights[i] as number) * Math.exp(-0.5 * u * u);
    }
    return height / (weight * bandwidth * Math.sqrt(2 * Math.PI));
  });
}

function bandwidthOf({ values, weights }: Units, weight: number): number {
  const mean = dot(values, weights) / weight;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - mean;
    squares += (weights[i] as number) * deviation * deviation;
    if ((weights[i] as number) > 0) count++;
  }
  return Math.sqrt(squares / weight) / Math.cbrt(count);
}
