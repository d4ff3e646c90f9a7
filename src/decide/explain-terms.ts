import type { Labelled, Missing, Term } from '../model/explanation.ts';
import type { Text } from '../model/words.ts';
import { childrenOf, type Expr, walk } from '../rules/expr.ts';
import { isMembersKey } from '../rules/names.ts';
import * as R from '../rules/rational.ts';
import type { Casebook, Recorded } from './explain-values.ts';

/** Describes values, names and missing inputs of one household for its reader. */
export class Terms {
  readonly #book: Casebook;
  readonly #decided: number;

  constructor(book: Casebook, decided: number) {
    this.#book = book;
    this.#decided = decided;
  }

  /**
   * An operand of a condition.
   * @param text the operand as it was written
   * @param open the condition is unknown and so is all it is part of: then the decision says what is missing
   */
  term(expr: Expr, text: string, period: number, open: boolean): Term {
    const recorded = this.#book.value(expr, period);
    const value = valueText(recorded);
    switch (expr.op) {
      case 'number':
      case 'literal':
        return { role: 'constant', name: text, type: expr.type, value };
      case 'spell':
        return { role: 'spell', name: 'periods_in_state', type: 'number', value };
      case 'name':
        return this.named(expr.name, period, open);
      case 'previous':
        return { ...this.named(expr.name, period - 1, open), value };
      default: {
        const zero = open && recorded === 'unknown' ? this.#zeroDivisor(expr, period) : undefined;
        const of = partsOf(expr).map((part) =>
          this.term(part, part.op === 'name' || part.op === 'previous' ? part.name : '', period, open),
        );
        return {
          ...{ role: 'expression', name: text, type: expr.type, value, of: distinct(of) },
          because: zero === undefined ? undefined : { division_by_zero: zero },
        };
      }
    }
  }

