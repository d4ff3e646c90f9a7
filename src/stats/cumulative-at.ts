import { sum } from './sum.ts';

/** 0, 1/points … 1. */
export const evenShares = (points: number): Float64Array =>
  Float64Array.from({ length: points + 1 }, (_, k) => k / points);

/**
 * Σ w·x over the first units that weigh so many shares of all, for ascending shares; the unit in which a share ends
 * counts in part, so that the sums lie on the polygon through all units.
 */
export function cumulativeAt(
  numbers: Float64Array,
  weights: Float64Array,
  shares: Float64Array,
): Float64Array {
  const weight = sum(weights);
  const sums = new Float64Array(shares.length);
  let passed = 0;
  let total = 0;
  let i = 0;
  for (let k = 0; k < shares.length; k++) {
    const at = (shares[k] as number) * weight;
    while (i < numbers.length && passed + (weights[i] as number) <= at) {
      passed += weights[i] as number;
      total += (weights[i] as number) * (numbers[i++] as number);
    }
    sums[k] = total + (i < numbers.length ? (at - passed) * (numbers[i] as number) : 0);
  }
  return sums;
}
