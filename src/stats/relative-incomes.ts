import type { Line, Units } from './result.ts';
import { sortedUnits } from './sorted-units.ts';

/**
 * Values as shares of their lines, in ascending order, for measures of poverty that rank. `order` says which unit each
 * was: with one line for all, the same; with a line a unit, the ranks change.
 */
export function relativeIncomes(units: Units, line: Line): Units & { order: Uint32Array | undefined } {
  if (typeof line === 'number')
    return { values: units.values.map((y) => y / line), weights: units.weights, order: undefined };
  const shares = units.values.map((y, i) => y / (line[i] as number));
  const { values, weights, rows } = sortedUnits(shares, units.weights);
  return { values, weights, order: rows };
}

/** Numbers in the order of shares, put back into the order of the units. */
export function inOwnOrder(numbers: Float64Array, order: Uint32Array | undefined): Float64Array {
  if (!order) return numbers;
  const own = new Float64Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) own[order[i] as number] = numbers[i] as number;
  return own;
}
