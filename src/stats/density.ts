import type { Units } from './result.ts';
import { firstAtLeast } from './search.ts';
import { dot, sum } from './sum.ts';

/** Beyond this many bandwidths a normal kernel is below 1e-17 of its peak. */
const REACH = 9;

/**
 * Density of the values at a point, by a normal kernel, per unit of value; 0 where all values are equal.
 * Bandwidth: standard deviation × n^(-1/3), the order at which intervals for a quantile cover best (Hall and Sheather
 * 1988, On the distribution of a studentized quantile, Journal of the Royal Statistical Society B 50, 381-391).
 * Osier (2009) and convey take N^(-1/5) with N the sum of weights, which makes standard errors depend on the scale of
 * the weights; on EU-SILC both agree within 1 %.
 */
export function density(units: Units, point: number): number {
  const weight = sum(units.weights);
  const bandwidth = bandwidthOf(units, weight);
  if (bandwidth === 0) return 0;
  return near(units, point, bandwidth).weight / (weight * bandwidth * Math.sqrt(2 * Math.PI));
}

/** Mean of the values about a point, by the same kernel; the point itself where there are none. */
export function localMean(units: Units, point: number): number {
  const bandwidth = bandwidthOf(units, sum(units.weights));
  const { weight, distance } = near(units, point, bandwidth);
  return weight > 0 ? point + distance / weight : point;
}

/** Sums of weight, and of weight × distance from the point, each times the kernel. */
function near(
  { values, weights }: Units,
  point: number,
  bandwidth: number,
): { weight: number; distance: number } {
  const from = firstAtLeast(values, point - REACH * bandwidth);
  const to = firstAtLeast(values, point + REACH * bandwidth);
  let weight = 0;
  let distance = 0;
  for (let i = from; i < to; i++) {
    const apart = (values[i] as number) - point;
    const u = apart / bandwidth;
    const kernel = (weights[i] as number) * Math.exp(-0.5 * u * u);
    weight += kernel;
    distance += kernel * apart;
  }
  return { weight, distance };
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
