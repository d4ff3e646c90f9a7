import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { intakeMessages } from '../../src/report/messages/intake.ts';
import {
  brief,
  HOUSEHOLDS,
  INCOME,
  inFolder,
  type Outcome,
  packOf,
  problemsOf,
  readFiles,
  readFolder,
} from './dataset.ts';

const pack = packOf({ households: HOUSEHOLDS, income: INCOME });
const households = 'household_id,village\nH1,上寨\nH2,下寨\n';
const income = 'household_id,year,wage\nH1,2009,1500\nH2,2009,约八百\nH9,2009,1\n';

/** What a dataset says, however its files are written. */
const same = {
  households: [
    { hid: 0, household: 'H1', village: '上寨' },
    { hid: 1, household: 'H2', village: '下寨' },
  ],
  income: [
    { hid: 0, period: 2009, wage: '1500.0000' },
    { hid: 1, period: 2009, wage: null },
  ],
};

const GB: Readonly<Record<string, number[]>> = {
  上: [0xc9, 0xcf],
  寨: [0xd5, 0xaf],
  下: [0xcf, 0xc2],
  约: [0xd4, 0xbc],
  八: [0xb0, 0xcb],
  百: [0xb0, 0xd9],
};
const gb18030 = (text: string): Buffer => Buffer.from([...text].flatMap((c) => GB[c] ?? [c.charCodeAt(0)]));
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();

describe('encodings are found by themselves', () => {
  const ways: Readonly<Record<string, (text: string) => Buffer>> = {
    'utf-8': (text) => Buffer.from(text),
    'utf-8 with mark': (text) => Buffer.from(`\ufeff${text}`),
    gb18030: gb18030,
    'utf-16le with mark': (text) => utf16le(`\ufeff${text}`),
    'utf-16be with mark': (text) => utf16be(`\ufeff${text}`),
    'utf-16le': utf16le,
    'utf-16be': utf16be,
  };
  it.each(Object.entries(ways))('%s', async (name, encode) => {
    const files = {
      'households.csv': encode(households),
      'income.csv': encode(income.replaceAll('\n', '\r\n')),
    };
    await readFiles(files, pack, async ({ table, result, issues, rejects }) => {
      expect(await table('households')).toEqual(same.households);
      expect(await table('income')).toEqual(same.income);
      expect(result.tables[0]?.files[0]?.encoding).toBe(name.split(' ')[0]);
      expect(brief(issues)).toEqual([
        'type-error income.csv:3 wage 约八百',
        'orphan income.csv:4 household_id H9',
      ]);
      const before = encode(`${income.split('\n').slice(0, 3).join('\r\n')}\r\n`).length;
      expect(rejects).toMatchObject([
        { first_line: 4, last_line: 4, byte_offset: before, text: 'H9,2009,1' },
      ]);
    });
  });

  it('late in a file too', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => `A${index},plain`).join('\n');
    const files = {
      'households.csv': gb18030(`household_id,village\n${rows}\nH1,上寨\n`),
      'income.csv': 'household_id,year,wage\n',
    };
    await readFiles(files, pack, async ({ result, table }) => {
      expect(result.tables[0]?.files[0]).toMatchObject({ encoding: 'gb18030', read: 40_001, used: 40_001 });
      expect((await table('households')).at(-1)?.village).toBe('上寨');
    });
  });

  it('and bytes that mean nothing go to the rejects, also in GB18030 and UTF-16', async () => {
    const broken = Buffer.concat([
      gb18030('household_id,village\nH1,上寨\nH2,下'),
      Buffer.from([0xff]),
      gb18030('\nH3,上寨\n'),
    ]);
    await readFiles(
      { 'households.csv': broken, 'income.csv': 'household_id,year,wage\n' },
      pack,
      ({ rejects, issues }) => {
        expect(brief(issues)).toEqual(['encoding-error households.csv:3']);
        expect(rejects).toMatchObject([{ first_line: 3, byte_offset: 29, code: 'encoding-error' }]);
      },
    );
    const surrogate = Buffer.concat([
      utf16le('\ufeffhousehold_id,village\nH1,'),
      Buffer.from([0x00, 0xd8]),
      utf16le('\nH2,x\n'),
    ]);
    await readFiles(
      { 'households.csv': surrogate, 'income.csv': 'household_id,year,wage\n' },
      pack,
      ({ issues }) => {
        expect(brief(issues)).toEqual(['encoding-error households.csv:2']);
      },
    );
  });
});

