import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstDay, periodOfDay, stepsPlan } from '../../src/decide/confirm.ts';
import { defectsPlan, reasonedDefects } from '../../src/decide/confirm-defects.ts';
import { statesQuery } from '../../src/decide/confirm-states.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { parsePeriod, periodLabel } from '../../src/model/period.ts';
import { labelOf, periodOf } from '../../src/model/period-text.ts';
import { sql } from '../../src/model/sql.ts';
import { defectMessages } from '../../src/report/messages/procedure.ts';
import { loadPack } from '../../src/rules/load.ts';
import { type Case, type Found, judge, type Row, type World } from './procedure-interpreter.ts';

const PROCEDURE = `procedure:
  - for: entry
    steps:
      - {id: application, label: {en: application, zh: 申请}, who: {en: household, zh: 农户}, consent: true}
      - {id: verification, label: {en: verification, zh: 核实}, who: {en: work team, zh: 工作队}, persons: 3}
      - {id: notice, label: {en: notice, zh: 公示}, who: {en: village, zh: 村}, days: 7}
      - {id: approval, label: {en: approval, zh: 审批}, who: {en: county, zh: 县}}
  - for: exit
    not_in_period_of: entry
    steps:
      - {id: notice, label: {en: notice, zh: 公示}, who: {en: village, zh: 村}, days: 7}
      - {id: consent, label: {en: consent, zh: 认可}, who: {en: household, zh: 农户}, consent: true}
      - {id: approval, label: {en: approval, zh: 审批}, who: {en: county, zh: 县}}
`;
const text = readFileSync('fixtures/bad-packs/good.yaml', 'utf8').replace('require:', `${PROCEDURE}require:`);
const { pack } = loadPack({ file: 'pack.yaml', text, readBeside: () => undefined });
const WORLD: World = { pack, period: 2011, first: 2010, today: '2012-06-30' };

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
});
afterAll(() => engine.close());

/** Judges all cases at once in SQL, each as a household of its own. */
async function confirmed(cases: readonly Case[], world = WORLD): Promise<Found[][]> {
  await engine.run(
    ['decisions', 'procedure', 'proposals', 'steps', 'taken', 'done', 'asked', 'defects']
      .map((table) => `DROP TABLE IF EXISTS ${table};`)
      .join(' '),
  );
  await engine.run(`CREATE TABLE decisions (household VARCHAR, period VARCHAR, state_before VARCHAR, state VARCHAR,
    outcome VARCHAR, code VARCHAR, county VARCHAR)`);
  await engine.run(`CREATE TABLE procedure (record BIGINT, household VARCHAR, period INTEGER, step VARCHAR, day DATE,
    "by" VARCHAR, document VARCHAR, result VARCHAR, remark VARCHAR)`);
  const decisions = cases.flatMap(({ list, entered }, index) => {
    const of = (period: number, code: string): string =>
      `('${index}', '${period}', '${code === 'ENTER' ? 'not_listed' : 'listed'}',
        '${code === 'ENTER' ? 'listed' : 'not_listed'}', 'moved', '${code}', 'c')`;
    const earlier = entered === undefined ? [] : [of(entered, 'ENTER')];
    return [...earlier, of(world.period, list === 'entry' ? 'ENTER' : 'EXIT')];
  });
  const rows = cases.flatMap((one, index) =>
    one.rows.map(
      ({ period, step, date, by, result }) =>
        sql`(0, ${String(index)}, ${period}, ${step}, ${date}, ${by ?? null}, NULL, ${result ?? null}, NULL)`,
    ),
  );
  await engine.run(`INSERT INTO decisions VALUES ${decisions.join(', ')}`);
  // A row that stands there twice counts once: intake sees to that.
  if (rows.length > 0)
    await engine.run(sql`INSERT INTO procedure SELECT DISTINCT * FROM (VALUES ${rows}) AS v`);
  const settings = { ...world, decisions: sql`decisions`, register: undefined };
  await engine.runPlan([...stepsPlan(settings), ...defectsPlan(settings)]);
  const found = await engine.rows('SELECT * FROM defects ORDER BY nth, defect');
  return cases.map((_, index) =>
    found
      .filter(({ household }) => household === String(index))
      .map(
        ({ household: _household, ...defect }) =>
          Object.fromEntries(
            Object.entries(defect).filter(([, value]) => value !== null),
          ) as unknown as Found,
      ),
  );
}

const sorted = (found: readonly Found[]): Found[] =>
  [...found].sort((a, b) => a.nth - b.nth || (a.defect < b.defect ? -1 : 1));

