import type { Engine } from '../engine/duckdb.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { id, join, raw, type Sql, sql } from '../model/sql.ts';
import type { Loaded } from './load.ts';
import { locateRecords } from './locate.ts';
import { fastTable, valueName } from './stage.ts';
import { isBlank } from './survey-cells.ts';
import type { SurveyColumns } from './survey-columns.ts';
import type { TempFolder } from './temp.ts';

/** Something that must not occur in a column. */
interface Check {
  code: string;
  header: string;
  cell: Sql;
  fails: Sql;
}

const SHOWN = 3;

/**
 * Looks for cells that no figure can be made of.
 * @throws Failure with the first few of each kind, where they stand, and how many there are
 */
export async function checkSurvey(
  engine: Engine,
  file: Loaded,
  columns: SurveyColumns,
  temp: TempFolder,
): Promise<void> {
  const checks = [...textChecks(columns), ...(file.careful > 0 ? numberChecks(columns) : [])];
  if (checks.length === 0) return;
  const records = fastTable(file);
  const counts = await engine.one(
    sql`SELECT ${checks.map(({ fails }, n) => sql`count(*) FILTER (${fails}) AS ${id(`f${n}`)}`)} FROM ${records}`,
  );
  const failing = checks.flatMap((check, n) => {
    const count = Number(counts[`f${n}`]);
    return count > 0 ? [{ ...check, count }] : [];
  });
  if (failing.length === 0) return;
  const first = failing.map(
    (
      { cell, fails },
      n,
    ) => sql`(SELECT ${n} AS nth, rowid AS record, coalesce(${cell}, '') AS value FROM ${records}
      WHERE ${fails} ORDER BY rowid LIMIT ${SHOWN})`,
  );
  await engine.run(sql`CREATE TABLE intake.first AS ${join(first, ' UNION ALL ')}`);
  await locateRecords(
    engine,
    [file],
    raw('SELECT 0 AS file, record, false AS rejected FROM intake.first'),
    temp,
  );
  const problems: Problem[] = [];
  for (const [n, check] of failing.entries()) problems.push(...(await problemsOf(engine, file, check, n)));
  throw new Failure('usage', problems);
}

async function problemsOf(
  engine: Engine,
  file: Loaded,
  { code, header, count }: Check & { count: number },
  n: number,
): Promise<Problem[]> {
  const rows = await engine.rows<{ line: number; value: string }>(sql`
    SELECT first_line AS line, value FROM intake.first JOIN intake.located USING (record)
    WHERE nth = ${n} ORDER BY record`);
  const common = { file: file.source.name, column: header };
  const shown = rows.map(
    ({ line, value }): Problem => ({ code, severity: 'error', params: { ...common, line, value } }),
  );
  const more: Problem = {
    code: 'survey-more',
    severity: 'error',
    params: { ...common, count: count - SHOWN },
  };
  return count > SHOWN ? [...shown, more] : shown;
}

/** Records whose numbers raised a doubt have the texts of their cells; no others have. */
function numberChecks({ numbers }: SurveyColumns): Check[] {
  const values = numbers.map((column, n) => ({ ...column, value: valueName(n), cell: sql`_raw[${n + 1}]` }));
  const incomes = values.filter(({ name }) => name.startsWith('income'));
  // Where no income is known either, nothing is missed by leaving the record out.
  const hasIncome = join(
    incomes.map(({ value }) => sql`${value} IS NOT NULL`),
    ' OR ',
  );
  const checks = values.flatMap(({ header, value, cell, needed, signed }): Check[] => {
    const blank = sql`${value} IS NULL AND ${isBlank(cell)} AND (${hasIncome})`;
    return [
      { code: 'survey-not-a-number', header, cell, fails: sql`${value} IS NULL AND NOT ${isBlank(cell)}` },
      ...(needed ? [{ code: 'survey-blank', header, cell, fails: blank }] : []),
      ...(signed ? [] : [{ code: 'survey-negative', header, cell, fails: sql`${value} < 0` }]),
    ];
  });
  return checks.map((check) => ({
    ...check,
    fails: sql`CASE WHEN _raw IS NOT NULL THEN ${check.fails} END`,
  }));
}

/** A long text that does not end in a blank needs no trimming to be seen to say something. */
function textChecks({ numbers, texts }: SurveyColumns): Check[] {
  return texts.flatMap(({ header, needed }, n): Check[] => {
    const cell = valueName(numbers.length + n);
    const says = sql`strlen(${cell}) > 7 AND NOT ends_with(${cell}, ' ')`;
    const fails = sql`CASE WHEN ${says} THEN false ELSE ${isBlank(cell)} END`;
    return needed ? [{ code: 'survey-blank', header, cell, fails }] : [];
  });
}
