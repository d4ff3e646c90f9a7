import type { Units } from '../result.ts';
import type { Weighting } from './catalogue.ts';
import { at, type Refused } from './figure.ts';

/** The regions of one period as columns of equal length. */
export interface RegionTable {
  names: readonly string[];
  values: Float64Array;
  /** Usually population; not negative. */
  weights?: Float64Array;
  areas?: Float64Array;
  groups?: readonly string[];
}

/** Some rows of a table, in the order of their numbers. */
export function rowsOf(table: RegionTable, rows: readonly number[]): RegionTable {
  const some = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => at(column, row));
  const texts = (column: readonly string[]): string[] => rows.map((row) => column[row] as string);
  return {
    names: texts(table.names),
    values: some(table.values),
    ...(table.weights && { weights: some(table.weights) }),
    ...(table.areas && { areas: some(table.areas) }),
    ...(table.groups && { groups: texts(table.groups) }),
  };
}

/** The table in the order of its regions' names, so that the order of rows in a file changes nothing. */
export function inNameOrder(table: RegionTable): RegionTable {
  const name = (row: number): string => table.names[row] as string;
  const rows = table.names.map((_, row) => row);
  return rowsOf(
    table,
    rows.sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0)),
  );
}

/** Regions in ascending order of value with one of their weights, and where each stood in the table. */
export interface SortedUnits extends Units {
  order: Uint32Array;
}

/**
 * The units of a table under a weighting. Regions of the same value follow their order in the table, so that a sum is
 * the same to the last bit for the same table in the order of names.
 */
export function unitsOf(table: RegionTable, weighting: Weighting): SortedUnits | Refused {
  const { values } = table;
  const weights =
    weighting === 'weight' ? table.weights : weighting === 'area' ? table.areas : values.map(() => 1);
  if (weights === undefined) return { reason: weighting === 'area' ? 'no-area-column' : 'no-weight-column' };
  const order = Uint32Array.from(values.keys()).sort((a, b) => at(values, a) - at(values, b) || a - b);
  const sorted = (column: Float64Array): Float64Array => Float64Array.from(order, (row) => at(column, row));
  return { values: sorted(values), weights: sorted(weights), order };
}

/** Each unit as often as its row of the table is drawn; the order of values stays. */
export function repeated({ values, weights, order }: SortedUnits, draws: Uint32Array): Units {
  const count = draws.reduce((total, times) => total + times, 0);
  const drawn = { values: new Float64Array(count), weights: new Float64Array(count) };
  let to = 0;
  for (let place = 0; place < order.length; place++) {
    const next = to + (draws[order[place] as number] as number);
    drawn.values.fill(at(values, place), to, next);
    drawn.weights.fill(at(weights, place), to, next);
    to = next;
  }
  return drawn;
}
