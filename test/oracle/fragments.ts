/** A piece of expression text with what is needed to put it inside another: how tightly it binds, and its type. */
export interface Piece {
  text: string;
  /** As in syntax.ts, with 0 for `? :`, 6 for unary operators and 7 for what needs no brackets. */
  level: number;
}

/** A number with the digits its exact value may need, so that generated packs stay within 38 of them. */
export interface Num extends Piece {
  kind: 'exact' | 'double';
  digits: Digits;
  /** Of a quotient of exact numbers: the digits of the number it divides by; `digits` are those of the other. */
  bottom?: Digits;
}

export interface Digits {
  whole: number;
  scale: number;
}

/** A text with the values it is likely to have. */
export interface Txt extends Piece {
  pool: readonly string[];
  ordered: boolean;
}

const WIDEST = 32;
const MOST_DECIMALS = 30;
const WIDEST_FACTOR = 34;
const WIDEST_CROSSED = 70;

export const within = (piece: Piece, level: number): string =>
  piece.level >= level ? piece.text : `(${piece.text})`;

export const name = (text: string): Piece => ({ text, level: 7 });

export const number = (text: string, digits: Digits, level = 7): Num => ({
  text,
  level,
  kind: 'exact',
  digits,
});

export function literal(text: string): Num {
  const [, sign, before = '', after = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return number(text, { whole: before.length, scale: after.length }, sign === '-' ? 6 : 7);
}

const isExact = (x: Num): boolean => x.kind === 'exact' && !x.bottom;
const widest = (list: readonly Num[]): Digits => ({
  whole: Math.max(...list.map((x) => x.digits.whole)),
  scale: Math.max(...list.map((x) => x.digits.scale)),
});

/** What a number made of these is when it is one of them or about as large. */
export function like(list: readonly Num[], text: string, level: number, more = 0): Num {
  const { whole, scale } = widest(list);
  return {
    text,
    level,
    kind: list.every(isExact) ? 'exact' : 'double',
    digits: { whole: whole + more, scale },
  };
}

/** Whether two numbers with as many decimals each as the other stay within the widest decimal. */
export const alignable = (a: Num, b: Num): boolean => total(widest([a, b])) < WIDEST_FACTOR;

export function sum(a: Num, op: '+' | '-', b: Num): Num {
  if (!alignable(a, b)) return a;
  return like([a, b], `${within(a, 4)} ${op} ${within(b, 5)}`, 4, 1);
}

/** A product, or a sum where the product would be too wide. */
export function product(a: Num, b: Num): Num {
  const digits = { whole: a.digits.whole + b.digits.whole, scale: a.digits.scale + b.digits.scale };
  const exact = isExact(a) && isExact(b);
  if (exact && (total(digits) > WIDEST || digits.scale > MOST_DECIMALS)) return sum(a, '+', b);
  return { ...like([a, b], `${within(a, 5)} * ${within(b, 6)}`, 5), digits };
}

export function quotient(a: Num, b: Num): Num {
  const made: Num = { ...like([a, b], `${within(a, 5)} / ${within(b, 6)}`, 5), digits: a.digits };
  return isExact(a) && isExact(b) ? { ...made, bottom: b.digits } : made;
}

const total = (...parts: (Digits | undefined)[]): number =>
  parts.reduce((n, part) => n + (part ? part.whole + part.scale : 0), 0);

/** Whether two numbers can be compared exactly by cross-multiplying, which may take twice the widest decimal. */
export function comparable(a: Num, b: Num): boolean {
  const scales = [a.digits.scale + (b.bottom?.scale ?? 0), b.digits.scale + (a.bottom?.scale ?? 0)];
  const sides = [total(a.digits, b.bottom), total(b.digits, a.bottom)];
  const scale = Math.max(...scales);
  return (
    [a.digits, a.bottom, b.digits, b.bottom].every((part) => total(part) <= WIDEST_FACTOR) &&
    sides.every((side, at) => side + scale - (scales[at] ?? 0) <= WIDEST_CROSSED)
  );
}

/** Whether a quotient rounded to so many digits stays within the widest decimal, and what is left over by dividing. */
export function roundable({ digits, bottom }: Num, places: number): boolean {
  if (!bottom) return true;
  const zeros = Math.max(0, places + bottom.scale - digits.scale);
  return digits.whole + bottom.scale + 1 + places < WIDEST_FACTOR && total(bottom) + zeros <= WIDEST_FACTOR;
}
