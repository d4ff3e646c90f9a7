import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TempFolder } from '../../src/intake/temp.ts';
import { HOUSEHOLDS, INCOME, packOf, problemsOf, readFiles } from './dataset.ts';

describe('what must be rewritten before it can be read', () => {
  const before = process.env.TMPDIR;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'intake-test-'));
    process.env.TMPDIR = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true });
  });

  it('can be read by nobody else', () => {
    const temp = new TempFolder();
    const file = temp.file('.csv');
    file.write('private');
    file.close();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file.path)).mode & 0o777).toBe(0o700);
    temp.remove();
  });

  it('is gone afterwards, also when reading fails', async () => {
    const pack = packOf({ households: HOUSEHOLDS, income: INCOME });
    const households = gzipSync('household_id,village\nH1,a\n"H2,b\n');
    const income = Buffer.from('\ufeffhousehold_id,year,wage\nH1,2009,x\n', 'utf16le');
    await readFiles({ 'households.csv.gz': households, 'income.csv': income }, pack, ({ result }) => {
      expect(result.households).toBe(1);
    });
    expect(readdirSync(folder)).toEqual([]);
    await problemsOf(readFiles({ 'households.csv.gz': households }, pack, () => 0));
    expect(readdirSync(folder)).toEqual([]);
  });
});
