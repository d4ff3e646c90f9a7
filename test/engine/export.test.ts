import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { columnsOf, writeCsv } from '../../src/engine/export.ts';

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await Engine.open({ threads: 2 });
  folder = mkdtempSync(join(tmpdir(), 'export-test-'));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function written(query: string): Promise<string> {
  const path = join(folder, 'written.csv');
  await writeCsv(engine, query, await columnsOf(engine, query), path);
  return readFileSync(path, 'utf8');
}

it('keeps the order of a sorted query, also beyond what one thread takes at a time', async () => {
  await engine.run(`CREATE TABLE shuffled AS
    SELECT lpad(CAST(range AS VARCHAR), 9, '0') AS household, range % 3 = 0 AS poor FROM range(400000) ORDER BY hash(range)`);
  const text = await written('SELECT * FROM (SELECT * FROM shuffled ORDER BY household) AS s');
  const ids = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, 9));
  expect(ids).toHaveLength(400_000);
  expect(ids.findIndex((id, index) => index > 0 && id < (ids[index - 1] ?? ''))).toBe(-1);
});

it('escapes what a spreadsheet takes for a formula, in texts only', async () => {
  const text = await written(`SELECT * FROM (VALUES
    ('=1+1', -1.50), ('+2', 0.00), ('-x', 7), ('@a', NULL), ('＝1', 1), ('plain', 1), ('', 1)) AS v(label, amount)`);
  expect(text).toBe("label,amount\n'=1+1,-1.5\n'+2,0\n'-x,7\n'@a,\n'＝1,1\nplain,1\n,1\n");
});

it('writes conditions with their third answer', async () => {
  expect(await written('SELECT * FROM (VALUES (true), (false), (NULL)) AS v(poor)')).toBe(
    'poor\ntrue\nfalse\nunknown\n',
  );
});
