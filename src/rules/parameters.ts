import type { Parameter } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { periodsOf } from './check-periods.ts';
import { evaluateConstant } from './constant.ts';
import { type Expr, walk } from './expr.ts';
import type { LoadedPack } from './load.ts';
import { fromDecimal, type Rational, rational } from './rational.ts';

/** What a parameter is in one period. */
export type ParameterState =
  /** One number for everybody, since when if it is known. */
  | (Known & { kind: 'value'; value: Rational; from: number | undefined })
  /** A number for each region. */
  | (Known & { kind: 'regional'; regions: string[]; rows: { regions: string[]; value: Rational }[] })
  /** A formula over regional parameters, to be computed for each household. */
  | (Known & { kind: 'formula'; expr: Expr })
  | { kind: 'outside' };

interface Known {
  /** Keys of the pack's sources. */
  sources: string[];
  /** Where it outlived its validity: the last period that it was valid for. */
  validUntil: number | undefined;
}

/** The values of a pack's parameters by period. */
export class Parameters {
  readonly #loaded: LoadedPack;
  readonly #carryForward: boolean;
  readonly #set: ReadonlyMap<string, Rational>;

  /** @param options `set`: numbers to try instead of the pack's own, in every period in which it has one */
  constructor(
    loaded: LoadedPack,
    options: { carryForward?: boolean | undefined; set?: ReadonlyMap<string, Rational> | undefined } = {},
  ) {
    this.#loaded = loaded;
    this.#carryForward = options.carryForward ?? false;
    this.#set = options.set ?? new Map();
  }

  get names(): string[] {
    return Object.keys(this.#loaded.pack.parameters ?? {});
  }

  at(name: string, period: number): ParameterState {
    const state = this.#asWritten(name, period);
    const value = this.#set.get(name);
    if (!value || state.kind === 'outside') return state;
    return { kind: 'value', value, sources: state.sources, validUntil: undefined, from: undefined };
  }

  #asWritten(name: string, period: number): ParameterState {
    const parameter = this.#loaded.pack.parameters?.[name];
    if (!parameter) throw new Error(`no parameter ${name}`);
    if ('values' in parameter) return this.#dated(parameter, period);
    if ('from' in parameter) return this.#fromTable(name, parameter, period);
    return this.#computed(name, period);
  }

  /** The number a parameter or the clock has for everybody in a period, or undefined. */
  constant(name: string, period: number): Rational | undefined {
    if (name === 'period') return rational(BigInt(period));
    if (name === 'year') return rational(BigInt(periodLabel(period, this.#loaded.pack.period).slice(0, 4)));
    const state = this.at(name, period);
    return state.kind === 'value' ? state.value : undefined;
  }

  #dated(parameter: Extract<Parameter, { values: unknown }>, period: number): ParameterState {
    const given = Object.entries(parameter.values)
      .map(([label, value]) => ({ from: this.startOf(label), ...value }))
      .sort((a, b) => a.from - b.from);
    const found = given.findLast((value) => value.from <= period);
    const validTo = this.#validTo(parameter.valid_to);
    const validUntil = period > validTo ? validTo : undefined;
    if (!found || (validUntil !== undefined && !this.#carryForward)) return { kind: 'outside' };
    const { value, source, from } = found;
    return { kind: 'value', value: fromDecimal(value), sources: [source], validUntil, from };
  }

  #fromTable(name: string, parameter: Extract<Parameter, { from: unknown }>, period: number): ParameterState {
    const table = this.#loaded.tables.get(name);
    if (!table) throw new Error(`the table of ${name} was not read`);
    const periods = table.rows.flatMap((row) => row.period ?? []);
    const last = Math.max(...periods.filter((p) => p <= period));
    const validTo = this.#validTo(parameter.valid_to);
    const until = table.byPeriod ? Math.min(validTo, last) : validTo;
    const valid = period <= until;
    const validUntil = valid ? undefined : until;
    const carries = this.#carryForward && (!table.byPeriod || Number.isFinite(last));
    if (!valid && !carries) return { kind: 'outside' };
    const rows = table.rows.filter((row) => !table.byPeriod || row.period === last);
    const sources = [parameter.source];
    if (table.regions.length > 0)
      return { kind: 'regional', regions: table.regions, rows, sources, validUntil };
    const [row] = rows;
    if (!row) return { kind: 'outside' };
    return { kind: 'value', value: row.value, sources, validUntil, from: row.period };
  }

  #computed(name: string, period: number): ParameterState {
    const expr = this.#loaded.formulas.get(name);
    if (!expr) throw new Error(`the formula of ${name} was not read`);
    const used = [...walk(expr)].flatMap((part) =>
      part.op === 'name' && this.#loaded.names.get(part.name)?.kind === 'parameter' ? [part.name] : [],
    );
    const states = used.map((part) => this.at(part, period));
    if (states.some((state) => state.kind === 'outside')) return { kind: 'outside' };
    const sources = [...new Set(states.flatMap((state) => ('sources' in state ? state.sources : [])))];
    const ends = states.flatMap((state) => ('validUntil' in state ? (state.validUntil ?? []) : []));
    const validUntil = ends.length > 0 ? Math.min(...ends) : undefined;
    if (states.some((state) => state.kind !== 'value')) return { kind: 'formula', expr, sources, validUntil };
    const value = evaluateConstant(expr, (part) => this.constant(part, period));
    if (typeof value !== 'object') return { kind: 'outside' };
    return { kind: 'value', value, sources, validUntil, from: undefined };
  }

  #validTo(label: string | undefined): number {
    return this.endOf(label ?? this.#loaded.pack.valid.to);
  }

  /** The first period that a label names: 2025 is 2025-01 in a monthly pack. */
  startOf(label: string): number {
    return this.#periodsOf(label).first;
  }

  /** The last period that a label names: 2025 is 2025-12 in a monthly pack. */
  endOf(label: string): number {
    return this.#periodsOf(label).last;
  }

  #periodsOf(label: string): { first: number; last: number } {
    const periods = periodsOf(label, this.#loaded.pack.period);
    if (!periods) throw new Error(`${label} is not a period of this pack`);
    return periods;
  }
}
