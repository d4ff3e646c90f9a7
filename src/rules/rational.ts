/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
  n: bigint;
  d: bigint;
}

export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError('a fraction needs a denominator other than 0');
  const sign = d < 0n ? -1n : 1n;
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d);
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** Reads `1500`, `-0.95`. */
export function fromDecimal(text: string): Rational {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`not a decimal: ${text}`);
  const value = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return sign === '-' ? { n: -value.n, d: value.d } : value;
}

export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounds half away from zero. */
export function round(a: Rational, digits: number): Rational {
  const scale = 10n ** BigInt(digits);
  const size = a.n < 0n ? -a.n : a.n;
  const rounded = (2n * size * scale + a.d) / (2n * a.d);
  return rational(a.n < 0n ? -rounded : rounded, scale);
}

/** Decimal places needed to write the value exactly, or undefined if it never ends (1/3). */
export function decimalPlaces(a: Rational): number | undefined {
  for (let places = 0; places <= 30; places++) if (10n ** BigInt(places) % a.d === 0n) return places;
  return undefined;
}

/** The value as a decimal: exact where it ends, otherwise to 12 places. */
export function toDecimal(a: Rational): string {
  const places = decimalPlaces(a) ?? 12;
  const { n, d } = decimalPlaces(a) === undefined ? round(a, 12) : a;
  const digits = String(((n < 0n ? -n : n) * 10n ** BigInt(places)) / d).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return n < 0n ? `-${text}` : text;
}
