import { join, resolve } from 'node:path';
import { type CaseFile, explain as explainDecision } from '../decide/explain.ts';
import type { CellIssue } from '../decide/explain-unknown.ts';
import { readCsv, readParquet } from '../engine/csv.ts';
import { Engine } from '../engine/duckdb.ts';
import { ISSUE_COLUMNS } from '../engine/records.ts';
import { registerName } from '../intake/tables.ts';
import { closest } from '../model/closest.ts';
import { FORMULA_STARTS } from '../model/csv.ts';
import type { IssueCode } from '../model/issue.ts';
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
  const opened = await openRun(run, [ISSUES_FILE]);
  const about = level === undefined ? opened : levelOf(run, level, opened);
  const { rows, issues } = await readCase(run, id, about);
  const earlier = opened.statement.options.from !== undefined;
  const explanation = explainDecision(
    { ...about, rows, issues, earlier },
    period ?? opened.statement.periods.listed,
  );
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

async function readCase(run: string, id: string, { decisions, loaded }: About): Promise<CaseRows> {
  const engine = await Engine.open();
  try {
    await engine.confine(resolve(run));
    const rows = await engine.rows(sql`SELECT * FROM ${decisions} WHERE household = ${id} ORDER BY period`);
    if (rows.length > 0) return { rows, issues: await readIssues(engine, run, id) };
    const near = await engine.rows(similarIds(decisions, id));
    const ids = near.map((row) => String(row.household)).join(', ');
    const { name } = loaded.unit;
    if (name === HOUSEHOLD.name) throw failure('usage', 'household-unknown', { household: id, near: ids });
    throw failure('usage', 'unit-unknown', { level: name, unit: id, near: ids });
  } finally {
    engine.close();
  }
}

type CaseRows = Required<Pick<CaseFile, 'rows' | 'issues'>>;

const ISSUES_FILE = 'issues.csv';
/** What says that a cell is there and counts as unknown. */
const UNREAD: readonly IssueCode[] = ['type-error', 'out-of-range', 'unknown-code', 'undeclared-sentinel'];

/** The cells of a household that could not be read. */
async function readIssues(engine: Engine, run: string, household: string): Promise<CellIssue[]> {
  const place = (name: string): Sql => column(`c${ISSUE_COLUMNS.findIndex((one) => one.name === name)}`);
  const source = { path: join(resolve(run), ISSUES_FILE), delimiter: ',', header: true, parallel: false };
  const rows = await engine.rows(sql`SELECT ${place('table')} AS "table", ${place('column')} AS "column",
      ${place('file')} AS file, CAST(${place('line')} AS INTEGER) AS line, ${place('value')} AS value
    FROM ${readCsv({ ...source, columns: ISSUE_COLUMNS.length })}
    WHERE ${place('household')} = ${isFormula(household) ? `'${household}` : household} AND ${place('code')} IN (${UNREAD.map((code) => sql`${code}`)})`);
  return rows.map(({ table, column: name, file, line, value }) => ({
    ...{ table: String(table), column: String(name), file: String(file), line: Number(line) },
    value: unescaped(String(value ?? '')),
  }));
}

/** A cell of a CSV file of ours as it was before it got an apostrophe against formulas. */
function unescaped(value: string): string {
  return value.startsWith("'") && isFormula(value.slice(1)) ? value.slice(1) : value;
}

const isFormula = (value: string): boolean => FORMULA_STARTS.some((start) => value.startsWith(start));

/** Ids that one may have meant: a slip of the keys, or an end or a beginning left out. */
function similarIds(decisions: Sql, household: string): Sql {
  const allowed = Math.max(2, Math.floor(household.length / 4));
  return sql`WITH ids AS (SELECT DISTINCT household, levenshtein(lower(household), lower(${household})) AS distance FROM ${decisions})
    SELECT household FROM ids
    WHERE distance <= ${allowed} OR (${household} <> '' AND (starts_with(household, ${household}) OR ends_with(household, ${household})))
    ORDER BY distance, household LIMIT 3`;
}
