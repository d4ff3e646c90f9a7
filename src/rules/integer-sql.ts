import type { Dialect } from '../model/dialect.ts';
import { digits, type Exact, NARROW, narrowed, WIDE, widened } from './number-sql.ts';

/** A whole number in SQL, of 64 bits or of 128. */
export interface Whole {
  sql: string;
  /** It never has more digits. */
  digits: number;
  /** If it is the same for everybody. */
  value?: bigint;
}

/** A number without its point: 12.50 becomes 1250. */
export function unscaled(a: Exact, dialect: Dialect): Whole {
  const size = digits(a.max, a.scale);
  if (a.scale === 0) return { sql: wholeOf(narrowed(a), size), digits: size };
  // The decimals are still there while the point moves.
  const room = size + a.scale;
  if (room > WIDE) return { sql: dialect.withoutPoint(widened(a, a.scale)), digits: size };
  const text =
    room < NARROW ? narrowed(a) : `CAST(${a.sql} AS DECIMAL(${Math.max(NARROW + 1, size)}, ${a.scale}))`;
  return { sql: wholeOf(`${text} * ${power(a.scale)}`, size), digits: size };
}

function wholeOf(sql: string, size: number): string {
  return `CAST(${sql} AS ${size <= NARROW ? 'BIGINT' : 'HUGEINT'})`;
}

/** 10 to the power of something, as a decimal. */
function power(exponent: number): string {
  return `CAST(${10n ** BigInt(exponent)} AS DECIMAL(${exponent + 1}, 0))`;
}

/** The number with so many zeros behind it. */
export function shifted(a: Whole, zeros: number): Whole {
  if (zeros === 0) return a;
  if (a.value !== undefined) return wholeConstant(a.value * 10n ** BigInt(zeros));
  const size = a.digits + zeros;
  return {
    sql: `(${size <= NARROW ? a.sql : huge(a)} * ${wholeLiteral(10n ** BigInt(zeros))})`,
    digits: size,
  };
}

/** The text with 128 bits. */
export function huge(a: Whole): string {
  return a.digits <= NARROW ? `CAST(${a.sql} AS HUGEINT)` : a.sql;
}

export function wholeLiteral(value: bigint): string {
  return `CAST(${value} AS ${String(value).length <= NARROW ? 'BIGINT' : 'HUGEINT'})`;
}

export function wholeConstant(value: bigint): Whole {
  return { sql: wholeLiteral(value), digits: String(value).length, value };
}

export function hugeLiteral(value: bigint): string {
  return `CAST(${value} AS HUGEINT)`;
}
