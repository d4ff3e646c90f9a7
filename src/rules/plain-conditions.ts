import { type Expr, walk } from './expr.ts';
import type { LoadedPack } from './load.ts';

/** Stands for the state of what is judged once it has been decided, and so may be new to the household. */
export const AFTERWARDS = '';

/**
 * Something a condition turns on that can be set freely when situations are tried: an input, a fact, a list of
 * members, or what earlier periods left behind.
 */
export interface Quantity {
  name: string;
  type: Expr['type'];
  /** Whole numbers only. */
  whole: boolean;
  /** Smallest and largest value, where there are such. */
  range: readonly [string | undefined, string | undefined];
  /** The codes of a category. */
  codes: readonly string[] | undefined;
  isDate: boolean;
  /** Computed, so that it can have any number of decimals. */
  isFact: boolean;
}

/** What has held a criterion in the periods before this one, counted in periods. */
export function heldBefore(criterion: string): string {
  return `held(${criterion}) before`;
}

const NOWHERE = { start: 0, end: 0 };

/**
 * Rewrites conditions so that only plain operators and names are left: criteria and conditions named as facts are
 * put in, and what depends on members or on other periods becomes a quantity of its own.
 */
export class PlainConditions {
  readonly quantities = new Map<string, Quantity>();
  readonly #loaded: LoadedPack;
  readonly #state: string;
  readonly #facts = new Map<string, Expr>();

  /** @param state the state of the households for which the conditions are asked */
  constructor(loaded: LoadedPack, state: string) {
    this.#loaded = loaded;
    this.#state = state;
  }

  /** @param text what the expression was written as, to name its member lists by */
  plain(expr: Expr, text: string): Expr {
    const sub = (part: Expr): Expr => this.plain(part, text);
    switch (expr.op) {
      case 'name':
        return this.#name(expr);
      case 'negate':
      case 'not':
        return { ...expr, of: sub(expr.of) };
      case 'and':
      case 'or':
      case 'arithmetic':
      case 'compare':
        return { ...expr, left: sub(expr.left), right: sub(expr.right) };
      case 'in':
        return { ...expr, item: sub(expr.item), list: expr.list.map(sub) };
      case 'if': {
        const [test, yes, no] = [expr.test, expr.then, expr.else].map(sub) as [Expr, Expr, Expr];
        return { ...expr, test, then: yes, else: no };
      }
      case 'call':
        return { ...expr, args: expr.args.map(sub) };
      case 'members':
        return this.#quantity(text.slice(expr.span.start, expr.span.end), expr.type, {
          whole: isWhole(expr, this.#loaded),
          range: [expr.take === 'size' ? '0' : undefined, undefined],
        });
      case 'previous':
        return this.#previous(expr.name);
      case 'held':
        return this.#held(expr.criterion, expr.periods);
      case 'spell':
        return this.#quantity('periods_in_state()', 'number', {
          whole: true,
          range: [this.#state === AFTERWARDS ? '0' : '1', undefined],
        });
      case 'ever':
        // Whoever is in a state now has been in it at the end of an earlier period.
        if (expr.state === this.#state)
          return { op: 'literal', type: 'boolean', span: expr.span, value: true };
        return this.#quantity(`ever(${expr.state})`, 'boolean', {});
      default:
        return expr;
    }
  }

  /** The definition of a fact, rewritten. */
  fact(name: string): Expr | undefined {
    const known = this.#facts.get(name);
    const expr = this.#loaded.facts.get(name);
    if (known || !expr) return known;
    const plain = this.plain(expr, this.#loaded.pack.facts?.[name]?.is ?? '');
    this.#facts.set(name, plain);
    return plain;
  }

  #name(expr: Extract<Expr, { op: 'name' }>): Expr {
    const { name } = expr;
    const info = this.#loaded.names.get(name);
    if (info?.kind === 'criterion') return this.#criterion(name);
    if (info?.kind === 'fact' && info.type !== 'number') return this.fact(name) ?? expr;
    if (info?.kind === 'fact') {
      const definition = this.#loaded.facts.get(name);
      return this.#quantity(name, 'number', {
        whole: definition !== undefined && isWhole(definition, this.#loaded),
        isFact: true,
      });
    }
    if (info?.kind === 'input') return this.#quantity(name, info.type, shapeOf(info.column));
    return expr;
  }

  #criterion(name: string): Expr {
    const expr = this.#loaded.criteria.get(name);
    if (!expr) throw new Error(`no criterion ${name}`);
    return this.plain(expr, this.#loaded.pack.criteria?.[name]?.is ?? '');
  }

  #held(criterion: string, periods: number): Expr {
    const now = this.#criterion(criterion);
    if (periods === 1) return now;
    const left = this.#quantity(heldBefore(criterion), 'number', { whole: true, range: ['0', undefined] });
    const right: Expr = { op: 'number', type: 'number', span: NOWHERE, value: String(periods - 1) };
    const before: Expr = { op: 'compare', type: 'boolean', span: NOWHERE, kind: '>=', left, right };
    return { op: 'and', type: 'boolean', span: NOWHERE, left: now, right: before };
  }

  #previous(name: string): Expr {
    const info = this.#loaded.names.get(name);
    const shape = info?.kind === 'input' ? shapeOf(info.column) : { isFact: true };
    return this.#quantity(`previous(${name})`, info?.type ?? 'number', shape);
  }

  #quantity(name: string, type: Expr['type'], shape: Partial<Quantity>): Expr {
    const none = {
      whole: false,
      range: [undefined, undefined] as const,
      codes: undefined,
      isDate: false,
      isFact: false,
    };
    if (!this.quantities.has(name)) this.quantities.set(name, { ...none, ...shape, name, type });
    return { op: 'name', type, span: NOWHERE, name };
  }
}

function shapeOf(column: {
  type: string;
  range?: readonly [string, string] | undefined;
  codes?: string[] | undefined;
}) {
  return {
    whole: column.type === 'integer',
    range: column.range ?? ([undefined, undefined] as const),
    codes: column.type === 'category' ? column.codes : undefined,
    isDate: column.type === 'date',
  };
}

/** Whether an expression can only be a whole number. */
function isWhole(expr: Expr, loaded: LoadedPack): boolean {
  switch (expr.op) {
    case 'number':
      return !expr.value.includes('.');
    case 'name': {
      const info = loaded.names.get(expr.name);
      const fact = loaded.facts.get(expr.name);
      return fact ? isWhole(fact, loaded) : info?.kind === 'input' && info.column.type === 'integer';
    }
    case 'member':
      return loaded.pack.inputs[expr.table]?.columns[expr.column]?.type === 'integer';
    case 'members':
      return expr.take === 'size' || (expr.value !== undefined && isWhole(expr.value, loaded));
    case 'negate':
      return isWhole(expr.of, loaded);
    case 'arithmetic':
      return expr.kind !== '/' && isWhole(expr.left, loaded) && isWhole(expr.right, loaded);
    case 'if':
      return isWhole(expr.then, loaded) && isWhole(expr.else, loaded);
    default:
      return expr.op === 'spell';
  }
}

/** The names in rewritten expressions. */
export function namesRead(exprs: readonly Expr[]): Set<string> {
  return new Set(
    exprs.flatMap((expr) => [...walk(expr)].flatMap((part) => (part.op === 'name' ? [part.name] : []))),
  );
}
