import type { Answer } from '../model/explanation.ts';
import { type Expr, walk } from '../rules/expr.ts';
import * as R from '../rules/rational.ts';
import { type Casebook, compared, minus, type Recorded } from './explain-values.ts';

/** A condition in one period with its answer, and the answers of the conditions it is made of. */
export interface Weighed {
  expr: Expr;
  /** The text of the expression, for what is shown as it was written. */
  text: string;
  period: number;
  answer: Answer;
  /** Whether the answer is beyond doubt: recorded, or computed from exact values. */
  firm: boolean;
  parts: Weighed[];
  /** One of the periods of `held` in which the household has no record. */
  gap?: boolean;
}

/** An expression where it stands: the text it was written in, and the period in which it is looked at. */
interface Place {
  source: string;
  period: number;
}

/** Finds the answer of every part of a condition from what was recorded. */
export class Weigher {
  readonly #book: Casebook;

  constructor(book: Casebook) {
    this.#book = book;
  }

  /** @param decided the answer as it was decided, if that is known: it overrules what rounding would say */
  weigh(expr: Expr, source: string, period: number, decided?: Answer): Weighed {
    const weighed = this.#weigh(expr, { source, period });
    if (decided && decided !== 'unrecorded') settle(weighed, decided);
    return weighed;
  }

