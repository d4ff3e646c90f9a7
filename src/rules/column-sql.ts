import type { Column } from '../model/pack.ts';
import { id } from '../model/sql.ts';
import { valueTypeOf } from './names.ts';
import { DEFAULT_MAX, type Exact, exactColumn } from './number-sql.ts';
import type { Value } from './to-sql.ts';

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

/** A shape that two values of the same column fit into. */
export function together(a: Value, b: Value): Value {
  if (a.kind === 'exact' && b.kind === 'exact') return wider(a, b) ?? { kind: 'double', sql: a.sql };
  if (a.kind === 'quotient' && b.kind === 'quotient') {
    const [num, den] = [wider(a.num, b.num), wider(a.den, b.den)];
    if (num && den) return { kind: 'quotient', num, den };
  }
  if (a.kind === b.kind && a.kind !== 'quotient') return a;
  return { kind: 'double', sql: '' };
}

/** @returns undefined if no decimal type holds both */
function wider(a: Exact, b: Exact): Exact | undefined {
  const scale = Math.max(a.scale, b.scale);
  const max = a.max > b.max ? a.max : b.max;
  const digits = String(max).length + scale;
  if (digits > 38) return undefined;
  return { ...a, scale, max, width: digits <= 18 ? 18 : 38, positive: a.positive && b.positive };
}
