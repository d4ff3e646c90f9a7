import { readColumns } from '../engine/columns.ts';
import type { Engine } from '../engine/duckdb.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import type { SurveyRequest } from '../model/survey.ts';
import type { SurveyColumns } from './survey-columns.ts';
import type { Group, Groups } from './survey-groups.ts';

/** Codes 0, 1, … of a text column, with the texts they stand for. */
export interface Coded {
  codes: Uint32Array;
  labels: readonly string[];
}

interface Tally {
  count: number;
  weight: number;
}

/**
 * The sample of one period, sorted by one income: columns of equal length, units with a usable income first and in
 * ascending order, then those without. Rows that agree in everything may stand in any order; no others may.
 */
export interface SurveySample {
  rows: number;
  /** Units with a usable income. */
  known: number;
  incomes: Float64Array;
  weights: Float64Array;
  /** Units without an income, and those left out because theirs is not positive. */
  missing: Tally;
  dropped: Tally;
  /** Units that are used although their income is zero or less. */
  nonPositive: Tally;
  lines: Float64Array[];
  populationPsus: Float64Array | undefined;
  replicates: Float64Array[];
  strata: Coded | undefined;
  /** Sampling units, numbered over all periods, so that those of a panel are known again. */
  psu: Uint32Array | undefined;
  domains: Coded[];
}

/** A survey in the engine, whose samples are read period by period. */
export class SurveyReader {
  /** The file's name. */
  readonly file: string;
  readonly columns: SurveyColumns;
  /** As asked for, with what a run folder settles. */
  readonly request: SurveyRequest;
  readonly #engine: Engine;
  readonly #groups: Groups;

  constructor(
    engine: Engine,
    survey: { file: string; columns: SurveyColumns; request: SurveyRequest; groups: Groups },
  ) {
    this.#engine = engine;
    this.#groups = survey.groups;
    this.file = survey.file;
    this.columns = survey.columns;
    this.request = survey.request;
  }

  /** The periods in ascending order; a single blank one where there is no such column. */
  get periods(): readonly string[] {
    return this.#groups.period?.labels ?? [''];
  }

  /** The header of a column by its name here. */
  header(name: string): string | undefined {
    const { numbers, texts } = this.columns;
    return [...numbers, ...texts].find((column) => column.name === name)?.header;
  }

  /**
   * @param income number of the income in the request
   * @param period number of the period
   */
  async sample(income: number, period: number): Promise<SurveySample> {
    const { positiveOnly, lines } = this.request;
    const names = this.columns.numbers.map(({ name }) => name);
    const replicates = names.filter((name) => name.startsWith('rep'));
    const plain = [
      ...lines.map((_, n) => `line${n}`),
      ...names.filter((name) => name === 'fpc'),
      ...replicates,
    ];
    const value = id(`income${income}`);
    const dropped = positiveOnly ? sql`WHEN ${value} <= 0 THEN ${NOT_POSITIVE}` : sql``;
    const state = sql`(CASE WHEN ${value} IS NULL THEN ${UNKNOWN} ${dropped} ELSE ${USED} END)::UINTEGER AS state`;
    const { strata, psu, domains } = this.#groups;
    const groups = [strata, psu, ...domains].filter((group) => group !== undefined);
    const codes = groups.map(({ table }) => sql`${id(table, 'code')} AS ${id(table)}`);
    const from = this.#from(groups, period);
    const { count } = await this.#engine.one<{ count: number }>(
      sql`SELECT count(*) AS count FROM ${this.#from([], period)}`,
    );
    const selected = [state, sql`${value} AS income`, sql`w`, ...codes, ...plain.map((name) => id(name))];
    const columns = await readColumns(this.#engine, sql`SELECT ${selected} FROM ${from} ORDER BY ALL`, count);
    const coded = ({ table, labels }: Group): Coded => ({ codes: columns.codes(table), labels });
    const [incomes, weights, states] = [
      columns.numbers('income'),
      columns.numbers('w'),
      columns.codes('state'),
    ];
    const used = tally(weights, (row) => states[row] === USED);
    return {
      ...{ rows: count, known: used.count, incomes, weights },
      missing: tally(weights, (row) => states[row] === UNKNOWN),
      dropped: tally(weights, (row) => states[row] === NOT_POSITIVE),
      nonPositive: tally(weights, (row) => states[row] === USED && (incomes[row] as number) <= 0),
      lines: lines.map((_, n) => columns.numbers(`line${n}`)),
      populationPsus: names.includes('fpc') ? columns.numbers('fpc') : undefined,
      replicates: replicates.map((name) => columns.numbers(name)),
      strata: strata && coded(strata),
      psu: psu && columns.codes(psu.table),
      domains: domains.map(coded),
    };
  }

  #from(groups: readonly Group[], period: number): Sql {
    const joined = ({ table, keys }: Group): Sql =>
      sql`JOIN ${id(table)} ON ${join(
        keys.map((key) => sql`survey.${id(key)} = ${id(table, key)}`),
        ' AND ',
      )}`;
    const only = this.#groups.period;
    const periods = only ? [sql`${joined(only)} AND ${id(only.table, 'code')} = ${period}`] : [];
    return join([sql`survey`, ...groups.map(joined), ...periods], ' ');
  }
}

const USED = 0;
const UNKNOWN = 1;
const NOT_POSITIVE = 2;

function tally(weights: Float64Array, holds: (row: number) => boolean): Tally {
  const found = { count: 0, weight: 0 };
  for (let row = 0; row < weights.length; row++) {
    if (!holds(row)) continue;
    found.count++;
    found.weight += weights[row] as number;
  }
  return found;
}
