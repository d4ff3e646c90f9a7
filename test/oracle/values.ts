import {
  compare,
  type Decimal,
  divideRounded,
  isZero,
  multiply,
  round,
  toDouble,
  toText,
  whole,
} from './decimal.ts';
import { compareText, type FactValue } from './types.ts';

/** A quotient of exact numbers is kept as the two numbers it was made of, so that comparing it is exact. */
export type Value =
  | { k: 'exact'; n: Decimal }
  | { k: 'quotient'; top: Decimal; bottom: Decimal }
  | { k: 'double'; n: number }
  | { k: 'text'; s: string }
  | { k: 'bool'; b: boolean };

/** What is missing where a value is unknown: a name, and the period it was wanted for if it is kept by period. */
export interface Lack {
  name: string;
  period: number | undefined;
}

/** An answer is a value, or unknown (`value` undefined) for lack of something; sometimes of nothing, as in 1 / 0. */
export interface Answer {
  value: Value | undefined;
  lacks: readonly Lack[];
}

export const answer = (value: Value): Answer => ({ value, lacks: [] });
export const lacking = (name: string, period?: number): Answer => ({
  value: undefined,
  lacks: [{ name, period }],
});
/** Unknown for whatever the unknown ones among the operands lack. */
export const unknownFrom = (...operands: Answer[]): Answer => ({
  value: undefined,
  lacks: operands.flatMap((operand) => (operand.value === undefined ? operand.lacks : [])),
});

export const exact = (n: Decimal): Value => ({ k: 'exact', n });
export const bool = (b: boolean): Value => ({ k: 'bool', b });
export const text = (s: string): Value => ({ k: 'text', s });
export const int = (n: number): Value => exact(whole(n));
/** A double, or undefined where it left the numbers. */
export const double = (n: number): Value | undefined => (Number.isFinite(n) ? { k: 'double', n } : undefined);

export class OracleError extends Error {}

/** The value as an IEEE double. A quotient's is the division of its sides' nearest doubles, as SQL computes it. */
export function asDouble(v: Value): number {
  if (v.k === 'double') return v.n;
  if (v.k === 'exact') return toDouble(v.n);
  if (v.k === 'quotient') return toDouble(v.top) / toDouble(v.bottom);
  throw new OracleError(`${v.k} is not a number`);
}

export function asBool(v: Value): boolean {
  if (v.k !== 'bool') throw new OracleError(`${v.k} is not a condition`);
  return v.b;
}

export function asText(v: Value): string {
  if (v.k !== 'text') throw new OracleError(`${v.k} is not a text`);
  return v.s;
}

function sides(v: Value): [Decimal, Decimal] | undefined {
  if (v.k === 'exact') return [v.n, whole(1)];
  if (v.k === 'quotient') return [v.top, v.bottom];
  return undefined;
}

/** Less than zero, zero or more than zero; exact where both sides are exact numbers or quotients of such. */
export function order(a: Value, b: Value): number {
  if (a.k === 'text' || b.k === 'text') return compareText(asText(a), asText(b));
  if (a.k === 'bool' || b.k === 'bool') return Number(asBool(a)) - Number(asBool(b));
  const left = sides(a);
  const right = sides(b);
  if (!left || !right) {
    const [x, y] = [asDouble(a), asDouble(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const crossed = compare(multiply(left[0], right[1]), multiply(right[0], left[1]));
  return left[1].units < 0n === right[1].units < 0n ? crossed : -crossed;
}

/** a / b of two known numbers; unknown when b is zero. */
export function quotient(a: Value, b: Value): Value | undefined {
  if (a.k === 'exact' && b.k === 'exact')
    return isZero(b.n) ? undefined : { k: 'quotient', top: a.n, bottom: b.n };
  const bottom = asDouble(b);
  return bottom === 0 ? undefined : double(asDouble(a) / bottom);
}

/** Half away from zero. A quotient is rounded exactly. */
export function rounded(v: Value, digits: number): Value | undefined {
  if (v.k === 'exact') return exact(round(v.n, digits));
  if (v.k === 'quotient') return exact(divideRounded(v.top, v.bottom, digits));
  const scale = 10 ** Math.abs(digits);
  const n = asDouble(v);
  const halfAway = (x: number): number => Math.sign(x) * Math.round(Math.abs(x));
  const out = digits >= 0 ? halfAway(n * scale) / scale : halfAway(n / scale) * scale;
  return double(Number.isFinite(out) ? out : n);
}

export function plain(v: Value | undefined): FactValue {
  if (v === undefined) return null;
  if (v.k === 'exact') return toText(v.n);
  if (v.k === 'text') return v.s;
  if (v.k === 'bool') return v.b;
  return asDouble(v);
}