const step = (name: string, date: string, more: Partial<Row> = {}): Row => ({
  period: 2011,
  ...{ step: name, date, by: '张三、李四、王五', result: 'passed' },
  ...more,
});
const open = (name: string, date: string): Row => step(name, date, { result: undefined });

/** An entry in order: notice from 8 to 15 December, exactly 7 days. */
const ENTRY: readonly Row[] = [
  step('application', '2011-12-01'),
  step('verification', '2011-12-05'),
  open('notice', '2011-12-08'),
  step('notice', '2011-12-15'),
  step('approval', '2011-12-15'),
];
const EXIT: readonly Row[] = [
  open('notice', '2011-12-08'),
  step('notice', '2011-12-15'),
  step('consent', '2011-12-16'),
  step('approval', '2011-12-20'),
];
const without = (rows: readonly Row[], name: string): Row[] => rows.filter((row) => row.step !== name);
const entry = (...rows: readonly Row[]): Case => ({ list: 'entry', rows });
const exit = (...rows: readonly Row[]): Case => ({ list: 'exit', rows });

/** One thing wrong at a time. */
const CASES: [string, Case, Found[]][] = [
  ['in order, the notice exactly 7 days, approved on its last day', entry(...ENTRY), []],
  ['an exit in order', exit(...EXIT), []],
  [
    'nothing on record',
    exit(),
    [
      { nth: 1, defect: 'step-missing' },
      { nth: 2, defect: 'consent-missing' },
      { nth: 3, defect: 'step-missing' },
    ],
  ],
  ['no consent', exit(...without(EXIT, 'consent')), [{ nth: 2, defect: 'consent-missing' }]],
  [
    'consent refused',
    exit(...without(EXIT, 'consent'), step('consent', '2011-12-16', { result: 'failed' })),
    [{ nth: 2, defect: 'consent-refused', date: '2011-12-16' }],
  ],
  [
    'consent refused and given on the same day',
    exit(...EXIT, step('consent', '2011-12-16', { result: 'failed', by: '某人' })),
    [{ nth: 2, defect: 'consent-refused', date: '2011-12-16' }],
  ],
  [
    'consent given after it was refused',
    exit(...EXIT, step('consent', '2011-12-10', { result: 'failed' })),
    [],
  ],
  [
    'a notice of 5 days',
    entry(...without(ENTRY, 'notice'), open('notice', '2011-12-08'), step('notice', '2011-12-13')),
    [{ nth: 3, defect: 'too-short', found: '5', needed: '7' }],
  ],
  [
    'a notice of 6 days',
    entry(...without(ENTRY, 'notice'), open('notice', '2011-12-09'), step('notice', '2011-12-15')),
    [{ nth: 3, defect: 'too-short', found: '6', needed: '7' }],
  ],
  [
    'a notice over the end of February in a leap year',
    entry(
      step('application', '2012-02-01'),
      step('verification', '2012-02-02'),
      open('notice', '2012-02-23'),
      step('notice', '2012-03-01'),
      step('approval', '2012-03-01'),
    ),
    [],
  ],
  [
    'two notices that are too short do not add up',
    entry(
      ...without(ENTRY, 'notice'),
      ...[open('notice', '2011-12-06'), step('notice', '2011-12-10')],
      ...[open('notice', '2011-12-11'), step('notice', '2011-12-15')],
    ),
    [{ nth: 3, defect: 'too-short', found: '4', needed: '7' }],
  ],
  [
    'a notice without an end',
    entry(...without(ENTRY, 'notice'), open('notice', '2011-12-08')),
    [{ nth: 3, defect: 'no-result', date: '2011-12-08' }],
  ],
  [
    'approval before the notice ended',
    entry(...without(ENTRY, 'approval'), step('approval', '2011-12-14')),
    [{ nth: 4, defect: 'out-of-order', date: '2011-12-14', found: '2011-12-15', other: 3 }],
  ],
  [
    'two persons, one of them twice',
    entry(...without(ENTRY, 'verification'), step('verification', '2011-12-05', { by: '张三、李四、张三' })),
    [{ nth: 2, defect: 'too-few', found: '2', needed: '3' }],
  ],
  [
    'three persons on rows of their own',
    entry(
      ...without(ENTRY, 'verification'),
      ...['张三', '李四', '王五'].map((by) => step('verification', '2011-12-05', { by })),
    ),
    [],
  ],
  [
    'nobody named',
    entry(...without(ENTRY, 'verification'), step('verification', '2011-12-05', { by: undefined })),
    [{ nth: 2, defect: 'too-few', found: '0', needed: '3' }],
  ],
  [
    'a verification that failed',
    entry(...without(ENTRY, 'verification'), step('verification', '2011-12-05', { result: 'failed' })),
    [{ nth: 2, defect: 'refused', date: '2011-12-05' }],
  ],
  [
    'a step before the period began',
    entry(...without(ENTRY, 'application'), step('application', '2010-12-31')),
    [{ nth: 1, defect: 'too-early', date: '2010-12-31' }],
  ],
  [
    'an approval that is yet to come',
    entry(...without(ENTRY, 'approval'), step('approval', '2012-07-01')),
    [{ nth: 4, defect: 'in-future', date: '2012-07-01' }],
  ],
  [
    'an objection without an answer',
    exit(...EXIT, open('objection', '2011-12-10')),
    [{ nth: 0, defect: 'objection-open', found: '1', date: '2011-12-10' }],
  ],
  ['an objection answered', exit(...EXIT, open('objection', '2011-12-10'), step('answer', '2011-12-10')), []],
  [
    'an answer before the objection',
    exit(...EXIT, open('objection', '2011-12-10'), step('answer', '2011-12-09')),
    [{ nth: 0, defect: 'objection-open', found: '1', date: '2011-12-10' }],
  ],
  [
    'an answer without a result',
    exit(...EXIT, open('objection', '2011-12-10'), open('answer', '2011-12-11')),
    [{ nth: 0, defect: 'objection-open', found: '1', date: '2011-12-10' }],
  ],
  [
    'an objection answered after the approval',
    exit(...EXIT, open('objection', '2011-12-10'), step('answer', '2011-12-21')),
    [{ nth: 0, defect: 'answered-late', found: '1', date: '2011-12-10' }],
  ],
  [
    'an objection after the approval, answered then',
    exit(...EXIT, open('objection', '2011-12-25'), step('answer', '2011-12-26')),
    [],
  ],
  [
    'an objection upheld',
    exit(...EXIT, open('objection', '2011-12-10'), step('answer', '2011-12-12', { result: 'failed' })),
    [
      { nth: 0, defect: 'objection-open', found: '1', date: '2011-12-10' },
      { nth: 0, defect: 'objection-upheld', date: '2011-12-12' },
    ],
  ],
  [
    'an exit in the year in which the entry was approved',
    { ...exit(...EXIT, step('approval', '2011-02-01', { period: 2010 })), entered: 2010 },
    [{ nth: 3, defect: 'same-period', date: '2011-12-20', found: '2011' }],
  ],
  [
    'an exit in the year after the entry was approved',
    { ...exit(...EXIT, step('approval', '2010-12-31', { period: 2010 })), entered: 2010 },
    [],
  ],
  [
    'an exit in the year of an entry that an earlier run proposed',
    exit(...EXIT, step('approval', '2011-01-05', { period: 2009 })),
    [{ nth: 3, defect: 'same-period', date: '2011-12-20', found: '2011' }],
  ],
  [
    'steps of another year',
    entry(...ENTRY.map((row) => ({ ...row, period: 2010 }))),
    [
      { nth: 1, defect: 'consent-missing' },
      ...[2, 3, 4].map((nth) => ({ nth, defect: 'step-missing' as const })),
    ],
  ],
];

