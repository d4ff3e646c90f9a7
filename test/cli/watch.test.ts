import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backtest, WatchSummary } from '../../src/model/watch.ts';
import { wilson } from '../../src/stats/wilson.ts';
import { runCli } from './run-cli.ts';

const PACK = `
format: shuangdao-rules/1
id: tiny
version: 1.0.0
title: tiny
period: year
valid: {from: 2009, to: 2020}
currency: CNY
regions: [place]
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {place: {type: code}}}
  income: {key: [household, period], columns: {wage: {type: money, label: {en: wages, zh: 工资}}, size: {type: integer, range: [1, 9]}}}
parameters:
  line: {unit: CNY, values: {2009: {value: 100, source: s}}, label: {en: line, zh: 线}}
  near_line: {is: line * 1.5}
facts:
  signs: {is: wage / size, label: {en: income, zh: 收入}}
criteria:
  poor: {is: signs < line, label: {en: poor, zh: 贫困}}
  near: {is: signs < near_line, label: {en: near the line, zh: 接近线}}
states: [out, listed, {id: exited, label: {en: left, zh: 已退出}}]
initial: out
transitions:
  - {code: ENTER, kind: entry, from: [out, exited], to: listed, when: poor}
  - {code: LEAVE, kind: exit, from: listed, to: exited, when: '!poor'}
watch:
  - {id: red, type: unstable_exit, for: exited, when: near, label: {en: close, zh: 临界}, do: {en: visit, zh: 入户}, leave: {held: 2}, source: s}
  - {id: amber, type: sudden_hardship, for: [out, exited], when: 'signs < previous(signs) * 0.5 || size > 8', do: call, leave: {held: 1}, source: s}
`;

/** Wages by year; ? is a blank and - a year without a record. Every household has one person. */
const HOUSEHOLDS: Record<string, string> = {
  A: '90 120 90 300',
  B: '90 120 300 300',
  C: '90 120 300 ?',
  D: '90 300 90 300',
  E: '300 300 140 300',
  F: '90 120 - 130',
  G: '90 120 ? 120',
  H: '- - - -',
  I: '90 300 300 -',
};

let folder: string;
let run: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  run = join(folder, 'run');
  writeFileSync(join(folder, 'pack.yaml'), PACK);
  const ids = Object.keys(HOUSEHOLDS);
  writeFileSync(
    join(folder, 'households.csv'),
    ['household,place', ...ids.map((id, index) => `${id},${index % 2 ? 'north' : 'south'}`)].join('\n'),
  );
  const rows = Object.entries(HOUSEHOLDS).flatMap(([id, wages]) =>
    wages
      .split(' ')
      .flatMap((wage, index) => (wage === '-' ? [] : [`${id},${2009 + index},${wage.replace('?', '')},1`])),
  );
  writeFileSync(join(folder, 'income.csv'), ['household,period,wage,size', ...rows].join('\n'));
  const { stderr } = await runCli(
    ['classify', folder, '--rules', join(folder, 'pack.yaml'), '--out', run],
    {},
  );
  expect(stderr).toBe('');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listOf(period: string): Promise<Record<string, string>[]> {
  const out = join(folder, `out-${period}`);
  expect(await runCli(['watch', run, '--period', period, '--out', out, '--force'])).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
  return parse(readFileSync(join(out, 'watch.csv'), 'utf8'), { columns: true });
}

const shown = (row: Record<string, string>): string =>
  [row.household, row.level, row.since, row.condition, row.undetermined, row.missing].join(' ');

