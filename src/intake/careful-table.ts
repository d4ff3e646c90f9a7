import type { Engine } from '../engine/duckdb.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import { carefulColumn, hasDecimalComma, isNumeric, sharedLayers } from './careful.ts';
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
import type { TableSpec } from './tables.ts';

/** The records of a table that needed the careful look: _file, _record, and for each column its names of stage.ts. */
export const carefulTable = (spec: TableSpec): Sql => id('intake', `careful_${spec.name}`);

/** Reads the records that raised a doubt, cell by cell. @param files those of a table that have such records */
export async function readCarefully(
  engine: Engine,
  spec: TableSpec,
  files: readonly Loaded[],
): Promise<void> {
  await engine.run(carefulSql(spec, doubtful(files), await mixedColumns(engine, spec, files)));
}

function doubtful(files: readonly Loaded[]): Sql {
  const parts = files.map(
    (file) =>
      sql`SELECT ${file.source.number} AS _file, rowid AS _record, _raw FROM ${fastTable(file)} WHERE _raw IS NOT NULL`,
  );
  return sql`(${join(parts, ' UNION ALL ')})`;
}

/** For each numeric column, the files that write decimal commas in it. */
async function mixedColumns(
  engine: Engine,
  spec: TableSpec,
  files: readonly Loaded[],
): Promise<ReadonlyMap<number, number[]>> {
  const numeric = spec.columns.flatMap((column, n) => (isNumeric(column) ? [n] : []));
  if (numeric.length === 0) return new Map();
  const tests = numeric.map(
    (n) => sql`coalesce(bool_or(${hasDecimalComma(sql`_raw[${n + 1}]`)}), false) AS ${valueName(n)}`,
  );
  const rows = await engine.rows(sql`SELECT _file, ${tests} FROM ${doubtful(files)} GROUP BY _file`);
  return new Map(
    numeric.map((n) => [n, rows.filter((row) => row[`v${n}`] === true).map((row) => Number(row._file))]),
  );
}

function carefulSql(spec: TableSpec, records: Sql, mixed: ReadonlyMap<number, number[]>): Sql {
  const careful = spec.columns.map((column, n) => {
    const inFiles = mixed.get(n) ?? [];
    return carefulColumn(
      column,
      n,
      spec,
      inFiles.length > 0 ? sql`_file IN (${join(inFiles.map((file) => sql`${file}`))})` : undefined,
    );
  });
  const depth = Math.max(...careful.map(({ layers }) => layers.length));
  const byColumn = Array.from({ length: depth }, (_, layer) =>
    careful.flatMap(({ layers }) => layers[layer] ?? []),
  );
  const codes = careful.map(({ code }, n) => ({ name: `e${n}`, value: code }));
  const layers = [...sharedLayers(spec.columns), ...byColumn, codes].filter((steps) => steps.length > 0);
  const from = layers.reduce(
    (inner, steps) =>
      sql`(SELECT *, ${steps.map(({ name, value }) => sql`${value} AS ${id(name)}`)} FROM ${inner})`,
    records,
  );
  const columns = spec.columns.flatMap((column, n) => {
    const { value, double } = careful[n] ?? {};
    return [
      sql`CAST(${value ?? sql`NULL`} AS ${sqlType(column)}) AS ${valueName(n)}`,
      ...(isDouble(column) ? [sql`${double ?? sql`NULL`} AS ${doubleName(n)}`] : []),
      ...(column.blank === undefined ? [] : [sql`${tidyName(n)} IS NULL AS ${blankName(n)}`]),
      rawName(n),
      codeName(n),
      tidyName(n),
    ];
  });
  return sql`CREATE TABLE ${carefulTable(spec)} AS SELECT _file, _record, ${columns} FROM ${from}`;
}
