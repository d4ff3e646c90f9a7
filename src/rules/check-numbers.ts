import type { Dialect } from '../model/dialect.ts';
import type { Problem } from '../model/problem.ts';
import type { Path } from '../model/yaml.ts';
import { validPeriods } from './check-parameters.ts';
import { inputValue, stored, together } from './column-sql.ts';
import { childrenOf, type Expr } from './expr.ts';
import type { LoadedPack } from './load.ts';
import { membersAggregate, mostRows } from './members-aggregate.ts';
import { exactColumn, literal, UNKNOWN_EXACT } from './number-sql.ts';
import { Parameters } from './parameters.ts';
import type { Rational } from './rational.ts';
import { regionalShape } from './regional-sql.ts';
import { type Scope, toSql, type Value } from './to-sql.ts';

/** Too large: unknown where it has too many digits. Too many decimals: floating point. */
export interface NumberDoubt {
  kind: 'number-large' | 'number-decimals';
  expr: Expr;
  /** Its decimals, if it is exact. */
  scale: number | undefined;
  /** What the expression is part of, as it is written in the pack. */
  text: string;
  path: Path;
}

/** Arithmetic that may come to have more digits than are computed with. */
export function numberProblems(loaded: LoadedPack, parameters: Parameters): Problem[] {
  return numberDoubts(loaded, parameters).map(({ kind, expr: { span }, text, path }) => ({
    code: kind,
    severity: 'warning',
    params: { part: text.slice(span.start, span.end).replace(/\s+/g, ' ') },
    place: loaded.yaml.placeWithin(path, span.start, span.end) ?? loaded.yaml.place(path),
  }));
}

/** Each doubtful part of a pack once, though it may be so in many periods. */
export function numberDoubts(loaded: LoadedPack, parameters: Parameters): NumberDoubt[] {
  const doubts = new Map<Expr, NumberDoubt>();
  for (const period of new Numbers(loaded, parameters).periods()) {
    for (const doubt of period.doubts) if (!doubts.has(doubt.expr)) doubts.set(doubt.expr, doubt);
  }
  return [...doubts.values()];
}

interface Period {
  doubts: NumberDoubt[];
  shapes: ReadonlyMap<string, Value>;
}

/** Translates all expressions of a pack as deciding does, and looks at what becomes of the numbers. */
class Numbers {
  readonly #loaded: LoadedPack;
  readonly #parameters: Parameters;
  readonly #lists: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  #attempts = 0;

