import type { Engine } from '../engine/duckdb.ts';
import type { Pack } from '../model/pack.ts';
import { Failure, type Problem } from '../model/problem.ts';
import {
  ANSWER,
  namesOfStep,
  OBJECTION,
  OWN_STEP_NAMES,
  RESULT_NAMES,
  STEP_RESULTS,
} from '../model/procedure.ts';
import { type Sql, sql } from '../model/sql.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { matchHeaders } from './headers.ts';
import { BrokenRecords, type IssueTally, tallyIssues, writeIssues } from './issues.ts';
import { type Loaded, loadFile } from './load.ts';
import { locateRecords } from './locate.ts';
import { numberOf, recordsView } from './records-view.ts';
import { NOTES, prepareRecords } from './settle.ts';
import { openSource } from './source.ts';
import { valueName } from './stage.ts';
import { type ColumnSpec, keyHeaders, type TableSpec } from './tables.ts';
import { TempFolder } from './temp.ts';
import { tidy } from './text.ts';

export interface ProcedureRequest {
  path: string;
  /** The name by which people know the file. */
  name: string;
  pack: Pack;
  /** Where files that must be rewritten may lie for a while. */
  scratch: string;
}

export interface ProcedureFile {
  name: string;
  sha256: string;
  bytes: number;
  records: number;
  /** What is worth a remark: rows that stand there twice, columns that nothing asks for. */
  issues: IssueTally[];
}

/** Most mistakes that are told one by one. */
const MOST = 1000;

/**
 * Reads a record of steps taken. Leaves the table `procedure` (record, household, period, step, day, by, document,
 * result, remark) in the engine, with each row once.
 * @throws Failure of kind `usage` with every row that cannot be read: it could be an objection
 */
export async function readProcedure(engine: Engine, request: ProcedureRequest): Promise<ProcedureFile> {
  const { path, name, pack, scratch } = request;
  const spec = procedureSpec(pack);
  const temp = new TempFolder(scratch);
  await engine.run('CREATE SCHEMA intake');
  try {
    const source = await openSource(engine, { name, path }, 0, spec, temp);
    const { positions, extra, problems } = matchHeaders(spec, source, false);
    if (problems.length > 0) throw new Failure('usage', problems.map(ours));
    const broken = new BrokenRecords(temp.file('.csv'));
    const onBroken = (record: Parameters<typeof broken.add>[0]): void => broken.add(record);
    const loaded = await loadFile({ spec, source, positions }, { engine, temp, onBroken });
    await broken.store(engine);
    await settle(engine, spec, loaded);
    await locateRecords(engine, [loaded], WANTED, temp);
    const place = { table: spec.name, file: source.name, line: source.text?.headerLine };
    await writeIssues(
      engine,
      [loaded],
      extra.map((column) => ({ code: 'extra-column', ...place, column })),
    );
    await stopOnErrors(engine);
    const issues = await tallyIssues(engine);
    const { sha256, records } = loaded;
    return { name, sha256, bytes: source.bytes, records, issues };
  } finally {
    await engine.run(
      'DROP SCHEMA IF EXISTS intake CASCADE; DROP TABLE IF EXISTS issues; DROP TABLE IF EXISTS rejects',
    );
    temp.remove();
  }
}

const WANTED = sql`SELECT file, record, false AS rejected FROM intake.found WHERE record IS NOT NULL`;