describe('the watch list', () => {
  it('has everybody on a level, and everybody of whom nobody can tell', async () => {
    expect((await listOf('2010')).map(shown)).toEqual([
      'A red 2010 true  ',
      'B red 2010 true  ',
      'C red 2010 true  ',
      'F red 2010 true  ',
      'G red 2010 true  ',
    ]);
    // A has come back and D too; E fell by more than half; F was not seen, and G's income is not known.
    expect((await listOf('2011')).map(shown)).toEqual([
      'B red 2010 false  ',
      'C red 2010 false  ',
      'E amber 2011 true  ',
      'F red 2010 unknown red record',
      'G red 2010 unknown red wage',
    ]);
    expect((await listOf('2012')).map(shown)).toEqual([
      'C red 2010 unknown red wage',
      'F red 2010 true  ',
      'G red 2010 true  ',
      'I    red;amber record',
    ]);
  });

  it('tells why and what to do in both languages, with the values', async () => {
    const rows = new Map((await listOf('2011')).map((row) => [row.household, row]));
    expect(rows.get('E')).toMatchObject({
      ...{ place: 'south', state: 'out', type: 'sudden_hardship', source: 's', do_en: 'call', do_zh: 'call' },
      reason_en: 'amber: signs < previous(signs) * 0.5 (income 140.00).',
    });
    expect(rows.get('B')).toMatchObject({
      ...{ type: 'unstable_exit', do_en: 'visit', do_zh: '入户' },
      reason_en: 'close: no longer so, but stays until that has been seen 2 time(s) running.',
    });
    expect(rows.get('F')?.reason_en).toBe('close: no record this time, so it stays.');
    expect(rows.get('G')?.reason_zh).toBe('临界：本期无法判定，继续监测。缺：工资。');
    const [before] = await listOf('2010');
    expect(before?.reason_en).toBe('close: near the line (income 120.00, near_line 150).');
    const last = (await listOf('2012')).find((row) => row.household === 'I');
    expect(last).toMatchObject({
      type: 'unstable_exit',
      reason_en: 'No record in 2012; stays “left”.',
      do_en: '',
    });
  });

  it('is for its owner only, and is written over nothing but an earlier one, if that is asked for', async () => {
    const out = join(folder, 'out-2011');
    await listOf('2011');
    const before = readFileSync(join(out, 'watch.csv'));
    await listOf('2011');
    expect(readFileSync(join(out, 'watch.csv')).equals(before)).toBe(true);
    expect(statSync(join(out, 'watch.csv')).mode & 0o777).toBe(0o600);
    expect(statSync(out).mode & 0o777).toBe(0o700);
    const again = await runCli(['watch', run, '--period', '2011', '--out', out]);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('exists already') });
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'letter.txt'), 'mine');
    const { exitCode, stderr } = await runCli(['watch', run, '--out', taken, '--force']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('letter.txt, which this command does not write');
    expect(readdirSync(taken)).toEqual(['letter.txt']);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('goes beside the run unless told otherwise, and leaves the run as it was', async () => {
    const { stdout } = await runCli(['watch', run, '--lang', 'zh']);
    expect(stdout).toContain('脱贫不稳定户');
    expect(existsSync(`${run}-watch-2012/watch.csv`)).toBe(true);
    expect((await runCli(['audit', 'verify', folder])).exitCode).toBe(0);
  });
});

it('counts households by level, type and region', async () => {
  const { stdout } = await runCli(['watch', run, '--period', '2011', '--json']);
  const summary = JSON.parse(stdout) as WatchSummary;
  expect(summary).toMatchObject({
    ...{ format: 'shuangdao-watch/1', period: '2011', undetermined: 0 },
    levels: [
      {
        level: 'red',
        type: 'unstable_exit',
        quality: 'example',
        households: 4,
        entered: 0,
        leaving: 2,
        unknown: 2,
      },
      { level: 'amber', type: 'sudden_hardship', households: 1, entered: 1, leaving: 0, unknown: 0 },
    ],
    regions: [
      { region: 'north', levels: { red: 2, amber: 0 }, undetermined: 0 },
      { region: 'south', levels: { red: 2, amber: 1 }, undetermined: 0 },
    ],
  });
});

describe('the backtest', () => {
  it('holds the watch of each period against who returned in the next', async () => {
    const { stdout } = await runCli(['watch', run, '--backtest', '--json']);
    const found = JSON.parse(stdout) as Backtest;
    // Out at the end of 2010: A, B, C, D, F, G, I. A and D return, of whom only A was watched; B and C do not, and of F
    // and G nobody knows.
    expect(found.periods[1]).toEqual({
      ...{
        period: '2010',
        next: '2011',
        at_risk: 7,
        returned: 2,
        returned_watched: 1,
        returned_undetermined: 0,
      },
      ...{ watched: 5, watched_stayed: 2, watched_untold: 2 },
      sensitivity: { found: 1, of: 2, share: 0.5, ...wilson(0.5, 2) },
      precision: { found: 1, of: 3, share: 1 / 3, ...wilson(1 / 3, 3) },
    });
    expect(found.periods[0]).toMatchObject({
      period: '2009',
      at_risk: 0,
      sensitivity: null,
      precision: null,
    });
    expect(found.total).toMatchObject({ returned: 2, watched: 9, watched_stayed: 5, watched_untold: 3 });
  });

  it('names its denominators, and writes a table on request', async () => {
    const out = join(folder, 'back');
    const { stdout } = await runCli(['watch', run, '--backtest', '--out', out]);
    expect(stdout).toContain('1/2 = 50.0 % [9.5, 90.5]');
    expect(stdout).toContain('Sensitivity: had been watched ÷ returned.');
    const rows = parse(readFileSync(join(out, 'backtest.csv'), 'utf8'), { columns: true }) as object[];
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatchObject({ period: '2010', next: '2011', sensitivity: '0.5', watched_untold: '2' });
  });
});

it('says what is no run, what has no watch, and which periods there are', async () => {
  expect((await runCli(['watch', run, '--period', '2020'])).stderr).toContain(
    '2020 was not decided in this run',
  );
  expect((await runCli(['watch', folder])).stderr).toContain('is not a run folder');
  const plain = join(folder, 'plain.yaml');
  writeFileSync(plain, PACK.replace(/^watch:\n(?: .*\n)*/m, ''));
  const other = join(folder, 'other');
  await runCli(['classify', folder, '--rules', plain, '--out', other, '--quiet']);
  expect(existsSync(join(other, 'watch.parquet'))).toBe(false);
  expect(await runCli(['watch', other])).toMatchObject({ exitCode: 2, stdout: '' });
});
