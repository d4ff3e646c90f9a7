import type { Answer, Change, Condition, Considered, Explanation, Term } from '../model/explanation.ts';
import type { Outcome, Transition } from '../model/pack.ts';
import { failure } from '../model/problem.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { type Weighed, Weigher } from './explain-answers.ts';
import { Changes, type Wish } from './explain-changes.ts';
import { Describer } from './explain-conditions.ts';
import { Quantities } from './explain-quantities.ts';
import { Terms } from './explain-terms.ts';
import { Casebook, type CaseFile, type DecisionRow } from './explain-values.ts';

export type { CaseFile, DecisionRow } from './explain-values.ts';

/**
 * One decision with everything that led to it, from what the run folder holds about the household.
 * @param label the period to explain
 * @throws Failure `period-not-decided` with the periods that were
 */
export function explain(file: CaseFile, label: string): Explanation {
  const book = new Casebook(file);
  const periods = book.periods.map((period) => book.label(period));
  const period = book.periods[periods.indexOf(label)];
  const row = period === undefined ? undefined : book.row(period);
  if (period === undefined || row === undefined) {
    throw failure('usage', 'period-not-decided', { period: label, periods: periods.join(', ') });
  }
  return new Explainer(book, period, row).explain();
}

/** A transition that was looked at, with its condition. */
interface Judged {
  rule: Transition;
  weighed: Weighed;
}

class Explainer {
  readonly #book: Casebook;
  readonly #period: number;
  readonly #row: DecisionRow;
  readonly #terms: Terms;
  readonly #describer: Describer;
  readonly #changes: Changes;

  constructor(book: Casebook, period: number, row: DecisionRow) {
    this.#book = book;
    this.#period = period;
    this.#row = row;
    this.#terms = new Terms(book, period);
    this.#describer = new Describer(book, this.#terms);
    const termOf = (...[expr, text, at]: Parameters<ConstructorParameters<typeof Quantities>[1]>): Term =>
      this.#terms.term(expr, text, at, false);
    this.#changes = new Changes(book, this.#terms, new Quantities(book, termOf));
  }