  constructor(loaded: LoadedPack, parameters: Parameters) {
    this.#loaded = loaded;
    this.#parameters = parameters;
    this.#lists = new Map(
      loaded.below.map(({ list, of }) => [list, new Numbers(of, new Parameters(of)).#overall()]),
    );
  }

  *periods(): Generator<Period> {
    let before: ReadonlyMap<string, Value> = new Map();
    for (const period of validPeriods(this.#loaded, this.#parameters)) {
      const found = this.#period(period, before);
      before = found.shapes;
      yield found;
    }
  }

  /** What facts are in all periods alike. */
  #overall(): Map<string, Value> {
    const all = new Map<string, Value>();
    for (const { shapes } of this.periods()) {
      for (const [name, shape] of shapes) {
        const known = all.get(name);
        all.set(name, known ? together(known, shape) : shape);
      }
    }
    return all;
  }

  #period(period: number, before: ReadonlyMap<string, Value>): Period {
    const { pack, formulas, facts, criteria, transitions, watch } = this.#loaded;
    const shapes = new Map<string, Value>();
    const scope = this.#scope(period, shapes, before);
    const doubts: NumberDoubt[] = [];
    const look = (expr: Expr, text: string, path: Path): Value => {
      const translated = this.#translated(expr, scope);
      doubts.push(...translated.doubts.map((doubt) => ({ ...doubt, text, path })));
      return translated.value;
    };
    for (const [name, expr] of formulas) {
      const [text, path] = [textOf(pack.parameters?.[name]), ['parameters', name, 'is']];
      const constant = this.#parameters.constant(name, period);
      if (this.#parameters.at(name, period).kind === 'formula') look(expr, text, path);
      else if (constant && isTooFine(constant))
        doubts.push({ kind: 'number-decimals', expr, scale: undefined, text, path });
    }
    for (const [section, all] of [['facts', facts] as const, ['criteria', criteria] as const]) {
      for (const [name, expr] of all) {
        const value = look(expr, textOf(pack[section]?.[name]), [section, name, 'is']);
        shapes.set(name, value.kind === 'quotient' ? value : stored(value));
      }
    }
    transitions.forEach(({ rule, when }, index) => {
      look(when, rule.when, ['transitions', index, 'when']);
    });
    watch.forEach(({ level, when }, index) => {
      look(when, level.when, ['watch', index, 'when']);
    });
    return { doubts, shapes };
  }

  /** An expression, what in it is doubtful, and how often something had to be attempted. */
  #translated(
    expr: Expr,
    scope: Scope,
  ): { value: Value; doubts: Omit<NumberDoubt, 'text' | 'path'>[]; attempts: number } {
    const parts = childrenOf(expr).map((part) => this.#translated(part, scope));
    const doubts = parts.flatMap((part) => part.doubts);
    const start = this.#attempts;
    const value = toSql(expr, scope);
    const attempts = this.#attempts - start;
    const scale = value.kind === 'exact' ? value.scale : undefined;
    if (attempts > parts.reduce((sum, part) => sum + part.attempts, 0))
      doubts.push({ kind: 'number-large', expr, scale });
    const isProduct = expr.op === 'arithmetic' && expr.kind === '*' && value.kind === 'double';
    if (isProduct && parts.every((part) => part.value.kind === 'exact'))
      doubts.push({ kind: 'number-decimals', expr, scale });
    return { value, doubts, attempts };
  }

  #scope(period: number, shapes: ReadonlyMap<string, Value>, before: ReadonlyMap<string, Value>): Scope {
    const { names } = this.#loaded;
    const count = exactColumn('n', 0, 999_999_999n);
    const scope: Scope = {
      dialect: this.#dialect,
      name: (name) => this.#name(name, period, scope) ?? shapes.get(name) ?? UNKNOWN_EXACT,
      member: (table, column) => this.#member(table, column),
      members: (expr) => membersAggregate(expr, scope, mostRows(this.#loaded, expr.table)),
      previous: (name) => {
        const type = names.get(name)?.type ?? 'number';
        const unknown: Value = type === 'number' ? UNKNOWN_EXACT : { kind: type, sql: name };
        return this.#name(name, period, scope) ?? before.get(name) ?? unknown;
      },
      held: () => CONDITION,
      ever: () => CONDITION,
      spell: () => count,
    };
    return scope;
  }

  /** What everything but facts and criteria is. */
  #name(name: string, period: number, scope: Scope): Value | undefined {
    const info = this.#loaded.names.get(name);
    if (info?.kind === 'input') return inputValue(name, info.column, false);
    if (info?.kind !== 'parameter' && info?.kind !== 'period') return undefined;
    const constant = this.#parameters.constant(name, period);
    if (constant) return literal(constant);
    const state = this.#parameters.at(name, period);
    if (state.kind === 'formula') return toSql(state.expr, scope);
    if (state.kind !== 'regional') return UNKNOWN_EXACT;
    const { scale, max } = regionalShape(state);
    return exactColumn(name, scale, max);
  }

  #member(table: string, column: string): Value {
    const shape = this.#lists.get(table)?.get(column);
    const definition = this.#loaded.pack.inputs[table]?.columns[column];
    return shape ?? (definition ? inputValue(column, definition, false) : UNKNOWN_EXACT);
  }

  get #dialect(): Dialect {
    return {
      ...PLAIN,
      attempt: (expression) => {
        this.#attempts++;
        return expression;
      },
    };
  }
}

const CONDITION: Value = { kind: 'boolean', sql: 'TRUE' };

/** Nothing is run: what the SQL looks like does not matter. */
const PLAIN: Dialect = {
  name: 'none',
  attempt: (expression) => expression,
  attemptOr: (expression) => expression,
  finite: (expression) => expression,
  label: (value) => value,
  joinSorted: String,
  joinAll: String,
  mapJoined: String,
  orderedSum: String,
  startsWith: String,
  endsWith: String,
  contains: String,
  length: String,
  integerDivide: String,
  withoutPoint: String,
};

/** Whether a number has an end, but too many decimals to be computed with as one. */
function isTooFine(value: Rational): boolean {
  let rest = value.d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n && literal(value).kind !== 'exact';
}

function textOf(definition: object | undefined): string {
  return definition && 'is' in definition ? String(definition.is) : '';
}
