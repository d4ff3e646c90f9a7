import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { figureOf, measured, surveyFile } from './survey-file.ts';

const HANDBOOK = 'id,income\n1,100\n2,110\n3,150\n4,160\n';
const wrong = async (file: string, ...options: string[]) => {
  const { exitCode, stderr, stdout } = await runCli(['measure', file, ...options]);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
  return stderr;
};

describe('measure', () => {
  it('gives the figures of the handbook', async () => {
    const figures = await measured(surveyFile(HANDBOOK), '--income', 'income', '--line', '125');
    expect(figureOf(figures, 'fgt0').value).toBe(0.5);
    expect(figureOf(figures, 'fgt1').value).toBeCloseTo(0.08, 15);
    expect(figureOf(figures, 'fgt2').value).toBeCloseTo(0.0136, 15);
    expect(figureOf(figures, 'median').value).toBe(130);
  });

  it('counts a unit on the line as poor where that is asked for', async () => {
    const file = surveyFile(HANDBOOK);
    const rate = async (...poor: string[]) =>
      figureOf(await measured(file, '--income', 'income', '--line', '150', ...poor), 'fgt0').value;
    expect(await rate()).toBe(0.5);
    expect(await rate('--poor', 'at-or-below')).toBe(0.75);
  });

  it('takes a line with as many digits as another program prints', async () => {
    const file = surveyFile('income\n16090.6944444444\n5\n');
    for (const [line, rate] of [
      ['16090.6944444444', 0.5],
      ['16090.69444444441', 1],
      ['2e4', 1],
      ['.6', 0],
    ] as const)
      expect(figureOf(await measured(file, '--income', 'income', '--line', line), 'fgt0').value).toBe(rate);
  });

  it('weights households by their persons, or not', async () => {
    const file = surveyFile('income,w,size\n1,1,9\n3,1,1\n');
    const mean = async (population: string) => {
      const options = ['--income', 'income', '--weight', 'w', '--size', 'size', '--population', population];
      return figureOf(await measured(file, ...options), 'mean').value;
    };
    expect(await mean('persons')).toBe(1.2);
    expect(await mean('households')).toBe(2);
  });

  it('puts persons together into households, and refuses households that contradict themselves', async () => {
    const options = [
      '--income',
      'income',
      '--household',
      'hh',
      '--population',
      'households',
      '--measures',
      'mean',
    ];
    const figures = await measured(surveyFile('hh,income\na,10\na,10\na,10\nb,20\n'), ...options);
    expect(figureOf(figures, 'mean')).toMatchObject({ value: 15, n: 2 });
    const stderr = await wrong(surveyFile('hh,income\na,10\na,11\nb,20\n'), ...options);
    expect(stderr).toContain('household a has persons that differ in income: 10.0 and 11.0');
  });

  it('gives the same bytes for a file in another order', async () => {
    const [head, ...rows] = readFileSync('fixtures/survey/households.csv', 'utf8').trim().split('\n');
    const shuffled = surveyFile(`${[head, ...rows.reverse()].join('\n')}\n`, 'households.csv');
    const options = [
      '--income',
      'income',
      '--weight',
      'weight',
      '--size',
      'size',
      '--strata',
      'zone',
      '--psu',
      'village',
    ];
    const more = ['--period', 'year', '--line', '60%median', '--by', 'county', '--json'];
    const [one, other] = await Promise.all(
      ['fixtures/survey/households.csv', shuffled].map((file) =>
        runCli(['measure', file, ...options, ...more]),
      ),
    );
    expect(one?.exitCode).toBe(0);
    expect(other?.stdout).toBe(one?.stdout);
  });

  it('crosses the columns of one --by and keeps several apart', async () => {
    const file = surveyFile('income,sex,area\n1,f,x\n2,f,y\n3,m,x\n4,m,\n5,m,\n6,f,x\n');
    const figures = await measured(
      file,
      '--income',
      'income',
      '--by',
      'sex,area',
      '--by',
      'area',
      '--measures',
      'mean',
    );
    const shown = figures.figures.map(({ by, domain, n }) => `${by ?? ''}|${domain ?? ''}|${n}`);
    const crossed = ['f · x|2', 'f · y|1', 'm · |2', 'm · x|1'].map((text) => `sex · area|${text}`);
    expect(shown).toEqual(['||6', ...crossed, 'area||2', 'area|x|3', 'area|y|1']);
  });

  it('writes figures and curves', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'out-')), 'figures');
    const options = ['--income', 'income', '--line', '125', '--out', out];
    const file = surveyFile(HANDBOOK);
    expect((await runCli(['measure', file, ...options])).exitCode).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'figures.csv',
      'figures.json',
      'lorenz.svg',
      'pen.svg',
      'tip.svg',
    ]);
    expect(readFileSync(join(out, 'figures.csv'), 'utf8')).toMatch(/\n"?income"?,,,fgt0,125,,,4,4,0.5,/);
  });

  it('reads a pipe', async () => {
    const pipe = join(mkdtempSync(join(tmpdir(), 'pipe-')), 'survey');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('cp', [surveyFile(HANDBOOK), pipe]);
    const figures = await measured(pipe, '--income', 'income', '--line', '125');
    writer.kill();
    expect(figureOf(figures, 'fgt0').value).toBe(0.5);
  });

  it('reads what the intake reads: GB18030, UTF-16, semicolons, Parquet of a run', async () => {
    const text = '户号;收入\n甲;100\n乙;110\n丙;150\n丁;160\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const gb18030 = Buffer.from(
      'bba7bac53bcad5c8eb0abcd73b3130300ad2d23b3131300ab1fb3b3135300ab6a13b3136300a',
      'hex',
    );
    for (const bytes of [utf16, gb18030]) {
      const figures = await measured(
        surveyFile(bytes),
        '--income',
        '收入',
        '--line',
        '125',
        '--measures',
        'fgt0',
      );
      expect(figureOf(figures, 'fgt0').value).toBe(0.5);
    }
  });

  it('measures a run folder period by period', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'run-')), 'sanpai');
    await runCli(['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--out', out, '--quiet']);
    const options = ['--income', 'income_per_person', '--line', '2500', '--measures', 'fgt0'];
    const figures = await measured(out, ...options);
    expect(figures).toMatchObject({ household: 'household', psu: 'household', period: 'period' });
    expect(figures).toMatchObject({ population: 'households' });
    expect(await wrong(out, ...options, '--population', 'persons')).toContain('option --size is needed');
    expect(figures.samples.map(({ period }) => period)).toEqual(['2009', '2010', '2011', '2012']);
    expect(figures.samples.every(({ rows, used, missing }) => rows === used.count + missing.count)).toBe(
      true,
    );
    expect(figures.changes.map(({ from, period }) => `${from}-${period}`)).toEqual([
      '2009-2010',
      '2010-2011',
      '2011-2012',
    ]);
  });
});

