/** An exact decimal: units × 10^-scale. Everything rules.md calls exact stays inside these. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const pow10 = (n: number): bigint => 10n ** BigInt(n);
const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

/** @returns undefined if the text is not a plain decimal number */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return undefined;
  const fraction = parts[3] ?? '';
  const units = BigInt(`${parts[2]}${fraction}`);
  return { units: parts[1] === '-' ? -units : units, scale: fraction.length };
}

export const whole = (n: number): Decimal => ({ units: BigInt(n), scale: 0 });

function unitsAt(a: Decimal, scale: number): bigint {
  return a.units * pow10(scale - a.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export const negate = (a: Decimal): Decimal => ({ units: -a.units, scale: a.scale });

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = unitsAt(a, scale) - unitsAt(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const isZero = (a: Decimal): boolean => a.units === 0n;

/** top / bottom rounded to so many digits, half away from zero. */
export function divideRounded(top: Decimal, bottom: Decimal, digits: number): Decimal {
  const n = top.units * pow10(bottom.scale + Math.max(digits, 0));
  const d = bottom.units * pow10(top.scale + Math.max(-digits, 0));
  const doubled = (2n * magnitude(n) + magnitude(d)) / (2n * magnitude(d));
  const units = n < 0n !== d < 0n ? -doubled : doubled;
  return digits >= 0 ? { units, scale: digits } : { units: units * pow10(-digits), scale: 0 };
}

export const round = (a: Decimal, digits: number): Decimal =>
  a.scale <= digits ? a : divideRounded(a, whole(1), digits);

/** Plain text without needless zeros: 1500, -0.05. */
export function toText(a: Decimal): string {
  const digits = magnitude(a.units)
    .toString()
    .padStart(a.scale + 1, '0');
  const cut = digits.length - a.scale;
  const fraction = digits.slice(cut).replace(/0+$/, '');
  return `${a.units < 0n ? '-' : ''}${digits.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The nearest double: reading decimal text is correctly rounded in JavaScript. */
export const toDouble = (a: Decimal): number => Number(toText(a));
