import type { Engine } from '../engine/duckdb.ts';
import { labelOf } from '../model/period-text.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import { HOUSEHOLD, inputTable } from '../model/unit.ts';
import { carefulTable, readCarefully } from './careful-table.ts';
import type { Loaded } from './load.ts';
import {
  cellIssuesSql,
  finalType,
  finalValue,
  keyFault,
  numberOf,
  recordsView,
  recordsViewSql,
  valueColumns,
} from './records-view.ts';
import { codeName, doubleName, isDouble, valueName } from './stage.ts';
import { REGISTER, type TableSpec } from './tables.ts';

/**
 * From records to checked tables: keys are matched, duplicates and orphans set aside, and `in_<table>` made of what is
 * left. What goes wrong is noted in `intake.found` (issues) and `intake.rejected` (records).
 */
export const NOTES = [
  `CREATE TABLE intake.found (code VARCHAR, table_name VARCHAR, file INTEGER, record BIGINT, column_name VARCHAR,
    household VARCHAR, value VARCHAR, expected VARCHAR)`,
  `CREATE TABLE intake.rejected (code VARCHAR, table_name VARCHAR, file INTEGER, record BIGINT, household VARCHAR,
    period INTEGER)`,
] as const;

export const checkedTable = ({ unit, name, isRegister }: TableSpec): Sql =>
  id(inputTable(unit, isRegister ? REGISTER : name));
/** Households that records can be matched with: all but those whose id is damaged. */
export const SPINE = sql`intake.spine`;

/** Units that the records of a table can be matched with. */
export const spineFor = ({ unit }: Pick<TableSpec, 'unit'>): Sql =>
  unit.name === HOUSEHOLD.name ? SPINE : id('intake', `spine_${unit.name}`);

/** Columns whose values somebody reads after the checks. */
const keptColumns = (spec: TableSpec): ReturnType<typeof valueColumns> =>
  valueColumns(spec).filter(({ column }) => spec.wanted?.(column.name) ?? true);

/** The names of the columns that are stored as doubles. */
export type Doubles = ReadonlySet<string>;

/** Notes the issues of cells and keys, and makes the view of the records that have a key. */
export async function prepareRecords(
  engine: Engine,
  spec: TableSpec,
  files: readonly Loaded[],
): Promise<Doubles> {
  const doubtful = files.filter(({ careful }) => careful > 0);
  if (doubtful.length > 0) await readCarefully(engine, spec, doubtful);
  await engine.run(recordsViewSql(spec, files));
  if (doubtful.length === 0) return new Set();
  await engine.run(sql`INSERT INTO intake.found ${cellIssuesSql(spec)}`);
  const household = numberOf(spec, 'household');
  const period = numberOf(spec, 'period');
  await engine.run(sql`INSERT INTO intake.rejected SELECT ${keyFault(spec)}, ${spec.name}, _file, _record,
      CASE WHEN ${codeName(household)} IS NULL THEN ${valueName(household)} END,
      ${period < 0 ? sql`${spec.constantPeriod ?? null}` : valueName(period)}
    FROM ${carefulTable(spec)} WHERE ${keyFault(spec)} IS NOT NULL`);
  return doublesOf(engine, spec);
}

async function doublesOf(engine: Engine, spec: TableSpec): Promise<Doubles> {
  const candidates = valueColumns(spec).filter(({ column }) => isDouble(column));
  if (candidates.length === 0) return new Set();
  const counts = candidates.map(({ n }) => sql`count(${doubleName(n)}) AS ${doubleName(n)}`);
  const found = await engine.one(sql`SELECT ${counts} FROM ${carefulTable(spec)}`);
  return new Set(candidates.filter(({ n }) => Number(found[`g${n}`]) > 0).map(({ column }) => column.name));
}

