import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { meansTable, panelTable, poorPeriodsQuery, povertySumsQuery } from '../decide/chronic-sql.ts';
import * as queries from '../decide/dynamics-sql.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine, Row } from '../engine/duckdb.ts';
import { columnsOf } from '../engine/export.ts';
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
import { sql } from '../model/sql.ts';
import { renderDynamics } from '../report/dynamics.ts';
import { dynamicsFiles, dynamicsJson } from '../report/dynamics-files.ts';
import { paintFor } from '../report/paint.ts';
import type { Context } from './context.ts';
import type { DynamicsOptions } from './dynamics.ts';
import { type DynamicsRequest, settleRequest } from './dynamics-request.ts';
import { withEngine } from './engine.ts';
import { type OpenedRun, openRun } from './open-run.ts';

/**
 * How the households of a run moved between states over its periods.
 * @throws Failure `not-a-run`, or what of the options does not fit the run
 */
export async function dynamics(run: string, options: DynamicsOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const opened = openRun(run);
  const found = await withEngine({}, io, async (engine) => {
    await engine.confine(resolve(run));
    const columns = await columnsOf(
      engine,
      String(sql`SELECT * EXCLUDE (file_row_number) FROM ${opened.decisions}`),
    );
    return count(engine, opened, settleRequest(options, opened, columns), options);
  });
  if (options.out !== undefined) writeFiles(options.out, run, dynamicsFiles(found));
  const text = options.json
    ? `${JSON.stringify(dynamicsJson(found), null, 2)}\n`
    : renderDynamics(found, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

/** Every count that the figures need. Households stay in the engine. */
async function count(
  engine: Engine,
  run: OpenedRun,
  { query, chosen, population }: DynamicsRequest,
  options: DynamicsOptions,
): Promise<Dynamics> {
  for (const column of query.weights) {
    const { count: negative } = await engine.one(queries.negativesQuery(query.decisions, column));
    if (Number(negative) > 0)
      throw failure('check', 'dynamics-negative-weight', { column, count: Number(negative) });
  }
  await engine.run(queries.observedTable(query));
  const { pack } = run.loaded;
  return {
    format: 'shuangdao-dynamics/1',
    pack: { id: pack.id, version: pack.version, title: pack.title },
    dataset: run.statement.dataset.name,
    periods: query.periods,
    states: pack.states,
    ...{ inside: query.inside, chosen, population, register: run.register },
    ...{ weight: options.weight ?? null, size: options.size ?? null, by: options.by ?? null },
    coverage: (await engine.rows(queries.periodCoverageQuery(query))).map((row) =>
      counted<PeriodCoverage>(row),
    ),
    histories: (await engine.rows(queries.historyCoverageQuery(query))).map((row) =>
      counted<HistoryCoverage>(row),
    ),
    transitions: (await engine.rows(queries.transitionsQuery(query))).map((row) =>
      counted<TransitionCount>(row),
    ),
    spells: (await engine.rows(queries.spellsQuery(query))).map((row) => counted<SpellCount>(row)),
    poverty: await countPoverty(engine, query, options),
  };
}

async function countPoverty(
  engine: Engine,
  { periods, by, poverty }: DynamicsRequest['query'],
  { line: given = '', poor = 'below' }: DynamicsOptions,
): Promise<PovertyOverTime | null> {
  if (poverty === undefined) return null;
  const { income, line } = poverty;
  const { count: bad } = await engine.one(queries.badLinesQuery());
  if (Number(bad) > 0)
    throw failure('check', 'dynamics-line-not-positive', { line: given, count: Number(bad) });
  const compare = poor === 'below' ? '<' : '<=';
  await engine.run(panelTable(periods.length, compare));
  await engine.run(meansTable(DUCKDB, periods.length, compare));
  const sums = await engine.rows(povertySumsQuery(by));
  const poorPeriods = await engine.rows(poorPeriodsQuery(by));
  return {
    ...{ income, line: given, poor, values: 'byPeriod' in line ? line.byPeriod : null },
    sums: sums.map(({ sum0, sum1, sum2, ...row }) => ({
      ...counted<PovertySums>(row),
      sums: [Number(sum0), Number(sum1), Number(sum2)],
    })),
    poorPeriods: poorPeriods.map((row) => counted<PoorPeriods>(row)),
  };
}

/** A row of counts; its sums of weights are decimals, which come as text. */
function counted<T extends Scoped>(row: Row): T {
  const numbers = WEIGHTS.filter((name) => name in row).map((name) => [name, Number(row[name])]);
  return { ...row, ...Object.fromEntries(numbers) } as unknown as T;
}

const WEIGHTS = ['weight', 'squares', 'chronic_weight'];

/** Writes the figures. Nothing is overwritten, and nothing goes into the run folder, which is sealed. */
function writeFiles(out: string, run: string, files: Readonly<Record<string, string>>): void {
  if (!relative(resolve(run), resolve(out)).startsWith('..'))
    throw failure('usage', 'dynamics-out-in-run', { folder: out });
  const paths = Object.entries(files).map(([name, content]) => ({ path: join(out, name), content }));
  for (const { path } of paths) {
    if (existsSync(path)) throw failure('usage', 'dynamics-out-exists', { path });
  }
  mkdirSync(out, { recursive: true });
  for (const { path, content } of paths) writeFileSync(path, content);
}
