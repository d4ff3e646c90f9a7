import type { Dialect } from '../model/dialect.ts';
import { type PeriodKind, periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import { type Expr, type MembersExpr, walk } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import { isByPeriod } from '../rules/names.ts';
import { plain, type Scope, toSql } from '../rules/to-sql.ts';

/**
 * What is to blame for an unknown, as SQL texts: each gives names of missing inputs joined by `;`, or NULL. They
 * are evaluated for households under review only, so they may be long but must stay behind a CASE.
 */
export type Blame = readonly string[];

/** The column with what was to blame, `back` periods ago, for a name that later periods look back at. */
export function whyColumn(name: string, back: number): string {
  return `why$${name}$${back}`;
}

/** The column with what is to blame inside a members list, for this period or marked for later ones. */
export function listWhy(column: string, suffix: string): string {
  return suffix === '' ? `${column}$why` : `${column}$why$back`;
}

/** What stands for a period in which a household has no record. */
export function noRecord(period: number, kind: PeriodKind): string {
  return `record@${periodLabel(period, kind)}`;
}

export interface BlameOptions {
  loaded: LoadedPack;
  dialect: Dialect;
  /** The SQL of names in the period. */
  scope: Scope;
  /** Parameters known while planning are never to blame. */
  isConstant(name: string): boolean;
  /** Put after names of inputs by period: empty for the period decided, `@2008` for one looked back at. */
  suffix: string;
  /** The column that holds a members expression. */
  listColumn(expr: MembersExpr): string;
}

/** Finds what is to blame for an expression that is unknown: only along parts that are unknown themselves. */
export class BlameWalker {
  readonly #options: BlameOptions;

  constructor(options: BlameOptions) {
    this.#options = options;
  }

  /** The names to blame as one text, in any order and perhaps more than once. */
  text(blame: Blame): string {
    return blame.length === 0 ? text('').text : `concat_ws(';', ${blame.join(', ')})`;
  }

  /** Whether what is to blame for a name may lie in periods before, so that lists of names grow from it. */
  looksBack(name: string): boolean {
    const definition = this.#definition(name);
    if (!definition) return false;
    return [...walk(definition)].some(
      (part) =>
        part.op === 'previous' ||
        (part.op === 'held' && (part.periods > 1 || this.looksBack(part.criterion))) ||
        (part.op === 'name' && this.looksBack(part.name)),
    );
  }

  blame(expr: Expr): Blame {
    switch (expr.op) {
      case 'name':
        return this.#name(expr.name);
      case 'member':
        return [this.#leaf(expr, `${expr.table}.${expr.column}${this.#tableSuffix(expr.table)}`)];
      case 'members':
        return this.#members(expr);
      case 'previous':
        return [id(whyColumn(expr.name, 1)).text];
      case 'held':
        return this.#held(expr.criterion, expr.periods);
      case 'spell':
        return [this.#leaf(expr, 'since')];
      case 'if': {
        const test = this.#sql(expr.test);
        return [
          ...this.#unknownParts([expr.test]),
          ...when(`COALESCE(${test}, TRUE)`, this.#unknownParts([expr.then])),
          ...when(`NOT COALESCE(${test}, FALSE)`, this.#unknownParts([expr.else])),
        ];
      }
      case 'call':
        return expr.fn === 'known' ? [] : this.#unknownParts(expr.args);
      case 'negate':
      case 'not':
        return this.#unknownParts([expr.of]);
      case 'in':
        return this.#unknownParts([expr.item, ...expr.list]);
      case 'arithmetic':
      case 'compare':
      case 'and':
      case 'or':
        return this.#unknownParts([expr.left, expr.right]);
      default:
        return [];
    }
  }

  /** What is to blame inside one member, in a query over members. */
  insideMember({ take, filters, value }: MembersExpr): Blame {
    const kept = joined('and', filters);
    if (take === 'size' || !value) return kept ? this.#unknownParts([kept]) : [];
    if (take === 'exists') return this.#unknownParts([joined('and', [...filters, value]) ?? value]);
    if (take === 'all') return this.#unknownParts([joined('or', [...filters.map(opposite), value]) ?? value]);
    const possible = kept ? `COALESCE(${this.#sql(kept)}, TRUE)` : 'TRUE';
    return [...(kept ? this.#unknownParts([kept]) : []), ...when(possible, this.#unknownParts([value]))];
  }

  #sql(expr: Expr): string {
    return plain(toSql(expr, this.#options.scope));
  }

  #leaf(expr: Expr, name: string): string {
    return `CASE WHEN ${this.#sql(expr)} IS NULL THEN ${text(name).text} END`;
  }

  /** An unknown input makes a strict part unknown; any other must be seen to be unknown itself. */
  #unknownParts(parts: readonly Expr[]): Blame {
    return parts.flatMap((part) => {
      const inner = this.blame(part);
      return this.#isStrict(part) ? inner : when(`(${this.#sql(part)}) IS NULL`, inner);
    });
  }

  /** Whether one unknown input anywhere in an expression is enough to make it unknown. */
  #isStrict(expr: Expr): boolean {
    switch (expr.op) {
      case 'name': {
        const named = this.#definition(expr.name);
        return named === undefined || this.#isStrict(named);
      }
      case 'number':
      case 'literal':
      case 'member':
      case 'spell':
        return true;
      case 'negate':
      case 'not':
        return this.#isStrict(expr.of);
      case 'arithmetic':
      case 'compare':
        return this.#isStrict(expr.left) && this.#isStrict(expr.right);
      case 'call':
        return expr.fn !== 'known' && expr.fn !== 'coalesce' && expr.args.every((arg) => this.#isStrict(arg));
      default:
        return false;
    }
  }

  #definition(name: string): Expr | undefined {
    const { facts, criteria, formulas } = this.#options.loaded;
    return facts.get(name) ?? criteria.get(name) ?? formulas.get(name);
  }

  #name(name: string): Blame {
    const { loaded, suffix, isConstant } = this.#options;
    const definition = this.#definition(name);
    if (definition) return this.blame(definition);
    const info = loaded.names.get(name);
    if (info?.kind === 'period' || (info?.kind === 'parameter' && isConstant(name))) return [];
    const expr: Expr = { op: 'name', type: info?.type ?? 'number', span: { start: 0, end: 0 }, name };
    const regions = loaded.tables.get(name)?.regions ?? [];
    if (regions.length > 0) return this.#regional(this.#leaf(expr, name + suffix), regions);
    return [this.#leaf(expr, info?.kind === 'input' && !info.byPeriod ? name : name + suffix)];
  }

  /** A household that does not say its region lacks that; for any other it is the table that lacks the number. */
  #regional(leaf: string, regions: readonly string[]): Blame {
    const blank = regions.map((region) => `${id(region).text} IS NULL`);
    const names = regions.map(
      (region, index) => `CASE WHEN ${leaf} IS NOT NULL AND ${blank[index]} THEN ${text(region).text} END`,
    );
    return [...names, `CASE WHEN NOT (${blank.join(' OR ')}) THEN ${leaf} END`];
  }

  #held(criterion: string, periods: number): Blame {
    const span = { start: 0, end: 0 };
    const now = this.#unknownParts([{ op: 'name', type: 'boolean', span, name: criterion }]);
    const earlier = Array.from(
      { length: periods - 1 },
      (_, index) => id(whyColumn(criterion, index + 1)).text,
    );
    return [...now, ...earlier];
  }

  /** A household has a value for its list's blame exactly if its list is complete. */
  #members(expr: MembersExpr): Blame {
    const why = id(listWhy(this.#options.listColumn(expr), this.#options.suffix)).text;
    const name = text(`${expr.table}${this.#tableSuffix(expr.table)}`).text;
    return [`COALESCE(${why}, ${name})`];
  }

  #tableSuffix(table: string): string {
    const input = this.#options.loaded.pack.inputs[table];
    return input && isByPeriod(input.key) ? this.#options.suffix : '';
  }
}

/** Blame that counts only under a condition. */
export function when(condition: string, blame: Blame): Blame {
  if (blame.length === 0 || condition === 'TRUE') return blame;
  const names = blame.length === 1 ? blame[0] : `concat_ws(';', ${blame.join(', ')})`;
  return [`CASE WHEN ${condition} THEN ${names} END`];
}

function joined(op: 'and' | 'or', conditions: readonly Expr[]): Expr | undefined {
  if (conditions.length === 0) return undefined;
  return conditions.reduce((left, right) => ({ op, type: 'boolean', span: left.span, left, right }));
}

function opposite(of: Expr): Expr {
  return { op: 'not', type: 'boolean', span: of.span, of };
}
