import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { brief, HOUSEHOLDS, INCOME, packOf, problemsOf, readFiles } from './dataset.ts';

const MEMBERS = {
  key: ['household', 'member'],
  optional: true,
  columns: { age: { type: 'integer', range: ['0', '120'] } },
};
const pack = packOf({ households: HOUSEHOLDS, members: MEMBERS, income: INCOME });
const households = 'household_id,village\nH1,a\nH2,b\n';
const noIncome = { 'income.csv': 'household_id,period,wage\n' };

describe('households', () => {
  it('are numbered by the bytes of their ids', async () => {
    const ids = ['b', 'B', 'é', 'Z', '10', '9', '中', '\u{1f600}', '\uff21'];
    const files = {
      'households.csv': `household_id,village\n${ids.map((id) => `${id},v`).join('\n')}\n`,
      ...noIncome,
    };
    await readFiles(files, pack, async ({ table }) => {
      const sorted = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect((await table('households')).map(({ hid, household }) => [hid, household])).toEqual(
        sorted.map((id, hid) => [hid, id]),
      );
    });
  });

  it('stay without values if their records contradict each other', async () => {
    const files = {
      'households.csv': 'household_id,village\nH1,a\nH2,b\nH1,c\nH3,d\nH3,d\n',
      'income.csv': 'household_id,period,wage\nH1,2009,5\n',
    };
    await readFiles(files, pack, async ({ table, rejects, result }) => {
      expect(await table('households')).toEqual([
        { hid: 0, household: 'H1', village: null },
        { hid: 1, household: 'H2', village: 'b' },
        { hid: 2, household: 'H3', village: 'd' },
      ]);
      expect(await table('income')).toEqual([{ hid: 0, period: 2009, wage: '5.0000' }]);
      expect(rejects.map(({ code, first_line }) => [code, first_line])).toEqual([
        ['duplicate-key', 2],
        ['duplicate-key', 4],
        ['duplicate-row', 6],
      ]);
      expect(result.tables[0]?.files[0]).toMatchObject({ read: 5, used: 2, rejected: 3 });
    });
  });

  it('with a damaged id stay apart, and nothing is matched with them', async () => {
    const files = {
      'households.csv': 'household_id,village\n4.4E+17,b\n4.4E+17,a\n',
      'income.csv': 'household_id,period,wage\n4.4E+17,2009,5\n',
    };
    await readFiles(files, pack, async ({ table, rejects }) => {
      expect((await table('households')).map(({ hid, village }) => [hid, village])).toEqual([
        [0, 'a'],
        [1, 'b'],
      ]);
      expect(await table('income')).toEqual([]);
      expect(rejects.map(({ file, code, household }) => [file, code, household])).toEqual([
        ['income.csv', 'damaged-id', null],
      ]);
    });
  });
});

describe('key columns', () => {
  it.each([
    ['户编号', '人口编号', '年度'],
    ['农户编号', '人编号', '年份'],
    ['户号', 'member', '时期'],
  ])('are known as %s, %s and %s', async (household, member, period) => {
    const files = {
      'households.csv': `${household},village\nH1,a\n`,
      'members.csv': `${household},${member},age\nH1,1,40\n`,
      'income.csv': `${household},${period},wage\nH1,2009,5\n`,
    };
    await readFiles(files, pack, async ({ result, table }) => {
      expect(result.tables.flatMap((one) => one.files.map(({ used }) => used))).toEqual([1, 1, 1]);
      expect(await table('income')).toEqual([{ hid: 0, period: 2009, wage: '5.0000' }]);
    });
  });

  it('of years are not taken for quarters', async () => {
    const byQuarter = packOf(
      { households: HOUSEHOLDS, income: INCOME },
      { period: 'quarter', valid: { from: '2009-Q1', to: '2012-Q4' } },
    );
    const files = {
      'households.csv': households,
      'income.csv': 'household_id,年度,季度,wage\nH1,2009,1,5\n',
    };
    const problems = await problemsOf(readFiles(files, byQuarter, () => 0));
    expect(problems.map(({ params }) => params.column)).toEqual(['period (quarter, 时期, 期)']);
  });
});

