import { describe, expect, it } from 'vitest';
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

const MEMBERS = { key: ['household', 'member'], optional: true, columns: { age: { type: 'integer' } } };
const pack = packOf({ households: HOUSEHOLDS, income: INCOME, members: MEMBERS });
const sound = {
  'households.csv': 'household_id,village\nH1,上寨\n',
  'income.csv': 'household_id,year,wage\nH1,2009,1500\n',
};
const members = 'household_id,member_id,age\nH1,1,40\n';
const describe_ = (tables: string): string => `format: shuangdao-dataset/1\ntables: {${tables}}\n`;

async function warned(files: Files, previous?: string): Promise<unknown> {
  return readFiles(files, pack, ({ result }) => result.warnings, { ...(previous && { previous }) });
}

const notRead = (files: string, more: number | '' = ''): object => ({
  code: 'files-not-read',
  params: { files, more },
});

describe('files that nobody read', () => {
  it('are told with the table that they may be meant for, those first', async () => {
    const files = {
      'member.csv': members,
      'income-2023.csv': sound['income.csv'],
      'Members.xlsx': 'x',
      'income (1).txt': 'x',
      'households.csv.zip': 'x',
      'fields.tsv': 'x',
      'panel.dta': 'x',
    };
    const names =
      'Members.xlsx (members?), households.csv.zip (households?), income (1).txt (income?), income-2023.csv (income?), member.csv (members?), fields.tsv, panel.dta';
    expect(await warned({ ...sound, ...files })).toEqual([notRead(names)]);
  });

  it.each([
    'README.md',
    'README.txt',
    'MADE-UP.txt',
    'notes.docx',
    'scan.zip',
    'procedure.csv',
    'my-rules.yaml',
    'pack.yaml',
    'map.geojson',
    '.income.csv',
    '~$income.xlsx',
    'incomes.csv/notes',
    'older/income.csv',
  ])('are not %s', async (name) => {
    expect(await warned({ ...sound, [name]: 'x' })).toEqual([]);
  });

  it('are not a register that was given on the command line', async () => {
    const register = 'household_id,period,state\nH1,2008,in\n';
    await inFolder({ ...sound, 'registered.csv': register }, async (folder) => {
      const previous = `${folder}/registered.csv`;
      expect(await readFolder(folder, pack, ({ result }) => result.warnings, { previous })).toEqual([]);
      expect(await readFolder(folder, pack, ({ result }) => result.warnings)).toEqual([
        notRead('registered.csv (register?)'),
      ]);
    });
  });

  it('may have been forgotten in dataset.yaml, also in a folder below', async () => {
    const { 'income.csv': income, ...rest } = sound;
    const files = {
      ...rest,
      'years/income-2009.csv': income,
      'years/income-2010.csv': income,
      'years/notes.md': '',
      'dataset.yaml': describe_('income: {files: [years/income-2009.csv]}'),
    };
    expect(await warned(files)).toEqual([notRead('years/income-2010.csv (income?)')]);
  });

  it('are counted where there are many', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`photo${n}.csv`, 'x']));
    expect(await warned({ ...sound, ...many, 'member.csv': members })).toEqual([
      notRead(expect.stringMatching(/^member\.csv \(members\?\), photo0\.csv, photo1\.csv, /) as never, 19),
    ]);
  });

  it.each(['Dataset.yml', 'dataset.yml', 'datasets.yaml'])(
    'may be %s, which describes nothing',
    async (file) => {
      const misnamed = { code: 'description-not-read', params: { file } };
      expect(await warned({ ...sound, [file]: describe_('') })).toEqual([misnamed]);
      const problems = await problemsOf(
        readFiles({ ...sound, 'households.csv': 'a\n', [file]: '' }, pack, () => 0),
      );
      expect(problems).toMatchObject([{ code: 'missing-column' }, { severity: 'warning', ...misnamed }]);
    },
  );
});

describe('tables', () => {
  it('that may be left out are known to be', async () => {
    await readFiles(sound, pack, ({ result }) => expect(result.absent).toEqual(['members']));
    await readFiles({ ...sound, 'members.csv': members }, pack, ({ result }) =>
      expect(result.absent).toEqual([]),
    );
  });

  it('of which nothing is used are told, with the most frequent reason and what was declared', async () => {
    const chinese = {
      ...sound,
      'income.csv': Buffer.from(`household_id,year,wage\n${'H1,2009,\xff\n'.repeat(3)}H7,2009,1\n`, 'latin1'),
      'dataset.yaml': describe_('income: {encoding: utf-8}'),
    };
    await readFiles(chinese, pack, ({ result, issues }) => {
      expect(result.warnings).toEqual([
        {
          code: 'nothing-used',
          params: {
            ...{ table: 'income', files: 'income.csv', more: '', read: 4, reason: 'encoding-error' },
            declared: 'encoding: utf-8',
          },
        },
      ]);
      expect(issues[0]).toMatchObject({ code: 'encoding-error', expected: 'utf-8' });
    });
  });

  it('of one file among several are told by that file', async () => {
    const files = {
      ...sound,
      'income.csv': '',
      'income-1.csv': sound['income.csv'],
      'income-2.csv': sound['income.csv'].replace('H1', 'H2'),
      'dataset.yaml': describe_('income: {files: income-*.csv}'),
    };
    expect(await warned(files)).toMatchObject([
      notRead('income.csv (income?)'),
      { code: 'nothing-used', params: { files: 'income-2.csv', read: 1, reason: 'orphan', declared: '' } },
    ]);
  });

  it('that are needed and have no record are told, and others not', async () => {
    const files = {
      ...sound,
      'income.csv': 'household_id,year,wage\n',
      'members.csv': 'household_id,member_id,age\n',
    };
    expect(await warned(files)).toEqual([
      { code: 'no-records', params: { table: 'income', files: 'income.csv', more: '' } },
    ]);
  });
});
