import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/duckdb.ts';
import { brief, packOf, readFiles } from './dataset.ts';

/** Reads cells of one column; each must come out as the value, or as `!code`. */
async function cells(column: object, texts: readonly string[], description = ''): Promise<string[]> {
  const pack = packOf({ households: { key: ['household'], columns: { x: column } } });
  const rows = texts.map(
    (text, index) => `H${String(index).padStart(4, '0')},"${text.replaceAll('"', '""')}"`,
  );
  const files = {
    'households.csv': ['household_id,x', ...rows, ''].join('\n'),
    ...(description === '' ? {} : { 'dataset.yaml': description }),
  };
  return readFiles(files, pack, async ({ table, issues }) => {
    const found = new Map(issues.map((issue) => [issue.household, issue]));
    const values = await table('households');
    return values.map((row: Row) => {
      const issue = found.get(row.household ?? '');
      if (issue) expect(row.x).toBeNull();
      return issue ? `!${issue.code}` : row.x === null ? 'unknown' : String(row.x);
    });
  });
}

const check = async (column: object, expected: Readonly<Record<string, string>>, description?: string) =>
  expect(await cells(column, Object.keys(expected), description)).toEqual(Object.values(expected));

describe('money', () => {
  it('is exact, with separators of every kind', () =>
    check(
      { type: 'money' },
      {
        '1500': '1500.0000',
        '1499.99': '1499.9900',
        '-12.5': '-12.5000',
        '+7': '7.0000',
        '0.1234': '0.1234',
        '1.50000': '1.5000',
        '.5': '0.5000',
        '5.': '5.0000',
        '1,234.5': '1234.5000',
        '1，234.5': '1234.5000',
        '45,32,725': '4532725.0000',
        '１２３４．５': '1234.5000',
        '（1,234）': '-1234.0000',
        '(12.50)': '-12.5000',
        '−3': '-3.0000',
        '="0102"': '102.0000',
        "'88.5": '88.5000',
        '  42 ': '42.0000',
        '\u3000 42\u00a0': '42.0000',
        '': 'unknown',
        '   ': 'unknown',
        '999999999999': '999999999999.0000',
        '-999999999998.9999': '-999999999998.9999',
      },
    ));

  it('is an issue where it cannot be read, never a guess', () =>
    check(
      { type: 'money' },
      {
        '1e3': '!type-error',
        '1_000': '!type-error',
        '1.23456': '!type-error',
        '0.00001': '!type-error',
        NaN: '!type-error',
        inf: '!type-error',
        约3000: '!type-error',
        '1 234': '!type-error',
        '1,23': '!type-error',
        '12,3456': '!type-error',
        '1.2.3': '!type-error',
        '--5': '!type-error',
        '0x1F': '!type-error',
        '1000000000000': '!out-of-range',
        '99999999999999999999999999': '!out-of-range',
      },
    ));

  it('does not take what stands for no answer as a number', () =>
    check(
      { type: 'money' },
      {
        '-99': '!undeclared-sentinel',
        '-99.00': '!undeclared-sentinel',
        '-999999999': '!undeclared-sentinel',
        '9999': '!undeclared-sentinel',
        '##N/A##': '!undeclared-sentinel',
        '-98.99': '-98.9900',
        '9999.01': '9999.0100',
      },
    ));

  it('keeps within its range, and takes declared codes as unknown however they are written', () =>
    check(
      { type: 'money', range: ['0', '10000'], missing: ['-99', 'k.A.'] },
      {
        '0': '0.0000',
        '10000': '10000.0000',
        '10000.0001': '!out-of-range',
        '-0.01': '!out-of-range',
        '-99': 'unknown',
        '-99.0': 'unknown',
        'k.A.': 'unknown',
        '-88': '!undeclared-sentinel',
        '9999': '!undeclared-sentinel',
      },
    ));

  it('trusts no comma in a column that has decimal commas', async () => {
    await check({ type: 'money' }, { '1,234': '1234.0000', '2,500': '2500.0000' });
    await check(
      { type: 'money' },
      {
        '1,234': '!type-error',
        '(1,234)': '!type-error',
        '（1，234）': '!type-error',
        '12,5': '!type-error',
        '1,234,567': '1234567.0000',
        '(1,234,567)': '-1234567.0000',
      },
    );
  });

  it('is multiplied exactly by a unit', () =>
    check(
      { type: 'money' },
      {
        '1.23456': '12345.6000',
        '0.3': '3000.0000',
        '1.234567891': '!type-error',
        '-99': '!undeclared-sentinel',
        '12,345': '123450000.0000',
      },
      'format: shuangdao-dataset/1\ntables: {households: {file: households.csv, columns: {x: {column: x, unit: 10000}}}}\n',
    ));

  it('takes a blank for what the pack says, and only a blank', () =>
    check(
      { type: 'money', blank: '0', missing: ['-99'] },
      { '': '0.0000', ' ': '0.0000', '-99': 'unknown', x: '!type-error' },
    ));
});