describe('files', () => {
  it.each([';', '\t', '|'])('may be delimited by %j', async (mark) => {
    const files = {
      'households.csv': households.replaceAll(',', mark),
      'income.csv': income.replaceAll(',', mark),
    };
    await readFiles(files, pack, async ({ table, result }) => {
      expect(await table('income')).toEqual(same.income);
      expect(result.tables[1]?.files[0]?.delimiter).toBe(mark);
    });
  });

  it('may be compressed, tab-separated, or Parquet', async () => {
    const files = { 'households.csv.gz': gzipSync(households), 'income.tsv': income.replaceAll(',', '\t') };
    await readFiles(files, pack, async ({ table, result }) => {
      expect(await table('households')).toEqual(same.households);
      expect(await table('income')).toEqual(same.income);
      const digest = createHash('sha256').update(files['households.csv.gz']).digest('hex');
      expect(result.tables[0]?.files[0]).toMatchObject({ path: 'households.csv.gz', sha256: digest });
    });
    await inFolder({ 'households.csv': households }, async (folder) => {
      const engine = await Engine.open();
      await engine.run(`COPY (FROM VALUES ('H1', 2009, 1500.0, 'x'), ('H2', 2009, -99, 'y'), ('H9', 2009, 1, 'a,b')
        t(household_id, year, wage, note)) TO '${folder}/income.parquet' (FORMAT parquet)`);
      engine.close();
      await readFolder(folder, pack, async ({ table, issues, rejects }) => {
        expect(await table('income')).toEqual(same.income);
        expect(brief(issues)).toContain('undeclared-sentinel income.parquet:2 wage -99.0');
        expect(rejects).toMatchObject([{ first_line: 3, byte_offset: null, text: 'H9,2009,1.0,"a,b"' }]);
      });
    });
  });

  it('may be several for one table, each with its own layout', async () => {
    const files = {
      'households.csv': households,
      'income-2009.csv': 'household_id,year,wage\nH1,2009,1\nH2,2009,x\n',
      'income-2010.csv': gb18030('wage;year;household_id;上\n2;2010;H1;\n3;2009;H1;\n'),
      'dataset.yaml': 'format: shuangdao-dataset/1\ntables: {income: {files: income-*.csv}}\n',
    };
    await readFiles(files, pack, async ({ table, issues, result }) => {
      expect(await table('income')).toEqual([
        { hid: 0, period: 2010, wage: '2.0000' },
        { hid: 1, period: 2009, wage: null },
      ]);
      expect(brief(issues)).toEqual([
        'duplicate-key income-2009.csv:2 H1 2009',
        'type-error income-2009.csv:3 wage x',
        'extra-column income-2010.csv:1 上',
        'duplicate-key income-2010.csv:3 H1 2009',
      ]);
      expect(result.tables[1]?.files.map(({ read, used, rejected }) => [read, used, rejected])).toEqual([
        [2, 1, 1],
        [2, 1, 1],
      ]);
      expect(result.periods).toEqual({ first: 2009, last: 2010 });
    });
  });

  it('may have names that look like patterns', async () => {
    const files = {
      'house[1]*.csv': households,
      "in'come?.csv": income,
      'dataset.yaml': `format: shuangdao-dataset/1\ntables: {households: {file: "house[1]*.csv"}, income: {file: "in'come?.csv"}}\n`,
    };
    await readFiles(files, pack, async ({ table }) => expect(await table('income')).toEqual(same.income));
  });

  it('may have their headers after blank lines, or over several', async () => {
    const files = { 'households.csv': `\n\n${households}`, 'income.csv': income.replace('wage', '"wage\n"') };
    await readFiles(files, pack, async ({ table, issues }) => {
      expect(await table('income')).toEqual(same.income);
      expect(brief(issues)).toContain('orphan income.csv:5 household_id H9');
    });
  });

  it('may mix their line breaks', async () => {
    const files = {
      'households.csv': households,
      'income.csv': 'household_id,year,wage\nH1,2009,1500\r\nH2,2009,约八百\rH9,2009,1\n',
    };
    await readFiles(files, pack, async ({ table, issues }) => {
      expect(await table('income')).toEqual(same.income);
      expect(brief(issues)).toEqual([
        'type-error income.csv:3 wage 约八百',
        'orphan income.csv:4 household_id H9',
      ]);
    });
  });

  it('may have any line break inside of quotes, first of all in what is rejected', async () => {
    const broken = ['1,"x\r\ny"', '2,"x\ry"', '3,"x\ny"'];
    const data = {
      'households.csv': households,
      'income.csv': `household_id,year,wage\n${broken.join('\n')}\nH1,2009,1500\n`,
    };
    await readFiles(data, pack, ({ result, rejects }) => {
      expect(rejects.map(({ text }) => text)).toEqual(broken);
      expect(result.tables[1]?.files[0]).toMatchObject({ read: 4, used: 1, rejected: 3 });
    });
  });

  it('may end in a record that is cut short', async () => {
    const files = {
      'households.csv': households,
      'income.csv': 'household_id,year,wage\nH1,2009,1500\nH2,20',
    };
    await readFiles(files, pack, ({ rejects, result }) => {
      expect(rejects).toMatchObject([{ code: 'wrong-cell-count', text: 'H2,20', first_line: 3 }]);
      expect(result.tables[1]?.files[0]).toMatchObject({ read: 2, used: 1, rejected: 1 });
    });
  });

  it('may have one column', async () => {
    const list = packOf({ households: { key: ['household'], columns: {} } });
    await readFiles(
      { 'households.csv': 'household_id\nH1\n\n"H 2"\n  \nH3\n' },
      list,
      async ({ table, result }) => {
        expect((await table('households')).map(({ household }) => household)).toEqual(['H 2', 'H1', 'H3']);
        expect(result.tables[0]?.files[0]).toMatchObject({ read: 3, used: 3 });
      },
    );
  });

  it('may have thousands of columns that nothing asks for, which take little memory', async () => {
    const extra = Array.from({ length: 9_900 }, (_, index) => `x${index}`).join(',');
    const files = {
      'households.csv': `household_id,village,${extra}\nH1,上寨${',1'.repeat(9_900)}\n`,
      'income.csv': income,
    };
    const look = ({ issues, result }: Outcome): void => {
      expect(result.households).toBe(1);
      expect(issues.filter(({ code }) => code === 'extra-column')).toHaveLength(9_900);
      expect(brief(issues)).toContain('extra-column households.csv:1 x9899');
    };
    await readFiles(files, pack, look, { memory: '500MB' });
  });

  it('reads none if one is missing, and tells all that is missing', async () => {
    const problems = await problemsOf(
      readFiles({ 'households.csv': 'id,vilage\n', 'incomes.csv': income }, pack, () => 0),
    );
    expect(problems.map(({ code, params }) => [code, params.column ?? params.file, params.near])).toEqual([
      ['missing-column', 'household_id (household, 户编号, 农户编号, …), village', 'vilage'],
      ['missing-file', 'income.csv', 'incomes.csv'],
    ]);
  });
});

