import type { Column } from '../model/pack.ts';
import { id } from '../model/sql.ts';
import { valueTypeOf } from '../rules/names.ts';
import { DEFAULT_MAX, type Exact, exactColumn } from '../rules/number-sql.ts';
import type { Value } from '../rules/to-sql.ts';

/** What a stored input column is in SQL. `double` where a file had more decimals than a decimal column holds. */
export function inputValue(name: string, column: Column, double: boolean): Value {
  const sql = id(name).text;
  const type = valueTypeOf(column);
  if (type !== 'number') return { kind: type, sql };
  if (double) return { kind: 'double', sql };
  const [low, high] = (column.range ?? []).map((limit) => Math.ceil(Math.abs(Number(limit))));
  const max = low === undefined || high === undefined ? DEFAULT_MAX : BigInt(Math.max(low, high));
  const positive = Number(column.range?.[0] ?? 0) > 0;
  if (column.type !== 'integer') return exactColumn(sql, 4, max, positive);
  return exactColumn(`CAST(${sql} AS DECIMAL(18, 0))`, 0, max, positive);
}

/** The SQL type in which a value is stored. */
export function storedType(value: Value): string {
  switch (value.kind) {
    case 'exact':
      return decimalType(value);
    case 'boolean':
      return 'BOOLEAN';
    case 'text':
      return 'VARCHAR';
    default:
      return 'DOUBLE';
  }
}

export function decimalType(value: Exact): string {
  const digits = String(value.max).length + value.scale;
  return `DECIMAL(${digits <= 18 ? 18 : 38}, ${value.scale})`;
}

/** A stored value has exactly the width of its column type. */
export function stored<T extends Value>(value: T): T {
  if (value.kind !== 'exact') return value;
  return { ...value, width: String(value.max).length + value.scale <= 18 ? 18 : 38 };
}

/** Columns of a period that stand in the source under `name@period`. */
export interface GivenColumns {
  columns: readonly string[];
  /** What facts, criteria and parts of expressions among them are. */
  shapes: ReadonlyMap<string, Value>;
}

/** What a column of a period is called in a table of several periods. */
export function keptName(name: string, period: number): string {
  return `${name}@${period}`;
}
