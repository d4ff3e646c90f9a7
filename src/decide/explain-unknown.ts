import type { Cell, Missing, Term } from '../model/explanation.ts';
import { type Expr, walk } from '../rules/expr.ts';
import { isMembersKey } from '../rules/names.ts';
import * as R from '../rules/rational.ts';
import { noRecord } from './blame.ts';
import type { Casebook } from './explain-values.ts';

/** A cell that could not be read, as `issues.csv` has it, which does not know of which period it is. */
export interface CellIssue extends Cell {
  table: string;
  column: string;
}

/** What may be to blame for an unknown: names as a decision lists missing inputs. */
interface Suspects {
  /** Known to be missing. */
  sure: Set<string>;
  /** Not in the run folder: one of these at least is missing, if nothing is known to be. */
  open: Set<string>;
  /** Something is divided by what may be 0. */
  orZero: boolean;
}

/** Finds what an unknown of one household comes from, as far as the run folder tells. */
export class Unknowns {
  readonly #book: Casebook;
  readonly #issues: readonly CellIssue[];

  constructor(book: Casebook, issues: readonly CellIssue[]) {
    this.#book = book;
    this.#issues = issues;
  }

  /** Why a name is unknown in a period, when the decision does not list it: it was not needed to decide. */
  because(
    name: string,
    period: number,
    missing: (entry: string, period: number) => Missing,
  ): Term['because'] {
    const found: Suspects = { sure: new Set(), open: new Set(), orZero: false };
    this.#suspect(name, period, period, found);
    const certain = [...found.open].filter((entry) => this.#isSpoilt(entry, period));
    const sure = [...found.sure, ...certain];
    if (sure.length > 0) return { missing: sure.sort().map((entry) => missing(entry, period)) };
    if (found.open.size === 0) return undefined;
    const open = [...found.open].sort().map((entry) => missing(entry, period));
    return {
      missing: open,
      ...(open.length > 1 || found.orZero ? { any_of: true } : {}),
      or_zero: found.orZero || undefined,
    };
  }

  /** The cells from which a missing input could not be read; not `certain` if they may be of another period. */
  cells(entry: string, period: number): { cells?: Cell[]; certain?: boolean } {
    const { table, column, at } = this.#place(entry, period);
    const own = this.#issues.filter((issue) => issue.table === table && issue.column === column);
    if (own.length === 0) return {};
    const cells = own.map(({ file, line, value }) => ({ file, line, value }));
    const others = this.#book.periods.filter((other) => other !== at && this.#mayLack(column, other));
    const dated = this.#book.loaded.pack.inputs[table]?.key.endsWith('period') === true;
    const certain = !dated || (others.length === 0 && this.#book.isComplete && own.length === 1);
    return { cells, ...(certain ? {} : { certain }) };
  }

  #isSpoilt(entry: string, period: number): boolean {
    const { cells, certain = true } = this.cells(entry, period);
    return cells !== undefined && certain;
  }

  #suspect(name: string, at: number, asked: number, found: Suspects): void {
    const book = this.#book;
    const info = book.loaded.names.get(name);
    const dated = book.isByPeriod(name);
    const entry = dated && at !== asked ? `${name}@${book.label(at)}` : name;
    if (dated && book.hasRecord(at) === false) {
      found.sure.add(noRecord(at, book.loaded.pack.period));
      return;
    }
    const recorded = book.name(name, at);
    if (typeof recorded === 'object' || info?.kind === 'period') return;
    const definition = book.loaded.facts.get(name) ?? book.loaded.criteria.get(name);
    if (definition) this.#walk(definition, at, asked, found);
    else if (recorded === 'unknown' || book.isListed(name, at)) found.sure.add(entry);
    else found.open.add(entry);
  }

  #walk(definition: Expr, at: number, asked: number, found: Suspects): void {
    const suffix = at === asked ? '' : `@${this.#book.label(at)}`;
    for (const part of walk(definition)) {
      if (part.op === 'name') this.#suspect(part.name, at, asked, found);
      if (part.op === 'previous') this.#suspect(part.name, at - 1, asked, found);
      if (part.op === 'held') {
        for (let back = 0; back < part.periods; back++)
          this.#suspect(part.criterion, at - back, asked, found);
      }
      if (part.op === 'spell') found.open.add('since');
      if (part.op === 'members' || part.op === 'member') {
        const dated = this.#book.loaded.pack.inputs[part.table]?.key.endsWith('period');
        const name = part.op === 'members' ? part.table : `${part.table}.${part.column}`;
        found.open.add(name + (dated ? suffix : ''));
      }
      if (part.op === 'arithmetic' && part.kind === '/' && this.#mayBeZero(part.right, at))
        found.orZero = true;
    }
  }

  #mayBeZero(divisor: Expr, at: number): boolean {
    const value = this.#book.value(divisor, at);
    if (typeof value === 'object') return value.kind === 'number' && value.value.n === 0n;
    const info = divisor.op === 'name' ? this.#book.loaded.names.get(divisor.name) : undefined;
    const [least] = (info?.kind === 'input' && info.column.range) || [];
    return least === undefined || R.fromDecimal(least).n <= 0n;
  }

  /** Whether nothing in the run folder shows that an input was known in a period. */
  #mayLack(column: string, period: number): boolean {
    const book = this.#book;
    if (book.hasRecord(period) !== true) return false;
    const own = book.name(column, period);
    if (own !== 'unrecorded') return own === 'unknown';
    return ![...book.loaded.facts].some(
      ([fact, definition]) => typeof book.name(fact, period) === 'object' && this.#needs(definition, column),
    );
  }

  /** Whether an expression is known only if a name is. */
  #needs(expr: Expr, name: string): boolean {
    if (expr.op === 'negate') return this.#needs(expr.of, name);
    if (expr.op === 'arithmetic' || expr.op === 'compare')
      return this.#needs(expr.left, name) || this.#needs(expr.right, name);
    if (expr.op !== 'name') return false;
    const definition = this.#book.loaded.facts.get(expr.name);
    return expr.name === name || (definition !== undefined && this.#needs(definition, name));
  }

  /** `wage@2008` and `members.age` as table, column and period. */
  #place(entry: string, period: number): { table: string; column: string; at: number } {
    const { loaded } = this.#book;
    const [name = '', label] = entry.split('@');
    const at = label === undefined ? period : this.#book.periodOf(label);
    const [table = '', column] = name.split('.');
    const input = loaded.pack.inputs[table];
    if (input && isMembersKey(input.key) && column !== undefined) return { table, column, at };
    const info = loaded.names.get(name);
    return { table: info?.kind === 'input' ? info.table : '', column: name, at };
  }
}
