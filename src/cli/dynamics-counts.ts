import { meansTable, panelTable, poorPeriodsQuery, povertySumsQuery } from '../decide/chronic-sql.ts';
import * as queries from '../decide/dynamics-sql.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine, Row } from '../engine/duckdb.ts';
import type {
  Dynamics,
  HistoryCoverage,
  PeriodCoverage,
  PoorPeriods,
  PovertyOverTime,
  PovertySums,
  Scoped,
  SpellCount,
  TransitionCount,
} from '../model/dynamics.ts';
import { failure } from '../model/problem.ts';
import type { Sql } from '../model/sql.ts';

/** What is counted in the engine, where the households stay. */
export type Counts = Pick<Dynamics, 'coverage' | 'histories' | 'transitions' | 'spells' | 'poverty'>;

/**
 * Every count that the figures need.
 * @param asked the line as it was given, and who is poor
 * @throws Failure `dynamics-negative-weight`, `dynamics-line-not-positive`
 */
export async function countDynamics(
  engine: Engine,
  query: Omit<queries.DynamicsQuery, 'weightFactor'>,
  asked: Pick<PovertyOverTime, 'line' | 'poor'>,
): Promise<Counts> {
  await refuseNegatives(engine, query);
  const weightFactor = await factorFor(engine, query);
  const settled = { ...query, weightFactor };
  await engine.run(queries.observedTable(settled));
  const rows = async <T extends Scoped>(statement: Sql): Promise<T[]> =>
    (await engine.rows(statement)).map((row) => unscaled<T>(row, weightFactor));
  return {
    coverage: await rows<PeriodCoverage>(queries.periodCoverageQuery(settled)),
    histories: await rows<HistoryCoverage>(queries.historyCoverageQuery(settled)),
    transitions: await rows<TransitionCount>(queries.transitionsQuery(settled)),
    spells: await rows<SpellCount>(queries.spellsQuery(settled)),
    poverty: query.poverty ? await countPoverty(engine, settled, query.poverty, asked, rows) : null,
  };
}

async function countPoverty(
  engine: Engine,
  { periods, by }: queries.DynamicsQuery,
  { income, line }: NonNullable<queries.DynamicsQuery['poverty']>,
  asked: Pick<PovertyOverTime, 'line' | 'poor'>,
  rows: <T extends Scoped>(statement: Sql) => Promise<T[]>,
): Promise<PovertyOverTime> {
  const { count } = await engine.one(queries.badLinesQuery());
  if (Number(count) > 0)
    throw failure('check', 'dynamics-line-not-positive', { line: asked.line, count: Number(count) });
  const compare = asked.poor === 'below' ? '<' : '<=';
  await engine.run(panelTable(periods.length, compare));
  await engine.run(meansTable(DUCKDB, periods.length, compare));
  const sums = await rows<Omit<PovertySums, 'sums'> & Record<'sum0' | 'sum1' | 'sum2', number>>(
    povertySumsQuery(by),
  );
  return {
    ...{ income, ...asked, values: 'byPeriod' in line ? line.byPeriod : null },
    sums: sums.map(({ sum0, sum1, sum2, ...row }) => ({ ...row, sums: [sum0, sum1, sum2] })),
    poorPeriods: await rows<PoorPeriods>(poorPeriodsQuery(by)),
  };
}

async function refuseNegatives(
  engine: Engine,
  { decisions, weights }: Pick<queries.DynamicsQuery, 'decisions' | 'weights'>,
): Promise<void> {
  for (const column of weights) {
    const count = Number((await engine.one(queries.negativesQuery(decisions, column))).count);
    if (count > 0) throw failure('check', 'dynamics-negative-weight', { column, count });
  }
}

/** 1, or where all weights are below it the power of ten that brings the largest to 1 or more. */
async function factorFor(
  engine: Engine,
  query: Pick<queries.DynamicsQuery, 'decisions' | 'weights'>,
): Promise<number> {
  const largest = Number((await engine.one(queries.largestWeightQuery(query))).largest);
  return largest > 0 && largest < 1 ? 10 ** -Math.floor(Math.log10(largest)) : 1;
}

/** How often the factor is in each sum of weights. */
const FACTORS = { weight: 1, squares: 2, chronic_weight: 1, sum0: 1, sum1: 1, sum2: 1 };

/** A row of counts, its sums of weights as numbers again: they are decimals in the engine, which come as text. */
function unscaled<T extends Scoped>(row: Row, factor: number): T {
  const sums = Object.entries(FACTORS).filter(([name]) => name in row);
  const numbers = sums.map(([name, power]) => [name, Number(row[name]) / factor ** power]);
  return { ...row, ...Object.fromEntries(numbers) } as unknown as T;
}
