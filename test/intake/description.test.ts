import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../src/cli/failures.ts';
import { inFolder, readFolder } from './dataset.ts';
import { complaints, DATA, pack, tables } from './described.ts';

/** In each the first complaint: its code, its place, what is underlined, and the first line that is said. */
const EXPECTED: Record<string, [text: string, code: string, at: string, underlined: string, said: string]> = {
  'an open quotation mark': [
    tables('income: {file: "income.csv}'),
    'yaml-quote-open',
    '3:18',
    '"',
    'a quotation mark opens a text here, and nothing closes it',
  ],
  'a key given twice': [
    tables('income: {}\n  income: {}'),
    'yaml-duplicate-key',
    '4:3',
    'income',
    'key income stands twice in the same place',
  ],
  'an alias': [
    tables('income: &a {}\n  households: *a'),
    'yaml-alias',
    '4:15',
    '*a',
    'anchors and aliases (&, *) are not used here',
  ],
  'a NUL character': [
    tables('income: {missing: "a\\0"}'),
    'yaml-nul',
    '3:21',
    '"a\\0"',
    'the character NUL (\\0) can stand neither in a name nor in a cell',
  ],
  'a list at the top': [
    '- format\n',
    'value-type',
    '1:1',
    '- format',
    'dataset.yaml should be of the form {a: b}, not ["format"]',
  ],
  'a list of tables': [
    tables('- income'),
    'value-type',
    '3:3',
    '- income',
    'tables should be of the form {a: b}, not ["income"]',
  ],
  'a column that is neither a header nor details': [
    tables('income: {columns: {wage: [a]}}'),
    'value-type',
    '3:28',
    '[a]',
    'tables.income.columns.wage should be of the form "text" | {a: b}, not ["a"]',
  ],
  'another format': [
    'format: shuangdao-dataset/2\n',
    'value-option',
    '1:9',
    'shuangdao-dataset/2',
    'format is one of shuangdao-dataset/1, not "shuangdao-dataset/2"; did you mean shuangdao-dataset/1?',
  ],
  'no format': ['tables: {}\n', 'key-missing', '1:1', 'tables: {}', 'dataset.yaml lacks its key format'],
  'an unknown key at the top': [
    'format: shuangdao-dataset/1\ntable: {}\n',
    'key-unknown',
    '2:1',
    'table',
    'there is no key table in dataset.yaml; did you mean tables?',
  ],
  'an unknown key of a table': [
    tables('income: {encodng: gbk}'),
    'key-unknown',
    '3:12',
    'encodng',
    'there is no key encodng in tables.income; did you mean encoding?',
  ],
  'an unknown key of a column': [
    tables('income: {columns: {wage: {column: x, units: 10000}}}'),
    'key-unknown',
    '3:40',
    'units',
    'there is no key units in tables.income.columns.wage; did you mean unit?',
  ],
  'an unknown encoding': [
    tables('income: {encoding: gb1803}'),
    'value-option',
    '3:22',
    'gb1803',
    'tables.income.encoding is one of utf-8, utf-16, utf-16le, utf-16be, gb18030, gbk, gb2312, not "gb1803"; did you mean gb18030?',
  ],
  'a delimiter that is none': [
    tables('income: {delimiter: "#"}'),
    'form-delimiter',
    '3:23',
    '"#"',
    '"#" is no delimiter',
  ],
  'a unit that is no number': [
    tables('income: {columns: {wage: {unit: "10,000"}}}'),
    'form-unit',
    '3:35',
    '"10,000"',
    '"10,000" does not say what one in the file is worth',
  ],
  'a number cut off at its comma': [
    tables('income: {columns: {wage: {unit: 10,000}}}'),
    'key-torn-number',
    '3:38',
    '000',
    'YAML takes 000 for a key in tables.income.columns.wage, because a comma inside {…} begins a new one',
  ],
  'a colon without a blank': [
    tables('income: {columns: {wage: {column:x}}}'),
    'key-colon',
    '3:29',
    'column:x',
    'YAML takes column:x in tables.income.columns.wage for a key, because its colon is no colon with a blank after it',
  ],
  'a colon of full width': [
    tables('income: {columns: {wage: {column：工资}}}'),
    'key-colon',
    '3:29',
    'column：工资',
    'YAML takes column：工资 in tables.income.columns.wage for a key, because its colon is no colon with a blank after it',
  ],
  'file and files': [
    tables('income: {file: a.csv, files: b.csv}'),
    'dataset-file-twice',
    '3:32',
    'b.csv',
    'tables.income.files stands beside file, and a table has one of the two',
  ],
  'an empty list': [
    tables('income: {missing: []}'),
    'value-short',
    '3:21',
    '[]',
    'tables.income.missing has too little in it: at least 1 is expected, found []',
  ],
};

describe('a broken dataset.yaml', () => {
  it.each(Object.entries(EXPECTED))('with %s', async (_, [text, ...expected]) => {
    const [first = []] = await complaints(text);
    const [code, at, underlined, said = ''] = first;
    expect([code, at, underlined, said.split('\n')[0]]).toEqual(expected);
  });

  it.each(Object.entries(EXPECTED))(
    'with %s is explained in Chinese, without a word of zod or yaml',
    async (_, [text]) => {
      for (const [, , , english = '', chinese = ''] of await complaints(text)) {
        expect(chinese).toMatch(/\p{Script=Han}/u);
        expect(english + chinese).not.toMatch(/Invalid|expected (object|array|string)|option:|\{\w+\}|\[\[/);
      }
    },
  );

  it.each([
    ['GBK', Buffer.from([...Buffer.from(tables('# ')), 0xb9, 0xa4]), '4:1'],
    ['UTF-16', Buffer.from(`\ufeff${tables('income: {}')}`, 'utf16le'), '1:1'],
    ['UTF-16 without a mark', Buffer.from(tables('income: {}'), 'utf16le'), '1:2'],
  ])('in %s is refused', async (_, bytes, at) => {
    const found = await complaints(bytes);
    expect(found.map(([code, place]) => [code, place])).toEqual([['not-utf8', at]]);
    expect(found[0]?.[3]).toMatch(/^dataset\.yaml is not UTF-8 text: .* line \d\nSave the file as UTF-8/);
  });

  it('that is a folder is named', async () => {
    await inFolder({ ...DATA, 'dataset.yaml/x': '' }, async (folder) => {
      const error: unknown = await readFolder(folder, pack, () => undefined).catch((cause) => cause);
      expect(toFailure(error).problems).toMatchObject([
        { code: 'is-a-folder', params: { path: join(folder, 'dataset.yaml') } },
      ]);
    });
  });

  it('names the keys that there are', async () => {
    const [[, , , english, chinese] = []] = await complaints(
      tables('income: {columns: {wage: {colour: x}}}'),
    );
    expect(english).toContain('The keys there are: column, true, false, unit, codes, missing.');
    expect(chinese).toContain('可用的键：column, true, false, unit, codes, missing。');
  });

  it('with several faults tells all of them', async () => {
    const found = await complaints('formt: x\ntables: {income: {fil: x, encoding: y}}\n');
    expect(found.map(([code, at]) => `${code} ${at}`)).toEqual([
      'key-missing 1:1',
      'value-option 2:37',
      'key-unknown 2:19',
      'key-unknown 1:1',
    ]);
  });
});
