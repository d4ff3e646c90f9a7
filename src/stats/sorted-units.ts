import type { Units } from './result.ts';

/**
 * Values and weights sorted together, by value and then by weight, with the row that each unit had. Units equal in both
 * stay in the order of rows: no figure can tell them apart, so that a permutation of rows changes nothing, to the last bit.
 */
export function sortedUnits(values: Float64Array, weights: Float64Array): Units & { rows: Uint32Array } {
  const rows = Uint32Array.from(values, (_, row) => row);
  rows.sort(
    (a, b) =>
      (values[a] as number) - (values[b] as number) ||
      (weights[a] as number) - (weights[b] as number) ||
      a - b,
  );
  return {
    values: Float64Array.from(rows, (row) => values[row] as number),
    weights: Float64Array.from(rows, (row) => weights[row] as number),
    rows,
  };
}