describe('duplicates', () => {
  it('are the same if they say the same, however it is written', async () => {
    const files = {
      'households.csv': households,
      'income.csv':
        'household_id,period,wage,note\nH1,2009,"1,500",x\nH1,2009,1500.00,y\nH2,2009,abc,\nH2,2009,abd,\n',
    };
    await readFiles(files, pack, async ({ table, rejects }) => {
      expect(await table('income')).toEqual([{ hid: 0, period: 2009, wage: '1500.0000' }]);
      expect(rejects.map(({ code, first_line }) => [code, first_line])).toEqual([
        ['duplicate-row', 3],
        ['duplicate-key', 4],
        ['duplicate-key', 5],
      ]);
    });
  });

  it('all go if one differs', async () => {
    const files = {
      'households.csv': households,
      'income.csv': 'household_id,period,wage\nH1,2009,1\nH1,2009,1\nH1,2009,2\nH1,2010,3\n',
    };
    await readFiles(files, pack, async ({ table, rejects }) => {
      expect(await table('income')).toEqual([{ hid: 0, period: 2010, wage: '3.0000' }]);
      expect(rejects.map(({ code }) => code)).toEqual(['duplicate-key', 'duplicate-key', 'duplicate-key']);
    });
  });

  it.each([
    ['quarter', '2009-Q2'],
    ['month', '2009-12'],
  ] as const)('are named with their %s', async (period, label) => {
    const files = {
      'households.csv': households,
      'income.csv': `household_id,period,wage\nH1,${label},1\nH1,${label},2\n`,
    };
    const valid = { from: '2009-01', to: '2012-12' };
    const inPeriods = packOf(
      { households: HOUSEHOLDS, income: INCOME },
      { period, valid: period === 'month' ? valid : { from: '2009-Q1', to: '2012-Q4' } },
    );
    await readFiles(files, inPeriods, async ({ issues }) => {
      expect(brief(issues)).toEqual([
        `duplicate-key income.csv:2 H1 ${label}`,
        `duplicate-key income.csv:3 H1 ${label}`,
      ]);
    });
  });
});

describe('members', () => {
  it('are complete lists or none', async () => {
    const files = {
      'households.csv': 'household_id,village\nH1,a\nH2,b\nH3,c\nH4,d\nH5,e\n',
      'members.csv':
        'household_id,member_id,age\nH1,1,5\nH1,1,5\nH1,2,6\nH2,1,5\nH2,1,6\nH2,2,7\nH3,,8\nH3,2,9\nH4,1,abc\nH9,1,3\n',
      ...noIncome,
    };
    await readFiles(files, pack, async ({ table, issues, rejects }) => {
      expect(await table('members')).toEqual([
        { hid: 0, member: '1', age: 5 },
        { hid: 0, member: '2', age: 6 },
        { hid: 3, member: '1', age: null },
      ]);
      expect(brief(issues)).toEqual([
        'no-members',
        'duplicate-row members.csv:3 H1 1',
        'duplicate-key members.csv:5 H2 1',
        'duplicate-key members.csv:6 H2 1',
        'missing-key members.csv:8 member_id',
        'type-error members.csv:10 age abc',
        'orphan members.csv:11 household_id H9',
      ]);
      expect(rejects.map(({ household, code }) => [household, code])).toEqual([
        ['H1', 'duplicate-row'],
        ['H2', 'duplicate-key'],
        ['H2', 'duplicate-key'],
        ['H3', 'missing-key'],
        ['H9', 'orphan'],
      ]);
    });
  });

  it('by period are complete or not period by period', async () => {
    const byPeriod = packOf({
      households: HOUSEHOLDS,
      people: { key: ['household', 'member', 'period'], columns: {} },
      income: INCOME,
    });
    const files = {
      'households.csv': households,
      'people.csv': 'household_id,member_id,period\nH1,1,2009\nH1,,2009\nH1,1,2010\nH2,1,2009\nH2,1,20x9\n',
      ...noIncome,
    };
    await readFiles(files, byPeriod, async ({ table, issues }) => {
      expect(await table('people')).toEqual([{ hid: 0, member: '1', period: 2010 }]);
      expect(brief(issues)).toEqual([
        'missing-key people.csv:3 member_id',
        'type-error people.csv:6 period 20x9',
      ]);
    });
  });

  it('that are not given are an empty table', async () => {
    await readFiles(
      { 'households.csv': households, ...noIncome },
      pack,
      async ({ table, result, issues }) => {
        expect(await table('members')).toEqual([]);
        expect(result.tables.map(({ name, given }) => [name, given])).toEqual([
          ['households', true],
          ['members', false],
          ['income', true],
          ['register', false],
        ]);
        expect(issues).toEqual([]);
      },
    );
  });
});