describe('a proposal', () => {
  it.each(CASES)('%s', async (_, one, expected) => {
    expect(await confirmed([one])).toEqual([expected]);
    expect(sorted(judge(one, WORLD))).toEqual(expected);
  });

  it('is judged as by the interpreter, whatever is on record', async () => {
    const names = ['application', 'verification', 'notice', 'consent', 'approval', 'objection', 'answer'];
    const row = fc.record({
      period: fc.constantFrom(2011, 2011, 2011, 2011, 2010, 2009),
      step: fc.constantFrom(...names),
      // Few days, so that steps meet on one; some before the period and some yet to come.
      date: fc
        .constantFrom(-20, 0, 1, 2, 5, 6, 7, 8, 9, 14, 15, 30, 200, 700)
        .map((day) => new Date(Date.UTC(2011, 0, 1 + day)).toISOString().slice(0, 10)),
      by: fc.constantFrom('a', 'b', 'a、b、c', '、', undefined),
      result: fc.constantFrom('passed' as const, 'passed' as const, 'failed' as const, undefined),
    });
    const mended = fc
      .array(row, { maxLength: 8 })
      .chain((rows) =>
        fc.constantFrom<Case>(
          { list: 'entry', rows: [...ENTRY, ...rows] },
          { list: 'exit', rows: [...EXIT, ...rows] },
          { list: 'exit', entered: 2010, rows: [...EXIT, ...rows] },
        ),
      );
    const wild = fc.record({
      list: fc.constantFrom('entry' as const, 'exit' as const),
      rows: fc.array(row, { maxLength: 16 }),
    });
    const worlds = fc.array(fc.oneof(mended, wild), { minLength: 60, maxLength: 120 });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(worlds, async (cases) => {
        const distinct = cases.map((one) => ({
          ...one,
          rows: [...new Map(one.rows.map((item) => [JSON.stringify(item), item])).values()],
        }));
        const expected = distinct.map((one) => sorted(judge(one, WORLD)));
        for (const { defect } of expected.flat()) seen.add(defect);
        if (expected.some((found) => found.length === 0)) seen.add('none');
        expect(await confirmed(distinct)).toEqual(expected);
      }),
      { numRuns: Math.max(5, Number(process.env.SHUANGDAO_CASES ?? 1000) / 100) },
    );
    // Every way to go wrong came up, and so did going right.
    expect(seen.size).toBe(15);
  });

  it('has a reason in both languages for everything that is wrong', async () => {
    await confirmed([CASES[7]?.[1] as Case]);
    const reasons = reasonedDefects((defect, language) => defectMessages[defect][language]);
    expect(await engine.rows(sql`SELECT step, reason_en, reason_zh FROM (${reasons})`)).toEqual([
      {
        step: 'notice',
        reason_en: 'notice: lasted 5 days (the first not counted), at least 7 are needed.',
        reason_zh: '公示：历时 5 天（首日不计），至少需要 7 天。',
      },
    ]);
  });
});