describe('a file that is not there', () => {
  const described = 'format: shuangdao-dataset/1\ntables: {income: {file: Income.csv}}\n';
  const NONE = { renamed: undefined, to: undefined, workbook: '', packed: '', near: '' };
  it.each<[string, Record<string, string>, object]>([
    ['but for its letters', { 'Income.CSV': '' }, { renamed: 'Income.CSV', to: 'income.csv' }],
    ['but for its ending', { 'income.txt': '' }, { renamed: 'income.txt', to: 'income.csv' }],
    ['but as a workbook', { 'income.xlsx': '' }, { workbook: 'income.xlsx' }],
    ['but packed', { 'income.csv.zip': '' }, { packed: 'income.csv.zip' }],
    ['but misspelt', { 'icome.tsv': '' }, { near: 'icome.tsv' }],
    [
      'but year by year',
      { 'income-2010.csv': '', 'income-2009.csv': '' },
      { near: 'income-2009.csv, income-2010.csv' },
    ],
    ['nor anything like it', { 'outcome.csv': '', 'income.md': '', 'incomes.md': '' }, {}],
    [
      'but is named',
      { 'income.csv': '', 'dataset.yaml': described },
      { renamed: 'income.csv', to: 'Income.csv' },
    ],
  ])('%s is told with what is there instead', async (_, present, expected) => {
    const files = { 'households.csv': households, ...present };
    const [problem, ...others] = await problemsOf(readFiles(files, pack, () => 0));
    expect(others).toEqual([]);
    const { table: __, file: ___, ...params } = problem?.params ?? {};
    expect({ renamed: undefined, to: undefined, ...params }).toEqual({ ...NONE, ...expected });
  });

  it.each([
    ['a folder', 'not-a-file', (path: string) => mkdirSync(path)],
    ['a link that leads nowhere', 'broken-link', (path: string) => symlinkSync('gone.csv', path)],
  ])('but is %s', async (_, code, make) => {
    await inFolder({ 'households.csv': households }, async (folder) => {
      make(join(folder, 'income.csv'));
      const [problem] = await problemsOf(readFolder(folder, pack, () => 0));
      expect(problem?.code).toBe(code);
      expect(intakeMessages[code as 'not-a-file'].en.split('\n')).toHaveLength(2);
    });
  });

  it('may be a link to a file elsewhere', async () => {
    await inFolder({ 'data/households.csv': households, 'elsewhere/i.csv': income }, async (folder) => {
      symlinkSync('../elsewhere/i.csv', join(folder, 'data/income.csv'));
      await readFolder(join(folder, 'data'), pack, async ({ table }) =>
        expect(await table('income')).toEqual(same.income),
      );
    });
  });
});

