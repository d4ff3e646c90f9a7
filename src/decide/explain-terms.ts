import type { Labelled, Missing, Term, Uncomputed } from '../model/explanation.ts';
import type { Text } from '../model/words.ts';
import { childrenOf, type Expr, walk } from '../rules/expr.ts';
import { isMembersKey } from '../rules/names.ts';
import * as R from '../rules/rational.ts';
import { LargeNumbers } from './explain-large.ts';
import { Unknowns } from './explain-unknown.ts';
import type { Casebook, Recorded } from './explain-values.ts';

/** Describes values, names and missing inputs of one household for its reader. */
export class Terms {
  readonly #book: Casebook;
  readonly #decided: number;
  readonly #unknowns: Unknowns;
  readonly #large: LargeNumbers;

  constructor(book: Casebook, decided: number) {
    this.#book = book;
    this.#large = new LargeNumbers(book);
    this.#decided = decided;
    this.#unknowns = new Unknowns(book, book.issues);
  }

  /**
   * An operand of a condition.
   * @param text the operand as it was written
   * @param open the condition is unknown and so is all it is part of: then the decision says what is missing
   */
  term(expr: Expr, text: string, period: number, open: boolean): Term {
    const recorded = this.#book.value(expr, period);
    const value = valueText(recorded);
    const about = isAbout(recorded);
    switch (expr.op) {
      case 'number':
      case 'literal':
        return { role: 'constant', name: text, type: expr.type, value };
      case 'spell':
        return { role: 'spell', name: 'periods_in_state', type: 'number', value };
      case 'name':
        return this.named(expr.name, period, open);
      case 'previous':
        return { ...this.named(expr.name, period - 1, open), value, about };
      default: {
        const isTooLarge = open && this.#large.among(expr, period) === 'yes';
        const because =
          isTooLarge || (open && recorded === 'unknown') ? this.#uncomputed(expr, period) : undefined;
        const of = partsOf(expr).map((part) =>
          this.term(part, part.op === 'name' || part.op === 'previous' ? part.name : '', period, open),
        );
        return {
          ...{ role: 'expression', name: text, type: expr.type, of: distinct(of) },
          ...(isTooLarge ? { value: null } : { value, about }),
          because,
        };
      }
    }
  }

  named(name: string, period: number, open: boolean): Term {
    const { loaded } = this.#book;
    const info = loaded.names.get(name);
    const recorded = this.#book.name(name, period);
    const told = { value: valueText(recorded), about: isAbout(recorded) };
    const term = { name, type: info?.type ?? 'number', ...told, ...this.#dressing(name) };
    if (info?.kind === 'period') return { ...term, role: 'clock' };
    if (info?.kind === 'parameter') return { ...term, role: 'parameter', ...this.#origin(name, period) };
    const dated = this.#book.isByPeriod(name) ? { period: this.#book.label(period) } : {};
    const because = recorded === 'unknown' ? this.#because(name, period, open) : undefined;
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
    const cells = this.#unknowns.cells(entry, period);
    if (name === 'record') return { kind: 'record', name, ...at };
    if (name === 'since') return { kind: 'since', name };
    const input = pack.inputs[table];
    if (input && isMembersKey(input.key)) {
      const dated = input.key.endsWith('period') ? at : {};
      if (column === undefined) return { kind: 'list', name, ...dated };
      return { kind: 'input', name, label: input.columns[column]?.label, ...dated, ...cells };
    }
    const kind = names.get(name)?.kind === 'parameter' ? 'parameter' : 'input';
    return { kind, ...this.labelled(name), ...(this.#book.isByPeriod(name) ? at : {}), ...cells };
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

  /**
   * Why a fact or input is unknown: what the decision names as missing, or what cannot be computed, or else what the rest of
   * the run folder tells.
   */
  #because(name: string, period: number, open: boolean): Term['because'] {
    const expr: Expr = { op: 'name', type: 'number', span: { start: 0, end: 0 }, name };
    const missing = open ? this.#listed(name, period) : [];
    if (missing.length > 0) return { missing };
    // Where the decision would have named what is missing, even what may have been 0 or too large tells something.
    const uncomputed = open ? this.#uncomputed(expr, period) : this.#surelyUncomputed(expr, period);
    return uncomputed ?? this.#unknowns.because(name, period, (entry, at) => this.missing(entry, at));
  }

  /** What the decision names as missing that a name is made of. */
  #listed(name: string, period: number): Missing[] {
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
    return missing.map((entry) => this.missing(entry, period));
  }

  /** Why nothing comes out of numbers that are all there. */
  #uncomputed(expr: Expr, period: number): Uncomputed | undefined {
    const sure = this.#surelyUncomputed(expr, period);
    if (sure) return sure;
    const divides = this.#zeroDivisor(expr, period) === null;
    const isLarge = this.#large.among(expr, period) === 'maybe';
    if (!divides && !isLarge) return undefined;
    return { ...(divides ? { division_by_zero: null } : {}), ...(isLarge ? { too_large: true } : {}) };
  }

  #surelyUncomputed(expr: Expr, period: number): Uncomputed | undefined {
    const zero = this.#zeroDivisor(expr, period);
    if (zero) return { division_by_zero: zero };
    return this.#large.among(expr, period) === 'yes' ? { too_large: true } : undefined;
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

/** The values of a survey have few decimals; more of them are the start of a quotient's. */
function isAbout(recorded: Recorded): true | undefined {
  if (typeof recorded === 'string' || recorded.kind !== 'number') return undefined;
  const places = R.decimalPlaces(recorded.value);
  if (places === undefined) return true;
  const digits = R.toDecimal(recorded.value).replace(/^-?0*\.?0*|\./g, '').length;
  return (recorded.rough && (places > 6 || digits > 12)) || undefined;
}

export function valueText(recorded: Recorded): string | boolean | null | undefined {
  if (recorded === 'unrecorded') return undefined;
  if (recorded === 'unknown') return null;
  return recorded.kind === 'number' ? R.toDecimal(recorded.value) : recorded.value;
}
