import type { Term } from '../model/explanation.ts';
import type { Expr } from '../rules/expr.ts';
import * as R from '../rules/rational.ts';
import { isConstant } from '../rules/used-parameters.ts';
import type { Casebook, Recorded } from './explain-values.ts';

/** Something about a household that could have been otherwise, independently of all else. */
export interface Quantity {
  /** Two quantities with one key are the same thing. */
  key: string;
  /** How it is shown. */
  term(): Term;
  current: Recorded;
  /** The smallest difference worth naming: a cent, a person, a hundredth of a percent. */
  step: R.Rational;
  whole: boolean;
  /** Smallest and largest value that the data may hold. */
  range?: readonly [R.Rational, R.Rational] | undefined;
  /** All texts that the data may hold. */
  codes?: readonly string[] | undefined;
}

/** A number as a constant and multiples of quantities. */
export interface Linear {
  constant: R.Rational;
  parts: ReadonlyMap<string, { quantity: Quantity; factor: R.Rational }>;
}

const ONE = R.rational(1n);
const CENT = R.rational(1n, 100n);
const HUNDREDTH_OF_A_PERCENT = R.rational(1n, 10_000n);
const NONE: Linear['parts'] = new Map();

/** Finds the quantities that conditions depend on. */
export class Quantities {
  readonly #book: Casebook;
  readonly #termOf: (expr: Expr, text: string, period: number) => Term;

  constructor(book: Casebook, termOf: (expr: Expr, text: string, period: number) => Term) {
    this.#book = book;
    this.#termOf = termOf;
  }

  /** The quantity that an operand is, be it a name or a whole expression. */
  of(expr: Expr, text: string, period: number): Quantity {
    const at = expr.op === 'previous' ? period - 1 : period;
    const name = expr.op === 'previous' || expr.op === 'name' ? expr.name : undefined;
    const dated = name === undefined || this.#book.isByPeriod(name);
    const whole = isWhole(expr, period, this.#book);
    return {
      key: JSON.stringify([name ?? `(${text})`, dated ? at : null]),
      term: () => this.#termOf(expr, text, period),
      current: this.#book.value(expr, period),
      step: whole ? ONE : unitStep(expr, this.#book),
      whole,
      ...this.#bounds(name),
    };
  }

  /** A number as far as it depends on quantities in proportion; undefined if it does so in another way. */
  linear(expr: Expr, period: number): Linear | undefined {
    const { loaded } = this.#book;
    switch (expr.op) {
      case 'number':
        return { constant: R.fromDecimal(expr.value), parts: NONE };
      case 'name': {
        const value = this.#book.value(expr, period);
        if (isConstant(expr, loaded.names) && typeof value === 'object' && value.kind === 'number') {
          return { constant: value.value, parts: NONE };
        }
        return this.#single(expr, expr.name, period);
      }
      case 'previous':
        return this.#single(expr, expr.name, period);
      case 'spell':
        return this.#single(expr, 'periods_in_state', period);
      case 'negate':
        return scaled(this.linear(expr.of, period), R.rational(-1n));
      case 'arithmetic':
        return this.#arithmetic(expr, period);
      case 'if': {
        const test = isConstant(expr.test, loaded.names) ? this.#book.value(expr.test, period) : 'unknown';
        if (typeof test === 'string') return undefined;
        return this.linear(test.value === true ? expr.then : expr.else, period);
      }
      default:
        return undefined;
    }
  }

  #single(expr: Expr, text: string, period: number): Linear {
    const quantity = this.of(expr, text, period);
    return { constant: R.rational(0n), parts: new Map([[quantity.key, { quantity, factor: ONE }]]) };
  }

  #arithmetic(expr: Expr & { op: 'arithmetic' }, period: number): Linear | undefined {
    const [left, right] = [this.linear(expr.left, period), this.linear(expr.right, period)];
    if (!left || !right) return undefined;
    if (expr.kind === '+') return sum(left, right);
    if (expr.kind === '-') return difference(left, right);
    if (expr.kind === '*' && left.parts.size === 0) return scaled(right, left.constant);
    if (right.parts.size > 0 || (expr.kind === '/' && right.constant.n === 0n)) return undefined;
    return scaled(left, expr.kind === '*' ? right.constant : R.divide(ONE, right.constant));
  }

  #bounds(name: string | undefined): Pick<Quantity, 'range' | 'codes'> {
    const info = this.#book.loaded.names.get(name ?? '');
    if (info?.kind !== 'input') return {};
    const { range, codes } = info.column;
    return { range: range && [R.fromDecimal(range[0]), R.fromDecimal(range[1])], codes };
  }
}

export function difference(left: Linear, right: Linear): Linear {
  return sum(left, scaled(right, R.rational(-1n)) as Linear);
}

function sum(left: Linear, right: Linear): Linear {
  const parts = new Map(left.parts);
  for (const [key, { quantity, factor }] of right.parts) {
    parts.set(key, { quantity, factor: R.add(parts.get(key)?.factor ?? R.rational(0n), factor) });
  }
  for (const [key, { factor }] of parts) if (factor.n === 0n) parts.delete(key);
  return { constant: R.add(left.constant, right.constant), parts };
}

function scaled(linear: Linear | undefined, by: R.Rational): Linear | undefined {
  if (!linear) return undefined;
  const parts = [...linear.parts].map(
    ([key, { quantity, factor }]) => [key, { quantity, factor: R.multiply(factor, by) }] as const,
  );
  return { constant: R.multiply(linear.constant, by), parts: new Map(by.n === 0n ? [] : parts) };
}

function unitStep(expr: Expr, { loaded: { pack, names } }: Casebook): R.Rational {
  if (expr.op !== 'name' && expr.op !== 'previous') return CENT;
  const info = names.get(expr.name);
  const input = info?.kind === 'input' ? info.column.unit : undefined;
  const unit = input ?? pack.facts?.[expr.name]?.unit ?? pack.parameters?.[expr.name]?.unit;
  return unit === 'ratio' ? HUNDREDTH_OF_A_PERCENT : CENT;
}

/** Whether a number can only be a whole one. */
function isWhole(expr: Expr, period: number, book: Casebook): boolean {
  const { loaded } = book;
  switch (expr.op) {
    case 'spell':
      return true;
    case 'number':
      return !expr.value.includes('.');
    case 'members':
      return (
        expr.take === 'size' ||
        (expr.take !== 'exists' && expr.take !== 'all' && isWholeMember(expr.value, book))
      );
    case 'name':
    case 'previous': {
      const info = loaded.names.get(expr.name);
      if (info?.kind === 'input') return info.column.type === 'integer';
      if (info?.kind === 'parameter') return isWholeParameter(expr.name, period, book);
      const definition = loaded.facts.get(expr.name);
      return info?.kind === 'period' || (definition !== undefined && isWhole(definition, period, book));
    }
    case 'negate':
      return isWhole(expr.of, period, book);
    case 'arithmetic':
      return expr.kind !== '/' && isWhole(expr.left, period, book) && isWhole(expr.right, period, book);
    case 'call':
      return (
        expr.fn === 'length' || expr.args.every((arg) => arg.type === 'number' && isWhole(arg, period, book))
      );
    default:
      return false;
  }
}

function isWholeMember(value: Expr | undefined, { loaded }: Casebook): boolean {
  return value?.op === 'member' && loaded.pack.inputs[value.table]?.columns[value.column]?.type === 'integer';
}

function isWholeParameter(name: string, period: number, book: Casebook): boolean {
  const { currency, parameters } = book.loaded.pack;
  return book.parameter(name, period)?.d === 1n && !parameters?.[name]?.unit?.startsWith(currency);
}
