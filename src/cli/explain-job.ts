import { join, resolve } from 'node:path';
import { type DecisionRow, explain as explainDecision } from '../decide/explain.ts';
import { readParquet } from '../engine/csv.ts';
import { Engine } from '../engine/duckdb.ts';
import { registerName } from '../intake/tables.ts';
import { closest } from '../model/closest.ts';
import { failure } from '../model/problem.ts';
import { id as column, type Sql, sql } from '../model/sql.ts';
import { fileOf, HOUSEHOLD } from '../model/unit.ts';
import { renderExplanation } from '../report/explanation.ts';
import { paintFor } from '../report/paint.ts';
import { Parameters } from '../rules/parameters.ts';
import type { Context } from './context.ts';
import type { ExplainOptions } from './explain.ts';
import { type OpenedRun, openRun } from './open-run.ts';

/**
 * Explains one household of a run, or one unit of a level above.
 * @throws Failure `not-a-run`, `run-without-level`, `household-unknown`, `unit-unknown`, `period-not-decided`
 */
export async function explain(
  run: string,
  id: string,
  { period, level, json }: ExplainOptions,
  { io, language }: Context,
): Promise<number> {
  const opened = await openRun(run);
  const about = level === undefined ? opened : levelOf(run, level, opened);
  const rows = await readDecisions(run, id, about);
  const explanation = explainDecision({ ...about, rows }, period ?? opened.statement.periods.listed);
  const text = json
    ? `${JSON.stringify(explanation, null, 2)}\n`
    : renderExplanation(explanation, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

/** The rules that decided, what they are given, and the decisions. */
type About = Pick<OpenedRun, 'loaded' | 'parameters' | 'register' | 'decisions'>;

function levelOf(run: string, name: string, { loaded: pack, statement }: OpenedRun): About {
  const loaded = pack.levels.find(({ unit }) => unit.name === name);
  if (!loaded) {
    const levels = pack.levels.map(({ unit }) => unit.name);
    const near = closest(name, levels) ?? '';
    throw failure('usage', 'run-without-level', { level: name, near, levels: levels.join(', ') });
  }
  const { dataset, options } = statement;
  const parameters = new Parameters(loaded, { carryForward: options.carryForward === true });
  const given = dataset.files.some(({ table }) => table === registerName(loaded.unit));
  const file = readParquet(join(resolve(run), `${fileOf('decisions', loaded.unit)}.parquet`));
  const decisions = sql`(SELECT *, ${column(name)} AS household FROM ${file})`;
  return { loaded, parameters, register: given || options.previous !== undefined, decisions };
}

async function readDecisions(run: string, id: string, { decisions, loaded }: About): Promise<DecisionRow[]> {
  const engine = await Engine.open();
  try {
    await engine.confine(resolve(run));
    const rows = await engine.rows(sql`SELECT * FROM ${decisions} WHERE household = ${id} ORDER BY period`);
    if (rows.length > 0) return rows;
    const near = await engine.rows(similarIds(decisions, id));
    const ids = near.map((row) => String(row.household)).join(', ');
    const { name } = loaded.unit;
    if (name === HOUSEHOLD.name) throw failure('usage', 'household-unknown', { household: id, near: ids });
    throw failure('usage', 'unit-unknown', { level: name, unit: id, near: ids });
  } finally {
    engine.close();
  }
}

/** Ids that one may have meant: a slip of the keys, or an end or a beginning left out. */
function similarIds(decisions: Sql, household: string): Sql {
  const allowed = Math.max(2, Math.floor(household.length / 4));
  return sql`WITH ids AS (SELECT DISTINCT household, levenshtein(lower(household), lower(${household})) AS distance FROM ${decisions})
    SELECT household FROM ids
    WHERE distance <= ${allowed} OR (${household} <> '' AND (starts_with(household, ${household}) OR ends_with(household, ${household})))
    ORDER BY distance, household LIMIT 3`;
}
