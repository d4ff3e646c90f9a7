import fc from 'fast-check';
import type { Comparison, Expr } from '../../src/rules/expr.ts';
import { DEFAULT_MAX, type Exact, exactColumn } from '../../src/rules/number-sql.ts';
import { fromDecimal, multiply, type Rational, rational } from '../../src/rules/rational.ts';

/** A household's numbers. */
export type Row = Readonly<Record<string, Rational>>;

interface NumberColumn {
  type: string;
  value: Exact;
  values: fc.Arbitrary<Rational>;
}

const LARGEST = 9_999_999_999_999_999n;

/** Whole numbers of every length alike, and the largest of all. */
function whole(most: bigint): fc.Arbitrary<bigint> {
  const lengths = fc.integer({ min: 1, max: String(most).length });
  const some = lengths.chain((length) => fc.bigInt({ min: 0n, max: 10n ** BigInt(length) }));
  return fc.oneof(
    { weight: 9, arbitrary: some.map((value) => (value < most ? value : most)) },
    { weight: 2, arbitrary: fc.constant(most) },
    { weight: 1, arbitrary: fc.constant(0n) },
  );
}

function signed(most: bigint, places: bigint): fc.Arbitrary<Rational> {
  return fc
    .tuple(whole(most), fc.boolean())
    .map(([units, minus]) => rational(minus ? -units : units, 10n ** places));
}

const money = (name: string): NumberColumn => ({
  type: 'DECIMAL(18, 4)',
  value: exactColumn(name, 4, DEFAULT_MAX),
  values: signed(LARGEST, 4n),
});

/** Columns as intake leaves them: without a declared range, and with one that keeps products in 64 bits. */
export const COLUMNS: Readonly<Record<string, NumberColumn>> = {
  a: money('a'),
  b: money('b'),
  c: money('c'),
  small: {
    type: 'DECIMAL(18, 4)',
    value: exactColumn('small', 4, 99_999n),
    values: signed(999_990_000n, 4n),
  },
  size: {
    type: 'BIGINT',
    value: exactColumn('CAST(size AS DECIMAL(18, 0))', 0, 30n, true),
    values: fc.bigInt({ min: 1n, max: 30n }).map((value) => rational(value)),
  },
  count: {
    type: 'BIGINT',
    value: exactColumn('CAST(count AS DECIMAL(18, 0))', 0, DEFAULT_MAX),
    values: signed(DEFAULT_MAX, 0n),
  },
};

const SPAN = { start: 0, end: 0 };
const name = (of: string): Expr => ({ op: 'name', type: 'number', span: SPAN, name: of });
const number = (value: string): Expr => ({ op: 'number', type: 'number', span: SPAN, value });
const binary = (kind: '+' | '-' | '*' | '/', left: Expr, right: Expr): Expr => ({
  ...{ op: 'arithmetic', type: 'number', span: SPAN, kind, left, right },
});
const call = (fn: 'round' | 'abs' | 'min' | 'max', ...args: Expr[]): Expr => ({
  ...{ op: 'call', type: 'number', span: SPAN, fn, args },
});

/** Parameters with up to 12 decimals. */
const parameter: fc.Arbitrary<Expr> = fc
  .tuple(whole(999_999n), fc.integer({ min: 0, max: 12 }), whole(10n ** 12n - 1n))
  .map(([before, places, after]) => {
    const decimals = String(after).padStart(12, '0').slice(0, places);
    return number(places === 0 ? String(before) : `${before}.${decimals}`);
  });

const column: fc.Arbitrary<Expr> = fc.constantFrom(...Object.keys(COLUMNS)).map(name);
const factor = fc.oneof({ weight: 3, arbitrary: column }, { weight: 2, arbitrary: parameter });
const total = fc.constantFrom(5, 2, 3, 10).map((columns) => {
  const amounts = Array.from({ length: columns }, (_, at) => name(['a', 'b', 'c', 'small'][at % 4] ?? 'a'));
  return amounts.reduce((sum, amount, at) => binary(at % 3 === 2 ? '-' : '+', sum, amount));
});

const products = fc
  .array(factor, { minLength: 1, maxLength: 3 })
  .map((factors) => factors.reduce((product, part) => binary('*', product, part)))
  .filter((expr) => decimals(expr) <= 30);

function decimals(expr: Expr): number {
  if (expr.op === 'arithmetic') return decimals(expr.left) + decimals(expr.right);
  if (expr.op === 'number') return (expr.value.split('.')[1] ?? '').length;
  return expr.op === 'name' ? (COLUMNS[expr.name]?.value.scale ?? 0) : 0;
}

/** Sums, products and what is chosen among them: exact as long as nothing divides. */
const exact: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: factor },
  { weight: 3, arbitrary: products },
  { weight: 2, arbitrary: total },
  { weight: 1, arbitrary: fc.tuple(products, products).map(([x, y]) => binary('-', x, y)) },
  { weight: 1, arbitrary: fc.tuple(products, total).map(([x, y]) => call('max', x, y)) },
  { weight: 1, arbitrary: products.map((x) => call('abs', x)) },
);

const quotient: fc.Arbitrary<Expr> = fc.tuple(exact, exact).map(([x, y]) => binary('/', x, y));
const side = fc.oneof({ weight: 3, arbitrary: quotient }, { weight: 2, arbitrary: exact });
const places = fc.integer({ min: 0, max: 9 }).map((digits) => number(String(digits)));

const roundedQuotient = fc.tuple(quotient, places).map(([x, digits]) => call('round', x, digits));
const comparison = fc
  .tuple(side, fc.constantFrom<Comparison>('<', '<=', '>', '>=', '==', '!='), side)
  .map(([left, kind, right]): Expr => ({ op: 'compare', type: 'boolean', span: SPAN, kind, left, right }));

const anything: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 4, arbitrary: roundedQuotient },
  { weight: 4, arbitrary: comparison },
  { weight: 1, arbitrary: fc.tuple(exact, places).map(([x, digits]) => call('round', x, digits)) },
  { weight: 1, arbitrary: exact },
  { weight: 1, arbitrary: fc.tuple(roundedQuotient, factor).map(([x, y]) => binary('*', x, y)) },
);

const row: fc.Arbitrary<Row> = fc
  .record(Object.fromEntries(Object.entries(COLUMNS).map(([of, { values }]) => [of, values])))
  .chain((values) => fc.constantFrom(values, ...ties(values)));

/** Amounts half way between two numbers, or equal to others. */
function ties(values: Row): Row[] {
  const { size = rational(1n), small = rational(1n), b = rational(1n) } = values;
  const half = multiply(size, fromDecimal('2.5'));
  return [
    { ...values, a: half, small: multiply(half, rational(-1n)) },
    { ...values, a: multiply(size, fromDecimal('0.0005')), c: fromDecimal('0.0001') },
    { ...values, a: b, c: small, count: size },
    { ...values, a: multiply(small, size), b: small },
  ];
}

export function numbersCase(): fc.Arbitrary<{ expr: Expr; rows: Row[] }> {
  return fc.record({ expr: anything, rows: fc.array(row, { minLength: 6, maxLength: 12 }) });
}
