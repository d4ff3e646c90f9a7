import { parsePeriod, periodLabel } from '../model/period.ts';
import { evaluateConstant } from '../rules/constant.ts';
import type { Expr } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { Parameters } from '../rules/parameters.ts';
import * as R from '../rules/rational.ts';
import { noRecord } from './blame.ts';
import type { CellIssue } from './explain-unknown.ts';

/** A row of the decisions: decimals as text, doubles as numbers. */
export type DecisionRow = Readonly<Record<string, string | number | boolean | null>>;

/** A number that went through a double is `rough`: what looks equal may be a hair apart. */
export type KnownValue =
  | { kind: 'number'; value: R.Rational; rough: boolean }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean };

/** What the run folder says about a value: it may be unknown, or simply not be in there. */
export type Recorded = KnownValue | 'unknown' | 'unrecorded';

export interface CaseFile {
  loaded: LoadedPack;
  parameters: Parameters;
  /** All decided periods of one household. */
  rows: readonly DecisionRow[];
  /** Whether states before the first decided period were given by a register. */
  register: boolean;
  /** The cells of the household that could not be read. */
  issues?: readonly CellIssue[] | undefined;
  /** Whether the data may hold records of periods before those that were decided. */
  earlier?: boolean | undefined;
}

/** Looks up values of one household as they were recorded when it was decided. */
export class Casebook {
  readonly loaded: LoadedPack;
  readonly parameters: Parameters;
  /** Decided periods, in order. */
  readonly periods: readonly number[];
  /** Whether the decided periods are all there are records of. */
  readonly isComplete: boolean;
  readonly issues: readonly CellIssue[];
  readonly #register: boolean;
  readonly #rows: ReadonlyMap<number, DecisionRow>;
  readonly #gaps: ReadonlySet<string>;

