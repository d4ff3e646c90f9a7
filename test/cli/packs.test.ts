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

/** What is said of a pack and of the table beside it, if both are of these bytes. */
function problemsWith(pack: Uint8Array, table: Uint8Array | string): Failure {
  writeFileSync(join(folder, 'pack/pack.yaml'), pack);
  writeFileSync(join(folder, 'pack/lines.csv'), table);
  try {
    openPack(join(folder, 'pack/pack.yaml'));
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was read without a problem');
}

const TABLE = 'period,line\n2009,2500\n2010,2500\n2011,2500\n2012,2500\n';

describe('the encoding of a rule pack', () => {
  const text = readFileSync('fixtures/bad-packs/table-missing.yaml', 'utf8').replace(
    'data/table-missing.csv',
    'lines.csv',
  );
  // 工 in GBK.
  const gbk = (before: string): Uint8Array =>
    Buffer.concat([Buffer.from(before), Buffer.from([0xb9, 0xa4]), Buffer.from('\n')]);
  const placesOf = ({ kind, problems }: Failure): string[] =>
    problems.map(({ code, place }) => `${kind} ${code} ${place?.file}:${place?.line}:${place?.column}`);

  it('is UTF-8, with or without a byte order mark', () => {
    for (const mark of ['', '\ufeff']) {
      writeFileSync(join(folder, 'pack/pack.yaml'), mark + text);
      writeFileSync(join(folder, 'pack/lines.csv'), mark + TABLE);
      const { files, loaded } = openPack(join(folder, 'pack/pack.yaml'));
      expect(loaded.tables.get('exit_line')?.rows).toHaveLength(4);
      // The run statement has the digest of the file as it lies there.
      expect(Object.values(files)).toEqual([mark + text, mark + TABLE]);
    }
  });

  it('is no other: neither GBK nor UTF-16, with its mark or without', () => {
    const path = join(folder, 'pack/pack.yaml');
    const lines = text.split('\n').length;
    expect(placesOf(problemsWith(gbk(`${text}# `), TABLE))).toEqual([`pack not-utf8 ${path}:${lines}:3`]);
    expect(placesOf(problemsWith(Buffer.from(`\ufeff${text}`, 'utf16le'), TABLE))).toEqual([
      `pack not-utf8 ${path}:1:1`,
    ]);
    expect(placesOf(problemsWith(Buffer.from(text, 'utf16le'), TABLE))).toEqual([
      `pack not-utf8 ${path}:1:2`,
    ]);
  });

  it('is that of the tables beside it', () => {
    expect(placesOf(problemsWith(Buffer.from(text), gbk(`${TABLE}2013,`)))).toEqual([
      'pack not-utf8 lines.csv:6:6',
    ]);
  });
});

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

  it('is named by its path where a file of that name lies here', () => {
    const open = (name: string): unknown => openPack(join(folder, name));
    writeFileSync(join(folder, 'gd.yaml'), '');
    mkdirSync(join(folder, 'gx.yaml'));
    expect(() => open('gd')).toThrow(`"beside":"${join(folder, 'gd.yaml')}"`);
    expect(() => open('gx')).toThrow('"beside":""');
    expect(() => open('gd.yaml/x')).toThrow(/pack-not-found/);
    expect(() => open('g\0d')).toThrow(/pack-not-found/);
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