describe('where there is no figure, measure says why', () => {
  const figure = async (content: string, measure: string, ...options: string[]) => {
    const figures = await measured(
      surveyFile(content),
      '--income',
      'income',
      '--measures',
      measure,
      ...options,
    );
    const { value, standardError, reason } = figures.figures[0] ?? {};
    return { value, standardError, reason };
  };
  const none = (reason: string) => ({ value: undefined, standardError: undefined, reason });

  it('a sample of one', async () => {
    expect(await wrong(surveyFile('income\n5\n'), '--income', 'income')).toContain(
      'has one sampling unit only',
    );
  });

  it('a mean of zero', async () => {
    expect(await figure('income\n-5\n5\n', 'gini')).toEqual(none('zero-mean'));
  });

  it('weights of zero', async () => {
    expect(await figure('income,w\n1,0\n2,0\n', 'mean', '--weight', 'w')).toEqual(none('zero-weights'));
  });

  it('an empty domain', async () => {
    const file = surveyFile('income,area\n1,x\n2,x\n,y\n');
    const figures = await measured(file, '--income', 'income', '--by', 'area', '--measures', 'mean');
    expect(figureOf(figures, 'mean', 'y')).toMatchObject({ n: 0, reason: 'no-units' });
    expect(figureOf(figures, 'mean', 'y').value).toBeUndefined();
    const { stdout } = await runCli([
      'measure',
      file,
      '--income',
      'income',
      '--by',
      'area',
      '--measures',
      'mean',
    ]);
    expect(stdout).toMatch(/mean +y +0 +– +nobody is in this domain/);
  });

  it('numbers too large to reckon with, and prints none in their place', async () => {
    const file = surveyFile('income\n1e308\n1e308\n3\n');
    expect(await figure('income\n1e308\n1e308\n3\n', 'mean')).toEqual(none('overflow'));
    const { exitCode, stdout } = await runCli(['measure', file, '--income', 'income']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('too large to reckon with');
    expect(stdout).not.toMatch(/NaN|Infinity|∞|\d{20}/);
  });

  it('incomes that are not positive, for the Watts index, until they are left out', async () => {
    const content = 'income\n0\n-3\n1\n2\n30\n';
    expect(await figure(content, 'watts', '--line', '10')).toEqual(none('non-positive-values'));
    const figures = await measured(
      surveyFile(content),
      ...['--income', 'income', '--measures', 'watts', '--line', '10', '--positive-only'],
    );
    expect(figures.samples[0]).toMatchObject({
      rows: 5,
      used: { count: 3 },
      dropped: { count: 2, weight: 2 },
    });
    expect(figureOf(figures, 'watts').value).toBeCloseTo(Math.log(10 * 5) / 3, 12);
  });

  it('a stratum with one sampling unit, with the accepted remedies', async () => {
    const file = surveyFile('income,s\n1,a\n2,a\n3,b\n');
    const stderr = await wrong(file, '--income', 'income', '--strata', 's');
    expect(stderr).toMatch(/one sampling unit only.*: b\n/);
    for (const remedy of ['certainty', 'adjust', 'average', 'Merge']) expect(stderr).toContain(remedy);
    const options = [
      '--income',
      'income',
      '--strata',
      's',
      '--single-psu',
      'certainty',
      '--measures',
      'mean',
    ];
    expect(figureOf(await measured(file, ...options), 'mean').standardError).toBeGreaterThan(0);
  });

  it('never NaN, Infinity or null for a number', async () => {
    const file = surveyFile('income,w,area\n0,1,x\n0,1,x\n0,1,y\n');
    const measures =
      'mean,median,total,gini,s80s20,theil,mld,cv,p90p10,ge2,ge-1,atkinson1,fgt0,watts,sen,sst,shortfall,mediangap';
    const options = [
      '--income',
      'income',
      '--weight',
      'w',
      '--by',
      'area',
      '--line',
      '60%median',
      '--line',
      '5',
    ];
    const { stdout } = await runCli(['measure', file, ...options, '--measures', measures]);
    expect(stdout).not.toMatch(/NaN|Infinity|∞|undefined\b(?! with)/);
    const json = await runCli(['measure', file, ...options, '--measures', measures, '--json']);
    expect(json.stdout).not.toContain('null');
  });
});

describe('a file that cannot be used', () => {
  it('is refused with file, line, column and value, all at once', async () => {
    const file = surveyFile('income,w,s\n1,1,a\nx,-2,a\n,3,a\n4,,b\n5,1e3,\n1_0,1,b\n');
    const stderr = await wrong(file, '--income', 'income', '--weight', 'w', '--strata', 's');
    for (const part of [
      'survey.csv:3: income is “x”, which is not a number',
      'survey.csv:7: income is “1_0”, which is not a number',
      'survey.csv:3: w is -2, and it cannot be below zero',
      'survey.csv:5: w is blank',
      'survey.csv:6: s is blank',
    ])
      expect(stderr).toContain(part);
  });

  it('tells the first few of many faults and how many there are', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => `${n},${n < 9 ? 'bad' : 1}`);
    const stderr = await wrong(
      surveyFile(`income,w\n${rows.join('\n')}\n`),
      '--income',
      'income',
      '--weight',
      'w',
    );
    expect(stderr.match(/not a number/g)).toHaveLength(3);
    expect(stderr).toContain('6 more record(s) have the same fault in w');
  });

  it('keeps records without an income in the design, and counts them with their weight', async () => {
    const file = surveyFile('income,w,h\n1,2,a\n,3,b\nNA,4,c\n5,2,d\n');
    const options = ['--income', 'income', '--weight', 'w', '--household', 'h', '--measures', 'mean'];
    const { samples, figures } = await measured(file, ...options);
    expect(samples[0]).toMatchObject({
      rows: 4,
      used: { count: 2 },
      missing: { count: 2, weight: 7 },
      psus: 4,
    });
    expect(figures[0]?.value).toBe(3);
  });

  it('lets a record pass that has neither income nor weight', async () => {
    const file = surveyFile('income,w\n1,2\nNA,NA\n5,2\n');
    const { samples } = await measured(file, '--income', 'income', '--weight', 'w', '--measures', 'mean');
    expect(samples[0]).toMatchObject({ rows: 3, missing: { count: 1, weight: 0 } });
  });

  it('is told by the columns it has', async () => {
    const stderr = await wrong(
      surveyFile('income,weight\n1,1\n2,1\n'),
      '--income',
      'incom',
      '--weight',
      'wieght',
      '--by',
      'area',
    );
    expect(stderr).toContain('--income names column incom');
    expect(stderr).toContain('Did you mean income?');
    expect(stderr).toContain('Did you mean weight?');
    expect(stderr).toContain('--by names column area');
  });

  it('is refused where a record has another shape, an --fpc does not fit, or there is nothing', async () => {
    expect(await wrong(surveyFile('a,income\n1,2\n3,4,5\n6,7\n'), '--income', 'income')).toContain(
      'survey.csv:3: a record has 3 cells',
    );
    const sizes = (n: string) => surveyFile(`income,s,n\n1,a,9\n2,a,${n}\n3,b,2\n4,b,2\n`);
    const fpc = ['--income', 'income', '--strata', 's', '--fpc', 'n'];
    expect(await wrong(sizes('8'), ...fpc)).toContain(
      'different numbers of sampling units within a stratum: a',
    );
    expect(await wrong(surveyFile('income,n\n1,0.5\n2,0.5\n'), '--income', 'income', '--fpc', 'n')).toContain(
      'not a fraction',
    );
    expect(await wrong(surveyFile('income\n'), '--income', 'income')).toContain('no records');
    expect(await wrong(surveyFile(''), '--income', 'income')).toContain('is empty');
    expect(await wrong('nowhere.csv', '--income', 'income')).toContain('nowhere.csv does not exist');
  });
});

