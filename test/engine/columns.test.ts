import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readColumns } from '../../src/engine/columns.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { raw } from '../../src/model/sql.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
});
afterAll(() => engine.close());

describe('columns of a query', () => {
  it('are typed arrays in the order of the rows, across chunks', async () => {
    const query = raw(
      'SELECT (n * 1.5)::DOUBLE AS value, (n % 7)::UINTEGER AS code FROM range(10000) AS r(n) ORDER BY n DESC',
    );
    const columns = await readColumns(engine, query, 10_000);
    const down = Array.from({ length: 10_000 }, (_, n) => 9999 - n);
    expect(columns.numbers('value')).toEqual(Float64Array.from(down, (n) => n * 1.5));
    expect(columns.codes('code')).toEqual(Uint32Array.from(down, (n) => n % 7));
  });

  it('hold NaN where the engine has NULL, whichever chunk it is in', async () => {
    const query = raw(
      'SELECT CASE WHEN n % 3 > 0 THEN n::DOUBLE END AS value FROM range(5000) AS r(n) ORDER BY n',
    );
    const values = (await readColumns(engine, query, 5000)).numbers('value');
    expect(values.every((value, n) => (n % 3 > 0 ? value === n : Number.isNaN(value)))).toBe(true);
  });

  it('are empty where there are no rows', async () => {
    const columns = await readColumns(
      engine,
      raw('SELECT 1::DOUBLE AS value, 1::UINTEGER AS code WHERE false'),
      0,
    );
    expect(columns.numbers('value')).toEqual(new Float64Array(0));
    expect(columns.codes('code')).toEqual(new Uint32Array(0));
  });

  it('are refused where the type or the number of rows is another', async () => {
    await expect(readColumns(engine, raw("SELECT 'a' AS value"), 1)).rejects.toThrow(
      /neither DOUBLE nor UINTEGER/,
    );
    await expect(readColumns(engine, raw('SELECT 1::DOUBLE AS value'), 2)).rejects.toThrow(/1 rows came/);
    await expect(readColumns(engine, raw('SELECT NULL::UINTEGER AS value'), 1)).rejects.toThrow(
      /a code is NULL/,
    );
  });
});
