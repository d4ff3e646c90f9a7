import { resolve } from 'node:path';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf } from '../engine/export.ts';
import type { Dynamics } from '../model/dynamics.ts';
import { sql } from '../model/sql.ts';
import { renderDynamics } from '../report/dynamics.ts';
import { DYNAMICS_FILES, dynamicsFiles, dynamicsJson } from '../report/dynamics-files.ts';
import { paintFor } from '../report/paint.ts';
import { renderWritten } from '../report/written.ts';
import type { Context } from './context.ts';
import type { DynamicsOptions } from './dynamics.ts';
import { type Counts, countDynamics } from './dynamics-counts.ts';
import { type DynamicsRequest, settleRequest } from './dynamics-request.ts';
import { withEngine } from './engine.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import { withResultFolder, writeTexts } from './run-folder.ts';

/**
 * How the households of a run moved between states over its periods.
 * @throws Failure `not-a-run`, or what of the options does not fit the run
 */
export async function dynamics(run: string, options: DynamicsOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const opened = await openRun(run);
  const { answer: found, written } = await withResultFolder(
    { ...options, names: DYNAMICS_FILES },
    context,
    async (folder) => {
      const answer = await withEngine({}, io, (engine) => follow(engine, run, opened, options));
      if (folder !== undefined) writeTexts(folder, dynamicsFiles(answer));
      return answer;
    },
  );
  if (options.json) io.stdout.write(`${JSON.stringify(dynamicsJson(found), null, 2)}\n`);
  else {
    const text = renderDynamics(found, language, await paintFor(io.stdout, io.env));
    io.stdout.write(`${text}${renderWritten(written, language)}`);
  }
  return 0;
}

async function follow(
  engine: Engine,
  run: string,
  opened: OpenedRun,
  options: DynamicsOptions,
): Promise<Dynamics> {
  await engine.confine(resolve(run));
  const columns = await columnsOf(
    engine,
    String(sql`SELECT * EXCLUDE (file_row_number) FROM ${opened.decisions}`),
  );
  const request = settleRequest(options, opened, columns);
  const { line = '', poor = 'below' } = options;
  return {
    ...described(opened, request, options),
    ...(await countDynamics(engine, request.query, { line, poor })),
  };
}

/** What was asked of which run. */
function described(
  { statement, loaded: { pack }, register }: OpenedRun,
  { query, chosen, population }: DynamicsRequest,
  options: DynamicsOptions,
): Omit<Dynamics, keyof Counts> {
  return {
    format: 'shuangdao-dynamics/1',
    pack: { id: pack.id, version: pack.version, title: pack.title },
    dataset: statement.dataset.name,
    ...{ periods: query.periods, states: pack.states, inside: query.inside, chosen },
    ...{ population, register },
    ...{ weight: options.weight ?? null, size: options.size ?? null, by: options.by ?? null },
  };
}
