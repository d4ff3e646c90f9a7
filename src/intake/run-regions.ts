import { readParquet } from '../engine/csv.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf } from '../engine/export.ts';
import { closest } from '../model/closest.ts';
import { failure } from '../model/problem.ts';
import { id, type Sql, sql } from '../model/sql.ts';

/** What regional means are to be made of. */
export interface RunColumns {
  region: string;
  value: string;
  /** The column with the persons of a household; found where not given. */
  persons?: string;
  /** How the pack defines the value, where it is a quotient of two names: `net_income / size`. */
  quotient?: { numerator: string; denominator: string };
}

/** Where the number of persons was taken from: a column, or the pack's division undone. */
export interface PersonsSource {
  name: string;
  numerator?: string;
}

/** The mean of one region in one period, over its households weighted by persons. */
export interface RegionMean {
  region: string;
  period: string;
  value: number;
  persons: number;
  households: number;
}

export interface RunRegions {
  means: RegionMean[];
  /** Covariances of a region's means between two periods, the same period included; absent: zero. */
  covariances: { region: string; first: string; second: string; covariance: number | null }[];
  persons: PersonsSource;
  /** Rows of the decisions, one for a household and period, and those that have all that is needed. */
  rows: { all: number; used: number };
}

/**
 * Regional means from the decisions of a run, M = Σs·y / Σs with s persons, and how precise they are: the households of a
 * region count as a simple random sample, so that with u = s(y − M)/Σs the variance of M is n/(n − 1) Σu² (the ratio
 * estimator, linearised). Between periods the products of the same household's u are summed.
 * @param decisions the run's decisions.parquet
 * @throws Failure `run-without-column`, `run-without-persons`, `run-without-regions`
 */
export async function readRunRegions(
  engine: Engine,
  run: string,
  decisions: string,
  asked: RunColumns,
): Promise<RunRegions> {
  const source = readParquet(decisions);
  const columns = await columnsOf(engine, `SELECT * EXCLUDE (file_row_number) FROM ${source}`);
  const numeric = columns.filter(({ type }) => /^(DECIMAL|DOUBLE|.*INT)/.test(type)).map(({ name }) => name);
  const texts = columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name);
  const regional = texts.filter((name) => !FIXED.includes(name));
  requireColumn(run, asked.region, regional);
  requireColumn(run, asked.value, numeric);
  if (asked.persons !== undefined) requireColumn(run, asked.persons, numeric);
  const { sql: persons, source: personsSource } = personsOf(run, asked, numeric);
  await engine.run(sql`CREATE TEMP TABLE cv_households AS
    SELECT household, period, ${id(asked.region)} AS region, CAST(${id(asked.value)} AS DOUBLE) AS y, ${persons} AS s FROM ${source}`);
  await engine.run(
    'DELETE FROM cv_households WHERE region IS NULL OR y IS NULL OR NOT isfinite(y) OR s IS NULL OR NOT isfinite(s) OR s <= 0',
  );
  const means = await engine.rows<{
    region: string;
    period: string;
    value: number;
    persons: number;
    households: number;
  }>(MEANS);
  if (means.length === 0) throw failure('usage', 'run-without-regions', { path: run });
  const { count: all } = await engine.one<{ count: number }>(
    sql`SELECT count(*)::DOUBLE AS count FROM ${source}`,
  );
  const used = means.reduce((sum, { households }) => sum + households, 0);
  const covariances = await engine.rows<RunRegions['covariances'][number]>(COVARIANCES);
  return { means, covariances, persons: personsSource, rows: { all, used } };
}

/** Text columns of every run that are no regions. */
const FIXED = ['household', 'period', 'state_before', 'state', 'outcome', 'code', 'missing'];

const total = (value: string): string => DUCKDB.orderedSum(value, 'household');

const MEANS = `SELECT region, period, ${total('s * y')} / ${total('s')} AS value, ${total('s')} AS persons,
    count(*)::DOUBLE AS households
  FROM cv_households GROUP BY region, period ORDER BY region, period`;

const COVARIANCES = `WITH means AS (${MEANS}), shares AS (
    SELECT household, region, period, households AS n, s * (y - value) / persons AS u
    FROM cv_households JOIN means USING (region, period))
  SELECT a.region AS region, a.period AS first, b.period AS second,
    CASE WHEN max(a.n) > 1 AND max(b.n) > 1
      THEN sqrt(max(a.n) / (max(a.n) - 1) * max(b.n) / (max(b.n) - 1)) * list_sum(list(a.u * b.u ORDER BY a.household))
    END AS covariance
  FROM shares AS a JOIN shares AS b ON a.household = b.household AND a.region = b.region AND a.period <= b.period
  GROUP BY a.region, a.period, b.period ORDER BY region, first, second`;

function requireColumn(run: string, column: string, columns: readonly string[]): void {
  if (columns.includes(column)) return;
  const near = closest(column, columns) ?? '';
  throw failure('usage', 'run-without-column', { path: run, column, near, all: columns.join(', ') });
}

/**
 * Persons of a household: the column named, or one that is called so, or what the pack divides by. Decisions hold facts
 * and not what they were computed from, but a fact `total / size` beside the fact `total` tells the size, to six decimals
 * and except where the total is zero.
 */
function personsOf(
  run: string,
  { value, persons, quotient }: RunColumns,
  numeric: readonly string[],
): { sql: Sql; source: PersonsSource } {
  const named =
    persons ?? [quotient?.denominator, 'size', 'persons'].find((name) => name && numeric.includes(name));
  if (named !== undefined) return { sql: sql`CAST(${id(named)} AS DOUBLE)`, source: { name: named } };
  if (quotient === undefined || !numeric.includes(quotient.numerator))
    throw failure('usage', 'run-without-persons', { path: run });
  const { numerator, denominator: name } = quotient;
  const [top, bottom] = [id(numerator), id(value)];
  return {
    sql: sql`CASE WHEN ${bottom} <> 0 THEN round(CAST(${top} AS DOUBLE) / CAST(${bottom} AS DOUBLE), 6) END`,
    source: { name, numerator },
  };
}
