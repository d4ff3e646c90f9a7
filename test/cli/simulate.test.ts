import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../../src/model/run.ts';
import type { Figures, Simulation } from '../../src/model/simulation.ts';
import { columnMessages } from '../../src/report/messages/columns.ts';
import { simulationColumns } from '../../src/report/messages/simulation-columns.ts';
import { SIMULATE_COLUMNS } from '../../src/report/simulation-files.ts';
import { runCli } from './run-cli.ts';

let folder: string;
const at = (...path: string[]): string => join(folder, ...path);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  const people = [6, 8, 11, 15, 21, 25, 30, 40, 50, 100];
  writeFileSync(at('ten.yaml'), TEN);
  writeFileSync(at('households.csv'), `household_id\n${people.map((_, n) => `p${n}`).join('\n')}\n`);
  writeFileSync(
    at('income.csv'),
    `household_id,year,income\n${people.map((x, n) => `p${n},2020,${x}`).join('\n')}\n`,
  );
  const poor = people.map((x, n) => `p${n},${x < 20 ? 'yes' : 'no'},${n < 2 ? 'yes' : 'no'}`);
  writeFileSync(at('truth.csv'), `household_id,poor,poorest_fifth\n${poor.join('\n')}\nstranger,yes,yes\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The ten-person economy of the World Bank's Revisiting Targeting (2022), table 7.3: a line of 20, a gap of 40. */
const TEN = `
format: shuangdao-rules/1
id: ten
version: 1.0.0
title: Ten persons
period: year
valid: {from: 2020, to: 2020}
currency: USD
sources: {s: {title: Revisiting Targeting, quality: secondary}}
inputs:
  households: {key: [household], columns: {}}
  income: {key: [household, period], columns: {income: {type: money}}}
parameters:
  benefit_line: {values: {2020: {value: 10, source: s}}}
  poverty_line: {unit: USD/year, values: {2020: {value: 20, source: s}}}
criteria:
  poor: {is: income < poverty_line}
states: [out, benefit]
initial: out
transitions:
  - {code: IN, kind: entry, from: out, to: benefit, when: income < benefit_line}
  - {code: OUT, kind: exit, from: benefit, to: out, when: income >= 1000}
`;

async function simulated(...args: string[]): Promise<Simulation> {
  const { exitCode, stdout, stderr } = await runCli(['simulate', ...args, '--json']);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Simulation;
}

const CHANGED = ['change', 'state_as_is', 'outcome_as_is', 'code_as_is'];
const SANPAI = ['fixtures/sanpai', '--rules', 'guangdong-2009'];
const everybody = ({ settings }: Simulation): Figures[] =>
  settings.flatMap(({ figures }) => figures.filter(({ level }) => level === 'all'));

describe('simulate', () => {
  it('finds the errors, the gap and the reach of a budget that the World Bank’s ten persons have', async () => {
    const args = [
      folder,
      '--rules',
      at('ten.yaml'),
      '--set',
      'benefit_line=10,101',
      '--gap',
      'poor',
      '--budget',
      '30',
    ];
    const byLine = await simulated(...args, '--benchmark', `${at('truth.csv')}:poor`);
    const shares = (found: Simulation) =>
      everybody(found).map(({ exclusion, inclusion }) => [exclusion?.share, inclusion?.share]);
    expect(shares(byLine)).toEqual([
      [0.5, 0],
      [0.5, 0],
      [0, 0.6],
    ]);
    const poorest = await simulated(...args, '--benchmark', `${at('truth.csv')}:poorest_fifth`);
    expect(shares(poorest)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0.8],
    ]);
    const [first, , last] = byLine.settings;
    expect(everybody(byLine)[0]?.poor).toEqual({ households: 4, persons: null, gap: '40' });
    expect(first?.figures[0]?.listed_poor).toEqual({ households: 2, persons: null, gap: '26' });
    expect(first?.budget).toEqual({ fits: true, covered: 1, households: 2, persons: null });
    // 14 and 12 of the 40 that all four lack; the third, who lacks 9, is beyond 30.
    expect(last?.budget).toEqual({ fits: false, covered: 0.75, households: 2, persons: null });
    expect(byLine.line).toMatchObject({
      where: 'poor',
      comparison: 'income < poverty_line',
      unit: 'USD/year',
    });
    expect(byLine.benchmark).toEqual({ column: 'poor', file: 'truth.csv' });
  });

  it('gives the pack as it is the counts of its run, and every setting those of a run with the number in the pack', async () => {
    const found = await simulated(...SANPAI, '--set', 'entry_line=1200,2100');
    const yaml = readFileSync('rules/guangdong-2009.yaml', 'utf8');
    for (const [index, value] of ['1500', '1200', '2100'].entries()) {
      const pack = at(`pack-${value}.yaml`);
      writeFileSync(pack, yaml.replace('2009: {value: 1500,', `2009: {value: ${value},`));
      const out = at(`run-${value}`);
      const run = await runCli(['classify', SANPAI[0] ?? '', '--rules', pack, '--out', out, '--json']);
      const summary = JSON.parse(run.stdout) as Summary;
      const figures = found.settings[index]?.figures ?? [];
      for (const { period, states, lists } of summary.periods) {
        const own = figures.find((row) => row.period === period && row.level === 'all');
        expect(own).toMatchObject({
          ...{ listed: states.listed ?? 0, entries: lists.entry, exits: lists.exit, returns: lists.return },
          review: lists.review,
        });
      }
      for (const { period, states, region } of summary.regions) {
        const own = figures.find(
          (row) => row.period === period && row.level === 'county' && row.region === region.county,
        );
        expect(own?.listed).toBe(states.listed ?? 0);
      }
    }
  });

  it('names the changed households and nothing of what they earn', async () => {
    const out = at('what-if');
    const found = await simulated(
      ...SANPAI,
      '--set',
      'entry_line=1200..1400:200',
      '--by',
      'village',
      '--out',
      out,
    );
    const changes = parse(readFileSync(join(out, 'changes.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    expect(Object.keys(changes[0] ?? {})).toEqual([
      ...['setting', 'entry_line', 'household', 'period', 'county', 'village', 'change'],
      ...['state_as_is', 'outcome_as_is', 'code_as_is', 'state', 'outcome', 'code'],
    ]);
    for (const { setting, figures } of found.settings.slice(1)) {
      const all = figures.find(({ period, level }) => period === '2012' && level === 'all');
      const own = changes.filter((row) => row.setting === String(setting));
      expect(own.filter(({ change }) => change === 'out_of_list')).toHaveLength(all?.out_of_list ?? -1);
      expect(own.filter(({ change }) => change === 'into_list')).toHaveLength(all?.into_list ?? -1);
    }
    expect(found.settings[1]?.figures.find(({ level }) => level === 'village')).toMatchObject({
      region: '上寨村',
    });
  });

  it('writes a folder that only its owner reads, the same at any number of threads', async () => {
    const args = [
      ...SANPAI,
      '--set',
      'entry_line=1200..1800:100',
      '--set',
      'exit_line=2400,2500',
      '--budget',
      '9000.50',
    ];
    const more = ['--benchmark', 'housing_safe'];
    const [one, two] = [at('one'), at('two')];
    await simulated(...args, ...more, '--threads', '1', '--out', one);
    await simulated(...args, ...more, '--threads', '2', '--out', two);
    const names = readdirSync(one).sort();
    expect(names).toEqual([
      'changes.csv',
      'cost.svg',
      'errors.svg',
      'simulate.csv',
      'simulate.json',
      'simulate.svg',
    ]);
    expect(readdirSync(two).sort()).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(one, name)).equals(readFileSync(join(two, name)))).toBe(true);
      expect(statSync(join(one, name)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(one).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    const rows = parse(readFileSync(join(one, 'simulate.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    // 15 settings with the pack as it is, 4 years, all and one county.
    expect(rows).toHaveLength(15 * 4 * 2);
    expect(rows[0]).toMatchObject({
      setting: '0',
      entry_line: '1500',
      exit_line: '2500',
      level: 'all',
      region: '',
    });
    expect(rows.filter((row) => row.budget_covered !== '')).toHaveLength(15);
  });

  it('has words for every column that it writes', () => {
    const written = ['setting', ...Object.keys(SIMULATE_COLUMNS), ...CHANGED];
    expect(written.filter((name) => !(name in columnMessages || name in simulationColumns))).toEqual([]);
    expect(Object.keys(simulationColumns).filter((name) => !written.includes(name))).toEqual([]);
  });

  it('leaves out what the pack does not allow, and stops if that is everything', async () => {
    const found = await simulated(...SANPAI, '--set', 'entry_line=2400,2500');
    expect(found.settings.map(({ values }) => values)).toEqual([{}, { entry_line: '2400' }]);
    expect(found.left_out.map(({ values, problems }) => [values.entry_line, problems[0]?.code])).toEqual([
      ['2500', 'set-breaks'],
    ]);
    const none = await runCli(['simulate', ...SANPAI, '--set', 'entry_line=2500']);
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain('exit_line > entry_line does not hold in 2009');
  });

  it('tells all that is wrong with the question before it reads anything', async () => {
    const args = ['--set', 'entry_lin=1500', '--set', 'exit_line=x', '--by', 'countie', '--budget', 'much'];
    const more = ['--gap', 'above_exit', '--benchmark', 'housing_saf'];
    const { exitCode, stdout } = await runCli([
      'simulate',
      'no-such-folder',
      '--rules',
      'guangdong-2009',
      ...args,
      ...more,
      '--json',
    ]);
    expect(exitCode).toBe(2);
    const { problems } = JSON.parse(stdout) as { problems: { code: string; params: { near?: string } }[] };
    expect(problems.map(({ code, params }) => [code, params.near])).toEqual([
      ['set-unknown', 'entry_line'],
      ['set-number', undefined],
      ['gap-unknown', ''],
      ['by-unknown', 'county'],
      ['benchmark-unknown', 'housing_safe'],
      ['budget-form', undefined],
    ]);
  });

  it('refuses a folder that holds something, and a benchmark that is not there', async () => {
    const taken = await runCli([
      'simulate',
      ...SANPAI,
      '--set',
      'entry_line=1400',
      '--out',
      'fixtures/sanpai',
    ]);
    expect([taken.exitCode, taken.stderr]).toEqual([
      2,
      expect.stringContaining('which this command does not write'),
    ]);
    const file = await runCli([
      'simulate',
      ...SANPAI,
      '--set',
      'entry_line=1400',
      '--benchmark',
      `${at('none.csv')}:poor`,
    ]);
    expect([file.exitCode, file.stderr]).toEqual([2, expect.stringContaining('none.csv')]);
    const column = await runCli([
      'simulate',
      ...SANPAI,
      '--set',
      'entry_line=1400',
      '--benchmark',
      `${at('truth.csv')}:pour`,
    ]);
    expect([column.exitCode, column.stderr]).toEqual([2, expect.stringContaining('Did you mean poor?')]);
  });

  it('speaks Chinese', async () => {
    const { stdout } = await runCli(['simulate', ...SANPAI, '--set', 'entry_line=1400', '--lang', 'zh']);
    expect(stdout).toContain('现行');
    expect(stdout).not.toMatch(/entries|needed|to review|as it is/);
  });
});
