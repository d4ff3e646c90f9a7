import type { Dialect } from '../model/dialect.ts';
import type { Arithmetic } from './expr.ts';
import { decimalPlaces, type Rational, toDecimal } from './rational.ts';

/**
 * Numbers in SQL. Exact ones are decimals whose scale and largest size are tracked, so that no step overflows
 * or rounds: up to 18 digits the engine computes in 64 bits, up to 38 in 128. What may have more is attempted, and
 * unknown where it has; `rules check` says where.
 */
export type NumberSql = Exact | Double | Quotient;

export interface Exact {
  kind: 'exact';
  sql: string;
  scale: number;
  /** No value is larger than this in size. */
  max: bigint;
  /** Digits of the SQL type the text has now. */
  width: number;
  /** Known to be above zero. */
  positive: boolean;
}

export interface Double {
  kind: 'double';
  sql: string;
}

/** A quotient of exact numbers, kept apart so that comparing it is exact. */
export interface Quotient {
  kind: 'quotient';
  num: Exact;
  den: Exact;
}

export const NARROW = 18;
export const WIDE = 38;
/** A product of more decimals is floating point. */
const MOST_DECIMALS = 30;

/** The digits that a number of this size and scale may have. */
export function digits(max: bigint, scale: number): number {
  return Math.max(1, String(max).length + scale);
}

/** A column holding exact numbers. */
export function exactColumn(sql: string, scale: number, max: bigint, positive = false): Exact {
  return { kind: 'exact', sql, scale, max, width: digits(max, scale) <= NARROW ? NARROW : WIDE, positive };
}

/** A known number; one that no decimal can write is a quotient. */
export function literal(value: Rational): NumberSql {
  const scale = decimalPlaces(value);
  const size = value.n < 0n ? -value.n : value.n;
  const max = size / value.d + 1n;
  if (scale === undefined || digits(max, scale) > WIDE) {
    if ([size, value.d].some((side) => String(side).length > WIDE))
      return { kind: 'double', sql: `CAST(${Number(value.n) / Number(value.d)} AS DOUBLE)` };
    return { kind: 'quotient', num: whole(value.n), den: whole(value.d) };
  }
  const width = digits(max, scale);
  const sql = `CAST(${toDecimal(value)} AS DECIMAL(${width}, ${scale}))`;
  return { kind: 'exact', sql, scale, max, width, positive: value.n > 0n };
}

function whole(value: bigint): Exact {
  const max = value < 0n ? -value : value;
  const width = digits(max, 0);
  const sql = `CAST(${value} AS DECIMAL(${width}, 0))`;
  return { kind: 'exact', sql, scale: 0, max, width, positive: value > 0n };
}

/** An exact number nobody knows, of a type that goes with every other. */
export const UNKNOWN_EXACT: Exact = {
  kind: 'exact',
  sql: 'CAST(NULL AS DECIMAL(1, 0))',
  scale: 0,
  max: 0n,
  width: 1,
  positive: false,
};

/** The text cast to a decimal type just wide enough, if its present type is wider. */
export function narrowed(a: Exact, width = digits(a.max, a.scale)): string {
  return a.width <= width ? a.sql : `CAST(${a.sql} AS DECIMAL(${width}, ${a.scale}))`;
}

export function widened(a: Exact, scale: number): string {
  return `CAST(${a.sql} AS DECIMAL(${WIDE}, ${scale}))`;
}

function sum(a: Exact, b: Exact, sign: '+' | '-', dialect: Dialect): Exact {
  const scale = Math.max(a.scale, b.scale);
  const max = a.max + b.max;
  const needed = digits(max, scale);
  const positive = sign === '+' && a.positive && b.positive;
  if (needed <= NARROW) {
    const [left, right] = [a, b].map((part) => narrowed(part, NARROW - scale + part.scale));
    return { kind: 'exact', sql: `(${left} ${sign} ${right})`, scale, max, width: NARROW, positive };
  }
  return fitted(`(${widened(a, scale)} ${sign} ${widened(b, scale)})`, { scale, max, positive }, dialect);
}

/** A wide number whose text fails where it has more than 38 digits. */
export function fitted(
  sql: string,
  { scale, max, positive = false }: Pick<Exact, 'scale' | 'max'> & { positive?: boolean },
  dialect: Dialect,
): Exact {
  const number = { kind: 'exact', scale, width: WIDE, positive } as const;
  if (digits(max, scale) <= WIDE) return { ...number, sql, max };
  return { ...number, sql: dialect.attempt(sql), max: 10n ** BigInt(WIDE - scale) - 1n };
}

