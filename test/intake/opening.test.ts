import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import {
  type Files,
  HOUSEHOLDS,
  INCOME,
  inFolder,
  packOf,
  problemsOf,
  readFiles,
  readFolder,
} from './dataset.ts';

const pack = packOf({ households: HOUSEHOLDS, income: INCOME });
const households = 'household_id,village\nH1,上寨\n';
const income = 'household_id,year,wage\nH1,2009,1500\n';

async function told(files: Files): Promise<unknown[]> {
  const problems = await problemsOf(readFiles(files, pack, () => 0));
  return problems.map(({ code, params: { table: _, ...params } }) => [code, params]);
}

describe('a file is what its bytes are, whatever its name', () => {
  const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\x06\0'), Buffer.from('a,b\nc\xff')]);
  const compound = Buffer.from('d0cf11e0a1b11ae1000000000a0a', 'hex');

  it('and all files are told at once, with what to do', async () => {
    const files = { 'households.csv': zip, 'income.csv': gzipSync(income) };
    expect(await told(files)).toEqual([
      ['file-is-workbook', expect.objectContaining({ file: 'households.csv' })],
      ['file-is-gzip', { file: 'income.csv', renamed: 'income.csv.gz' }],
    ]);
    expect(await told({ 'households.csv.gz': gzipSync(compound), 'income.parquet': income })).toEqual([
      ['file-is-workbook', expect.objectContaining({ file: 'households.csv.gz' })],
      ['parquet-is-text', { file: 'income.parquet', renamed: 'income.csv' }],
    ]);
  });

  it('Parquet under the name of a text too', async () => {
    await inFolder({ 'households.csv': households }, async (folder) => {
      const engine = await Engine.open();
      await engine.run(`COPY (SELECT 'H1' AS household_id, 2009 AS year, 1 AS wage) TO '${folder}/income.csv'
        (FORMAT parquet)`);
      engine.close();
      const problems = await problemsOf(readFolder(folder, pack, () => 0));
      expect(problems).toMatchObject([{ code: 'file-is-parquet', params: { renamed: 'income.parquet' } }]);
    });
  });

  it('and a header that only begins like one is a header', async () => {
    const files = { 'households.csv': 'PAR1,household_id,village\n1,H1,上寨\n', 'income.csv': income };
    await readFiles(files, pack, ({ result }) => expect(result.households).toBe(1));
  });

  it('nor are bytes that nobody can type a name', async () => {
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 167) % 256));
    expect(await told({ 'households.csv': noise, 'income.csv': 'household_id,year,wa\0ge\n' })).toEqual([
      ['no-text', expect.objectContaining({ file: 'households.csv' })],
      ['no-text', { file: 'income.csv', column: 3, character: 'U+0000' }],
    ]);
  });
});

describe('headers', () => {
  const long = (columns: number, name: (n: number) => string): string =>
    Array.from({ length: columns }, (_, n) => name(n)).join(',');
  const wide = (columns: number, width: number): string =>
    `${long(columns, (n) => `x${String(n).padStart(width, '_')}`)},household_id,village\n${','.repeat(columns)}H1,上寨\n`;

  it.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['utf-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('are read whole, however long they are: %s', async (_, encode) => {
    const files = { 'households.csv': encode(wide(5_000, 180)), 'income.csv': income };
    await readFiles(files, pack, async ({ result, table, issues }) => {
      expect(await table('households')).toEqual([{ hid: 0, household: 'H1', village: '上寨' }]);
      expect(result.tables[0]?.files[0]).toMatchObject({ read: 1, used: 1 });
      expect(issues.filter(({ code }) => code === 'duplicate-header')).toEqual([]);
    });
  });

  it('are read whole with a quote that is closed late', async () => {
    const quoted = `household_id,"x${'很\n'.repeat(200)}${'很'.repeat(90_000)}",village\nH1,,上寨\n`;
    await readFiles({ 'households.csv': quoted, 'income.csv': income }, pack, ({ result }) =>
      expect(result.households).toBe(1),
    );
  });

  it('of more columns than are read are counted and refused, in Parquet too', async () => {
    expect(await told({ 'households.csv': wide(100_000, 6), 'income.csv': income })).toEqual([
      ['too-many-columns', { file: 'households.csv', found: 100_002, limit: 10_000 }],
    ]);
    await inFolder({ 'households.csv': households }, async (folder) => {
      const engine = await Engine.open();
      const columns = Array.from({ length: 10_001 }, (_, n) => `1 AS c${n}`).join();
      await engine.run(`COPY (SELECT ${columns}) TO '${folder}/income.parquet' (FORMAT parquet)`);
      engine.close();
      const problems = await problemsOf(readFolder(folder, pack, () => 0));
      expect(problems).toMatchObject([{ code: 'too-many-columns', params: { found: 10_001 } }]);
    });
  });

  it('that never end are refused, and cost no more than their beginning', async () => {
    expect(await told({ 'households.csv': `household_id,village${'x'.repeat(20 << 20)}` })).toContainEqual([
      'header-too-long',
      { file: 'households.csv', limit: 1024 },
    ]);
  });
});
