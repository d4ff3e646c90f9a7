import type { Condition, Distance, HeldPeriod, Term } from '../model/explanation.ts';
import type { Expr } from '../rules/expr.ts';
import * as R from '../rules/rational.ts';
import type { Weighed } from './explain-answers.ts';
import type { Terms } from './explain-terms.ts';
import { type Casebook, minus } from './explain-values.ts';

/** Turns weighed conditions into what the reader is shown. */
export class Describer {
  readonly #book: Casebook;
  readonly #terms: Terms;

  constructor(book: Casebook, terms: Terms) {
    this.#book = book;
    this.#terms = terms;
  }

  /** @param open everything this is part of is unknown */
  describe(weighed: Weighed, open = true): Condition {
    const { expr, answer, parts, text } = weighed;
    const unsettled = open && answer === 'unknown';
    const sub = (part: Weighed): Condition => this.describe(part, unsettled);
    const [first, second, third] = parts;
    switch (expr.op) {
      case 'and':
      case 'or':
        return { kind: expr.op === 'and' ? 'all' : 'any', answer, parts: parts.map(sub) };
      case 'not':
        if (!first) break;
        return { kind: 'not', answer, part: sub(first) };
      case 'if':
        if (!first || !second || !third) break;
        return { kind: 'choice', answer, test: sub(first), if_true: sub(second), if_false: sub(third) };
      case 'held': {
        const source = this.#book.loaded.pack.criteria?.[expr.criterion]?.source;
        const each = parts.map((part) => this.#heldPeriod(part, unsettled));
        return { kind: 'held', answer, ...this.#terms.labelled(expr.criterion), source, each };
      }
      case 'ever':
        return { kind: 'ever', answer, state: this.#terms.state(expr.state) };
      case 'name':
        return this.#named(weighed, expr.name, unsettled);
      case 'compare':
        return this.#comparison(weighed, expr, unsettled);
      case 'in': {
        const list = expr.list.map((item) => this.#term(item, weighed, unsettled));
        return { kind: 'one-of', answer, item: this.#term(expr.item, weighed, unsettled), list };
      }
      case 'literal':
      case 'previous':
        return { kind: 'yes', answer, term: this.#term(expr, weighed, unsettled) };
      case 'call':
        if (expr.fn !== 'known' || !expr.args[0]) break;
        return { kind: 'known', answer, term: this.#term(expr.args[0], weighed, unsettled) };
    }
    const { of = [] } = this.#term(expr, weighed, unsettled);
    return { kind: 'expression', answer, text, terms: of };
  }

  /** A criterion or a fact with its definition; an input stands for itself. */
  #named({ answer, parts, period }: Weighed, name: string, open: boolean): Condition {
    const { pack } = this.#book.loaded;
    const criterion = pack.criteria?.[name];
    const definition = criterion ?? pack.facts?.[name];
    const [part] = parts;
    if (!definition || (!criterion && !part)) {
      return { kind: 'yes', answer, term: this.#terms.named(name, period, open) };
    }
    const shown = part ? { part: this.describe(part, open) } : {};
    const head = { ...this.#terms.labelled(name), text: definition.is, source: criterion?.source };
    return { kind: 'named', answer, ...head, ...shown };
  }

  #heldPeriod(weighed: Weighed, open: boolean): HeldPeriod {
    const period = this.#book.label(weighed.period);
    if (weighed.gap) return { period, record: false, answer: weighed.answer };
    const [definition] = weighed.parts;
    const part = definition && this.describe(definition, open && weighed.answer === 'unknown');
    return { period, record: true, answer: weighed.answer, part };
  }

  #comparison(weighed: Weighed, expr: Expr & { op: 'compare' }, open: boolean): Condition {
    const { answer, period } = weighed;
    const [left, right] = [this.#term(expr.left, weighed, open), this.#term(expr.right, weighed, open)];
    const sides = [this.#book.value(expr.left, period), this.#book.value(expr.right, period)];
    const [a, b] = sides;
    const known =
      answer !== 'unknown' &&
      typeof a === 'object' &&
      typeof b === 'object' &&
      a.kind === 'number' &&
      b.kind === 'number';
    const distance = known ? distanceBetween(minus(a.value, b.value), expr.kind, answer) : undefined;
    return { kind: 'comparison', answer, operator: expr.kind, left, right, distance };
  }

  #term(expr: Expr, weighed: Weighed, open: boolean): Term {
    const start = expr.span.start - weighed.expr.span.start;
    const text = weighed.text.slice(start, start + expr.span.end - expr.span.start);
    return this.#terms.term(expr, text, weighed.period, open);
  }
}

/** Which side of the line, by how much. Where a double hides the side, the answer tells it. */
function distanceBetween(difference: R.Rational, operator: string, answer: string): Distance {
  const by = R.toDecimal(difference.n < 0n ? R.negate(difference) : difference);
  if (difference.n !== 0n) return { side: difference.n < 0n ? 'less' : 'more', by };
  const holds = answer === 'true';
  const equal = ['==', '<=', '>='].includes(operator) === holds;
  if (equal || (answer !== 'true' && answer !== 'false')) return { side: 'equal', by };
  const less = ['<', '<='].includes(operator) === holds;
  return { side: less ? 'less' : 'more', by };
}