describe('number', () => {
  it('becomes a double where a cell has more than four decimals', async () => {
    await check({ type: 'number' }, { '5.5': '5.5000', '0.1': '0.1000' });
    await check(
      { type: 'number' },
      { '5.5': '5.5', '0.1': '0.1', '0.123456789': '0.123456789', '1e-7': '1e-7' },
    );
  });

  it('is never infinite', () =>
    check(
      { type: 'number' },
      { '0.1': '0.1000', '1e999': '!out-of-range', inf: '!type-error', nan: '!type-error' },
    ));
});

describe('integer', () => {
  it('is whole', () =>
    check(
      { type: 'integer', range: ['0', '120'] },
      {
        '5': '5',
        '5.0': '5',
        '5.5': '!type-error',
        '1e1': '!type-error',
        '1_0': '!type-error',
        '130': '!out-of-range',
        '-99': '!undeclared-sentinel',
        '００７': '7',
      },
    ));
});

describe('boolean', () => {
  it('has its usual words in any case', () =>
    check(
      { type: 'boolean' },
      {
        true: 'true',
        False: 'false',
        YES: 'true',
        n: 'false',
        '1': 'true',
        '０': 'false',
        是: 'true',
        否: 'false',
        tRuE: 'true',
        maybe: '!type-error',
        '2': '!type-error',
      },
    ));

  it('has declared words instead', () =>
    check(
      { type: 'boolean' },
      { 有: 'true', 无: 'false', true: '!type-error' },
      'format: shuangdao-dataset/1\ntables: {households: {file: households.csv, columns: {x: {column: x, true: [有], false: 无}}}}\n',
    ));
});

describe('texts', () => {
  it('keeps codes as they are, without what a spreadsheet wraps around them', () =>
    check(
      { type: 'code' },
      {
        '0102': '0102',
        '="0102"': '0102',
        "'0102": '0102',
        ' 连南　': '连南',
        '##N/A##': '!undeclared-sentinel',
        'e\u0301': 'é',
        '1e3': '1e3',
      },
    ));

  it('knows only the declared codes of a category', () =>
    check(
      { type: 'category', codes: ['healthy', 'ill'] },
      { healthy: 'healthy', ' ill ': 'ill', Healthy: '!unknown-code', 健康: '!unknown-code', '': 'unknown' },
    ));

  it('maps texts of the file to codes', () =>
    check(
      { type: 'category', codes: ['healthy', 'ill'] },
      { 健康: 'healthy', ill: 'ill', 病: '!unknown-code' },
      'format: shuangdao-dataset/1\ntables: {households: {file: households.csv, columns: {x: {column: x, codes: {健康: healthy}}}}}\n',
    ));

  it('keeps line breaks and quotes inside free text', () =>
    check(
      { type: 'text' },
      { 'a\nb': 'a\nb', 'say "no"': 'say "no"', "'s-Hertogenbosch": "'s-Hertogenbosch", "'=1+1": '=1+1' },
    ));
});

describe('dates', () => {
  it('are days with the year first', () =>
    check(
      { type: 'date' },
      {
        '2012-02-29': '2012-02-29',
        '2012/3/5': '2012-03-05',
        '20120305': '2012-03-05',
        '2012年3月5日': '2012-03-05',
        '2012-03-05 00:00:00': '2012-03-05',
        '2011-02-29': '!type-error',
        '5.3.2012': '!type-error',
        '2012-13-01': '!type-error',
      },
    ));
});

describe('ids', () => {
  it('are damaged by a spreadsheet', async () => {
    const pack = packOf({ households: { key: ['household'], columns: {} } });
    const ids = ['4.4E+17', '440111198001011000', '44011119800101100X', '1E5', '110101199003070000'];
    await readFiles(
      { 'households.csv': ['household_id', ...ids, ''].join('\n') },
      pack,
      ({ result, issues }) => {
        expect(result.households).toBe(ids.length);
        expect(brief(issues)).toEqual([
          'damaged-id households.csv:2 household_id 4.4E+17',
          'damaged-id households.csv:3 household_id 440111198001011000',
          'damaged-id households.csv:6 household_id 110101199003070000',
        ]);
      },
    );
  });
});
