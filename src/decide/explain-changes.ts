import type { Labelled, Limit, Need } from '../model/explanation.ts';
import type { Expr } from '../rules/expr.ts';
import * as R from '../rules/rational.ts';
import { isConstant } from '../rules/used-parameters.ts';
import type { Weighed } from './explain-answers.ts';
import { type Constraint, keyOf, type Solution, solve } from './explain-needs.ts';
import { difference, type Linear, type Quantities } from './explain-quantities.ts';
import type { Terms } from './explain-terms.ts';
import type { Casebook } from './explain-values.ts';

/** A condition and what it should answer. */
export interface Wish {
  condition: Weighed;
  to: boolean;
}

/** One way to get what is wanted: all of these. */
type Way = readonly Constraint[];

/** More ways than this are not followed; the ones that look furthest are dropped first. */
const MOST_WAYS = 50;

/** Finds the least that would have to be different for conditions to be true or false. */
export class Changes {
  readonly #book: Casebook;
  readonly #terms: Terms;
  readonly #quantities: Quantities;

  constructor(book: Casebook, terms: Terms, quantities: Quantities) {
    this.#book = book;
    this.#terms = terms;
    this.#quantities = quantities;
  }

  /**
   * The cheapest change after which all wishes of one of some lists come true together.
   * @returns undefined if nothing about the household could do it
   */
  cheapest(lists: readonly (readonly Wish[])[]): Need[] | undefined {
    const ways = lists.flatMap((wishes) => all(wishes.map(({ condition, to }) => this.#ways(condition, to))));
    const solved = ways.flatMap((way) => solveTogether(way) ?? []).sort((a, b) => a.cost - b.cost);
    return solved[0]?.needs;
  }

  /** @param owner the criterion whose whole definition this is, to speak of it by its label */
  #ways(weighed: Weighed, to: boolean, owner?: Labelled): Way[] {
    const { expr, parts } = weighed;
    const [first, second, third] = parts;
    if (weighed.gap) return [[this.#record(weighed, to)]];
    if (expr.op === 'and' || expr.op === 'held' || expr.op === 'or') {
      const ways = parts.map((part) => this.#ways(part, to));
      return (expr.op === 'or') === to ? ways.flat() : all(ways);
    }
    if (expr.op === 'not' && first) return this.#ways(first, !to);
    if (expr.op === 'if' && first && second && third) {
      return [
        ...all([this.#ways(first, true), this.#ways(second, to)]),
        ...all([this.#ways(first, false), this.#ways(third, to)]),
      ];
    }
    if (expr.op === 'name' && first) return this.#ways(first, to, this.#terms.labelled(expr.name));
    return this.#simple(weighed, to, owner);
  }

  #simple(weighed: Weighed, to: boolean, owner: Labelled | undefined): Way[] {
    const { expr, period, text, answer } = weighed;
    if (expr.op === 'literal' || (expr.op === 'ever' && answer !== 'unrecorded')) {
      return answer === String(to) ? [[]] : [];
    }
    if (expr.op === 'compare') {
      const holds = answer === 'true' || answer === 'false' ? answer === String(to) : undefined;
      if (isConstant(expr, this.#book.loaded.names) && holds !== undefined) return holds ? [[]] : [];
      const operator = to ? expr.kind : OPPOSITE[expr.kind];
      return (
        this.#comparison(expr.left, expr.right, operator, weighed, holds) ?? this.#other(weighed, to, owner)
      );
    }
    if (expr.op === 'in') return this.#oneOf(expr, weighed, to) ?? this.#other(weighed, to, owner);
    if (
      expr.op === 'previous' ||
      (expr.op === 'name' && this.#book.loaded.names.get(expr.name)?.kind !== 'criterion')
    ) {
      return [[{ kind: 'boolean', quantity: this.#quantities.of(expr, text, period), to }]];
    }
    if (expr.op === 'call' && expr.args[0]?.op === 'name') {
      const [operand, otherwise] = expr.args as [Expr & { op: 'name' }, Expr];
      const quantity = this.#quantities.of(operand, operand.name, period);
      const isKnown = quantity.current !== 'unknown';
      if (expr.fn === 'known' && !to) return isKnown ? [] : [[{ kind: 'unknown', quantity }]];
      if (expr.fn === 'known') return [[{ kind: 'known', quantity }]];
      if (expr.fn === 'coalesce' && otherwise.op === 'literal') {
        const stays = !isKnown && otherwise.value === to;
        return stays ? [[{ kind: 'unknown', quantity }]] : [[{ kind: 'boolean', quantity, to }]];
      }
    }
    return this.#other(weighed, to, owner);
  }

  #other({ expr, text, period, answer }: Weighed, to: boolean, owner: Labelled | undefined): Way[] {
    const name = expr.op === 'name' ? expr.name : text;
    const named = owner ?? (expr.op === 'name' ? this.#terms.labelled(expr.name) : { name });
    const need: Need = { kind: 'condition', ...named, period: this.#book.label(period), to };
    return [[{ kind: 'other', key: JSON.stringify([name, period]), to, need, holds: answer === String(to) }]];
  }

  #record({ text, period }: Weighed, to: boolean): Constraint {
    const need: Need = {
      kind: 'record',
      period: this.#book.label(period),
      criterion: this.#terms.labelled(text),
      to,
    };
    return { kind: 'other', key: JSON.stringify(['record', text, period]), to, need, holds: false };
  }

  #oneOf(expr: Expr & { op: 'in' }, weighed: Weighed, to: boolean): Way[] | undefined {
    const { period } = weighed;
    if (expr.item.op === 'name' && expr.item.type === 'text') {
      const listed = expr.list.flatMap((item) => (item.op === 'literal' ? String(item.value) : []));
      if (listed.length < expr.list.length) return undefined;
      const quantity = this.#quantities.of(expr.item, expr.item.name, period);
      return [[{ kind: 'text', quantity, ...(to ? { allowed: listed } : { excluded: listed }) }]];
    }
    const tests = expr.list.map((item) =>
      this.#comparison(expr.item, item, to ? '==' : '!=', weighed, undefined),
    );
    const ways = tests.flatMap((test) => (test ? [test] : []));
    if (ways.length < tests.length || tests.length === 0) return undefined;
    return to ? ways.flat() : all(ways);
  }

  /** The ways to a comparison, or undefined if it turns on more than one thing that is not known. */
  #comparison(
    left: Expr,
    right: Expr,
    operator: Operator,
    weighed: Weighed,
    holds: boolean | undefined,
  ): Way[] | undefined {
    const { period } = weighed;
    if (left.type !== 'number') return this.#equality(left, right, operator, period);
    const text = ({ span }: Expr): string => {
      const start = span.start - weighed.expr.span.start;
      return weighed.text.slice(start, start + span.end - span.start);
    };
    const opaque = (side: Expr): Linear => {
      const quantity = this.#quantities.of(side, text(side), period);
      return {
        constant: R.rational(0n),
        parts: new Map([[quantity.key, { quantity, factor: R.rational(1n) }]]),
      };
    };
    const sides = [left, right].map((side) => this.#quantities.linear(side, period) ?? opaque(side));
    const [a, b] = sides as [Linear, Linear];
    return limitsFrom(difference(a, b), operator, holds);
  }

  #equality(left: Expr, right: Expr, operator: Operator, period: number): Way[] | undefined {
    const [item, fixed] = left.op === 'literal' ? [right, left] : [left, right];
    if (item.op !== 'name' || fixed.op !== 'literal' || (operator !== '==' && operator !== '!='))
      return undefined;
    const quantity = this.#quantities.of(item, item.name, period);
    const same = operator === '==';
    if (typeof fixed.value === 'boolean') return [[{ kind: 'boolean', quantity, to: fixed.value === same }]];
    return [
      [{ kind: 'text', quantity, ...(same ? { allowed: [fixed.value] } : { excluded: [fixed.value] }) }],
    ];
  }
}

type Operator = Limit['operator'] | '!=';
const OPPOSITE = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
const MIRRORED = { '==': '==', '<': '>', '>=': '<=', '>': '<', '<=': '>=' } as const;

/** Limits for the first quantity of `linear operator 0`, the others staying as they are. */
function limitsFrom(linear: Linear, operator: Operator, holds: boolean | undefined): Way[] | undefined {
  if (operator === '!=') {
    const ways = (['<', '>'] as const).map((side) =>
      limitsFrom(linear, side, holds === false ? false : undefined),
    );
    return ways.includes(undefined) ? undefined : (ways as Way[][]).flat();
  }
  const [first, ...rest] = linear.parts.values();
  if (!first) return undefined;
  let others = linear.constant;
  const pins: Constraint[] = [];
  for (const { quantity, factor } of rest) {
    if (typeof quantity.current === 'string' || quantity.current.kind !== 'number') return undefined;
    others = R.add(others, R.multiply(factor, quantity.current.value));
    pins.push({ kind: 'number', quantity, operator: '==', bound: quantity.current.value, holds: true });
  }
  const bound = R.negate(R.divide(others, first.factor));
  const side = first.factor.n < 0n ? MIRRORED[operator] : operator;
  return [[{ kind: 'number', quantity: first.quantity, operator: side, bound, holds }, ...pins]];
}

/** Ways to get everything, from the ways to get each. */
function all(parts: readonly Way[][]): Way[] {
  return parts.reduce<Way[]>(
    (ways, part) => nearest(ways.flatMap((way) => nearest(part).map((more) => [...way, ...more]))),
    [[]],
  );
}

function nearest(ways: readonly Way[]): Way[] {
  if (ways.length <= MOST_WAYS) return [...ways];
  const ranked = ways.flatMap((way) => {
    const solved = solveTogether(way);
    return solved ? [{ way, cost: solved.cost }] : [];
  });
  return ranked
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_WAYS)
    .map(({ way }) => way);
}

function solveTogether(way: Way): { needs: Need[]; cost: number } | undefined {
  const byKey = new Map<string, Constraint[]>();
  for (const constraint of way) {
    byKey.set(keyOf(constraint), [...(byKey.get(keyOf(constraint)) ?? []), constraint]);
  }
  const solutions = [...byKey.values()].map(solve);
  if (solutions.includes(undefined)) return undefined;
  const found = solutions as Solution[];
  return {
    needs: found.flatMap(({ need }) => need ?? []),
    cost: found.reduce((sum, { cost }) => sum + cost, 0),
  };
}
