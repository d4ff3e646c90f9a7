import type { Dialect } from '../model/dialect.ts';
import type { Arithmetic, Comparison } from './expr.ts';
import { decimalPlaces, type Rational, rational, toDecimal } from './rational.ts';

/**
 * Numbers in SQL. Exact ones are decimals whose scale and largest size are tracked, so that no step overflows
 * or rounds: up to 18 digits the engine computes in 64 bits, up to 38 in 128, and beyond that the value is unknown.
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

const NARROW = 18;
const WIDE = 38;

function digits(max: bigint, scale: number): number {
  return Math.max(1, String(max).length + scale);
}

function bound(a: Exact, b: Exact): bigint {
  return a.max > b.max ? a.max : b.max;
}

/** A column holding exact numbers. */
export function exactColumn(sql: string, scale: number, max: bigint, positive = false): Exact {
  return { kind: 'exact', sql, scale, max, width: digits(max, scale) <= NARROW ? NARROW : WIDE, positive };
}

/** A known number; one that no decimal can write is a quotient. */
export function literal(value: Rational): Exact | Quotient {
  const scale = decimalPlaces(value);
  if (scale === undefined || scale > 18) {
    return {
      kind: 'quotient',
      num: literal(rational(value.n)) as Exact,
      den: literal(rational(value.d)) as Exact,
    };
  }
  const size = value.n < 0n ? -value.n : value.n;
  const max = size / value.d + 1n;
  const width = digits(max, scale);
  const sql = `CAST(${toDecimal(value)} AS DECIMAL(${width}, ${scale}))`;
  return { kind: 'exact', sql, scale, max, width, positive: value.n > 0n };
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
function narrowed(a: Exact, width = digits(a.max, a.scale)): string {
  return a.width <= width ? a.sql : `CAST(${a.sql} AS DECIMAL(${width}, ${a.scale}))`;
}

function widened(a: Exact, scale: number): string {
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
  const text = `(${widened(a, scale)} ${sign} ${widened(b, scale)})`;
  return { kind: 'exact', sql: guarded(text, needed, dialect), scale, max, width: WIDE, positive };
}

function product(a: Exact, b: Exact, dialect: Dialect): Exact {
  const scale = a.scale + b.scale;
  const max = a.max * b.max;
  const positive = a.positive && b.positive;
  const [left, right] = [a, b].map((part) => Math.min(WIDE, digits(part.max, part.scale))) as [
    number,
    number,
  ];
  const needed = left + right;
  if (needed <= NARROW) {
    const sql = `(${narrowed(a, left)} * ${narrowed(b, right)})`;
    return { kind: 'exact', sql, scale, max, width: needed, positive };
  }
  // DuckDB stays in 64 bits, and fails, unless one side has more than 18 digits.
  const wide = `CAST(${a.sql} AS DECIMAL(${Math.max(NARROW + 1, left)}, ${a.scale}))`;
  const sql = guarded(`(${wide} * ${narrowed(b, right)})`, Math.max(NARROW + 1, left) + right, dialect);
  return { kind: 'exact', sql, scale, max, width: WIDE, positive };
}

function guarded(text: string, needed: number, dialect: Dialect): string {
  return needed > WIDE ? dialect.attempt(text) : text;
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
    if (a.scale + b.scale <= 30) return product(a, b, dialect);
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
export function aligned(numbers: readonly NumberSql[]): { texts: string[]; as: (sql: string) => NumberSql } {
  if (numbers.some((number) => number.kind !== 'exact')) {
    return { texts: numbers.map(toDouble), as: (sql) => ({ kind: 'double', sql }) };
  }
  const exact = numbers as Exact[];
  const scale = Math.max(...exact.map((number) => number.scale));
  const max = exact.reduce((largest, number) => (number.max > largest ? number.max : largest), 0n);
  const width = digits(max, scale) <= NARROW ? NARROW : WIDE;
  return {
    texts: exact.map((number) => `CAST(${number.sql} AS DECIMAL(${width}, ${scale}))`),
    as: (sql) => ({
      kind: 'exact',
      sql,
      scale,
      max,
      width,
      positive: exact.every((number) => number.positive),
    }),
  };
}

/** Rounds half away from zero; exact for exact numbers and for quotients of them. */
export function rounded(a: NumberSql, places: number, dialect: Dialect): NumberSql {
  if (a.kind === 'double') return { kind: 'double', sql: dialect.finite(`round(${a.sql}, ${places})`) };
  if (a.kind === 'exact') {
    if (a.scale <= places) return a;
    const max = a.max + 1n;
    const width = digits(max, places) <= NARROW ? NARROW : WIDE;
    const sql = `CAST(round(${a.sql}, ${places}) AS DECIMAL(${width}, ${places}))`;
    return { kind: 'exact', sql, scale: places, max, width, positive: false };
  }
  return roundedQuotient(a, places, dialect);
}

/** sign · ⌊(2·|n|·10^places + |d|) / (2·|d|)⌋ / 10^places in whole numbers. */
function roundedQuotient({ num, den }: Quotient, places: number, dialect: Dialect): Exact {
  const scale = Math.max(num.scale, den.scale);
  const whole = (a: Exact, extra: number): string => {
    const factor = 10n ** BigInt(scale + extra);
    return `CAST(abs(${a.sql}) * CAST(${factor} AS DECIMAL(${String(factor).length}, 0)) AS DECIMAL(${WIDE}, 0))`;
  };
  const divisor = `NULLIF(2 * ${whole(den, 0)}, 0)`;
  const magnitude = dialect.integerDivide(`(2 * ${whole(num, places)} + ${whole(den, 0)})`, divisor);
  const unit = places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`;
  const value = `CAST(${magnitude} AS DECIMAL(${WIDE - places}, 0)) * CAST(${unit} AS DECIMAL(${Math.max(1, places)}, ${places}))`;
  const negative = `(${num.sql} < 0) <> (${den.sql} < 0)`;
  const sql = dialect.attempt(`CASE WHEN ${negative} THEN -(${value}) ELSE ${value} END`);
  const max = num.max * 10n ** BigInt(den.scale) + 1n;
  return {
    kind: 'exact',
    sql: `CAST(${sql} AS DECIMAL(${WIDE}, ${places}))`,
    scale: places,
    max,
    width: WIDE,
    positive: false,
  };
}

const MIRRORED: Record<Comparison, Comparison> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Compares exactly wherever both sides are exact or quotients of exact numbers; doubles compare as doubles. */
export function comparison(kind: Comparison, a: NumberSql, b: NumberSql, dialect: Dialect): string {
  if (a.kind === 'double' || b.kind === 'double') return `(${toDouble(a)} ${operator(kind)} ${toDouble(b)})`;
  if (a.kind === 'exact' && b.kind === 'exact') return compareExact(kind, a, b, dialect);
  // p/q < r/s becomes p·s < r·q, turned round where q·s is negative and unknown where it is zero.
  const left = fraction(a);
  const right = fraction(b);
  const times = (x: Exact, y: Exact | undefined): Exact => (y ? product(x, y, dialect) : x);
  const [p, r] = [times(left.num, right.den), times(right.num, left.den)];
  const dens = [left.den, right.den].filter((den): den is Exact => den !== undefined && !den.positive);
  const plain = compareExact(kind, p, r, dialect);
  if (dens.length === 0) return plain;
  const turned = compareExact(MIRRORED[kind], p, r, dialect);
  if (dens.length === 1)
    return `CASE WHEN ${dens[0]?.sql} > 0 THEN ${plain} WHEN ${dens[0]?.sql} < 0 THEN ${turned} END`;
  const [x, y] = dens.map((den) => den.sql);
  return `CASE WHEN ${x} = 0 OR ${y} = 0 THEN NULL WHEN (${x} > 0) = (${y} > 0) THEN ${plain} ELSE ${turned} END`;
}

function fraction(a: Exact | Quotient): { num: Exact; den: Exact | undefined } {
  return a.kind === 'quotient' ? a : { num: a, den: undefined };
}

function compareExact(kind: Comparison, a: Exact, b: Exact, dialect: Dialect): string {
  const scale = Math.max(a.scale, b.scale);
  const needed = digits(bound(a, b), scale);
  if (needed <= NARROW) {
    const [left, right] = [a, b].map((part) => narrowed(part, NARROW - scale + part.scale));
    return `(${left} ${operator(kind)} ${right})`;
  }
  return guarded(`(${widened(a, scale)} ${operator(kind)} ${widened(b, scale)})`, needed, dialect);
}

function operator(kind: Comparison): string {
  return kind === '==' ? '=' : kind === '!=' ? '<>' : kind;
}

/** The largest size of a number in a column without a declared range. */
export const DEFAULT_MAX = 999_999_999_999n;
