import { readCsv } from '../engine/csv.ts';
import type { Engine } from '../engine/duckdb.ts';
import { ISSUE_CODES, type IssueCode, type Severity } from '../model/issue.ts';
import { join, raw, type Sql, sql } from '../model/sql.ts';
import type { Broken, Loaded } from './load.ts';
import { OffsetFinder } from './locate.ts';
import type { TempFile } from './temp.ts';

/** Collects broken records on their way to the engine. */
export class BrokenRecords {
  readonly #file: TempFile;
  #offsets: { source: number; finder: OffsetFinder } | undefined;
  count = 0;

  constructor(file: TempFile) {
    this.#file = file;
  }

  add(broken: Broken): void {
    const { source, code, firstLine, lastLine, cells, text } = broken;
    if (this.#offsets?.source !== source.number) {
      this.#offsets?.finder.close();
      this.#offsets = { source: source.number, finder: new OffsetFinder(source) };
    }
    const value = code === 'wrong-cell-count' ? String(cells) : undefined;
    const expected = expectedOf(broken);
    const offset = this.#offsets.finder.of(broken);
    this.#file.record([code, source.number, firstLine, lastLine, offset, value, expected, text]);
    this.count++;
  }

  /** Leaves them in `intake.broken`. */
  async store(engine: Engine): Promise<void> {
    this.#offsets?.finder.close();
    this.#file.close();
    await engine.run(sql`CREATE TABLE intake.broken AS SELECT c0 AS code, c1::INTEGER AS file, c2::BIGINT AS first_line,
      c3::BIGINT AS last_line, c4::BIGINT AS byte_offset, c5 AS value, c6 AS expected, c7 AS text
      FROM ${readCsv({ path: this.#file.path, delimiter: ',', columns: 8, header: false, parallel: false })}`);
  }
}

function expectedOf({ code, source }: Broken): string | undefined {
  if (code === 'wrong-cell-count') return String(source.headers.length);
  return code === 'encoding-error' ? source.text?.declared : undefined;
}

/** The tables `issues` and `rejects`, in an order that depends on nothing but their content. */
export async function writeIssues(
  engine: Engine,
  files: readonly Loaded[],
  remarks: readonly Remark[],
): Promise<void> {
  await nameFiles(engine, files);
  await engine.run(sql`CREATE TABLE issues AS
    SELECT code, ${severity(sql`code`)} AS severity, table_name, file, line, column_name, household, value, expected
    FROM (SELECT i.code, i.table_name, f.name AS file, l.first_line AS line, coalesce(h.header, i.column_name) AS column_name,
        i.household, i.value, i.expected
        FROM intake.found i LEFT JOIN intake.files f USING (file) LEFT JOIN intake.located l USING (file, record)
        LEFT JOIN intake.headers h USING (file, column_name)
      UNION ALL SELECT b.code, f.table_name, f.name, b.first_line, NULL, NULL, b.value, b.expected
        FROM intake.broken b JOIN intake.files f USING (file)
      UNION ALL ${remarkRows(remarks)})
    ORDER BY table_name, ${PLACE}, column_name NULLS FIRST, code, household, value, expected`);
  await engine.run(`CREATE TABLE rejects AS
    SELECT f.name AS file, first_line, last_line, byte_offset, code, f.table_name, household, text
    FROM (SELECT file, first_line, last_line, byte_offset, code, household, text
        FROM intake.rejected JOIN intake.located USING (file, record)
      UNION ALL SELECT file, first_line, last_line, byte_offset, code, NULL, text FROM intake.broken)
    JOIN intake.files f USING (file)
    ORDER BY f.table_name, f.name, first_line, byte_offset, code`);
}

/** Names of files and of their columns, by which people know them. */
async function nameFiles(engine: Engine, files: readonly Loaded[]): Promise<void> {
  await engine.run('CREATE TABLE intake.files (file INTEGER, table_name VARCHAR, name VARCHAR)');
  await engine.run('CREATE TABLE intake.headers (file INTEGER, column_name VARCHAR, header VARCHAR)');
  if (files.length === 0) return;
  const names = files.map(({ source, spec }) => sql`(${source.number}, ${spec.name}, ${source.name})`);
  const headers = files.flatMap(({ source, positions }) =>
    [...positions].map(
      ([column, position]) => sql`(${source.number}, ${column}, ${source.headers[position] ?? column})`,
    ),
  );
  await engine.run(sql`INSERT INTO intake.files VALUES ${names}`);
  await engine.run(sql`INSERT INTO intake.headers VALUES ${headers}`);
}

const PLACE = raw('file NULLS FIRST, line NULLS FIRST');

/** A column of a file, or a name in dataset.yaml, that nothing asks for. */
export interface Remark {
  code: 'extra-column' | 'extra-description';
  table: string;
  file: string;
  line: number | undefined;
  column: string | undefined;
  /** The names there are. */
  expected?: string;
}

/** As values: a query of its own for each of ten thousand columns would take the engine gigabytes to plan. */
function remarkRows(remarks: readonly Remark[]): Sql {
  const rows = remarks.map(
    ({ code, table, file, line, column, expected }) =>
      sql`(${code}, ${table}, ${file}, ${line ?? null}::BIGINT, ${column ?? null}, NULL, NULL, ${expected ?? null})`,
  );
  if (rows.length > 0) return sql`SELECT * FROM (VALUES ${rows})`;
  return sql`SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE false`;
}

function severity(code: Sql): Sql {
  const branches = Object.entries(ISSUE_CODES).map(([name, weight]) => sql`WHEN ${name} THEN ${weight}`);
  return sql`CASE ${code} ${join(branches, ' ')} END`;
}

/** How often a code of issue occurred, and one that stands for the rest. */
export interface IssueTally {
  code: IssueCode;
  severity: Severity;
  count: number;
  example: {
    table: string;
    file?: string | undefined;
    line?: number | undefined;
    column?: string | undefined;
    household?: string | undefined;
    value?: string | undefined;
    expected?: string | undefined;
  };
}

export async function tallyIssues(engine: Engine): Promise<IssueTally[]> {
  const rows = await engine.rows<Record<string, string | number | null>>(`
    SELECT * FROM (SELECT *, count(*) OVER (PARTITION BY code) AS n,
      row_number() OVER (PARTITION BY code ORDER BY table_name, ${PLACE}, column_name NULLS FIRST, household, value) AS nth
      FROM issues) WHERE nth = 1 ORDER BY code`);
  const text = (value: string | number | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : String(value);
  return rows.map((row) => ({
    code: row.code as IssueCode,
    severity: row.severity as Severity,
    count: Number(row.n),
    example: {
      table: String(row.table_name),
      file: text(row.file),
      line: row.line === null ? undefined : Number(row.line),
      column: text(row.column_name),
      household: text(row.household),
      value: text(row.value),
      expected: text(row.expected),
    },
  }));
}
