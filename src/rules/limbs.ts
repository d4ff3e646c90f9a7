import type { Dialect } from '../model/dialect.ts';
import { huge, hugeLiteral, type Whole } from './integer-sql.ts';
import { WIDE } from './number-sql.ts';

/** Products of 76 digits in an engine of 38: numbers in two limbs, as two-digit numbers are multiplied by hand. */
const LIMB = 18;
const BASE = 10n ** BigInt(LIMB);
/** Products of numbers of so many digits never fail. */
export const TWO_LIMBS = 2 * LIMB;
const MOST = 10n ** BigInt(WIDE);

/** A sum in SQL that is never larger than `max` in size. */
interface Term {
  sql: string;
  max: bigint;
}

/** A whole number as high · 10^18 + low, both of its sign; what is always 0 is left out. */
interface Limbs {
  high: Term | undefined;
  low: Term | undefined;
}

/** A whole number with the sign of a·b − c·d. The highest part that is not 0 decides. */
export function signOfDifference(
  left: readonly [Whole, Whole],
  right: readonly [Whole, Whole],
  dialect: Dialect,
): string {
  const [p, q] = [partsOf(left, dialect), partsOf(right, dialect)];
  const low = difference(p.low, q.low);
  const middle = withCarry(difference(p.middle, q.middle), low, dialect);
  const high = withCarry(difference(p.high, q.high), middle, dialect);
  const base = hugeLiteral(BASE);
  const sign = `(4 * sign(${high.sql}) + 2 * sign(${middle.sql} % ${base}) + sign(${low.sql} % ${base}))`;
  const isSafe =
    [...left, ...right].every(({ digits }) => digits <= WIDE) &&
    [low, middle, high].every(({ max }) => max < MOST);
  return isSafe ? sign : dialect.attempt(sign);
}

function limbsOf({ sql, digits, value }: Whole, dialect: Dialect): Limbs {
  if (value !== undefined) return { high: constant(value / BASE), low: constant(value % BASE) };
  const whole = huge({ sql, digits });
  if (digits <= LIMB) return { high: undefined, low: { sql: whole, max: 10n ** BigInt(digits) } };
  const base = hugeLiteral(BASE);
  return {
    high: { sql: dialect.integerDivide(whole, base), max: 10n ** BigInt(digits - LIMB) },
    low: { sql: `(${whole} % ${base})`, max: BASE },
  };
}

function constant(value: bigint): Term | undefined {
  return value === 0n ? undefined : { sql: hugeLiteral(value), max: value };
}

/** The parts of a product: of 10^36, of 10^18 and of 1. */
function partsOf(
  factors: readonly [Whole, Whole],
  dialect: Dialect,
): Record<'high' | 'middle' | 'low', Term[]> {
  const [a, b] = factors.map((factor) => limbsOf(factor, dialect)) as [Limbs, Limbs];
  return {
    high: times(a.high, b.high),
    middle: [...times(a.high, b.low), ...times(a.low, b.high)],
    low: times(a.low, b.low),
  };
}

function times(a: Term | undefined, b: Term | undefined): Term[] {
  return a && b ? [{ sql: `${a.sql} * ${b.sql}`, max: a.max * b.max }] : [];
}

function difference(plus: readonly Term[], minus: readonly Term[]): Term {
  const max = [...plus, ...minus].reduce((sum, term) => sum + term.max, 0n);
  const sql = [
    hugeLiteral(0n),
    ...plus.map((term) => `+ ${term.sql}`),
    ...minus.map((term) => `- ${term.sql}`),
  ];
  return { sql: `(${sql.join(' ')})`, max };
}

function withCarry(part: Term, lower: Term, dialect: Dialect): Term {
  return {
    sql: `(${part.sql} + ${dialect.integerDivide(lower.sql, hugeLiteral(BASE))})`,
    max: part.max + lower.max / BASE + 1n,
  };
}