describe('headers', () => {
  it('are known by name, label and alias, whatever their case and width', async () => {
    const labelled = packOf({
      households: {
        key: ['household'],
        columns: { village: { type: 'code', label: { en: 'Village', zh: '行政村' } } },
      },
      income: { key: ['household', 'period'], columns: { wage: { type: 'money', aliases: ['工资（元）'] } } },
    });
    const files = {
      'households.csv': ' HOUSEHOLD_ID ,行政村\nH1,a\n',
      'income.csv': 'household,Year,工资(元)\nH1,2009,7\n',
    };
    await readFiles(files, labelled, async ({ table }) => {
      expect(await table('income')).toEqual([{ hid: 0, period: 2009, wage: '7.0000' }]);
    });
  });

  it('are as dataset.yaml says, and what it does not say is found by itself', async () => {
    const description = [
      'format: shuangdao-dataset/1',
      'tables:',
      '  households: {file: 户表.csv, delimiter: ";", columns: {household_id: 户编号}}',
      '  income:',
      '    file: sub/年收入.csv',
      '    period: 2012',
      '    columns: {wage: {column: 工资(万元), unit: 10000, missing: [不详]}}',
      '    missing: ["-99", "-1"]',
      '',
    ].join('\n');
    const files = {
      'dataset.yaml': description,
      '户表.csv': '户编号;village\nH1;a\nH2;b\nH3;c\nH4;d\n',
      'sub/年收入.csv': 'household_id,工资(万元)\nH1,0.15\nH2,不详\nH3,-1.0\nH4,"1,2"\n',
    };
    await readFiles(files, pack, async ({ table, issues }) => {
      expect(await table('income')).toEqual([
        { hid: 0, period: 2012, wage: '1500.0000' },
        { hid: 1, period: 2012, wage: null },
        { hid: 2, period: 2012, wage: null },
        { hid: 3, period: 2012, wage: null },
      ]);
      expect(brief(issues)).toEqual(['type-error sub/年收入.csv:5 工资(万元) 1,2']);
    });
  });

  it('may name the period column in dataset.yaml', async () => {
    const files = {
      'dataset.yaml': 'format: shuangdao-dataset/1\ntables: {income: {file: i.csv, period: 年份}}\n',
      'households.csv': households,
      'i.csv': 'household_id,年份,wage\nH1,2010年,3\n',
    };
    await readFiles(files, pack, async ({ table }) =>
      expect(await table('income')).toEqual([{ hid: 0, period: 2010, wage: '3.0000' }]),
    );
  });
});

