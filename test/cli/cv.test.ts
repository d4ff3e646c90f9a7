import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'cv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, `table${files++}.csv`);
  writeFileSync(path, content);
  return path;
}

const COLUMNS = ['--region', 'region', '--value', 'income', '--weight', 'persons'];
const cv = (content: string | Uint8Array, ...options: string[]) =>
  runCli(['cv', file(content), ...COLUMNS, ...options]);

interface Json {
  periods: {
    period: string;
    regions: number;
    figures: { id: string; value: number | null; reason?: string }[];
  }[];
  problems: { code: string; params: Record<string, string | number> }[];
  missing: unknown;
  changes: { from: string; to: string; regions: number }[];
}
const json = async (content: string | Uint8Array, ...options: string[]): Promise<Json> =>
  JSON.parse((await cv(content, ...options, '--json')).stdout);

const GOOD = 'region,income,persons\nA,1,3\nB,3,1\n';

describe('cv reads', () => {
  const figure = async (content: string | Uint8Array, id: string) =>
    (await json(content)).periods[0]?.figures.find((one) => one.id === id)?.value;

  it.each([
    ['commas', GOOD],
    ['semicolons and Windows line ends', GOOD.replaceAll(',', ';').replaceAll('\n', '\r\n')],
    ['tabs and a byte order mark', `\ufeff${GOOD.replaceAll(',', '\t')}`],
    ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le')],
    ['full-width digits', GOOD.replace('B,3', 'B,３')],
    ['blank lines', GOOD.replaceAll('\n', '\n\n')],
    ['headers in capitals', GOOD.replace('region', 'REGION')],
    ['cells that a spreadsheet kept as text', 'region,income,persons\n"=""A""",1,3\nB,"=""3""",1\n'],
    ['columns nobody asked for', GOOD.replaceAll('\n', ',x\n')],
  ])('%s', async (_, content) => {
    expect(await figure(content, 'cv-n')).toBe(0.5);
  });

  it('GB18030', async () => {
    // 甲 and 乙
    const bytes = Buffer.concat([
      Buffer.from('region,income,persons\n'),
      Buffer.from([0xbc, 0xd7]),
      Buffer.from(',1,3\n'),
      Buffer.from([0xd2, 0xd2]),
      Buffer.from(',3,1\n'),
    ]);
    const { stdout } = await cv(bytes);
    expect(stdout).toContain('甲');
  });

  it('thousands, and refuses a decimal comma', async () => {
    expect(await figure('region,income,persons\nA,"1,000",3\nB,"3,000",1\n', 'mean')).toBe(2000);
    expect((await cv('region;income;persons\nA;1,5;3\nB;2;1\n')).stderr).toContain('income of A is “1,5”');
  });

  it.each(['NA', 'NaN', 'n/a', '.'])('a region whose value is %s, which is in no figure', async (none) => {
    const table = `region,income,persons\nA,1,3\nB,3,1\nC,${none},${none}\n`;
    expect(await figure(table, 'cv-n')).toBe(0.5);
    expect(await figure(table, 'williamson')).toBeCloseTo(Math.sqrt(3) / 3, 15);
    expect((await cv(table)).stdout).toContain('Without a value, and in no figure: 1 region(s): C');
    expect((await json(table)).missing).toEqual([{ region: 'C', periods: [''] }]);
    const perHead = await json('region,income,persons\nA,1,3\nB,3,1\nC,5,NA\n', '--per', 'persons');
    expect(perHead.periods[0]?.regions).toBe(2);
    const { problems } = await json('region,income,persons\nA,1,3\nB,3,1\nC,5,NA\n');
    expect(problems).toMatchObject([{ code: 'regions-not-a-number', params: { line: 4, value: 'NA' } }]);
  });

  it('a value per head with --per', async () => {
    const found = JSON.parse(
      (await runCli(['cv', file(GOOD), ...COLUMNS, '--per', 'persons', '--json'])).stdout,
    ) as Json;
    expect(found.periods[0]?.figures.find(({ id }) => id === 'mean')?.value).toBeCloseTo((1 / 3 + 3) / 2, 15);
  });
});

