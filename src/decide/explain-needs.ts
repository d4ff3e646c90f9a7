import type { Limit, Need } from '../model/explanation.ts';
import * as R from '../rules/rational.ts';
import type { Quantity } from './explain-quantities.ts';
import { compared, minus } from './explain-values.ts';

/** What must be true of one quantity. */
export type Constraint =
  /** `holds` as it was decided; undefined where only computing tells. */
  | {
      kind: 'number';
      quantity: Quantity;
      operator: Limit['operator'];
      bound: R.Rational;
      holds?: boolean | undefined;
    }
  | { kind: 'boolean'; quantity: Quantity; to: boolean }
  | { kind: 'text'; quantity: Quantity; allowed?: readonly string[]; excluded?: readonly string[] }
  | { kind: 'known' | 'unknown'; quantity: Quantity }
  /** Not a quantity, but a condition or a record as a whole, which now answers otherwise. */
  | { kind: 'other'; key: string; to: boolean; need: Need; holds: boolean };

export interface Solution {
  /** undefined if nothing needs to change. */
  need?: Need | undefined;
  /** Bigger for what is further away. */
  cost: number;
}

const COST = { yesNo: 1, text: 1, known: 0.5, condition: 2 } as const;

export function keyOf(constraint: Constraint): string {
  return constraint.kind === 'other' ? constraint.key : constraint.quantity.key;
}

/** The least change that meets all constraints on one quantity, or undefined if none does. */
export function solve(constraints: readonly Constraint[]): Solution | undefined {
  const [first] = constraints;
  if (!first) return { cost: 0 };
  if (first.kind === 'other') return solveOther(constraints, first);
  if (constraints.some(({ kind }) => kind === 'unknown')) {
    return constraints.every(({ kind }) => kind === 'unknown') ? { cost: 0 } : undefined;
  }
  const { quantity } = first;
  const strong = constraints.filter(({ kind }) => kind !== 'known');
  const [kind = 'known'] = strong.map((constraint) => constraint.kind);
  if (kind === 'known') {
    const known = quantity.current !== 'unknown';
    return known ? { cost: 0 } : { need: { kind: 'known', term: quantity.term() }, cost: COST.known };
  }
  if (strong.some((constraint) => constraint.kind !== kind)) return undefined;
  if (kind === 'boolean') return solveBoolean(quantity, strong as BooleanConstraint[]);
  return kind === 'text'
    ? solveText(quantity, strong as TextConstraint[])
    : solveNumber(quantity, strong as NumberConstraint[]);
}

type BooleanConstraint = Constraint & { kind: 'boolean' };
type TextConstraint = Constraint & { kind: 'text' };
type NumberConstraint = Constraint & { kind: 'number' };

function solveOther(
  constraints: readonly Constraint[],
  first: Constraint & { kind: 'other' },
): Solution | undefined {
  if (constraints.some((other) => other.kind !== 'other' || other.to !== first.to)) return undefined;
  return first.holds ? { cost: 0 } : { need: first.need, cost: COST.condition };
}

function solveBoolean(quantity: Quantity, constraints: readonly BooleanConstraint[]): Solution | undefined {
  const to = constraints[0]?.to ?? true;
  if (constraints.some((constraint) => constraint.to !== to)) return undefined;
  const { current } = quantity;
  if (typeof current === 'object' && current.value === to) return { cost: 0 };
  return {
    need: { kind: 'boolean', term: quantity.term(), to },
    cost: known(quantity) ? COST.yesNo : COST.known,
  };
}

function solveText(quantity: Quantity, constraints: readonly TextConstraint[]): Solution | undefined {
  const excluded = constraints.flatMap((constraint) => constraint.excluded ?? []);
  const lists = constraints.flatMap(({ allowed }) => (allowed ? [allowed] : []));
  const fits = (value: string): boolean =>
    !excluded.includes(value) && lists.every((list) => list.includes(value));
  const { current } = quantity;
  if (typeof current === 'object' && current.kind === 'text' && fits(current.value)) return { cost: 0 };
  const cost = known(quantity) ? COST.text : COST.known;
  const term = quantity.term();
  if (quantity.codes && !quantity.codes.some(fits)) return undefined;
  if (lists.length === 0) return { need: { kind: 'text', term, none_of: [...new Set(excluded)] }, cost };
  const choices = [...new Set(lists.flat())].filter(fits);
  return choices.length === 0 ? undefined : { need: { kind: 'text', term, one_of: choices }, cost };
}

function solveNumber(quantity: Quantity, given: readonly NumberConstraint[]): Solution | undefined {
  const { current, range } = quantity;
  const constraints = quantity.whole ? given.map(inWholeNumbers) : given;
  const inRange = (range ?? []).map(
    (bound, index): NumberConstraint => ({
      kind: 'number',
      quantity,
      operator: index === 0 ? '>=' : '<=',
      bound,
    }),
  );
  const all = [...constraints, ...inRange];
  if (typeof current === 'string' || current.kind !== 'number') {
    const limits = tightest(constraints);
    if (!isPossible(all, quantity.whole)) return undefined;
    return { need: { kind: 'number', term: quantity.term(), limits }, cost: COST.known };
  }
  const broken = constraints.filter((limit) => !(limit.holds ?? meets(current.value, limit)));
  if (broken.length === 0) return { cost: 0 };
  const steps = quantity.whole ? [quantity.step] : [quantity.step, R.divide(quantity.step, R.rational(100n))];
  for (const step of steps) {
    const target = nearest(current, broken, { ...quantity, step });
    if (target && all.every((limit) => meets(target, limit)))
      return moved(quantity, current.value, target, broken);
  }
  return undefined;
}

