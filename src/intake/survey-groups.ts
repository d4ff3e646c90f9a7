import type { Engine } from '../engine/duckdb.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import type { SurveyRequest } from '../model/survey.ts';
import { textIn } from './survey-cells.ts';
import type { SurveyColumns } from './survey-columns.ts';

/** A table that gives the distinct texts of some columns a `code`: 0, 1, … */
export interface Group {
  table: string;
  /** Columns of `survey`. */
  keys: readonly string[];
  /** What the codes stand for; sampling units are too many to need names. */
  labels: readonly string[];
}

export interface Groups {
  period: Group | undefined;
  strata: Group | undefined;
  psu: Group | undefined;
  domains: Group[];
}

/** Gives numbers to the texts of `survey`. */
export async function numberTexts(
  engine: Engine,
  { texts }: SurveyColumns,
  { by }: SurveyRequest,
): Promise<Groups> {
  const has = (name: string): boolean => texts.some((column) => column.name === name);
  const alone = async (name: string): Promise<Group | undefined> =>
    has(name) ? labelled(engine, name, [name]) : undefined;
  const domains: Group[] = [];
  for (const [n, crossed] of by.entries()) {
    const keys = crossed.map((_, m) => `by${n}_${m}`);
    domains.push(await labelled(engine, `by${n}`, keys));
  }
  const unit = ['psu', 'household'].find(has);
  const keys = unit === undefined ? [] : [...(has('strata') ? ['strata'] : []), unit];
  return {
    period: await alone('period'),
    strata: await alone('strata'),
    psu: unit === undefined ? undefined : await unlabelled(engine, keys),
    domains,
  };
}

const columnsOf = (keys: readonly string[]): Sql[] => keys.map((key) => id(key));

/** Texts that differ in blanks around them only have one code. Numbers come in their order, before texts in theirs. */
async function labelled(engine: Engine, name: string, keys: readonly string[]): Promise<Group> {
  const table = `codes_${name}`;
  const cleaned = columnsOf(keys).map(textIn);
  const order = cleaned.flatMap((text) => [sql`TRY_CAST(${text} AS DOUBLE) NULLS LAST`, text]);
  await engine.run(sql`CREATE TABLE ${id(table)} AS
    SELECT *, (dense_rank() OVER (ORDER BY ${join(order)}) - 1)::UINTEGER AS code, concat_ws(' · ', ${cleaned}) AS label
    FROM (SELECT DISTINCT ${columnsOf(keys)} FROM survey)`);
  const rows = await engine.rows<{ label: string }>(
    sql`SELECT min(label) AS label FROM ${id(table)} GROUP BY code ORDER BY code`,
  );
  return { table, keys, labels: rows.map(({ label }) => label) };
}

async function unlabelled(engine: Engine, keys: readonly string[]): Promise<Group> {
  const columns = columnsOf(keys);
  await engine.run(sql`CREATE TABLE codes_psu AS
    SELECT *, (row_number() OVER (ORDER BY ${columns}) - 1)::UINTEGER AS code FROM (SELECT DISTINCT ${columns} FROM survey)`);
  return { table: 'codes_psu', keys, labels: [] };
}
