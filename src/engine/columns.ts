import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import type { Sql } from '../model/sql.ts';
import type { Engine } from './duckdb.ts';

/** The columns of a result as typed arrays, by name. */
export class Columns {
  readonly rows: number;
  readonly #arrays: ReadonlyMap<string, Float64Array | Uint32Array>;

  constructor(rows: number, arrays: ReadonlyMap<string, Float64Array | Uint32Array>) {
    this.rows = rows;
    this.#arrays = arrays;
  }

  /** A column of doubles; NaN stands where the engine has NULL. */
  numbers(name: string): Float64Array {
    const array = this.#arrays.get(name);
    if (array instanceof Float64Array) return array;
    if (this.rows === 0) return new Float64Array(0);
    throw new Error(`no column of doubles is called ${name}`);
  }

  /** A column of codes. */
  codes(name: string): Uint32Array {
    const array = this.#arrays.get(name);
    if (array instanceof Uint32Array) return array;
    if (this.rows === 0) return new Uint32Array(0);
    throw new Error(`no column of codes is called ${name}`);
  }
}

/**
 * Reads a query of DOUBLE and UINTEGER columns, chunk by chunk, without a JavaScript value for each cell.
 * @param rows how many rows the query has; another number is a fault of ours
 */
export async function readColumns(engine: Engine, query: Sql, rows: number): Promise<Columns> {
  const arrays = new Map<string, Float64Array | Uint32Array>();
  let filled = 0;
  for await (const { names, chunk } of engine.chunks(query)) {
    names.forEach((name, column) => {
      const vector = chunk.getColumnVector(column);
      const items = itemsOf(vector, name);
      const array =
        arrays.get(name) ?? new (items instanceof Float64Array ? Float64Array : Uint32Array)(rows);
      arrays.set(name, array);
      if (filled + items.length > rows) throw new Error(`more than ${rows} rows came`);
      array.set(items, filled);
      if (hasNulls(vector)) markNulls(vector, array, filled);
    });
    filled += chunk.rowCount;
  }
  if (filled !== rows) throw new Error(`${filled} rows came where ${rows} were expected`);
  return new Columns(rows, arrays);
}

/** The numbers of a vector where the engine left them. */
function itemsOf(vector: DuckDBVector, name: string): Float64Array | Uint32Array {
  const { items } = vector as { items?: unknown };
  if (items instanceof Float64Array || items instanceof Uint32Array) return items;
  throw new Error(`column ${name} is of type ${vector.type}, neither DOUBLE nor UINTEGER`);
}

/** What a vector knows about its NULLs: nothing at all where there are none, which spares asking for each item. */
function hasNulls(vector: DuckDBVector): boolean {
  const { validity } = vector as { validity?: { data?: unknown } };
  return validity?.data !== null;
}

function markNulls(vector: DuckDBVector, array: Float64Array | Uint32Array, from: number): void {
  for (let i = 0; i < vector.itemCount; i++) {
    if (vector.getItem(i) !== null) continue;
    if (array instanceof Uint32Array) throw new Error('a code is NULL');
    array[from + i] = Number.NaN;
  }
}

export type NamedChunk = { names: readonly string[]; chunk: DuckDBDataChunk };