describe('periods', () => {
  it.each([
    [
      'quarter',
      { '2012-Q1': 2012 * 4, '2012Q3': 2012 * 4 + 2, '2012年第4季度': 2012 * 4 + 3 },
      ['2012', '2012-Q5', '2012-01'],
    ],
    [
      'month',
      { '2012-01': 2012 * 12, '201212': 2012 * 12 + 11, '2012年3月': 2012 * 12 + 2, '2012/7': 2012 * 12 + 6 },
      ['2012-13', '2012', '20121'],
    ],
    [
      'year',
      { '2012': 2012, '2013年': 2013, '2014.0': 2014, '２０１５': 2015 },
      ['12', '2012-01', '1012', '21000', '2e3'],
    ],
  ])('of kind %s', async (period, good, bad) => {
    const valid =
      { year: ['2009', '2012'], quarter: ['2009-Q1', '2012-Q4'], month: ['2009-01', '2012-12'] }[period] ??
      [];
    const timed = packOf(
      { households: HOUSEHOLDS, income: INCOME },
      { period, valid: { from: valid[0], to: valid[1] } },
    );
    const texts = [...Object.keys(good), ...bad];
    const files = {
      'households.csv': households,
      'income.csv': `household_id,period,wage\n${texts.map((text) => `H1,${text},1`).join('\n')}\n`,
    };
    await readFiles(files, timed, async ({ table, rejects }) => {
      expect((await table('income')).map((row) => row.period)).toEqual(
        Object.values(good).sort((a, b) => a - b),
      );
      expect(rejects.map(({ text }) => text)).toEqual(bad.map((text) => `H1,${text},1`));
    });
  });
});

describe('the register', () => {
  const given = { 'households.csv': households, ...noIncome };

  const undecided = { state_before: null, outcome: null, code: null };

  it('is a table of states', async () => {
    const register =
      'household_id,period,state,since\nH1,2007,out,\nH1,2008,in,2008\nH2,2008,in,2010\nH2,2008,in,2010\nH7,2008,in,\n';
    await readFiles({ ...given, 'register.csv': register }, pack, async ({ table, issues, result }) => {
      expect(await table('register')).toEqual([
        { hid: 0, period: 2007, state: 'out', since: null, ...undecided },
        { hid: 0, period: 2008, state: 'in', since: 2008, ...undecided },
        { hid: 1, period: 2008, state: 'in', since: null, ...undecided },
      ]);
      expect(result.registerLast).toBe(2008);
      expect(result.periods).toBeUndefined();
      expect(brief(issues)).toEqual([
        'out-of-range register.csv:4 since 2010',
        'duplicate-row register.csv:5 H2 2008',
        'out-of-range register.csv:5 since 2010',
        'orphan register.csv:6 household_id H7',
      ]);
    });
  });

  it('may be the decisions of an earlier run', async () => {
    const decisions =
      'household,period,state_before,state,outcome\nH1,2008,out,in,moved\nH2,2008,out,out,kept\n';
    await readFiles({ ...given, 'before/decisions.csv': decisions }, pack, () => 0);
    await readFiles(
      given,
      pack,
      async ({ table, issues }) => {
        expect(
          (await table('register')).map(({ hid, state, since, ...of }) => [
            hid,
            state,
            since,
            of.state_before,
          ]),
        ).toEqual([
          [0, 'in', 2008, 'out'],
          [1, 'out', null, 'out'],
        ]);
        expect(issues).toEqual([]);
      },
      { previous: await written(decisions) },
    );
  });

  it('is one and no more', async () => {
    const register = 'household_id,period,state\nH1,2008,in\n';
    const reading = readFiles({ ...given, 'register.csv': register }, pack, () => 0, {
      previous: await written(register),
    });
    expect((await problemsOf(reading)).map(({ code }) => code)).toEqual(['register-twice']);
    const nowhere = readFiles(given, pack, () => 0, { previous: '/nowhere/register.csv' });
    expect((await problemsOf(nowhere)).map(({ code }) => code)).toEqual(['missing-file']);
  });
});

const outside: string[] = [];
afterAll(() => {
  for (const folder of outside) rmSync(folder, { recursive: true, force: true });
});

/** A file outside the dataset. */
async function written(content: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-test-'));
  outside.push(folder);
  writeFileSync(join(folder, 'decisions.csv'), content);
  return join(folder, 'decisions.csv');
}
