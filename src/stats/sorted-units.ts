import type { Units } from './result.ts';

/**
 * Values and weights sorted together, by value and then by weight, with the row that each unit had. Units equal in both
 * stay in the order of rows: no figure can tell them apart, so that a permutation of rows changes nothing, to the last bit.
 */
export function sortedUnits(values: Float64Array, weights: Float64Array): Units & { rows: Uint32Array } {
  const rows = new Uint32Array(values.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  rows.sort(
    (a, b) =>
      (values[a] as number) - (values[b] as number) ||
      (weights[a] as number) - (weights[b] as number) ||
      a - b,
  );
  const sorted = { values: new Float64Array(rows.length), weights: new Float64Array(rows.length), rows };
  for (let i = 0; i < rows.length; i++) {
    sorted.values[i] = values[rows[i] as number] as number;
    sorted.weights[i] = weights[rows[i] as number] as number;
  }
  return sorted;
}