  #weigh(expr: Expr, place: Place): Weighed {
    const make = (answer: Answer, firm: boolean, parts: Weighed[] = []): Weighed => ({
      ...{ expr, text: place.source.slice(expr.span.start, expr.span.end), period: place.period },
      ...{ answer, firm: firm && answer !== 'unrecorded', parts },
    });
    switch (expr.op) {
      case 'and':
      case 'or': {
        const parts = chain(expr, expr.op).map((part) => this.#weigh(part, place));
        return make(joined(expr.op, parts), isFirm(expr.op, parts), parts);
      }
      case 'not': {
        const part = this.#weigh(expr.of, place);
        return make(opposite(part.answer), part.firm, [part]);
      }
      case 'if': {
        const parts = [expr.test, expr.then, expr.else].map((part) => this.#weigh(part, place));
        const [test, yes, no] = parts as [Weighed, Weighed, Weighed];
        const taken = test.answer === 'true' ? yes : test.answer === 'false' ? no : test;
        return make(taken.answer, test.firm && taken.firm, parts);
      }
      case 'held': {
        const parts = Array.from({ length: expr.periods }, (_, back) =>
          this.#heldIn(expr, { ...place, period: place.period - back }, back > 0),
        );
        return make(joined('and', parts), isFirm('and', parts), parts);
      }
      case 'name':
        return this.#named(expr, place.period, make);
      case 'ever': {
        const ever = this.#book.ever(expr.state, place.period);
        return make(ever === undefined ? 'unrecorded' : ever ? 'true' : 'false', true);
      }
      case 'compare': {
        const sides = [this.#book.value(expr.left, place.period), this.#book.value(expr.right, place.period)];
        const [left, right] = sides as [Recorded, Recorded];
        return make(told(compared(expr.kind, left, right)), !isTie(left, right));
      }
      case 'in':
        return this.#oneOf(expr, place.period, make);
      default: {
        const value = this.#book.value(expr, place.period);
        return make(typeof value === 'string' ? value : told(value.value === true), true);
      }
    }
  }

  #named(
    expr: Expr & { op: 'name' },
    period: number,
    make: (answer: Answer, firm: boolean, parts?: Weighed[]) => Weighed,
  ): Weighed {
    const { loaded } = this.#book;
    const value = this.#book.name(expr.name, period);
    const answer = typeof value === 'string' ? value : told(value.value === true);
    const criterion = loaded.criteria.get(expr.name);
    const definition = criterion ?? loaded.facts.get(expr.name);
    const source = (criterion ? loaded.pack.criteria : loaded.pack.facts)?.[expr.name]?.is;
    if (
      !definition ||
      source === undefined ||
      !this.#isRecorded(definition, period, criterion !== undefined)
    ) {
      return make(answer, true);
    }
    const part = this.weigh(definition, source, period, answer);
    return make(answer === 'unrecorded' ? part.answer : answer, true, [part]);
  }

  /** Facts are made of inputs, which the run folder mostly does not hold: then the fact's own value must do. */
  #isRecorded(definition: Expr, period: number, isCriterion: boolean): boolean {
    if (this.#book.row(period) === undefined) return false;
    return (
      isCriterion ||
      [...walk(definition)].every(
        (part) =>
          part.op !== 'members' &&
          (part.op !== 'name' || this.#book.name(part.name, period) !== 'unrecorded'),
      )
    );
  }

  #heldIn(expr: Expr & { op: 'held' }, { period }: Place, earlier: boolean): Weighed {
    const criterion: Expr = { op: 'name', type: 'boolean', span: expr.span, name: expr.criterion };
    const record = this.#book.hasRecord(period);
    if (earlier && record === false) {
      return {
        expr: criterion,
        text: expr.criterion,
        period,
        answer: 'unknown',
        firm: true,
        parts: [],
        gap: true,
      };
    }
    return { ...this.#weigh(criterion, { source: '', period }), text: expr.criterion };
  }

  #oneOf(
    expr: Expr & { op: 'in' },
    period: number,
    make: (answer: Answer, firm: boolean) => Weighed,
  ): Weighed {
    const item = this.#book.value(expr.item, period);
    const values = expr.list.map((other) => this.#book.value(other, period));
    const tests = values.map((value) => told(compared('==', item, value)));
    const firm = !values.some((value) => isTie(item, value));
    if (tests.length === 0) return make(typeof item === 'string' ? item : 'false', true);
    return make(kleene('or', tests), firm);
  }
}

/** `a && b && c` as three parts. */
export function chain(expr: Expr, op: 'and' | 'or'): Expr[] {
  return expr.op === op ? [...chain(expr.left, op), ...chain(expr.right, op)] : [expr];
}

/**
 * Takes an answer as given and passes on what follows for the parts: all parts of a true `&&` are true, and if
 * only one part of a false one is open, that one is false.
 */
function settle(weighed: Weighed, answer: Answer): void {
  const wasFirm = weighed.firm && weighed.answer === answer;
  weighed.answer = answer;
  weighed.firm = true;
  if (wasFirm && weighed.parts.every((part) => part.firm)) return;
  const { expr, parts } = weighed;
  const [first, yes, no] = parts;
  if (expr.op === 'not' && first) settle(first, opposite(answer));
  if (expr.op === 'name' && first) settle(first, answer);
  if (expr.op === 'and' || expr.op === 'held') settleParts('and', parts, answer);
  if (expr.op === 'or') settleParts('or', parts, answer);
  if (expr.op === 'if' && first?.answer === 'true' && yes) settle(yes, answer);
  if (expr.op === 'if' && first?.answer === 'false' && no) settle(no, answer);
}

function settleParts(op: 'and' | 'or', parts: Weighed[], answer: Answer): void {
  const decisive: Answer = op === 'or' ? 'true' : 'false';
  const open = parts.filter((part) => !part.firm);
  if (answer === opposite(decisive)) {
    for (const part of parts) settle(part, answer);
  } else if (answer === decisive) {
    const [only, ...others] = open;
    const decided = parts.some((part) => part.firm && part.answer === decisive);
    if (!decided && only && others.length === 0) settle(only, decisive);
  } else {
    for (const part of open) if (part.answer === decisive) settle(part, opposite(decisive));
    const [only, ...others] = open.filter((part) => part.answer === 'unrecorded');
    const decided = parts.some((part) => part.answer === 'unknown');
    if (!decided && only && others.length === 0) settle(only, 'unknown');
  }
}

/** Two numbers that look the same, one of which went through a double. */
function isTie(left: Recorded, right: Recorded): boolean {
  if (typeof left === 'string' || typeof right === 'string') return false;
  if (left.kind !== 'number' || right.kind !== 'number' || !(left.rough || right.rough)) return false;
  const distance = minus(left.value, right.value);
  const scale = 1_000_000_000n;
  const size = distance.n < 0n ? R.negate(distance) : distance;
  const reach = right.value.n < 0n ? R.negate(right.value) : right.value;
  return R.compare(R.multiply(size, R.rational(scale)), reach) <= 0;
}

function joined(op: 'and' | 'or', parts: readonly Weighed[]): Answer {
  return kleene(
    op,
    parts.map((part) => part.answer),
  );
}

function kleene(op: 'and' | 'or', answers: readonly Answer[]): Answer {
  const decisive: Answer = op === 'or' ? 'true' : 'false';
  if (answers.includes(decisive)) return decisive;
  if (answers.includes('unrecorded')) return 'unrecorded';
  return answers.includes('unknown') ? 'unknown' : opposite(decisive);
}

function isFirm(op: 'and' | 'or', parts: readonly Weighed[]): boolean {
  const decisive: Answer = op === 'or' ? 'true' : 'false';
  return parts.some((part) => part.firm && part.answer === decisive) || parts.every((part) => part.firm);
}

export function opposite(answer: Answer): Answer {
  if (answer === 'true') return 'false';
  return answer === 'false' ? 'true' : answer;
}

function told(answer: boolean | Answer): Answer {
  return typeof answer === 'boolean' ? (answer ? 'true' : 'false') : answer;
}