/** For a number that can only be whole, above 4.5 is at least 5. */
function inWholeNumbers(limit: NumberConstraint): NumberConstraint {
  const { operator, bound } = limit;
  const isWhole = bound.d === 1n;
  const floor = R.rational((bound.n - (((bound.n % bound.d) + bound.d) % bound.d)) / bound.d);
  const next = R.add(floor, R.rational(1n));
  if (operator === '>') return { ...limit, operator: '>=', bound: next };
  if (operator === '<')
    return { ...limit, operator: '<=', bound: isWhole ? minus(bound, R.rational(1n)) : floor };
  if (operator === '==' || isWhole) return limit;
  return { ...limit, bound: operator === '>=' ? next : floor };
}

/** The value next to the current one that meets the limits it breaks, or undefined if they pull both ways. */
function nearest(
  { value, rough }: { value: R.Rational; rough: boolean },
  broken: readonly NumberConstraint[],
  { step, whole }: Pick<Quantity, 'step' | 'whole'>,
): R.Rational | undefined {
  const ways = new Set(broken.map((limit) => wayOf(value, limit)));
  const [up] = ways;
  if (ways.size !== 1 || up === undefined) return undefined;
  const distances = broken.map(({ operator, bound }) => {
    const gap = up ? minus(bound, value) : minus(value, bound);
    return steps(gap, step, { strict: operator === '<' || operator === '>', exact: !rough && !whole });
  });
  const by = distances.reduce((far, distance) => (R.compare(far, distance) >= 0 ? far : distance));
  return up ? R.add(value, by) : minus(value, by);
}

function wayOf(value: R.Rational, { operator, bound }: NumberConstraint): boolean {
  return operator === '==' ? R.compare(value, bound) < 0 : operator === '>' || operator === '>=';
}

/** A gap in whole steps, at least one; exactly itself where a value may lie on the line and can be written down. */
function steps(
  gap: R.Rational,
  step: R.Rational,
  { strict, exact }: { strict: boolean; exact: boolean },
): R.Rational {
  const places = R.decimalPlaces(gap);
  if (!strict && exact && gap.n > 0n && places !== undefined && places <= 4) return gap;
  const { n, d } = R.divide(gap, step);
  const count = n <= 0n ? 1n : strict ? n / d + 1n : (n + d - 1n) / d;
  return R.multiply(R.rational(count > 0n ? count : 1n), step);
}

function moved(
  quantity: Quantity,
  from: R.Rational,
  target: R.Rational,
  broken: readonly NumberConstraint[],
): Solution {
  const change = minus(target, from);
  const size = change.n < 0n ? R.negate(change) : change;
  const bound = broken[0]?.bound ?? target;
  const limit = Number(R.toDecimal(bound.n < 0n ? R.negate(bound) : bound));
  return {
    need: {
      kind: 'number',
      term: quantity.term(),
      direction: change.n < 0n ? 'less' : 'more',
      by: R.toDecimal(size),
      target: R.toDecimal(target),
      limits: tightest(broken),
    },
    cost: Number(R.toDecimal(size)) / Math.max(1, limit),
  };
}

export function meets(value: R.Rational, { operator, bound }: NumberConstraint): boolean {
  const number = (of: R.Rational) => ({ kind: 'number' as const, value: of, rough: false });
  return compared(operator, number(value), number(bound)) === true;
}

/** The strictest limit from below and from above. */
function tightest(constraints: readonly NumberConstraint[]): Limit[] {
  const sides = [
    constraints.filter(({ operator }) => operator === '==').slice(0, 1),
    strictest(constraints, ['>', '>='], 1),
    strictest(constraints, ['<', '<='], -1),
  ];
  return sides.flat().map(({ operator, bound }) => ({ operator, value: R.toDecimal(bound) }));
}

function strictest(
  constraints: readonly NumberConstraint[],
  operators: string[],
  sign: number,
): NumberConstraint[] {
  const [strict] = operators;
  return constraints
    .filter(({ operator }) => operators.includes(operator))
    .sort((a, b) => -sign * R.compare(a.bound, b.bound) || (a.operator === strict ? -1 : 1))
    .slice(0, 1);
}

/** Whether there is any number within the limits. */
function isPossible(limits: readonly NumberConstraint[], whole: boolean): boolean {
  const half = R.rational(1n, 2n);
  const middles = limits.flatMap((a) => limits.map((b) => R.multiply(R.add(a.bound, b.bound), half)));
  const beyond = limits.flatMap(({ bound }) => [minus(bound, half), R.add(bound, half)]);
  const bounds = limits.map(({ bound }) => bound);
  const candidates = whole ? bounds.filter(({ d }) => d === 1n) : [...bounds, ...middles, ...beyond];
  return candidates.some((value) => limits.every((limit) => meets(value, limit)));
}

function known({ current }: Quantity): boolean {
  return typeof current === 'object';
}