/** Makes the table that says which households there are, numbered in the order of their ids. */
export async function settleHouseholds(engine: Engine, spec: TableSpec, doubles: Doubles): Promise<void> {
  const records = recordsView(spec);
  await engine.run(sql`CREATE TABLE intake.twins AS SELECT household FROM ${records} WHERE NOT _damaged
    GROUP BY household HAVING count(*) > 1`);
  const twins = await rejectTwins(engine, spec, 'intake.twins');
  const columns = keptColumns(spec);
  const values = columns.map(({ column, n }) => finalValue(column, n, doubles.has(column.name)));
  const blank = columns.map(
    ({ column }) => sql`CAST(NULL AS ${finalType(column, doubles.has(column.name))})`,
  );
  const kept = twins
    ? sql`SELECT ${[sql`household`, ...values]} FROM ${notRejected(spec)}
        UNION ALL SELECT DISTINCT ${[sql`household`, ...blank]} FROM intake.rejected
        WHERE table_name = ${spec.name} AND code = 'duplicate-key'`
    : sql`SELECT ${[sql`household`, ...values]} FROM ${records}`;
  const { damaged } = await engine.one<{ damaged: number }>(
    sql`SELECT count(*) AS damaged FROM ${records} WHERE _damaged`,
  );
  // Two households may share an id that was damaged; then their values, not their places in the file, order them.
  const order = [sql`household`, ...(damaged > 0 ? columns.map(({ column }) => id(column.name)) : [])];
  await engine.run(sql`CREATE TABLE ${checkedTable(spec)} AS
    SELECT (row_number() OVER (ORDER BY ${order}) - 1)::INTEGER AS hid, * FROM (${kept})`);
  const sound = sql`WHERE household NOT IN (SELECT household FROM ${records} WHERE _damaged)`;
  await engine.run(sql`CREATE VIEW ${SPINE} AS SELECT hid, household FROM ${checkedTable(spec)}
    ${damaged > 0 ? sound : sql``}`);
}

const notRejected = (spec: TableSpec): Sql => sql`(SELECT * FROM ${recordsView(spec)} r WHERE NOT EXISTS (
  FROM intake.rejected x WHERE x.table_name = ${spec.name} AND x.file = r._file AND x.record = r._record))`;

/** Makes the checked table of records that belong to households. */
export async function settleRecords(engine: Engine, spec: TableSpec, doubles: Doubles): Promise<void> {
  const table = checkedTable(spec);
  const keys = spec.keys.slice(1).map((key) => id(key));
  const values = keptColumns(spec).map(({ column, n }) => finalValue(column, n, doubles.has(column.name)));
  const own = keys.length === 0 ? [sql`h.hid`, sql`h.household`] : [sql`h.hid`];
  const from = (records: Sql): Sql => sql`SELECT ${[...own, ...keys, ...values]} FROM ${records} r
    JOIN ${spineFor(spec)} h ON h.household = r.household`;
  await engine.run(sql`CREATE TABLE ${table} AS ${from(recordsView(spec))}`);
  await rejectOrphans(engine, spec);
  if (!(await findRepeated(engine, spec))) return;
  const key = join([sql`hid`, ...keys]);
  const names = join([sql`household`, ...keys]);
  await engine.run(sql`CREATE OR REPLACE TABLE intake.twins AS
    SELECT ${names} FROM intake.repeated JOIN ${spineFor(spec)} USING (hid)`);
  if (!(await rejectTwins(engine, spec, 'intake.twins'))) return;
  await engine.run(sql`DELETE FROM ${table} WHERE (${key}) IN (SELECT (${key}) FROM intake.repeated)`);
  await engine.run(sql`INSERT INTO ${table}
    ${from(sql`(SELECT * FROM ${notRejected(spec)} SEMI JOIN intake.twins USING (${names}))`)}`);
}

/**
 * Leaves the keys that occur more than once in `intake.repeated`. Most households are cleared by a quick look: each
 * of their records sets one of 63 bits, and where as many bits are set as there are records, all keys differ.
 * @returns whether some household was not cleared
 */