describe('cv refuses a table', () => {
  it('and tells everything that is wrong with it at once', async () => {
    const bad = [
      'region,income,persons',
      'A,1,2',
      'B,about 5,-3',
      ' ,2,4',
      'A,3,3',
      'C,,1',
      'D,1',
      '"E\nE",7,x',
      'F,1e999,1',
    ].join('\n');
    const { problems } = await json(bad);
    expect(
      problems.map(({ code, params }) => [params.line, code, params.column, params.region, params.value]),
    ).toEqual([
      [3, 'regions-not-a-number', 'income', 'B', 'about 5'],
      [3, 'regions-negative-weight', 'persons', 'B', '-3'],
      [4, 'regions-no-region', 'region', '', ''],
      [5, 'regions-duplicate', undefined, 'A', undefined],
      [6, 'regions-blank-cell', 'income', 'C', ''],
      [7, 'regions-cell-count', undefined, undefined, undefined],
      [8, 'regions-not-a-number', 'persons', 'E\nE', 'x'],
      [10, 'regions-not-a-number', 'income', 'F', '1e999'],
    ]);
    const { exitCode, stderr, stdout } = await cv(bad);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('csv:3: income of B is “about 5”, which is no number');
    expect(stderr).toContain('csv:5: region A is there already, in line 2');
    expect((await cv(bad, '--lang', 'zh')).stderr).toContain('csv:3：B 的 income 是“about 5”，不是数字');
  });

  it('that has a region twice in one period, but not in two', async () => {
    const twice = 'region,income,persons,year\nA,1,1,2009\nA,2,1,2010\nB,1,1,2009\nB,1,1,2010\n';
    expect((await json(twice, '--by', 'year')).periods.map(({ period }) => period)).toEqual(['2009', '2010']);
    const { problems } = await json(`${twice}A,3,1,2010\n`, '--by', 'year');
    expect(problems).toMatchObject([
      { code: 'regions-duplicate', params: { line: 6, earlier: 3, period: '2010' } },
    ]);
    expect((await json(`${twice}C,3,1,\n`, '--by', 'year')).problems).toMatchObject([
      { code: 'regions-blank-cell', params: { column: 'year', option: '--by' } },
    ]);
  });

  it.each([
    [
      'without the column',
      'region,incme,persons\nA,1,1\n',
      'has no column income, which --value asks for; did you mean incme?',
    ],
    ['with the column twice', 'region,income,income,persons\nA,1,1,1\n', 'has column income twice'],
    [
      'that is a workbook',
      Buffer.from('504b03041400060008000000210062ee9d68', 'hex'),
      'is no text: its beginning has bytes that stand in no table',
    ],
    ['without rows', 'region,income,persons\n', 'has no rows of regions'],
    ['that is empty', '', 'has no rows of regions'],
    [
      'with an open quotation mark',
      'region,income,persons\nA,1,1\n"B,2,1\n',
      ': a quotation mark is opened or closed',
    ],
    [
      'in no encoding',
      Buffer.from([...Buffer.from('region,income,persons\nA,1,1\n'), 0xff, 0x0a]),
      ':3: the bytes of this line are no text',
    ],
  ])('%s', async (_, content, message) => {
    const { exitCode, stderr } = await cv(content);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('that is a folder', async () => {
    const { exitCode, stderr } = await runCli(['cv', folder, ...COLUMNS]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${folder} is a folder`)]);
  });

  it('and lists no more than the first hundred problems', async () => {
    const many = Array.from({ length: 150 }, (_, n) => `R${n},x,1`).join('\n');
    const { problems } = await json(`region,income,persons\n${many}\n`);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({ code: 'regions-more', params: { count: 50 } });
  });
});

describe('cv says why there is no figure', () => {
  it.each([
    ['one region', 'A,5,1\n', 'cv-n', 'one-unit', 1],
    ['a mean of zero', 'A,-1,1\nB,1,1\n', 'williamson', 'zero-mean', 0],
    ['all weights zero', 'A,1,0\nB,2,0\n', 'williamson', 'zero-weights', 0],
    ['numbers too large', 'A,1e200,1\nB,1e201,1\nC,1e308,1\n', 'sd-n', 'not-finite', 0],
    ['a value of zero', 'A,0,1\nB,2,1\n', 'theil-t', 'non-positive-values', 0],
    ['a value below zero', 'A,-1,1\nB,9,1\n', 'mld-weighted', 'non-positive-values', 0],
  ])('for %s', async (_, body, id, reason, exitCode) => {
    const content = `region,income,persons\n${body}`;
    const found = (await json(content)).periods[0]?.figures.find((one) => one.id === id);
    expect(found).toMatchObject({ value: null, reason });
    const result = await cv(content);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stdout).toContain('no figure: ');
    expect(result.stdout).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('cv over periods', () => {
  const PANEL = [
    'region,income,persons,year',
    ...[2010, 2009, 2011].flatMap((year) =>
      ['A', 'B', 'C', 'D'].map((name, n) => `${name},${(n + 1) * 100 + (year - 2009) * 30},${n + 1},${year}`),
    ),
  ];
  const panel = `${PANEL.join('\n')}\n`;
  const gap = `${PANEL.filter((line) => line !== `D,460,4,2011`).join('\n')}\n`;

  it('compares the last with the first, then each with the one before', async () => {
    const { changes } = await json(panel, '--by', 'year');
    expect(changes.map(({ from, to, regions }) => [from, to, regions])).toEqual([
      ['2009', '2011', 4],
      ['2009', '2010', 4],
      ['2010', '2011', 4],
    ]);
  });

  it('tells which region is missing in which period, and what each figure covers', async () => {
    const found = await json(gap, '--by', 'year');
    expect(found.missing).toEqual([{ region: 'D', periods: ['2011'] }]);
    expect(found.periods.map(({ regions }) => regions)).toEqual([4, 4, 3]);
    expect(found.changes.map(({ regions }) => regions)).toEqual([3, 4, 3]);
    expect(await json(panel.replace('D,460,4,2011', 'D,NA,,2011'), '--by', 'year')).toEqual({
      ...found,
      source: expect.anything(),
    });
    const { stdout } = await cv(gap, '--by', 'year');
    expect(stdout).toContain('Missing: D in 2011');
    expect(stdout).toMatch(/regions +4 +4 +3/);
  });

  it('keeps to the regions of every period with --balanced', async () => {
    const found = await json(gap, '--by', 'year', '--balanced');
    expect(found.periods.map(({ regions }) => regions)).toEqual([3, 3, 3]);
    expect((await cv(gap, '--by', 'year', '--balanced')).stdout).toContain('(--balanced). Left out:');
  });

  it('is the same in any order of the rows, with everything that is drawn', async () => {
    const turned = `${[PANEL[0], ...PANEL.slice(1).reverse()].join('\n')}\n`;
    const options = ['--by', 'year', '--bootstrap', '50', '--seed', '3', '--json'];
    const path = file(panel);
    const once = await runCli(['cv', path, ...COLUMNS, ...options]);
    writeFileSync(path, turned);
    expect((await runCli(['cv', path, ...COLUMNS, ...options])).stdout).toBe(once.stdout);
  });

  it('draws the series, and a single period as bars', async () => {
    const svg = join(folder, 'chart.svg');
    await cv(panel, '--by', 'year', '--svg', svg);
    expect(readFileSync(svg, 'utf8')).toMatch(/<svg[\s\S]*Williamson coefficient, P[\s\S]*<\/svg>/);
    await cv(GOOD.replace('A', '<A&'), '--svg', svg, '--force');
    expect(readFileSync(svg, 'utf8')).toMatch(/&lt;A&amp;[\s\S]*50\.0 %/);
  });
});

describe('cv speaks Chinese', () => {
  it('throughout', async () => {
    const rows = [2009, 2010, 2011].flatMap((year) =>
      ['甲', '乙', '丙'].map((name, n) => `${name},${(n + 1) * 100 + year},${n + 1},${year},${n % 2}`),
    );
    const content = `region,income,persons,year,part\n${rows.join('\n')}\n`;
    const options = ['--by', 'year', '--group', 'part', '--bootstrap', '9', '--explain-figure', '0.1'];
    const { stdout } = await cv(content, ...options, '--lang', 'zh');
    const english = stdout
      .match(/[a-z]{3,}/g)
      ?.filter((word) => !/^(region|income|persons|part|csv|cv-|REAT)/.test(word));
    // What is left are names of functions, the file's folder and Latin terms.
    expect(new Set(english?.filter((word) => !stdout.split('\n')[1]?.includes(word)))).toEqual(new Set());
  });
});

describe('cv writes', () => {
  it('no formula that a spreadsheet would run', async () => {
    const out = join(folder, 'out');
    const content = GOOD.replace('A,', '=1+1,');
    expect((await cv(content, '--out', out)).exitCode).toBe(0);
    expect(readFileSync(join(out, 'contributions.csv'), 'utf8')).toContain("'=1+1");
  });
});

describe('cv explains a published figure', () => {
  const variants = async (figure: string) =>
    (await cv(GOOD, '--explain-figure', figure)).stdout.split('Which variant')[1];

  it('by the variants that come closest, and how far off they are', async () => {
    const text = await variants('0.70');
    expect(text).toMatch(/0\.70\?\n.*\n {2}coefficient of variation +0\.707107 +\+0\.00710678 +no/);
    expect(await variants('71%')).toMatch(/\n {2}coefficient of variation +0\.707107 +−0\.00289322 +yes/);
  });

  it('and refuses one that is no number', async () => {
    expect((await cv(GOOD, '--explain-figure', 'high')).stderr).toContain(
      '--explain-figure is a number such as',
    );
  });
});

describe('cv refuses options', () => {
  it.each([
    [['cv'], 'option --region is needed'],
    [['cv', 'x.csv', '--region', 'r'], 'option --value is needed'],
    [['cv', ...COLUMNS], 'there is nothing to read'],
    [['cv', 'x.csv', ...COLUMNS, '--seed', '1'], '--seed means nothing without --bootstrap'],
    [['cv', 'x.csv', ...COLUMNS, '--from-run', 'run'], '--from-run and x.csv contradict each other'],
    [['cv', ...COLUMNS, '--from-run', 'run', '--by', 'year'], '--from-run and --by contradict each other'],
    [['cv', 'not-there.csv', ...COLUMNS], 'not-there.csv does not exist'],
    [['cv', ...COLUMNS, '--from-run', 'not-there'], 'not-there is not a run folder'],
  ])('%j', async (argv, message) => {
    const { exitCode, stderr } = await runCli(argv);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});
