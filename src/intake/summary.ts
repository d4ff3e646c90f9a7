import type { Engine } from '../engine/duckdb.ts';
import { id, join, sql } from '../model/sql.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { sqlType } from './cells.ts';
import type { Loaded } from './load.ts';
import type { IntakeFile, IntakeResult } from './read-dataset.ts';
import { recordsView, valueColumns } from './records-view.ts';
import { checkedTable } from './settle.ts';
import { blankName } from './stage.ts';
import type { TableSpec } from './tables.ts';

/** The checked table of a table that was not given. */
export async function createEmpty(engine: Engine, spec: TableSpec): Promise<void> {
  const keyTypes = { household: 'household VARCHAR', member: 'member VARCHAR', period: 'period INTEGER' };
  const keys = spec.keys
    .filter((key) => key !== 'household' || spec.keys.length === 1)
    .map((key) => keyTypes[key]);
  const values = valueColumns(spec).map(({ column }) => sql`${id(column.name)} ${sqlType(column)}`);
  const columns = ['hid INTEGER', ...keys, ...values.map(String)];
  await engine.run(`CREATE TABLE ${checkedTable(spec)} (${columns.join(', ')})`);
}

/** What became of each file: read = used + rejected. */
export async function filesOf(
  engine: Engine,
  files: readonly Loaded[],
): Promise<{ table: string; file: IntakeFile }[]> {
  const rows = await engine.rows<{ file: number; broken: number; rejected: number }>(`
    SELECT file, count(*) FILTER (broken) AS broken, count(*) AS rejected
    FROM (SELECT file, false AS broken FROM intake.rejected UNION ALL SELECT file, true FROM intake.broken)
    GROUP BY file`);
  return files.map(({ spec, source, sha256, records }) => {
    const { broken = 0, rejected = 0 } = rows.find(({ file }) => file === source.number) ?? {};
    const read = records + broken;
    const { name: path, bytes, text } = source;
    const layout = { encoding: text?.encoding, delimiter: text?.delimiter };
    return {
      table: spec.name,
      file: { path, bytes, sha256, ...layout, read, used: read - rejected, rejected },
    };
  });
}

type Extent = Pick<
  IntakeResult,
  'periods' | 'registerLast' | 'levelRegisters' | 'levelRecords' | 'households'
>;

/** How many households there are, and which periods the tables speak of. */
export async function findPeriods(engine: Engine, specs: readonly TableSpec[]): Promise<Extent> {
  const spine = specs.find((spec) => spec.spine);
  const inputs = specs.filter(
    ({ unit, keys, isRegister }) => unit.name === HOUSEHOLD.name && keys.includes('period') && !isRegister,
  );
  const parts = inputs.map(
    (spec) => sql`SELECT min(period) AS first, max(period) AS last FROM ${checkedTable(spec)}`,
  );
  const all = parts.length > 0 ? join(parts, ' UNION ALL ') : sql`SELECT NULL AS first, NULL AS last`;
  const found = await engine.one<{ first: number | null; last: number | null }>(
    sql`SELECT min(first)::INTEGER AS first, max(last)::INTEGER AS last FROM (${all})`,
  );
  const { households, register } = await engine.one<{
    households: number;
    register: number | null;
  }>(sql`SELECT
    (SELECT count(*) FROM ${spine ? checkedTable(spine) : id('')}) AS households,
    (SELECT max(period) FROM in_register) AS register`);
  const { first, last } = found;
  const levelRegisters: Record<string, number> = {};
  const levelRecords: Record<string, number> = {};
  for (const spec of specs) {
    const { name } = spec.unit;
    if (name === HOUSEHOLD.name || !spec.keys.includes('period')) continue;
    const own = await engine.one<{ from: number | null; to: number | null }>(
      sql`SELECT min(period) AS "from", max(period) AS "to" FROM ${checkedTable(spec)}`,
    );
    if (own.from === null || own.to === null) continue;
    if (spec.isRegister) levelRegisters[name] = own.to;
    else levelRecords[name] = Math.min(own.from, levelRecords[name] ?? own.from);
  }
  return {
    levelRegisters,
    levelRecords,
    periods: first === null || last === null ? undefined : { first, last },
    registerLast: register ?? undefined,
    households,
  };
}

/** How many blank cells of used records a pack's `blank:` gave a value, by `table.column`. */
export async function replacedBlanks(
  engine: Engine,
  specs: readonly TableSpec[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const spec of specs) {
    const columns = valueColumns(spec).filter(({ column }) => column.blank !== undefined);
    if (columns.length === 0) continue;
    const sums = columns.map(({ n }) => sql`count(*) FILTER (${blankName(n)}) AS ${blankName(n)}`);
    const all = await engine.one(sql`SELECT ${sums} FROM ${recordsView(spec)}`);
    const rejected = await engine.one(sql`SELECT ${sums} FROM ${recordsView(spec)} r
      JOIN intake.rejected x ON x.table_name = ${spec.name} AND x.file = r._file AND x.record = r._record`);
    for (const { column, n } of columns)
      counts[`${spec.name}.${column.name}`] = Number(all[`b${n}`]) - Number(rejected[`b${n}`]);
  }
  return counts;
}