describe('confirmed states', () => {
  it('carry what is confirmed and hold back what is pending', async () => {
    await confirmed([entry(...ENTRY), entry(), { ...exit(...EXIT), entered: 2010 }]);
    const settings = { ...WORLD, decisions: sql`decisions`, register: undefined };
    expect(await engine.rows(statesQuery(settings))).toEqual([
      { household: '0', period: '2010', state: 'not_listed', since: null },
      { household: '0', period: '2011', state: 'listed', since: '2011' },
      { household: '1', period: '2010', state: 'not_listed', since: null },
      { household: '1', period: '2011', state: 'not_listed', since: null },
      { household: '2', period: '2009', state: 'not_listed', since: null },
      { household: '2', period: '2010', state: 'listed', since: '2010' },
      { household: '2', period: '2011', state: 'not_listed', since: '2011' },
    ]);
  });

  it('go on from the register that the run began from', async () => {
    await confirmed([entry()]);
    await engine.run(`CREATE OR REPLACE TABLE register AS SELECT * FROM (VALUES ('0', 2007, 'not_listed', 2003, NULL, NULL),
      ('0', 2009, 'not_listed', NULL, 'listed', NULL), ('1', 2009, 'listed', 2009, 'not_listed', 'moved'))
      AS v(household, period, state, since, state_before, outcome)`);
    const settings = { ...WORLD, decisions: sql`decisions`, register: sql`register` };
    expect(await engine.rows(statesQuery(settings))).toEqual([
      { household: '0', period: '2007', state: 'not_listed', since: '2003' },
      { household: '0', period: '2009', state: 'not_listed', since: '2003' },
      { household: '0', period: '2010', state: 'not_listed', since: '2003' },
      { household: '0', period: '2011', state: 'not_listed', since: '2003' },
      { household: '1', period: '2008', state: 'not_listed', since: null },
      { household: '1', period: '2009', state: 'listed', since: '2009' },
    ]);
  });
});

describe('a day', () => {
  it.each([
    ['year', '2011-12-31', '2011', '2011-01-01'],
    ['quarter', '2011-12-31', '2011-Q4', '2011-10-01'],
    ['quarter', '2012-01-01', '2012-Q1', '2012-01-01'],
    ['month', '2012-02-29', '2012-02', '2012-02-01'],
    ['month', '2011-12-01', '2011-12', '2011-12-01'],
  ] as const)('by %s, %s is of %s, which began on %s', async (kind, day, label, first) => {
    const period = parsePeriod(label, kind) as number;
    const inSql = periodOfDay(sql`${day}::DATE`, kind);
    const row = await engine.one(sql`SELECT ${inSql} AS period, ${labelOf(inSql, kind)} AS label,
      ${labelOf(sql`CAST(NULL AS INTEGER)`, kind)} AS none, ${periodOf(sql`${label}`, kind)} AS again`);
    expect(row).toEqual({ period, label, none: null, again: period });
    expect(periodLabel(period, kind)).toBe(label);
    expect(firstDay(period, kind)).toBe(first);
  });
});