describe('options of measure', () => {
  const file = surveyFile(HANDBOOK);
  it.each([
    [[], 'option --income is needed'],
    [['--income', 'income', '--measures', 'ginni'], 'did you mean gini?'],
    [['--income', 'income', '--measures', 'fgt0'], 'fgt0 needs a poverty line'],
    [['--income', 'income', '--line', '0'], 'not 0'],
    [['--income', 'income', '--line', '0.0e5'], 'not 0.0e5'],
    [['--income', 'income', '--line', '1e999'], 'not 1e999'],
    [['--income', 'income', '--line', '60%mode'], 'not 60%mode'],
    [['--income', 'income', '--poor', 'under'], '--poor is one of below, at-or-below'],
    [
      ['--income', 'income', '--repweights', 'r', '--repmethod', 'brr', '--fpc', 'n'],
      'options --fpc and --repweights contradict each other',
    ],
    [['--income', 'income', '--repweights', 'r'], 'option --repmethod is needed'],
    [['--income', 'income', '--repweights', 'r', '--repmethod', 'fay'], 'option --fay is needed'],
    [
      ['--income', 'income', '--repweights', 'r', '--repmethod', 'fay', '--fay', '1'],
      'up to but not including 1',
    ],
  ])('%j: %s', async (options, words) => {
    expect(await wrong(file, ...options)).toContain(words);
    expect(existsSync(file)).toBe(true);
  });
});
