import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { runCli } from '../cli/run-cli.ts';
import { compare } from '../oracle/against-sql.ts';
import { arbitraryLevels } from '../oracle/generate-levels.ts';
import { interpretLevels } from '../oracle/levels.ts';
import { writeCase } from '../oracle/write-case.ts';
import { type Files, writeFiles } from './dataset.ts';
import { fromParquet, rowsOf } from './decisions.ts';

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'levels-'));
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function classify(dataset: string, out: string, ...more: string[]): Promise<void> {
  const { exitCode, stderr } = await runCli(['classify', dataset, '--out', out, '--quiet', ...more]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
}

it('decides generated villages and counties from files as the interpreter does', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLevels(), async (test) => {
      const place = mkdtempSync(join(folder, 'case-'));
      writeCase(place, test);
      const { from, to, carryForward } = test.options;
      const options = [
        ...(from === undefined ? [] : ['--from', from]),
        ...(to === undefined ? [] : ['--to', to]),
        ...(carryForward ? ['--carry-forward'] : []),
      ];
      const run = join(place, 'run');
      await classify(place, run, '--rules', join(place, 'pack.yaml'), ...options);
      const expected = interpretLevels(test.pack, test.data, test.options);
      for (const [level, decisions] of Object.entries(expected.levels)) {
        const { facts = {}, criteria = {} } = test.pack.levels?.[level] ?? {};
        const names = { facts: Object.keys(facts), criteria: Object.keys(criteria) };
        expect(compare(decisions, await fromParquet(engine, run, names, level))).toEqual([]);
      }
      rmSync(place, { recursive: true, force: true });
    }),
    { numRuns: Number(process.env.SHUANGDAO_CASES ?? 12) },
  );
});

const HOUSEHOLDS = 20;
/** County by county: how many rural people it has, and how many of its households were not surveyed in 2016. */
const COUNTIES = {
  complete: { population: 1000, unseen: 0 },
  thin: { population: 1000, unseen: 6 },
  large: { population: 3000, unseen: 6 },
};

/** Counties whose households all have left poverty by 2016, as far as they were surveyed. */
function counties(): Files {
  const households = ['household_id,province,county,village,registered_persons'];
  const income = ['household_id,year,size,disposable_income'];
  const conditions = ['household_id,year,food_clothing,schooling,medical,housing'];
  const register = ['household_id,year,state'];
  for (const [county, { unseen }] of Object.entries(COUNTIES)) {
    for (let n = 0; n < HOUSEHOLDS; n++) {
      const id = `${county}-${n}`;
      households.push(`${id},P,${county},${county}-v${n % 2},4`);
      register.push(`${id},2014,listed`);
      for (const year of n < HOUSEHOLDS - unseen ? [2015, 2016] : [2015]) {
        income.push(`${id},${year},4,20000`);
        conditions.push(`${id},${year},yes,yes,yes,yes`);
      }
    }
  }
  const names = Object.keys(COUNTIES);
  const villages = names.flatMap((county) => [`${county}-v0`, `${county}-v1`]);
  const judged = (name: string, year: number): string => `${name},${year},500,yes,yes,yes,yes`;
  const assessed = ([name, { population }]: [string, { population: number }]): string[] =>
    [2015, 2016].map((year) => `${name},${year},${population},0.001,0.001,0.95`);
  return {
    'households.csv': households.join('\n'),
    'income.csv': income.join('\n'),
    'conditions.csv': conditions.join('\n'),
    'register.csv': register.join('\n'),
    'register-county.csv': ['county,year,state', ...names.map((name) => `${name},2014,poor`)].join('\n'),
    'counties.csv': ['county,poor_county,county_in_west', ...names.map((name) => `${name},yes,no`)].join(
      '\n',
    ),
    'county_years.csv': [
      'county,year,county_population,wrong_exit,omission,recognition',
      ...Object.entries(COUNTIES).flatMap(assessed),
    ].join('\n'),
    'villages.csv': [
      'village,poor_village,village_in_west',
      ...villages.map((name) => `${name},yes,no`),
      'empty-v,yes,no',
    ].join('\n'),
    'village_years.csv': [
      'village,year,village_population,infrastructure,services,industry,collective_ok',
      ...villages.flatMap((name) => [judged(name, 2015), judged(name, 2016)]),
    ].join('\n'),
  };
}

