import { parquetAsText, readCsv } from '../engine/csv.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import { cellName, fastCell, sqlType } from './cells.ts';
import { type FastCell, readName } from './fast-cell.ts';
import type { Source } from './source.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';

/**
 * SQL that reads one file into `intake.fast<number>`, one row per record in the order of the file, so that `rowid` is
 * the record's ordinal. A record of which every cell reads at once has its values and no `_raw`; any other keeps the
 * text of its cells in `_raw`, in the order of the table's columns, and is read again by careful-table.ts.
 */

/** A file with the place of each of a table's columns in it. */
export interface Staged {
  spec: TableSpec;
  source: Source;
  positions: ReadonlyMap<string, number>;
}

export const SCHEMA = 'intake';
export const fastTable = (staged: Staged): Sql => id(SCHEMA, `fast${staged.source.number}`);

/** Names of a column's value, its double, whether it was blank, its raw text, its tidied text and its issue. */
export const valueName = (n: number): Sql => id(`v${n}`);
export const doubleName = (n: number): Sql => id(`g${n}`);
export const blankName = (n: number): Sql => id(`b${n}`);
export const rawName = (n: number): Sql => id(`r${n}`);
export const tidyName = (n: number): Sql => id(`x${n}`);
export const codeName = (n: number): Sql => id(`e${n}`);

/** Patterns of more cells than this make the expression too large. */
const CELLS_PER_PATTERN = 12;
const UNIT_SEPARATOR = '\x1f';

export interface TextToRead {
  path: string;
  header: boolean;
  parallel: boolean;
  /** Every cell is plain by plain.ts, so that no shape need be tested. */
  plain: boolean;
}

/** @param file the UTF-8 text to read, or undefined for a Parquet source */
export function fastSql(staged: Staged, file: TextToRead | undefined): Sql {
  const { spec, source, positions } = staged;
  const layout = { columns: source.headers.length, delimiter: source.text?.delimiter ?? ',' };
  const rows = file ? readCsv({ ...file, ...layout }) : parquetAsText(source.path, source.headers);
  const cells = spec.columns.flatMap((column, n) => {
    const position = positions.get(column.name);
    if (position === undefined) return [];
    const cell = cellName(position);
    return [{ n, cell, ...fastCell(column, n, cell, spec) }];
  });
  const values = spec.columns.flatMap((column, n) => {
    const fast = cells.find((entry) => entry.n === n);
    const blank =
      column.blank === undefined ? [] : [sql`${fast?.cell ?? sql`NULL`} IS NULL AS ${blankName(n)}`];
    return [sql`CAST(${fast?.value ?? sql`NULL`} AS ${sqlType(column)}) AS ${valueName(n)}`, ...blank];
  });
  const read = cells.flatMap(({ n, read }) => (read ? [sql`${read} AS ${readName(n)}`] : []));
  const present = cells.map(({ cell }) => cell);
  const raws = spec.columns.map((_, n) => cells.find((entry) => entry.n === n)?.cell ?? sql`NULL`);
  return sql`CREATE TABLE ${fastTable(staged)} AS SELECT ${values}, CASE WHEN ${join(doubts(cells, file?.plain ?? false), ' OR ')}
    THEN [${raws}] END AS _raw FROM (SELECT ${[...present, ...read]} FROM ${rows})`;
}

interface FastColumn extends FastCell {
  n: number;
  cell: Sql;
}

/** Reasons to look at a record again. */
function doubts(cells: readonly FastColumn[], plain: boolean): Sql[] {
  const always = cells.flatMap(({ doubt }) => (doubt ? [sql`(${doubt})`] : []));
  const signed = cells.flatMap(({ n, doubtIfNegative }) => (doubtIfNegative ? [{ n, doubtIfNegative }] : []));
  const lowest = sql`least(${signed.map(({ n }) => readName(n))})`;
  const ifNegative = join(
    signed.map(({ doubtIfNegative }) => doubtIfNegative),
    ' OR ',
  );
  const negative = signed.length > 0 ? [sql`CASE WHEN ${lowest} < 0 THEN ${ifNegative} END`] : [];
  const found = [...(plain ? [] : mismatches(cells)), ...always, ...negative];
  return found.length > 0 ? found : [sql`false`];
}

/** One test for many cells: they are joined by a character that no pattern matches. */
function mismatches(cells: readonly FastColumn[]): Sql[] {
  const shaped = cells.flatMap(({ cell, pattern }) => (pattern === undefined ? [] : [{ cell, pattern }]));
  const groups = Array.from({ length: Math.ceil(shaped.length / CELLS_PER_PATTERN) }, (_, index) =>
    shaped.slice(index * CELLS_PER_PATTERN, (index + 1) * CELLS_PER_PATTERN),
  );
  return groups.map((group) => {
    const line = join(
      group.map(({ cell }) => cell),
      `, chr(31), `,
    );
    const pattern = group.map((cell) => cell.pattern).join(UNIT_SEPARATOR);
    return sql`NOT regexp_full_match(concat(${line}), ${pattern})`;
  });
}

export const isDouble = (column: ColumnSpec): boolean => column.type === 'number';