  named(name: string, period: number, open: boolean): Term {
    const { loaded } = this.#book;
    const info = loaded.names.get(name);
    const recorded = this.#book.name(name, period);
    const term = { name, type: info?.type ?? 'number', value: valueText(recorded), ...this.#dressing(name) };
    if (info?.kind === 'period') return { ...term, role: 'clock' };
    if (info?.kind === 'parameter') return { ...term, role: 'parameter', ...this.#origin(name, period) };
    const dated = this.#book.isByPeriod(name) ? { period: this.#book.label(period) } : {};
    const because = open && recorded === 'unknown' ? this.#because(name, period) : undefined;
    return { ...term, role: info?.kind === 'input' ? 'input' : 'fact', ...dated, because };
  }

  labelled(name: string): Labelled {
    return { name, label: this.#dressing(name).label };
  }

  state(name: string): Labelled {
    return { name, label: this.#book.loaded.pack.states.find((state) => state.id === name)?.label };
  }

  /** A missing input as the decision names it: `wage`, `wage@2008`, `members.age`, `record@2008`, `since`. */
  missing(entry: string, period: number): Missing {
    const [name = '', label] = entry.split('@');
    const [table = '', column] = name.split('.');
    const { pack, names } = this.#book.loaded;
    const at = { period: label ?? this.#book.label(period) };
    if (name === 'record') return { kind: 'record', name, ...at };
    if (name === 'since') return { kind: 'since', name };
    const input = pack.inputs[table];
    if (input && isMembersKey(input.key)) {
      const dated = input.key.endsWith('period') ? at : {};
      if (column === undefined) return { kind: 'list', name, ...dated };
      return { kind: 'input', name, label: input.columns[column]?.label, ...dated };
    }
    const kind = names.get(name)?.kind === 'parameter' ? 'parameter' : 'input';
    return { kind, ...this.labelled(name), ...(this.#book.isByPeriod(name) ? at : {}) };
  }

  #dressing(name: string): { label: Text | undefined; unit: string | undefined } {
    const { pack, names } = this.#book.loaded;
    const info = names.get(name);
    if (info?.kind === 'input')
      return { label: info.column.label, unit: info.column.unit ?? moneyUnit(info, pack) };
    const parameter = pack.parameters?.[name];
    const fact = pack.facts?.[name];
    return {
      label: (parameter ?? fact ?? pack.criteria?.[name])?.label,
      unit: (parameter ?? fact)?.unit,
    };
  }

  #origin(name: string, period: number): Pick<Term, 'since' | 'carried' | 'sources'> {
    const state = this.#book.parameters.at(name, period);
    if (state.kind === 'outside') return {};
    const since =
      state.kind === 'value' && state.from !== undefined ? this.#book.label(state.from) : undefined;
    return {
      since,
      carried: (state.kind === 'value' && state.validUntil !== undefined) || undefined,
      sources: state.sources,
    };
  }

  /** Why a fact or input is unknown: what the decision names as missing, or else what was divided by zero. */
  #because(name: string, period: number): Term['because'] {
    const listed = String(this.#book.row(this.#decided)?.missing ?? '').split(';');
    const behind = this.#inputsBehind(name);
    const suffix = `@${this.#book.label(period)}`;
    const missing = listed.filter((entry) => {
      if (entry === `record${suffix}`) return true;
      const [own = '', label] = entry.split('@');
      const sameTime =
        label === undefined
          ? period === this.#decided || !entryIsDated(own, this.#book)
          : entry.endsWith(suffix);
      return behind.has(own) && sameTime;
    });
    if (missing.length > 0) return { missing: missing.map((entry) => this.missing(entry, period)) };
    const zero = this.#zeroDivisor({ op: 'name', type: 'number', span: { start: 0, end: 0 }, name }, period);
    return zero === undefined ? undefined : { division_by_zero: zero };
  }

  /** Names of inputs, and of members' columns as the decision writes them, that a name is made of. */
  #inputsBehind(name: string, seen = new Set<string>()): Set<string> {
    if (seen.has(name)) return seen;
    seen.add(name);
    const definition = this.#definition(name);
    for (const part of definition ? walk(definition) : []) {
      if (part.op === 'name' || part.op === 'previous') this.#inputsBehind(part.name, seen);
      if (part.op === 'members') seen.add(part.table);
      if (part.op === 'member') seen.add(`${part.table}.${part.column}`);
    }
    return seen;
  }

  /** The divisor that was zero, null if the run folder does not show which, undefined if there is no division. */
  #zeroDivisor(expr: Expr, period: number): Labelled | null | undefined {
    let found: Labelled | null | undefined;
    for (const part of walk(expr)) {
      if (part.op === 'members' && (part.take === 'min' || part.take === 'max')) return undefined;
      if (part.op === 'arithmetic' && part.kind === '/') {
        const divisor = this.#book.value(part.right, period);
        const name = part.right.op === 'name' ? part.right.name : '';
        if (typeof divisor !== 'string' && divisor.kind === 'number' && divisor.value.n === 0n) {
          return this.labelled(name);
        }
        if (typeof divisor === 'string') found ??= null;
      }
      const definition = part.op === 'name' ? this.#definition(part.name) : undefined;
      const inner = definition && this.#zeroDivisor(definition, period);
      if (inner) return inner;
      if (inner === null) found ??= null;
    }
    return found;
  }

  #definition(name: string): Expr | undefined {
    return this.#book.loaded.facts.get(name) ?? this.#book.loaded.criteria.get(name);
  }
}

function entryIsDated(name: string, book: Casebook): boolean {
  const input = book.loaded.pack.inputs[name.split('.')[0] ?? ''];
  return input ? input.key.endsWith('period') : book.isByPeriod(name);
}

/** Money without a unit of its own is in the currency of the pack. */
function moneyUnit(info: { column: { type: string } }, pack: { currency: string }): string | undefined {
  return info.column.type === 'money' ? pack.currency : undefined;
}

/** The values that an expression reads, outermost first; what is inside a members list has no value of its own. */
function partsOf(expr: Expr): Expr[] {
  if (expr.op === 'name' || expr.op === 'previous' || expr.op === 'spell') return [expr];
  return expr.op === 'members' ? [] : childrenOf(expr).flatMap(partsOf);
}

function distinct(terms: Term[]): Term[] {
  const key = ({ name, period }: Term): string => JSON.stringify([name, period]);
  return terms.filter((term, index) => terms.findIndex((other) => key(other) === key(term)) === index);
}

export function valueText(recorded: Recorded): string | boolean | null | undefined {
  if (recorded === 'unrecorded') return undefined;
  if (recorded === 'unknown') return null;
  return recorded.kind === 'number' ? R.toDecimal(recorded.value) : recorded.value;
}