/** The record of steps as a table: by household and period, several rows for a step. */
function procedureSpec(pack: Pack): TableSpec {
  const steps = (pack.procedure ?? []).flatMap((procedure) => procedure.steps);
  const named = steps.flatMap((step) => namesOfStep(step).map((name) => [tidy(name), step.id] as const));
  const column = (name: string, type: ColumnSpec['type'], also: readonly string[]): ColumnSpec => ({
    ...{ name, type, key: false, optional: false, headers: [name, ...also], named: false, missing: [] },
  });
  return {
    name: 'procedure',
    keys: ['household', 'period'],
    optional: false,
    columns: [
      { ...column('household', 'id', keyHeaders('household', pack.period)), key: true },
      { ...column('period', 'period', keyHeaders('period', pack.period)), key: true },
      {
        ...column('step', 'category', ['环节', '步骤', '程序环节']),
        codes: [...new Set([...steps.map(({ id }) => id), OBJECTION, ANSWER])],
        codeFor: { ...OWN_STEP_NAMES, ...Object.fromEntries(named) },
      },
      column('date', 'date', ['日期', '时间']),
      column('by', 'text', ['经办人', '参加人员', '人员']),
      { ...column('document', 'text', ['文件', '文号', '材料']), optional: true },
      { ...column('result', 'category', ['结果', '结论']), codes: STEP_RESULTS, codeFor: anyCase() },
      { ...column('remark', 'text', ['备注', '说明']), optional: true },
    ],
    source: undefined,
    periodKind: pack.period,
    spine: false,
    unit: HOUSEHOLD,
    isRegister: false,
    remarkExtra: true,
  };
}

function anyCase(): Record<string, string> {
  const names = { ...RESULT_NAMES, ...Object.fromEntries(STEP_RESULTS.map((result) => [result, result])) };
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, result]) =>
      [name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1)].map((form) => [form, result]),
    ),
  );
}

async function settle(engine: Engine, spec: TableSpec, loaded: Loaded): Promise<void> {
  for (const statement of NOTES) await engine.run(statement);
  await prepareRecords(engine, spec, [loaded]);
  const value = (name: string): Sql => valueName(numberOf(spec, name));
  const records = recordsView(spec);
  for (const name of ['step', 'date'])
    await engine.run(sql`INSERT INTO intake.found
      SELECT 'missing-key', ${spec.name}, _file, _record, ${name}, household, NULL, NULL FROM ${records} r
      WHERE ${value(name)} IS NULL AND NOT EXISTS (FROM intake.found f
        WHERE f.file = r._file AND f.record = r._record AND f.column_name = ${name})`);
  const said = ['by', 'document', 'result', 'remark'].map(value);
  const all = [sql`household`, sql`period`, value('step'), value('date'), ...said];
  const [by, document, result, remark] = said;
  await engine.run(sql`CREATE TABLE procedure AS SELECT _record + 1 AS record, household, period,
      ${value('step')} AS step, TRY_CAST(${value('date')} AS DATE) AS day, ${by as Sql} AS "by",
      ${document as Sql} AS document, ${result as Sql} AS result, ${remark as Sql} AS remark,
      row_number() OVER (PARTITION BY ${all} ORDER BY _record) AS nth FROM ${records}`);
  await engine.run(sql`INSERT INTO intake.found SELECT 'duplicate-row', ${spec.name}, 0, record - 1, NULL, household,
    concat_ws(' ', period, step, day), NULL FROM procedure WHERE nth > 1`);
  await engine.run(sql`DELETE FROM procedure WHERE nth > 1`);
}

async function stopOnErrors(engine: Engine): Promise<void> {
  const rows = await engine.rows<Record<string, string | number | null>>(
    `SELECT code, file, line, column_name AS "column", household, value, expected, count(*) OVER () AS count
     FROM issues WHERE severity = 'error' ORDER BY line, column_name, code LIMIT ${MOST}`,
  );
  if (rows.length === 0) return;
  const problems = rows.map(({ code, count: _, ...found }): Problem => {
    const params = Object.entries(found).map(([name, value]) => [name, value ?? ''] as const);
    return ours({ code: String(code), severity: 'error', params: Object.fromEntries(params) });
  });
  const more = Number(rows[0]?.count) - rows.length;
  const rest: Problem = { code: 'procedure-more', severity: 'error', params: { count: more } };
  throw new Failure('usage', more > 0 ? [...problems, rest] : problems);
}

/** What is wrong with any table is worded for this one, which has no dataset.yaml and no rejects. */
function ours(problem: Problem): Problem {
  return { ...problem, code: `procedure-${problem.code}` };
}
