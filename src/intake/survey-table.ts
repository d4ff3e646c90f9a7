import type { Engine } from '../engine/duckdb.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import type { SurveyRequest } from '../model/survey.ts';
import type { Loaded } from './load.ts';
import { fastTable, valueName } from './stage.ts';
import type { SurveyColumns } from './survey-columns.ts';

/**
 * Makes `survey` of a file that was read: the columns under the names of survey-columns.ts, texts as they were
 * written, with `w`, the weight of the unit in the population asked for. One row a record, or one a household where
 * households are asked for and the records are persons.
 */
export async function createSurvey(
  engine: Engine,
  file: Loaded,
  columns: SurveyColumns,
  request: SurveyRequest,
): Promise<void> {
  const { numbers, texts } = columns;
  const has = (name: string): boolean => [...numbers, ...texts].some((column) => column.name === name);
  const cells = [
    ...numbers.map(({ name }, n) => sql`${valueName(n)} AS ${id(name)}`),
    ...texts.map(({ name }, n) => sql`coalesce(${valueName(numbers.length + n)}, '') AS ${id(name)}`),
  ];
  const records = sql`SELECT ${cells} FROM ${fastTable(file)}`;
  const together = request.population === 'households' && has('household') && !has('size');
  if (together) await refuseContradictions(engine, columns, records);
  const units = together ? householdsOf(columns, records) : records;
  const byPersons = has('size') && request.population === 'persons';
  const times = byPersons ? sql` * coalesce(size, 0)` : sql``;
  const replicates = byPersons ? numbers.filter(({ name }) => name.startsWith('rep')) : [];
  const replaced = replicates.map(({ name }) => sql`${id(name)}${times} AS ${id(name)}`);
  const all = replaced.length > 0 ? sql`* REPLACE (${replaced})` : sql`*`;
  const weight = has('weight') ? sql`coalesce(weight, 0)` : sql`1`;
  // Grouping is not to be done again with every reading.
  const kind = together ? sql`TABLE` : sql`VIEW`;
  await engine.run(
    sql`CREATE ${kind} survey AS SELECT ${all}, (${weight}${times})::DOUBLE AS w FROM (${units})`,
  );
}

const keysOf = ({ texts }: SurveyColumns): Sql[] =>
  texts.filter(({ name }) => name === 'household' || name === 'period').map(({ name }) => id(name));

/** What must be the same for all persons of a household. */
const sharedOf = ({ numbers, texts }: SurveyColumns): { name: string; header: string }[] =>
  [...numbers, ...texts].filter(({ name }) => name !== 'household' && name !== 'period');

function householdsOf(columns: SurveyColumns, records: Sql): Sql {
  const shared = sharedOf(columns).map(({ name }) => sql`min(${id(name)}) AS ${id(name)}`);
  const keys = keysOf(columns);
  return sql`SELECT ${[...keys, ...shared]} FROM (${records}) GROUP BY ${join(keys)}`;
}

/** @throws Failure `survey-household-differs` for the first household of each column whose persons differ in it */
async function refuseContradictions(engine: Engine, columns: SurveyColumns, records: Sql): Promise<void> {
  const keys = keysOf(columns);
  const problems: Problem[] = [];
  for (const { name, header } of sharedOf(columns)) {
    const column = id(name);
    const [first] = await engine.rows<{ household: string; low: string; high: string }>(sql`
      SELECT household, min(${column})::VARCHAR AS low, max(${column})::VARCHAR AS high FROM (${records})
      GROUP BY ${join(keys)} HAVING min(${column}) <> max(${column}) OR count(${column}) NOT IN (0, count(*))
      ORDER BY household LIMIT 1`);
    const params = { column: header, ...first };
    if (first) problems.push({ code: 'survey-household-differs', severity: 'error', params });
  }
  if (problems.length > 0) throw new Failure('usage', problems);
}
