import { id, join, type Sql, sql } from '../model/sql.ts';
import { carefulTable } from './careful-table.ts';
import { sqlType } from './cells.ts';
import type { Loaded } from './load.ts';
import {
  blankName,
  codeName,
  doubleName,
  fastTable,
  isDouble,
  rawName,
  tidyName,
  valueName,
} from './stage.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';

/** All records of a table, from all its files, whose keys can be read. */
export const recordsView = (spec: TableSpec): Sql => id('intake', `records_${spec.name}`);

/** Number of a column in its table. */
export const numberOf = (spec: TableSpec, name: string): number =>
  spec.columns.findIndex((column) => column.name === name);

export const valueColumns = (spec: TableSpec): { column: ColumnSpec; n: number }[] =>
  spec.columns.map((column, n) => ({ column, n })).filter(({ column }) => !column.key);

/**
 * The view `intake.records_<table>`: _file, _record, the keys under their names, values, `_odd` (what the unreadable
 * cells hold), `_damaged` (the household's id is), `_loose` (the member's id is).
 */
export function recordsViewSql(spec: TableSpec, files: readonly Loaded[]): Sql {
  const parts = files.map(fastPart);
  if (files.some(({ careful }) => careful > 0)) parts.push(carefulPart(spec));
  return sql`CREATE VIEW ${recordsView(spec)} AS ${join(parts, ' UNION ALL ')}`;
}

function fastPart(file: Loaded): Sql {
  const { spec } = file;
  const columns = valueColumns(spec).flatMap(({ column, n }) => [
    valueName(n),
    ...(isDouble(column) ? [sql`CAST(NULL AS DOUBLE) AS ${doubleName(n)}`] : []),
    ...(column.blank === undefined ? [] : [blankName(n)]),
  ]);
  const sound = file.careful > 0 ? sql`WHERE _raw IS NULL` : sql``;
  return sql`SELECT ${file.source.number}::INTEGER AS _file, rowid AS _record, ${[...keys(spec), ...columns]},
    CAST(NULL AS VARCHAR) AS _odd, false AS _damaged, false AS _loose FROM ${fastTable(file)} ${sound}`;
}

function carefulPart(spec: TableSpec): Sql {
  const columns = valueColumns(spec).flatMap(({ column, n }) => [
    valueName(n),
    ...(isDouble(column) ? [doubleName(n)] : []),
    ...(column.blank === undefined ? [] : [blankName(n)]),
  ]);
  const odd = valueColumns(spec).map(
    ({ n }) => sql`CASE WHEN ${codeName(n)} IS NOT NULL THEN ${`${n}=`} || ${tidyName(n)} END`,
  );
  const oddText = odd.length > 0 ? sql`nullif(concat_ws(chr(31), ${odd}), '')` : sql`CAST(NULL AS VARCHAR)`;
  return sql`SELECT _file, _record, ${[...keys(spec), ...columns]}, ${oddText} AS _odd,
    ${isDamaged(spec, 'household')} AS _damaged, ${isDamaged(spec, 'member')} AS _loose
    FROM ${carefulTable(spec)} WHERE ${keyFault(spec)} IS NULL`;
}

/** The keys by name: columns of the stage, or the one period of the file. */
function keys(spec: TableSpec): Sql[] {
  return spec.keys.map((key) => {
    const n = numberOf(spec, key);
    const value = n < 0 ? sql`${spec.constantPeriod ?? null}::INTEGER` : valueName(n);
    return sql`${value} AS ${id(key)}`;
  });
}

/**
 * What is wrong with a record's key, as SQL over the careful table; NULL if it can be used. In the list of households
 * a damaged id keeps its record: nobody vanishes.
 */
export function keyFault(spec: TableSpec): Sql {
  const codes = spec.keys.flatMap((key) => {
    const n = numberOf(spec, key);
    if (n < 0) return [];
    const forgiven = key === 'member' || (key === 'household' && spec.spine);
    return [forgiven ? sql`nullif(${codeName(n)}, 'damaged-id')` : codeName(n)];
  });
  return sql`coalesce(${codes}, NULL)`;
}

function isDamaged(spec: TableSpec, key: 'household' | 'member'): Sql {
  const n = numberOf(spec, key);
  return n < 0 ? sql`false` : sql`coalesce(${codeName(n)} = 'damaged-id', false)`;
}

/** The issues found in the cells of a table, with the columns of `intake.found`. */
export function cellIssuesSql(spec: TableSpec): Sql {
  const issues = spec.columns.map(
    (column, n) => sql`{code: ${codeName(n)}, name: ${column.name}, value: ${rawName(n)},
      expected: ${expected(column, spec, codeName(n))}}`,
  );
  const household = valueName(numberOf(spec, 'household'));
  return sql`SELECT i.code, ${spec.name}, _file, _record, i.name, household, i.value, i.expected
    FROM (SELECT _file, _record, ${household} AS household,
      unnest(list_filter([${issues}], lambda i: i.code IS NOT NULL)) AS i FROM ${carefulTable(spec)})`;
}

function expected(column: ColumnSpec, spec: TableSpec, code: Sql): Sql {
  const type = column.type === 'period' ? spec.periodKind : column.type;
  const range = column.range ? `${column.range[0]}..${column.range[1]}` : null;
  return sql`CASE ${code} WHEN 'out-of-range' THEN ${range} WHEN 'unknown-code' THEN ${(column.codes ?? []).join(', ')}
    WHEN 'missing-key' THEN NULL WHEN 'damaged-id' THEN NULL ELSE ${type} END`;
}

/** Largest whole double that still tells ten-thousandths apart exactly. */
const EXACT_BELOW = '900719925474';

/** A column as it goes into the checked table. */
export function finalValue(column: ColumnSpec, n: number, asDouble: boolean): Sql {
  const value = valueName(n);
  if (!asDouble) return sql`${value} AS ${id(column.name)}`;
  return sql`coalesce(${doubleName(n)}, CASE WHEN abs(${value}) < ${EXACT_BELOW}::DECIMAL(18,4)
    THEN ${value}::DOUBLE ELSE ${value}::VARCHAR::DOUBLE END) AS ${id(column.name)}`;
}

export const finalType = (column: ColumnSpec, asDouble: boolean): Sql =>
  asDouble ? sql`DOUBLE` : sqlType(column);
