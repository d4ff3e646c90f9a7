import { FORMULA_STARTS } from '../model/csv.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import type { Engine } from './duckdb.ts';

/** A column of a written table, with the engine's type. */
export interface WrittenColumn {
  name: string;
  type: string;
}

/** Names and types of a query's columns. */
export async function columnsOf(engine: Engine, query: string): Promise<WrittenColumn[]> {
  const rows = await engine.rows(`DESCRIBE ${query}`);
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}

/**
 * Writes a sorted query as CSV for people and scripts: formulas escaped, decimals without needless zeros,
 * conditions as true, false or unknown, NULL as a blank.
 */
export async function writeCsv(
  engine: Engine,
  query: string,
  columns: readonly WrittenColumn[],
  path: string,
): Promise<void> {
  const cells = columns.map((column) => sql`${csvCell(column)} AS ${id(column.name)}`);
  await engine.run(
    `COPY (SELECT ${join(cells)} FROM (${query}) AS t) TO ${sql`${path}`} (FORMAT csv, HEADER, NULLSTR '')`,
  );
}

/** Writes a query as Parquet. It must be sorted: that is what makes the bytes the same at any thread count. */
export async function writeParquet(engine: Engine, query: string, path: string): Promise<void> {
  // Of a column with more values than the limit no dictionary is made; the sooner that shows the better.
  await engine.run(
    `COPY (${query}) TO ${sql`${path}`} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880,
      DICTIONARY_SIZE_LIMIT 2000)`,
  );
}

function csvCell({ name, type }: WrittenColumn): Sql {
  const column = id(name);
  if (type === 'VARCHAR') {
    const starts = FORMULA_STARTS.join('');
    return sql`CASE WHEN ${column} = '' THEN NULL WHEN contains(${starts}, left(${column}, 1)) THEN '''' || ${column} ELSE ${column} END`;
  }
  if (type === 'BOOLEAN')
    return sql`CASE WHEN ${column} THEN 'true' WHEN NOT ${column} THEN 'false' ELSE 'unknown' END`;
  if (/^DECIMAL\(\d+,[1-9]/.test(type)) return sql`rtrim(rtrim(CAST(${column} AS VARCHAR), '0'), '.')`;
  return column;
}