describe('csv-spectrum', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('csv-spectrum'));
  const names = [
    'comma_in_quotes',
    'empty',
    'empty_crlf',
    'escaped_quotes',
    'json',
    'location_coordinates',
    'newlines',
    'newlines_crlf',
    'quotes_and_newlines',
    'simple',
    'simple_crlf',
    'utf8',
  ];

  it.each(names)('%s passes through unchanged', async (name) => {
    const csv = readFileSync(join(folder, 'csvs', `${name}.csv`), 'utf8');
    const json: Record<string, string> | Record<string, string>[] = JSON.parse(
      readFileSync(join(folder, 'json', `${name}.json`), 'utf8'),
    );
    // One expectation of the suite is not a list and has another telephone number than its file.
    const rows = Array.isArray(json) ? json : [{ ...json, 'Contact Phone Number': '2095257564' }];
    const headers = Object.keys(rows[0] ?? {});
    const [key = ''] = headers;
    const columns = Object.fromEntries(
      headers.map((header, index) => [`c${index}`, { type: 'text', aliases: [header] }]),
    );
    const all = packOf({ households: { key: ['household'], columns } });
    const description = `format: shuangdao-dataset/1\ntables: {households: {file: ${name}.csv, columns: {household: ${JSON.stringify(key)}, c0: ${JSON.stringify(key)}}}}\n`;
    await readFiles({ [`${name}.csv`]: csv, 'dataset.yaml': description }, all, async ({ table, result }) => {
      const found = (await table('households')).map((row) =>
        headers.map((_, index) => row[`c${index}`] ?? ''),
      );
      expect(found).toEqual(rows.map((row) => headers.map((header) => row[header])).sort());
      expect(result.tables[0]?.files[0]?.rejected).toBe(0);
    });
  });
});
