import { resolve } from 'node:path';
import { type DecisionRow, explain as explainDecision } from '../decide/explain.ts';
import { Engine } from '../engine/duckdb.ts';
import { failure } from '../model/problem.ts';
import { type Sql, sql } from '../model/sql.ts';
import { renderExplanation } from '../report/explanation.ts';
import { paintFor } from '../report/paint.ts';
import type { Context } from './context.ts';
import type { ExplainOptions } from './explain.ts';
import { openRun } from './open-run.ts';

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
  const { statement, loaded, parameters, register, decisions } = openRun(run);
  const rows = await readDecisions(run, decisions, household);
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

async function readDecisions(run: string, decisions: Sql, household: string): Promise<DecisionRow[]> {
  const engine = await Engine.open();
  try {
    await engine.confine(resolve(run));
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