export function product(a: Exact, b: Exact, dialect: Dialect): Exact {
  const scale = a.scale + b.scale;
  const max = a.max * b.max;
  const positive = a.positive && b.positive;
  const [left, right] = [digits(a.max, a.scale), digits(b.max, b.scale)];
  const needed = left + right;
  if (needed <= NARROW) {
    const sql = `(${narrowed(a, left)} * ${narrowed(b, right)})`;
    return { kind: 'exact', sql, scale, max, width: needed, positive };
  }
  // DuckDB stays in 64 bits, and fails, unless one side has more than 18 digits.
  const wide = `CAST(${a.sql} AS DECIMAL(${Math.max(NARROW + 1, left)}, ${a.scale}))`;
  return fitted(`(${wide} * ${narrowed(b, right)})`, { scale, max, positive }, dialect);
}

/** The number, or unknown where so many of its size would have more than 38 digits together. */
export function summable(a: Exact, most: bigint, dialect: Dialect): Exact {
  if (digits(a.max * most, a.scale) <= WIDE) return a;
  const room = 10n ** BigInt(WIDE - a.scale) / most;
  const limit = room > 0n ? room : 1n;
  const sql = `CASE WHEN abs(${a.sql}) < CAST(${limit} AS DECIMAL(${WIDE}, ${a.scale})) THEN ${a.sql} END`;
  return { ...a, sql: dialect.attempt(sql), max: limit - 1n };
}

/** The number as an IEEE double. */
export function toDouble(a: NumberSql): string {
  if (a.kind === 'double') return a.sql;
  if (a.kind === 'exact') return `CAST(${a.sql} AS DOUBLE)`;
  const den = toDouble(a.den);
  return `(${toDouble(a.num)} / ${a.den.positive ? den : `NULLIF(${den}, 0)`})`;
}

export function arithmetic(kind: Arithmetic, a: NumberSql, b: NumberSql, dialect: Dialect): NumberSql {
  if (a.kind === 'exact' && b.kind === 'exact') {
    if (kind === '/') return { kind: 'quotient', num: a, den: b };
    if (kind !== '*') return sum(a, b, kind, dialect);
    if (a.scale + b.scale <= MOST_DECIMALS) return product(a, b, dialect);
  }
  const right = kind === '/' ? `NULLIF(${toDouble(b)}, 0)` : toDouble(b);
  return { kind: 'double', sql: dialect.finite(`(${toDouble(a)} ${kind} ${right})`) };
}

export function negated(a: NumberSql): NumberSql {
  if (a.kind === 'exact') return { ...a, sql: `(-${a.sql})`, positive: false };
  return { kind: 'double', sql: `(-${toDouble(a)})` };
}

export function absolute(a: NumberSql): NumberSql {
  return a.kind === 'exact' ? { ...a, sql: `abs(${a.sql})` } : { kind: 'double', sql: `abs(${toDouble(a)})` };
}

/** Both numbers in one common form, to choose between them. */
export function aligned(
  numbers: readonly NumberSql[],
  dialect: Dialect,
): { texts: string[]; as: (sql: string) => NumberSql } {
  if (numbers.some((number) => number.kind !== 'exact')) {
    return { texts: numbers.map(toDouble), as: (sql) => ({ kind: 'double', sql }) };
  }
  const exact = numbers as Exact[];
  const scale = Math.max(...exact.map((number) => number.scale));
  const max = largestOf(exact);
  const positive = exact.every((number) => number.positive);
  if (digits(max, scale) <= NARROW) {
    return {
      texts: exact.map((number) => `CAST(${number.sql} AS DECIMAL(${NARROW}, ${scale}))`),
      as: (sql) => ({ kind: 'exact', sql, scale, max, width: NARROW, positive }),
    };
  }
  const wide = exact.map((number) => fitted(widened(number, scale), { ...number, scale }, dialect));
  const largest = largestOf(wide);
  return {
    texts: wide.map(({ sql }) => sql),
    as: (sql) => ({ kind: 'exact', sql, scale, max: largest, width: WIDE, positive }),
  };
}

function largestOf(numbers: readonly Exact[]): bigint {
  return numbers.reduce((most, { max }) => (max > most ? max : most), 0n);
}

/** The largest size of a number in a column without a declared range. */
export const DEFAULT_MAX = 999_999_999_999n;