  constructor({ loaded, parameters, rows, register, issues = [], earlier = false }: CaseFile) {
    this.isComplete = !register && !earlier;
    this.issues = issues;
    this.loaded = loaded;
    this.parameters = parameters;
    this.#register = register;
    const dated = rows.map((row): [number, DecisionRow] => [this.periodOf(String(row.period)), row]);
    this.#rows = new Map(dated.sort(([a], [b]) => a - b));
    this.periods = [...this.#rows.keys()];
    this.#gaps = new Set(rows.flatMap((row) => String(row.missing ?? '').split(';')));
  }

  row(period: number): DecisionRow | undefined {
    return this.#rows.get(period);
  }

  label(period: number): string {
    return periodLabel(period, this.loaded.pack.period);
  }

  periodOf(label: string): number {
    const period = parsePeriod(label, this.loaded.pack.period);
    if (period === undefined) throw new Error(`${label} is not a period of this pack`);
    return period;
  }

  /** Whether the household has a record in a period; undefined if the run does not tell. */
  hasRecord(period: number): boolean | undefined {
    const row = this.row(period);
    if (row) return row.outcome !== 'unobserved';
    return this.#gaps.has(noRecord(period, this.loaded.pack.period)) ? false : undefined;
  }

  /** Whether some decision of the household lists an input of a period as missing. */
  isListed(name: string, period: number): boolean {
    const own = String(this.row(period)?.missing ?? '').split(';');
    return (
      own.includes(name) || this.#gaps.has(this.isByPeriod(name) ? `${name}@${this.label(period)}` : name)
    );
  }

  /** Whether a name has one value per period, so that values of two periods are two things. */
  isByPeriod(name: string): boolean {
    const info = this.loaded.names.get(name);
    return info?.kind !== 'input' || info.byPeriod;
  }

  name(name: string, period: number): Recorded {
    const info = this.loaded.names.get(name);
    if (info?.kind === 'period') return orUnknown(this.parameters.constant(name, period));
    if (info?.kind === 'parameter') return orUnknown(this.parameter(name, period));
    const row = this.row(period) ?? (this.isByPeriod(name) ? undefined : [...this.#rows.values()][0]);
    const cell = row?.[name];
    if (cell === undefined) return 'unrecorded';
    if (cell === null) return 'unknown';
    if (typeof cell === 'boolean') return { kind: 'boolean', value: cell };
    if (info?.type === 'text') return { kind: 'text', value: String(cell) };
    if (typeof cell === 'string') return { kind: 'number', value: R.fromDecimal(cell), rough: false };
    const whole = info?.kind === 'input' && info.column.type === 'integer';
    return { kind: 'number', value: fromDouble(cell), rough: !whole };
  }

  /** The value a parameter had for this household. */
  parameter(name: string, period: number): R.Rational | undefined {
    const state = this.parameters.at(name, period);
    if (state.kind === 'value') return state.value;
    if (state.kind === 'outside') return undefined;
    if (state.kind === 'formula') {
      const value = evaluateConstant(state.expr, (part) =>
        this.loaded.names.get(part)?.kind === 'parameter'
          ? this.parameter(part, period)
          : this.parameters.constant(part, period),
      );
      return typeof value === 'object' ? value : undefined;
    }
    const row = this.row(period) ?? [...this.#rows.values()][0];
    return state.rows.find(({ regions }) =>
      regions.every((value, at) => row?.[state.regions[at] ?? ''] === value),
    )?.value;
  }

  /** The number of consecutive periods that ended in the state before a period. */
  spell(period: number): Recorded {
    const state = this.row(period)?.state_before;
    for (let at = period - 1; this.row(at)?.state === state; at--) {
      if (this.row(at)?.state_before !== state) return whole(period - at);
    }
    const missing = String(this.row(period)?.missing ?? '').split(';');
    return missing.includes('since') || !this.#register ? 'unknown' : 'unrecorded';
  }

  ever(state: string, period: number): boolean | undefined {
    const earlier = this.periods.filter((at) => at < period).map((at) => this.row(at)?.state);
    if ([this.row(this.periods[0] ?? period)?.state_before, ...earlier].includes(state)) return true;
    return this.#register ? undefined : false;
  }

  /** The value of an expression, as far as all that it reads was recorded. */
  value(expr: Expr, period: number): Recorded {
    switch (expr.op) {
      case 'number':
        return { kind: 'number', value: R.fromDecimal(expr.value), rough: false };
      case 'literal':
        return typeof expr.value === 'boolean'
          ? { kind: 'boolean', value: expr.value }
          : { kind: 'text', value: expr.value };
      case 'name':
        return this.name(expr.name, period);
      case 'previous':
        return this.#previous(expr.name, period - 1);
      case 'spell':
        return this.spell(period);
      case 'negate':
        return arithmetic('-', whole(0), this.value(expr.of, period));
      case 'arithmetic':
        return arithmetic(expr.kind, this.value(expr.left, period), this.value(expr.right, period));
      case 'if': {
        const test = this.value(expr.test, period);
        if (typeof test === 'string') return test;
        return this.value(test.value === true ? expr.then : expr.else, period);
      }
      case 'call':
        return this.#call(expr, period);
      case 'compare': {
        const [left, right] = [this.value(expr.left, period), this.value(expr.right, period)];
        const answer = compared(expr.kind, left, right);
        return typeof answer === 'boolean' ? { kind: 'boolean', value: answer } : answer;
      }
      default:
        return 'unrecorded';
    }
  }

  #previous(name: string, period: number): Recorded {
    const record = this.hasRecord(period);
    if (record === undefined) return 'unrecorded';
    return record ? this.name(name, period) : 'unknown';
  }

  #call(expr: Expr & { op: 'call' }, period: number): Recorded {
    const args = expr.args.map((arg) => this.value(arg, period));
    const [first = 'unrecorded', second = 'unrecorded'] = args;
    if (expr.fn === 'known')
      return first === 'unrecorded' ? first : { kind: 'boolean', value: first !== 'unknown' };
    if (expr.fn === 'coalesce') return first === 'unknown' ? second : first;
    const lacking = lackingIn(args);
    if (lacking) return lacking;
    const [a, b] = args as KnownValue[];
    if (a?.kind !== 'number') return 'unrecorded';
    if (expr.fn === 'abs') return { ...a, value: a.value.n < 0n ? R.negate(a.value) : a.value };
    if (b?.kind !== 'number') return 'unrecorded';
    if (expr.fn === 'round') return { ...a, value: R.round(a.value, Number(b.value.n)) };
    if (expr.fn !== 'min' && expr.fn !== 'max') return 'unrecorded';
    const chosen = R.compare(a.value, b.value) <= 0 === (expr.fn === 'min') ? a : b;
    return { ...chosen, rough: a.rough || b.rough };
  }
}

/** The number that was stored as a double. What differs in the last bits only was meant to be the same. */
export function fromDouble(value: number): R.Rational {
  const [, sign = '', digits = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(value.toPrecision(14)) ?? [];
  const power = Number(exponent) - fraction.length;
  const size = BigInt(digits + fraction) * (sign ? -1n : 1n);
  return power < 0 ? R.rational(size, 10n ** BigInt(-power)) : R.rational(size * 10n ** BigInt(power));
}

/** A comparison of two values; undefined is not among the answers. */
export function compared(kind: string, left: Recorded, right: Recorded): boolean | 'unknown' | 'unrecorded' {
  const lacking = lackingIn([left, right]);
  if (lacking) return lacking;
  const order = orderOf(left as KnownValue, right as KnownValue);
  if (kind === '==') return order === 0;
  if (kind === '!=') return order !== 0;
  if (kind === '<') return order < 0;
  if (kind === '<=') return order <= 0;
  return kind === '>' ? order > 0 : order >= 0;
}

function orderOf(left: KnownValue, right: KnownValue): number {
  if (left.kind === 'number' && right.kind === 'number') return R.compare(left.value, right.value);
  if (left.kind !== 'text' || right.kind !== 'text') return Number(left.value) - Number(right.value);
  return Buffer.compare(Buffer.from(left.value), Buffer.from(right.value));
}

/** One unknown makes a result unknown, whatever is not recorded. */
function lackingIn(values: readonly Recorded[]): 'unknown' | 'unrecorded' | undefined {
  if (values.includes('unknown')) return 'unknown';
  return values.includes('unrecorded') ? 'unrecorded' : undefined;
}

function arithmetic(kind: '+' | '-' | '*' | '/', left: Recorded, right: Recorded): Recorded {
  const lacking = lackingIn([left, right]);
  if (lacking) return lacking;
  const [a, b] = [left, right] as (KnownValue & { kind: 'number' })[];
  if (!a || !b) return 'unrecorded';
  const rough = a.rough || b.rough;
  if (kind === '/' && b.value.n === 0n) return 'unknown';
  const work = { '+': R.add, '-': minus, '*': R.multiply, '/': R.divide }[kind];
  return { kind: 'number', value: work(a.value, b.value), rough };
}

export const minus = (a: R.Rational, b: R.Rational): R.Rational => R.add(a, R.negate(b));

function whole(value: number): Recorded {
  return { kind: 'number', value: R.rational(BigInt(value)), rough: false };
}

function orUnknown(value: R.Rational | undefined): Recorded {
  return value ? { kind: 'number', value, rough: false } : 'unknown';
}