describe('a county of which 30 % of the households were not surveyed', () => {
  let run: string;
  beforeAll(async () => {
    run = join(folder, 'run');
    await classify(writeFiles(join(folder, 'survey'), counties()), run, '--rules', 'china-exit-2016');
  });
  const of = (file: string, column: string, unit: string) =>
    rowsOf(run, file).find((row) => row[column] === unit);

  it('is reviewed and does not leave', () => {
    expect(of('decisions-county.csv', 'county', 'thin')).toMatchObject({
      state: 'poor',
      outcome: 'review',
      code: 'COUNTY_EXIT',
      missing: 'households.state',
      poor_at_least: '0',
      poor_at_most: '24',
      low_incidence: 'unknown',
    });
    expect(of('review-county.csv', 'county', 'thin')).toBeDefined();
    expect(of('exit-county.csv', 'county', 'thin')).toBeUndefined();
  });

  it('leaves where all were surveyed, or where those who were not cannot matter', () => {
    for (const county of ['complete', 'large'])
      expect(of('exit-county.csv', 'county', county)).toMatchObject({ state: 'exited', code: 'COUNTY_EXIT' });
  });

  it('has every household that was not surveyed on the work list, none on the list of exits', () => {
    expect(rowsOf(run, 'review.csv')).toHaveLength(12);
    expect(rowsOf(run, 'exit.csv').filter(({ county }) => county === 'thin')).toHaveLength(14);
  });

  it('says which village has no household, and does not decide it', () => {
    const issues = rowsOf(run, 'issues.csv');
    expect(issues.map(({ code, value }) => [code, value])).toEqual([['unit-without-households', 'empty-v']]);
    expect(of('decisions-village.csv', 'village', 'empty-v')).toMatchObject({ outcome: 'unobserved' });
  });

  it('is explained', async () => {
    const { stdout } = await runCli(['explain', run, 'thin', '--level', 'county', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      level: { name: 'county' },
      household: 'thin',
      outcome: 'review',
      missing: [{ kind: 'input', name: 'households.state' }],
    });
  });

  it('is counted in the summary and the statement', () => {
    const summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'));
    const county = summary.levels.find(({ level }: { level: string }) => level === 'county');
    expect(county.periods.at(-1)).toMatchObject({
      outcomes: { moved: 2, review: 1 },
      lists: { exit: 2, review: 1 },
    });
    const statement = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    expect(statement.counts.levels).toEqual({ village: 7, county: 3 });
    expect(Object.keys(statement.outputs)).toContain('decisions-county.parquet');
    expect(statement.parameters).toContainEqual(
      expect.objectContaining({ name: 'county_limit', level: 'county', period: '2016', value: '0.02' }),
    );
  });

  it('begins the next run where this one ended', async () => {
    const files = Object.fromEntries(
      Object.entries(counties()).filter(([name]) => !name.startsWith('register')),
    );
    const next = join(folder, 'next');
    const first = join(folder, 'first');
    const survey = writeFiles(join(folder, 'again'), files);
    await classify(
      writeFiles(join(folder, 'start'), counties()),
      first,
      '--rules',
      'china-exit-2016',
      '--to',
      '2015',
    );
    await classify(survey, next, '--rules', 'china-exit-2016', '--previous', first);
    const states = (place: string) =>
      rowsOf(place, 'decisions-county.csv').map(({ county, state }) => [county, state]);
    expect(states(next)).toEqual(states(run));
  });
});
