import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../system/decisions.ts';
import { runCli } from './run-cli.ts';

const PACK = `format: shuangdao-rules/1
id: going-on
version: 1.0.0
title: Going on
period: PERIOD
valid: {from: 2020, to: 2023}
currency: CNY
regions: [village]
sources: {made: {title: Made up, quote: x, quality: example}}
inputs:
  households: {key: [household], columns: {village: {type: code}}}
  income: {key: [household, period], columns: {income: {type: money}}}
criteria: {poor: {is: income < 100}}
states: [none, in, out]
initial: none
transitions:
  - {code: ENTER, kind: entry, from: none, to: in, when: poor}
  - {code: EXIT, kind: exit, from: in, to: out, when: '!poor && WHEN'}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'previous-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let cases = 0;
/** A dataset and a pack in a folder of their own. */
function lay(when: string, income: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const place = join(folder, `case-${cases++}`);
  const kind = /-Q/.test(income[0] ?? '') ? 'quarter' : 'year';
  const all = {
    'pack.yaml': PACK.replace('PERIOD', kind).replace('WHEN', when),
    'households.csv': 'household_id,village\nA,v\n',
    'income.csv': `household_id,period,income\n${income.map((row) => `A,${row}\n`).join('')}`,
    ...files,
  };
  mkdirSync(place);
  for (const [name, text] of Object.entries(all)) writeFileSync(join(place, name), text);
  return place;
}

const VILLAGE = `levels:
  village:
    facts: {total: {is: 'households.map(h, h.income).sum()'}, listed: {is: 'households.filter(h, h.state == "in").size()'}}
    criteria: {low: {is: total < 1000}, few: {is: listed < 2}}
    states: [good, poor]
    initial: good
    transitions:
      - {code: LOW, kind: entry, from: good, to: poor, when: 'held(CRITERION, 2)'}
      - {code: BACK, kind: exit, from: poor, to: good, when: '!CRITERION'}
`;

/** Decides a dataset. @returns what became of the village: `2021 moved poor LOW` */
async function classifyVillage(place: string, out: string, ...more: string[]): Promise<string[]> {
  await classify(place, out, ...more);
  return rowsOf(join(place, out), 'decisions-village.csv').map(
    ({ period, outcome, state, code, missing }) => `${period} ${outcome} ${state} ${code} ${missing}`,
  );
}

/** Decides a dataset. @returns what became of A: `2021 kept in` */
async function classify(place: string, out: string, ...more: string[]): Promise<string[]> {
  const argv = ['classify', place, '--rules', join(place, 'pack.yaml'), '--out', join(place, out)];
  const { exitCode, stderr } = await runCli([...argv, '--quiet', '--csv-all', ...more]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return rowsOf(join(place, out), 'decisions.csv').map(
    ({ period, outcome, state, code }) => `${period} ${outcome} ${state} ${code}`,
  );
}

const ENTERED = ['2020,50', '2021,50', '2022,150'];
const inRun = (place: string, run: string): string[] => ['--previous', join(place, run)];

describe('a run that goes on from an earlier one', () => {
  it.each(['ever(none)', 'periods_in_state() == 2'])('knows %s from its first decision', async (when) => {
    const place = lay(when, ENTERED);
    const whole = await classify(place, 'whole');
    expect(whole.at(-1)).toBe('2022 moved out EXIT');
    await classify(place, 'first', '--to', '2020');
    expect(await classify(place, 'second', ...inRun(place, 'first'))).toEqual(whole.slice(1));
    await classify(place, 'third', ...inRun(place, 'first'), '--to', '2021');
    expect(await classify(place, 'fourth', ...inRun(place, 'third'))).toEqual(whole.slice(2));
  });

  it('knows what the register of the first of three runs said, also by quarters', async () => {
    const income = ['2020-Q2,50', '2020-Q3,50', '2020-Q4,150'];
    const register = 'household_id,period,state,since\nA,2020-Q1,in,2019-Q3\n';
    const place = lay('periods_in_state() == 5', income, { 'register.csv': register });
    expect(await classify(place, 'whole')).toEqual([
      '2020-Q2 kept in ',
      '2020-Q3 kept in ',
      '2020-Q4 moved out EXIT',
    ]);
    await classify(place, 'first', '--to', '2020-Q2');
    rmSync(join(place, 'register.csv'));
    await classify(place, 'second', '--to', '2020-Q3', ...inRun(place, 'first'));
    expect(await classify(place, 'third', ...inRun(place, 'second'))).toEqual(['2020-Q4 moved out EXIT']);
  });

  it('knows that who came late into the register of the first was in the initial state before', async () => {
    const households = 'household_id,village\nA,v\nB,v\n';
    const register = 'household_id,period,state\nB,2017,none\nA,2019,in\n';
    const place = lay('ever(none)', ENTERED, { 'households.csv': households, 'register.csv': register });
    const ofA = (rows: string[]): string[] => rows.filter((row) => / (in|out) /.test(row));
    expect(ofA(await classify(place, 'whole')).at(-1)).toBe('2022 moved out EXIT');
    await classify(place, 'first', '--to', '2020');
    rmSync(join(place, 'register.csv'));
    expect(ofA(await classify(place, 'second', ...inRun(place, 'first'))).at(-1)).toBe('2022 moved out EXIT');
  });
});

describe('a village in periods before the decided ones', () => {
  const layVillage = (criterion: string, files: Readonly<Record<string, string>> = {}): string => {
    const place = lay('true', ENTERED, files);
    appendFileSync(join(place, 'pack.yaml'), VILLAGE.replaceAll('CRITERION', criterion));
    return place;
  };

  it('sees the records of its households', async () => {
    const place = layVillage('low');
    const whole = await classifyVillage(place, 'whole');
    expect(whole[1]).toBe('2021 moved poor LOW ');
    expect(await classifyVillage(place, 'later', '--from', '2021')).toEqual(whole.slice(1));
    await classify(place, 'first', '--to', '2020');
    expect(await classifyVillage(place, 'second', '--previous', join(place, 'first'))).toEqual(
      whole.slice(1),
    );
  });

  it('knows their states only from a register or an earlier run', async () => {
    const place = layVillage('few');
    const whole = await classifyVillage(place, 'whole');
    expect(whole[1]).toBe('2021 moved poor LOW ');
    expect((await classifyVillage(place, 'later', '--from', '2021'))[0]).toBe(
      '2021 review good LOW households.state@2020',
    );
    await classify(place, 'first', '--to', '2020');
    expect(await classifyVillage(place, 'second', '--previous', join(place, 'first'))).toEqual(
      whole.slice(1),
    );
    const register = { 'register.csv': 'household_id,period,state\nA,2020,in\n' };
    expect(await classifyVillage(layVillage('few', register), 'registered')).toEqual(whole.slice(1));
    const other = {
      'register.csv': 'household_id,period,state\nB,2020,in\n',
      'households.csv': 'household_id,village\nA,v\nB,w\n',
    };
    expect((await classifyVillage(layVillage('few', other), 'registered'))[0]).toBe('2021 moved poor LOW ');
  });
});