async function findRepeated(engine: Engine, spec: TableSpec): Promise<boolean> {
  const keys = spec.keys.slice(1).map((key) => id(key));
  const table = checkedTable(spec);
  const onlyPeriod = spec.keys.length === 2 && spec.keys[1] === 'period';
  const bit = onlyPeriod ? sql`period % 63` : sql`(hash(${[sql`hid`, ...keys]}) % 63)::BIGINT`;
  await engine.run(sql`CREATE OR REPLACE TABLE intake.crowded AS SELECT hid FROM ${table}
    GROUP BY hid HAVING count(*) <> bit_count(bit_or(1::BIGINT << ${bit}))`);
  const { n } = await engine.one<{ n: number }>('SELECT count(*) AS n FROM intake.crowded');
  if (n === 0) return false;
  await engine.run(sql`CREATE OR REPLACE TABLE intake.repeated AS SELECT ${[sql`hid`, ...keys]}
    FROM ${table} SEMI JOIN intake.crowded USING (hid) GROUP BY ALL HAVING count(*) > 1`);
  return true;
}

async function rejectOrphans(engine: Engine, spec: TableSpec): Promise<void> {
  const { same } = await engine.one<{ same: boolean }>(sql`SELECT
    (SELECT count(*) FROM ${checkedTable(spec)}) = (SELECT count(*) FROM ${recordsView(spec)}) AS same`);
  if (same) return;
  await engine.run(sql`CREATE OR REPLACE TABLE intake.orphans AS
    SELECT _file, _record, household, ${periodOf(spec)} AS period FROM ${recordsView(spec)} r
    WHERE NOT EXISTS (FROM ${spineFor(spec)} h WHERE h.household = r.household)`);
  await engine.run(sql`INSERT INTO intake.rejected
    SELECT 'orphan', ${spec.name}, _file, _record, household, period FROM intake.orphans`);
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'orphan', ${spec.name}, _file, _record, 'household', household, household, NULL FROM intake.orphans`);
}

const periodOf = (spec: TableSpec): Sql =>
  spec.keys.includes('period') ? id('period') : sql`CAST(NULL AS INTEGER)`;

/**
 * Of records with the same key: if they say the same, one stays and the others are rejected; if not, all are.
 * @param keyTable a table of the keys in question
 * @returns whether there were any
 */
async function rejectTwins(engine: Engine, spec: TableSpec, keyTable: string): Promise<boolean> {
  const keys = spec.keys.map((key) => id(key));
  const { n } = await engine.one<{ n: number }>(`SELECT count(*) AS n FROM ${keyTable}`);
  if (n === 0) return false;
  const said = valueColumns(spec).flatMap(({ column, n: at }) =>
    isDouble(column) ? [valueName(at), doubleName(at)] : [valueName(at)],
  );
  const key = join(keys);
  const others = spec.keys
    .slice(1)
    .map((name) => (name === 'period' ? labelOf(id(name), spec.periodKind) : id(name)));
  await engine.run(sql`CREATE OR REPLACE TABLE intake.twin_records AS WITH
    rivals AS (SELECT _file, _record, ${key}, row_number() OVER (PARTITION BY ${key} ORDER BY _file, _record) AS nth,
      {${[...said, id('_odd')].map((name) => sql`${name}: ${name}`)}} AS said
      FROM ${recordsView(spec)} SEMI JOIN ${id(...keyTable.split('.'))} USING (${key}) WHERE NOT _damaged AND NOT _loose),
    verdicts AS (SELECT ${key}, count(DISTINCT said) AS versions FROM rivals GROUP BY ${key})
    SELECT CASE WHEN versions = 1 THEN 'duplicate-row' ELSE 'duplicate-key' END AS code, _file, _record, household,
      ${periodOf(spec)} AS period, concat_ws(' ', household, ${others.length > 0 ? join(others) : sql`NULL`}) AS value
    FROM rivals JOIN verdicts USING (${key}) WHERE versions > 1 OR nth > 1`);
  await engine.run(sql`INSERT INTO intake.rejected
    SELECT code, ${spec.name}, _file, _record, household, period FROM intake.twin_records`);
  await engine.run(sql`INSERT INTO intake.found
    SELECT code, ${spec.name}, _file, _record, NULL, household, value, NULL FROM intake.twin_records`);
  return true;
}