  explain(): Explanation {
    const { pack, unit } = this.#book.loaded;
    const judged = this.#judge();
    const considered = judged.map((one) => this.#considered(one));
    const missing = String(this.#row.missing ?? '')
      .split(';')
      .filter((entry) => entry !== '');
    return {
      format: 'shuangdao-explanation/1',
      pack: { id: pack.id, version: pack.version, title: pack.title },
      currency: pack.currency,
      period_kind: pack.period,
      ...(unit.name === HOUSEHOLD.name ? {} : { level: this.#terms.labelled(unit.name) }),
      household: String(this.#row.household),
      regions: (pack.regions ?? [])
        .filter((name) => name !== unit.name)
        .map((name) => ({
          ...this.#terms.labelled(name),
          value: this.#row[name] === null ? null : String(this.#row[name] ?? ''),
        })),
      period: this.#book.label(this.#period),
      ...this.#course(this.#row),
      considered,
      missing: missing.map((entry) => this.#terms.missing(entry, this.#period)),
      changes: this.#allChanges(judged),
      history: this.#book.periods.flatMap((at) => {
        const row = this.#book.row(at);
        return row ? [{ period: this.#book.label(at), ...this.#course(row) }] : [];
      }),
      sources: this.#sources(considered),
    };
  }

  #course(row: DecisionRow): Pick<Explanation, 'state_before' | 'state' | 'outcome' | 'code'> {
    return {
      state_before: this.#terms.state(String(row.state_before)),
      state: this.#terms.state(String(row.state)),
      outcome: row.outcome as Outcome,
      code: row.code ? String(row.code) : null,
    };
  }

  /** The transitions from the state before, in order, up to the first that is true. */
  #judge(): Judged[] {
    const { outcome, state_before: before, code } = this.#row;
    if (outcome === 'unobserved') return [];
    const from = this.#book.loaded.transitions.filter(({ rule }) => rule.from.includes(String(before)));
    const decisive = from.findIndex(({ rule }) => rule.code === code);
    const judged: Judged[] = [];
    const weigher = new Weigher(this.#book);
    for (const [index, { rule, when }] of from.entries()) {
      const decided = decidedAnswer(outcome as Outcome, index, decisive);
      const weighed = weigher.weigh(when, rule.when, this.#period, decided);
      judged.push({ rule, weighed });
      if (weighed.answer === 'true') break;
    }
    return judged;
  }

  #considered({ rule, weighed }: Judged): Considered {
    const { code, label, kind, to, source } = rule;
    const head = { code, label, kind, to: this.#terms.state(to), source };
    return { ...head, answer: weighed.answer, condition: this.#describer.describe(weighed) };
  }

  #allChanges(judged: readonly Judged[]): Change[] {
    const { outcome } = this.#row;
    if (outcome === 'unobserved') {
      const needs: Change['needs'] = [{ kind: 'record', period: this.#book.label(this.#period) }];
      return [{ code: null, effect: 'decides', possible: true, needs }];
    }
    const fires = (index: number): Wish[] => [
      ...judged.slice(0, index).map(({ weighed }) => ({ condition: weighed, to: false })),
      ...judged.slice(index, index + 1).map(({ weighed }) => ({ condition: weighed, to: true })),
    ];
    const last = judged.at(-1);
    if (outcome === 'moved' && last) {
      // It would not have fired if its condition had been false, or if an earlier one had fired first.
      const earlier = judged.slice(0, -1).map((_, index) => fires(index));
      return [
        this.#change(last.rule, 'does-not-fire', [[{ condition: last.weighed, to: false }], ...earlier]),
      ];
    }
    return judged.flatMap(({ rule, weighed }, index) => {
      if (outcome === 'review' && weighed.answer === 'false') return [];
      return [this.#change(rule, 'fires', [fires(index)])];
    });
  }

  #change({ code, label, to }: Transition, effect: Change['effect'], ways: readonly Wish[][]): Change {
    const needs = this.#changes.cheapest(ways);
    return {
      code,
      label,
      to: this.#terms.state(to),
      effect,
      possible: needs !== undefined,
      needs: needs ?? [],
    };
  }

  #sources(considered: readonly Considered[]): Explanation['sources'] {
    const { pack } = this.#book.loaded;
    const keys = new Set(
      considered.flatMap(({ source, condition }) => [source ?? [], sourcesIn(condition)].flat()),
    );
    return Object.fromEntries(
      [...keys].flatMap((key) => {
        const source = pack.sources[key];
        if (!source) return [];
        const { title, quality, quote, url } = source;
        return [[key, { title, quality, quote, url }]];
      }),
    );
  }
}

/** What the decision says about the n-th of the transitions from the state before. */
function decidedAnswer(outcome: Outcome, index: number, decisive: number): Answer | undefined {
  if (outcome === 'kept' || index < decisive) return 'false';
  if (index > decisive) return undefined;
  return outcome === 'moved' ? 'true' : 'unknown';
}

function sourcesIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(sourcesIn);
    case 'not':
      return sourcesIn(condition.part);
    case 'choice':
      return [condition.test, condition.if_true, condition.if_false].flatMap(sourcesIn);
    case 'named':
      return [condition.source ?? [], condition.part ? sourcesIn(condition.part) : []].flat();
    case 'held':
      return [
        condition.source ?? [],
        ...condition.each.map(({ part }) => (part ? sourcesIn(part) : [])),
      ].flat();
    case 'comparison':
      return [condition.left, condition.right].flatMap(sourcesOf);
    case 'one-of':
      return [condition.item, ...condition.list].flatMap(sourcesOf);
    case 'known':
    case 'yes':
      return sourcesOf(condition.term);
    case 'expression':
      return condition.terms.flatMap(sourcesOf);
    case 'ever':
      return [];
  }
}

function sourcesOf({ sources = [], of = [] }: Term): string[] {
  return [...sources, ...of.flatMap(sourcesOf)];
}
