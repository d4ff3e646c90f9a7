import type { Dialect } from '../model/dialect.ts';
import type { Comparison } from './expr.ts';
import { shifted, unscaled, type Whole, wholeConstant } from './integer-sql.ts';
import { signOfDifference, TWO_LIMBS } from './limbs.ts';
import {
  digits,
  type Exact,
  NARROW,
  type NumberSql,
  narrowed,
  product,
  type Quotient,
  toDouble,
  WIDE,
  widened,
} from './number-sql.ts';

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
  // p/q < r/s becomes p·s < r·q, turned round where q·s is negative and unknown where it is zero.
  const [left, right] = [fraction(a), fraction(b)];
  const compare = comparedProducts([left.num, right.den], [right.num, left.den], dialect);
  const dens = [left.den, right.den].filter((den): den is Exact => den !== undefined && !den.positive);
  const plain = compare(kind);
  if (dens.length === 0) return plain;
  const turned = compare(MIRRORED[kind]);
  if (dens.length === 1)
    return `CASE WHEN ${dens[0]?.sql} > 0 THEN ${plain} WHEN ${dens[0]?.sql} < 0 THEN ${turned} END`;
  const [x, y] = dens.map((den) => den.sql);
  return `CASE WHEN ${x} = 0 OR ${y} = 0 THEN NULL WHEN (${x} > 0) = (${y} > 0) THEN ${plain} ELSE ${turned} END`;
}

function fraction(a: Exact | Quotient): { num: Exact; den: Exact | undefined } {
  return a.kind === 'quotient' ? a : { num: a, den: undefined };
}

/** One or two factors. */
type Factors = readonly [Exact, Exact | undefined];

function comparedProducts(left: Factors, right: Factors, dialect: Dialect): (kind: Comparison) => string {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const crossed = (using: Dialect): [Exact, Exact] =>
    [left, right].map(([x, y]) => (y ? product(x, y, using) : x)) as [Exact, Exact];
  const needed = [left, right].map((side) => digits(sizeOf(side), scale));
  if (Math.max(...needed) <= WIDE) {
    const [p, r] = crossed(dialect);
    return (kind) => compareExact(kind, p, r);
  }
  const wide = ([x, y]: Factors): [Whole, Whole] =>
    withZeros([unscaled(x, dialect), y ? unscaled(y, dialect) : ONE], scale - scaleOf([x, y]));
  const sign = signOfDifference(wide(left), wide(right), dialect);
  const exactly = (kind: Comparison): string => `(${sign} ${operator(kind)} 0)`;
  if (scale >= WIDE) return exactly;
  // Most numbers are far smaller than they may be, and quicker to compare.
  const [p, r] = crossed({ ...dialect, attempt: (text) => text });
  return (kind) => dialect.attemptOr(compareExact(kind, p, r), exactly(kind));
}

const ONE = wholeConstant(1n);

function scaleOf([x, y]: Factors): number {
  return x.scale + (y?.scale ?? 0);
}

function sizeOf([x, y]: Factors): bigint {
  return x.max * (y?.max ?? 1n);
}

/** Two factors with so many zeros between them, where there is room. */
function withZeros([x, y]: [Whole, Whole], zeros: number): [Whole, Whole] {
  if (x.digits < y.digits) return withZeros([y, x], zeros);
  const here = Math.min(zeros, Math.max(0, TWO_LIMBS - y.digits));
  return [shifted(x, zeros - here), shifted(y, here)];
}

function compareExact(kind: Comparison, a: Exact, b: Exact): string {
  const scale = Math.max(a.scale, b.scale);
  if (Math.max(digits(a.max, scale), digits(b.max, scale)) <= NARROW) {
    const [left, right] = [a, b].map((part) => narrowed(part, NARROW - scale + part.scale));
    return `(${left} ${operator(kind)} ${right})`;
  }
  return `(${widened(a, scale)} ${operator(kind)} ${widened(b, scale)})`;
}

function operator(kind: Comparison): string {
  return kind === '==' ? '=' : kind === '!=' ? '<>' : kind;
}
