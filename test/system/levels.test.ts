import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { runCli } from '../cli/run-cli.ts';
import { compare } from '../oracle/against-sql.ts';
import { arbitraryLevels } from '../oracle/generate-levels.ts';
import { interpretLevels } from '../oracle/levels.ts';
import type { OracleCase, OracleOptions } from '../oracle/types.ts';
import { writeCase } from '../oracle/write-case.ts';
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

/** Runs a generated case up to a period, perhaps after an earlier run. */
async function classifyCase(
  place: string,
  { from, to, carryForward }: OracleOptions,
  run: string,
  ...more: string[]
): Promise<void> {
  const options = [
    ...(from === undefined ? [] : ['--from', from]),
    ...(to === undefined ? [] : ['--to', to]),
    ...(carryForward ? ['--carry-forward'] : []),
  ];
  await classify(place, join(place, run), '--rules', join(place, 'pack.yaml'), ...options, ...more);
}

/** Demands of every level of a run in the folder of a case what the interpreter decides after a period. */
async function expectLevels(place: string, run: string, test: OracleCase, after = ''): Promise<void> {
  const expected = interpretLevels(test.pack, test.data, test.options);
  for (const [level, decisions] of Object.entries(expected.levels)) {
    const { facts = {}, criteria = {} } = test.pack.levels?.[level] ?? {};
    const names = { facts: Object.keys(facts), criteria: Object.keys(criteria) };
    const later = decisions.filter(({ period }) => period > after);
    expect(compare(later, await fromParquet(engine, join(place, run), names, level))).toEqual([]);
  }
}

const CASES = Number(process.env.SHUANGDAO_CASES ?? 12);

it('decides generated villages and counties from files as the interpreter does', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLevels(), async (test) => {
      const place = mkdtempSync(join(folder, 'case-'));
      writeCase(place, test);
      await classifyCase(place, test.options, 'run');
      await expectLevels(place, 'run', test);
      rmSync(place, { recursive: true, force: true });
    }),
    { numRuns: CASES },
  );
});

it('decides them in parts as in one run', { timeout: 1_200_000 }, async () => {
  const periodsOf = ({ pack, data, options }: OracleCase): string[] =>
    [...new Set(interpretLevels(pack, data, options).households.map(({ period }) => period))].sort();
  const divisible = arbitraryLevels().filter((test) => periodsOf(test).length > 1);
  await fc.assert(
    fc.asyncProperty(divisible, fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), async (test, picks) => {
      const place = mkdtempSync(join(folder, 'case-'));
      writeCase(place, test);
      const inner = periodsOf(test).slice(0, -1);
      const ends = [...new Set(picks.map((pick) => inner[pick % inner.length] ?? ''))].sort();
      let previous: string[] = [];
      for (const [nth, to] of [...ends, test.options.to].entries()) {
        await classifyCase(place, { ...test.options, to }, `part-${nth}`, ...previous);
        rmSync(join(place, 'register.csv'), { force: true });
        previous = ['--previous', join(place, `part-${nth}`)];
      }
      await expectLevels(place, `part-${ends.length}`, test, ends.at(-1));
      rmSync(place, { recursive: true, force: true });
    }),
    { numRuns: CASES },
  );
});

const SURVEY = join(import.meta.dirname, '../../fixtures/three-counties');

describe('a county of which 30 % of the households were not surveyed', () => {
  let run: string;
  beforeAll(async () => {
    run = join(folder, 'run');
    await classify(SURVEY, run, '--rules', 'china-exit-2016');
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
    const [first, next] = [join(folder, 'first'), join(folder, 'next')];
    await classify(SURVEY, first, '--rules', 'china-exit-2016', '--to', '2015');
    const survey = join(folder, 'without-registers');
    cpSync(SURVEY, survey, { recursive: true, filter: (path) => !/register/.test(path) });
    await classify(survey, next, '--rules', 'china-exit-2016', '--previous', first);
    for (const level of ['village', 'county'])
      expect(rowsOf(next, `decisions-${level}.csv`)).toEqual(rowsOf(run, `decisions-${level}.csv`));
  });

  it('refuses a register of a level that reaches into the periods to decide', async () => {
    const survey = join(folder, 'ahead');
    cpSync(SURVEY, survey, { recursive: true });
    writeFileSync(join(survey, 'register-county.csv'), 'county,year,state\nthin,2015,poor\n');
    const { exitCode, stderr } = await runCli(['classify', survey, '--rules', 'china-exit-2016']);
    expect(stderr).toContain(
      'the register of county reaches to 2015, but households are decided from 2015 on',
    );
    expect(exitCode).toBe(2);
  });
});

it('leaves levels aside where only households are compared or tried', async () => {
  const changed = join(folder, 'other-village');
  cpSync(SURVEY, changed, { recursive: true });
  const register = join(changed, 'register-village.csv');
  const text = readFileSync(register, 'utf8');
  writeFileSync(register, text.replace('complete-v1,2014,poor', 'complete-v1,2014,exited'));
  expect(readFileSync(register, 'utf8')).not.toBe(text);
  const [a, b] = [join(folder, 'before'), join(folder, 'after')];
  await classify(SURVEY, a, '--rules', 'china-exit-2016');
  await classify(changed, b, '--rules', 'china-exit-2016');
  const diff = await runCli(['diff', a, b, '--data-a', SURVEY, '--data-b', changed]);
  expect(diff.stdout).toContain('The runs differ in: nothing');
  const question = ['--rules', 'china-exit-2016', '--set', 'poverty_line=6000', '--json'];
  const tried = await runCli(['simulate', SURVEY, ...question]);
  expect([tried.exitCode, tried.stderr]).toEqual([0, '']);
  interface Figures {
    period: string;
    level: string;
    exits: number;
  }
  const { settings } = JSON.parse(tried.stdout) as { settings: { figures: Figures[] }[] };
  const exits = settings.map(({ figures }) =>
    figures.find(({ period, level }) => period === '2016' && level === 'all'),
  );
  expect(exits).toMatchObject([{ exits: 48 }, { exits: 0 }]);
});
