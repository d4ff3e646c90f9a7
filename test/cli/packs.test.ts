import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPack, shippedPacks } from '../../src/cli/packs.ts';
import { Failure } from '../../src/model/problem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
  mkdirSync(join(folder, 'pack'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Codes of the problems with a pack whose exit line stands in a table at this path. */
function codesWithTable(path: string): string[] {
  const text = readFileSync('fixtures/bad-packs/table-missing.yaml', 'utf8').replace(
    'data/table-missing.csv',
    path,
  );
  writeFileSync(join(folder, 'pack/pack.yaml'), text);
  try {
    openPack(join(folder, 'pack/pack.yaml'));
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.problems.map(({ code }) => code);
    throw error;
  }
}

const TABLE = 'period,line\n2009,2500\n2010,2500\n2011,2500\n2012,2500\n';

describe('a rule pack', () => {
  it('is found by its id, with the files it is made of', () => {
    expect(shippedPacks()).toContain('guangdong-2013');
    const { loaded, files } = openPack('guangdong-2013');
    expect(loaded.pack.id).toBe('guangdong-2013');
    expect(Object.keys(files)).toEqual(['guangdong-2013.yaml', 'data/guangdong-rural-income.csv']);
  });

  it('is asked for again if nobody knows the name, with the nearest one', () => {
    const open = (): unknown => openPack('guandong-2009');
    expect(open).toThrow(Failure);
    expect(open).toThrow(/"near":"guangdong-2009"/);
  });

  it('reads tables in its own folder and below', () => {
    writeFileSync(join(folder, 'pack/lines.csv'), TABLE);
    expect(codesWithTable('lines.csv')).toEqual([]);
    expect(codesWithTable('./lines.csv')).toEqual([]);
  });

  it('reads none outside, by whatever way', () => {
    writeFileSync(join(folder, 'lines.csv'), TABLE);
    symlinkSync(join(folder, 'lines.csv'), join(folder, 'pack/link.csv'));
    symlinkSync(folder, join(folder, 'pack/up'));
    expect(codesWithTable('../lines.csv')).toEqual(['table-outside']);
    expect(codesWithTable('up/../../lines.csv')).toEqual(['table-outside']);
    expect(codesWithTable(join(folder, 'lines.csv'))).toEqual(['table-outside']);
    expect(codesWithTable('link.csv')).toEqual(['table-unreadable']);
    expect(codesWithTable('up/lines.csv')).toEqual(['table-unreadable']);
  });
});
