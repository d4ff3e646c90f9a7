import type { Expr, PlainFunction } from './expr.ts';
import * as R from './rational.ts';

/** A value known while planning: an exact number, a text, a condition, or unknown. */
export type Constant = R.Rational | string | boolean | undefined;

/**
 * Evaluates an expression exactly, in three-valued logic.
 * @param lookup the value of a name
 */
export function evaluateConstant(expr: Expr, lookup: (name: string) => Constant): Constant {
  const value = (part: Expr): Constant => evaluateConstant(part, lookup);
  const number = (part: Expr): R.Rational | undefined => value(part) as R.Rational | undefined;
  const condition = (part: Expr): boolean | undefined => value(part) as boolean | undefined;
  switch (expr.op) {
    case 'number':
      return R.fromDecimal(expr.value);
    case 'literal':
      return expr.value;
    case 'name':
      return lookup(expr.name);
    case 'negate':
      return both(number(expr.of), R.rational(0n), (a) => R.negate(a));
    case 'not': {
      const of = condition(expr.of);
      return of === undefined ? undefined : !of;
    }
    case 'and':
    case 'or':
      return kleene(expr.op, condition(expr.left), condition(expr.right));
    case 'if': {
      const test = condition(expr.test);
      return test === undefined ? undefined : value(test ? expr.then : expr.else);
    }
    case 'arithmetic':
      return both(number(expr.left), number(expr.right), ARITHMETIC[expr.kind]);
    case 'compare':
      return comparison(expr.kind, value(expr.left), value(expr.right));
    case 'in': {
      const tests = expr.list.map((item) => comparison('==', value(expr.item), value(item)));
      return tests.reduce<boolean | undefined>((found, test) => kleene('or', found, test), false);
    }
    case 'call':
      return call(expr.fn, expr.args.map(value));
    default:
      throw new Error(`${expr.op} has no constant value`);
  }
}

const ARITHMETIC = {
  '+': R.add,
  '-': (a: R.Rational, b: R.Rational) => R.add(a, R.negate(b)),
  '*': R.multiply,
  '/': (a: R.Rational, b: R.Rational) => (b.n === 0n ? undefined : R.divide(a, b)),
} as const;

function both(
  a: R.Rational | undefined,
  b: R.Rational | undefined,
  work: (a: R.Rational, b: R.Rational) => R.Rational | undefined,
): R.Rational | undefined {
  return a === undefined || b === undefined ? undefined : work(a, b);
}

function kleene(op: 'and' | 'or', a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  const decisive = op === 'or';
  if (a === decisive || b === decisive) return decisive;
  return a === undefined || b === undefined ? undefined : !decisive;
}

function comparison(kind: string, a: Constant, b: Constant): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'boolean' || typeof b === 'boolean') return kind === '==' ? a === b : a !== b;
  const order = typeof a === 'string' ? compareText(a, b as string) : R.compare(a, b as R.Rational);
  if (kind === '==') return order === 0;
  if (kind === '!=') return order !== 0;
  if (kind === '<') return order < 0;
  if (kind === '<=') return order <= 0;
  return kind === '>' ? order > 0 : order >= 0;
}

/** By code point, as the engine compares; JavaScript's own order is by UTF-16 unit. */
function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

function call(fn: PlainFunction, args: Constant[]): Constant {
  if (fn === 'known') return args[0] !== undefined;
  if (fn === 'coalesce') return args[0] ?? args[1];
  if (args.some((arg) => arg === undefined)) return undefined;
  switch (fn) {
    case 'length':
      return R.rational(BigInt([...(args[0] as string)].length));
    case 'startsWith':
    case 'endsWith':
      return (args[0] as string)[fn](args[1] as string);
    case 'contains':
      return (args[0] as string).includes(args[1] as string);
    default:
      return numberCall(fn, args as R.Rational[]);
  }
}

function numberCall(fn: 'abs' | 'round' | 'min' | 'max', [a, b]: R.Rational[]): Constant {
  if (!a) return undefined;
  if (fn === 'abs') return { n: a.n < 0n ? -a.n : a.n, d: a.d };
  if (!b) return undefined;
  if (fn === 'round') return R.round(a, Number(b.n));
  return R.compare(a, b) <= 0 === (fn === 'min') ? a : b;
}
