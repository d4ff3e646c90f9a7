import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { type Files, writeFiles } from './dataset.ts';
import { HOSTILE_PACK } from './hostile-pack.ts';

const ESC = '\u001b';

const folder = mkdtempSync(join(tmpdir(), 'odd-bytes-'));
writeFiles(folder, { 'pack.yaml': HOSTILE_PACK });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bytes that are hardly text', () => {
  async function classified(
    files: Files,
  ): Promise<{ rows: Record<string, string>[]; summary: { files: unknown[]; issues: { code: string }[] } }> {
    const place = mkdtempSync(join(folder, 'odd-'));
    writeFiles(place, {
      'households.csv': 'household_id,county,village,able,note\nH1,c,v,true,n\n',
      'income.csv': 'household_id,year,wage\nH1,2009,500\n',
      ...files,
    });
    const out = join(place, 'runs', 'run');
    const { exitCode, stderr } = await runCli([
      'classify',
      place,
      '--rules',
      join(folder, 'pack.yaml'),
      '--out',
      out,
      '--quiet',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const rows: Record<string, string>[] = parse(readFileSync(join(out, 'decisions.csv')), {
      columns: true,
      bom: true,
    });
    return { rows, summary: JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) };
  }
  const head = 'household_id,county,village,able,note\n';

  it('are NUL bytes in cells, which stay or are told, and cost no other record', async () => {
    const { rows } = await classified({
      'households.csv': `${head}H1,c,v,true,n\nH\0X,c\0,v,true,a\0b\nH3,c,v,true,n\n`,
    });
    const ids = rows.map(({ household }) => household);
    expect(ids).toEqual(expect.arrayContaining(['H1', 'H3']));
  });

  it('are NUL bytes in headers, which stop the run', async () => {
    const place = mkdtempSync(join(folder, 'odd-'));
    writeFiles(place, {
      'households.csv': `household_id,county,village,able,note,x\0y\nH1,c,v,true,n,z\n`,
      'income.csv': 'household_id,year,wage\nH1,2009,500\n',
    });
    const { exitCode, stderr } = await runCli(['check', place, '--rules', join(folder, 'pack.yaml')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('households.csv is no text');
    expect(stderr).toContain('(U+0000, in the header of column 6)');
  });

  it('are headers that steer', async () => {
    const { rows } = await classified({
      'households.csv': `household_id,county,village,able,note,${ESC}[31mx,=cmd(),'; DROP TABLE x; --,"a\nb"\nH1,c,v,true,n,1,2,3,4\n`,
    });
    expect(rows.map(({ household }) => household)).toEqual(['H1']);
  });

  it('are cells of nearly a megabyte, which stay, and of more, which are told', async () => {
    const long = (n: number): string => '贫'.repeat(Math.floor(n / 3));
    const { rows, summary } = await classified({
      'households.csv': `${head}H1,c,v,true,${long(900_000)}\nH2,c,v,true,"${long(1_500_000)}"\nH3,c,v,true,${long(1_500_000)}\nH4,c,v,true,n\n`,
    });
    expect(rows.map(({ household }) => household)).toEqual(['H1', 'H4']);
    expect(rows[0]?.kept_note).toBe(long(900_000));
    expect(summary.files[0]).toMatchObject({ read: 4, used: 2, rejected: 2 });
  });

  it('are half a million quotes in a cell', async () => {
    const { rows } = await classified({
      'households.csv': `${head}H1,c,v,true,"${'""'.repeat(400_000)}"\nH2,c,v,true,n\n`,
    });
    expect(rows.map(({ household, kept_note }) => [household, kept_note?.length])).toEqual([
      ['H1', 400_000],
      ['H2', 1],
    ]);
  });

  it('are no periods, whatever they look like', async () => {
    const odd = [
      '20090',
      '02009',
      '-2009',
      '2009-13',
      '1e3',
      '2OO9',
      '９９９９',
      '0',
      'year',
      '2009.5',
      '2009\u0000',
      '١٤٤١',
    ];
    const fine = ['２０１０', '2011年', ' 2012 '];
    const { rows, summary } = await classified({
      'income.csv': `household_id,year,wage\nH1,2009,500\n${[...odd, ...fine].map((text) => `H1,"${text}",1`).join('\n')}\n`,
    });
    expect(rows.map(({ period }) => period)).toEqual(['2012']);
    expect(summary.files.at(-1)).toMatchObject({ read: 1 + odd.length + fine.length, used: 1 + fine.length });
  });
});
