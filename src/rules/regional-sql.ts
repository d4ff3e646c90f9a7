import { id, text } from '../model/sql.ts';
import { storedType } from './column-sql.ts';
import { exactColumn } from './number-sql.ts';
import { decimalPlaces, type Rational, toDecimal } from './rational.ts';

/** The values of a parameter that differs by region, in one period. */
export interface RegionalValues {
  regions: string[];
  rows: readonly { regions: string[]; value: Rational }[];
}

/** Decimal places and size that every value fits into. */
export function regionalShape({ rows }: RegionalValues): { scale: number; max: bigint } {
  const scale = Math.max(0, ...rows.map((row) => decimalPlaces(row.value) ?? 0));
  const max = rows.reduce((largest, { value }) => {
    const size = (value.n < 0n ? -value.n : value.n) / value.d + 1n;
    return size > largest ? size : largest;
  }, 0n);
  return { scale, max };
}

/** The values as a query: the region columns and `value`. */
export function regionalRows(values: RegionalValues): string {
  const { scale, max } = regionalShape(values);
  const type = storedType(exactColumn('', scale, max));
  const names = [...values.regions, 'value'].map((name) => id(name).text).join(', ');
  if (values.rows.length === 0) {
    const nothing = [...values.regions.map(() => 'CAST(NULL AS VARCHAR)'), `CAST(NULL AS ${type})`];
    return `SELECT * FROM (VALUES (${nothing.join(', ')})) AS v(${names}) WHERE FALSE`;
  }
  const rows = values.rows.map(({ regions, value }) => {
    const cells = [...regions.map((region) => text(region).text), `CAST(${toDecimal(value)} AS ${type})`];
    return `(${cells.join(', ')})`;
  });
  return `SELECT * FROM (VALUES ${rows.join(', ')}) AS v(${names})`;
}
