import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { columnsOf } from '../engine/export.ts';
import type { Dynamics } from '../model/dynamics.ts';
import { failure } from '../model/problem.ts';
import { sql } from '../model/sql.ts';
import { renderDynamics } from '../report/dynamics.ts';
import { dynamicsFiles, dynamicsJson } from '../report/dynamics-files.ts';
import { paintFor } from '../report/paint.ts';
import type { Context } from './context.ts';
import type { DynamicsOptions } from './dynamics.ts';
import { type Counts, countDynamics } from './dynamics-counts.ts';
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
    const request = settleRequest(options, opened, columns);
    const { line = '', poor = 'below' } = options;
    return {
      ...described(opened, request, options),
      ...(await countDynamics(engine, request.query, { line, poor })),
    };
  });
  if (options.out !== undefined) writeFiles(options.out, run, dynamicsFiles(found));
  const text = options.json
    ? `${JSON.stringify(dynamicsJson(found), null, 2)}\n`
    : renderDynamics(found, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
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

/** Writes the figures. Nothing is overwritten, and nothing goes into the run folder, which is sealed. */
function writeFiles(out: string, run: string, files: Readonly<Record<string, string>>): void {
  if (`${resolve(out)}${sep}`.startsWith(`${resolve(run)}${sep}`))
    throw failure('usage', 'dynamics-out-in-run', { folder: out });
  const paths = Object.entries(files).map(([name, content]) => ({ path: join(out, name), content }));
  for (const { path } of paths) {
    if (existsSync(path)) throw failure('usage', 'dynamics-out-exists', { path });
  }
  mkdirSync(out, { recursive: true });
  for (const { path, content } of paths) writeFileSync(path, content);
}
