import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DecisionRow, explain as explainDecision } from '../decide/explain.ts';
import { readParquet } from '../engine/csv.ts';
import { Engine } from '../engine/duckdb.ts';
import { failure } from '../model/problem.ts';
import { RunStatement } from '../model/run.ts';
import { type Sql, sql } from '../model/sql.ts';
import { renderExplanation } from '../report/explanation.ts';
import { paintFor } from '../report/paint.ts';
import { Parameters } from '../rules/parameters.ts';
import type { Context } from './context.ts';
import type { ExplainOptions } from './explain.ts';
import { openPack } from './packs.ts';

/**
 * Explains one household of a run.
 * @throws Failure `not-a-run`, `household-unknown`, `period-not-decided`
 */
export async function explain(
  run: string,
  household: string,
  { period, json }: ExplainOptions,
  { io, language }: Context,
): Promise<number> {
  const statement = readStatement(run);
  const { loaded } = openPack(join(run, 'pack', 'pack.yaml'));
  const rows = await readDecisions(run, household);
  const parameters = new Parameters(loaded, { carryForward: statement.options.carryForward === true });
  const register = hasRegister(statement);
  const explanation = explainDecision(
    { loaded, parameters, rows, register },
    period ?? statement.periods.listed,
  );
  const text = json
    ? `${JSON.stringify(explanation, null, 2)}\n`
    : renderExplanation(explanation, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

function readStatement(run: string): RunStatement {
  for (const file of ['run.json', 'decisions.parquet', 'pack/pack.yaml']) {
    if (!existsSync(join(run, file))) throw failure('usage', 'not-a-run', { path: run, file });
  }
  try {
    return RunStatement.parse(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')));
  } catch (error) {
    throw failure('usage', 'not-a-run', { path: run, file: 'run.json' }, { cause: error });
  }
}

/** Whether states before the first decided period were given, so that the decisions do not show all of them. */
function hasRegister({ dataset, options }: RunStatement): boolean {
  return options.previous !== undefined || dataset.files.some(({ table }) => table === 'register');
}

async function readDecisions(run: string, household: string): Promise<DecisionRow[]> {
  const engine = await Engine.open();
  try {
    await engine.confine(resolve(run));
    const decisions = readParquet(join(resolve(run), 'decisions.parquet'));
    const rows = await engine.rows(
      sql`SELECT * FROM ${decisions} WHERE household = ${household} ORDER BY period`,
    );
    if (rows.length > 0) return rows;
    const near = await engine.rows(similarIds(decisions, household));
    const ids = near.map((row) => String(row.household)).join(', ');
    throw failure('usage', 'household-unknown', { household, near: ids });
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
