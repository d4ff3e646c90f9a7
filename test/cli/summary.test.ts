import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Summary } from '../../src/model/run.ts';
import { runCli } from './run-cli.ts';

const PACK = `
format: shuangdao-rules/1
id: tiny
version: 1.0.0
title: tiny
period: year
valid: {from: 2009, to: 2010}
currency: CNY
regions: [village]
sources: {s: {title: made up, quality: official}}
inputs:
  households: {key: [household], columns: {village: {type: text}, able: {type: boolean}}}
  income: {key: [household, period], columns: {wage: {type: money}}}
parameters:
  least: {unit: CNY/year, values: {2009: {value: 1500, source: s}}}
criteria:
  poor: {is: wage < least}
states: [gone, listed, out, never]
initial: out
transitions:
  - {code: LEAVE, kind: exit, from: listed, to: gone, when: '!poor'}
  - {code: ENTER, kind: entry, from: out, to: listed, when: poor && able}
  - {code: SHUN, kind: move, from: gone, to: never, when: poor}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'));
  writeFileSync(join(folder, 'pack.yaml'), PACK);
  writeFileSync(join(folder, 'households.csv'), 'household,village,able\nA,v,\nB,v,\nC,v,no\n');
  const income = ['A,2009,1', 'B,2009,2', 'C,2009,3', 'A,2010,1', 'B,2010,2', 'C,2010,3'];
  writeFileSync(join(folder, 'income.csv'), `household,period,wage\n${income.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('shows all states and moves of the pack in its order, and who is to review apart from who moved', async () => {
  const run = join(folder, 'run');
  const { exitCode, stdout } = await runCli([
    ...['classify', folder, '--rules', join(folder, 'pack.yaml'), '--out', run],
  ]);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').slice(2, 13)).toEqual([
    'Households at the end of each period',
    '  period  gone  listed  out  never  moved  kept  to review  not observed',
    '  2009       0       0    3      0      0     1          2             0',
    '  2010       0       0    3      0      0     1          2             0',
    '',
    'Moves by reason, and those to review for it',
    '  code         2009  2010  reason',
    '  LEAVE           0     0',
    '  ENTER           0     0',
    '    to review     2     2',
    '  SHUN            0     0',
  ]);
  const { periods, regions } = Summary.parse(JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8')));
  for (const counted of [...periods, ...regions]) {
    expect(Object.entries(counted.states)).toEqual([
      ...[
        ['gone', 0],
        ['listed', 0],
        ['out', 3],
        ['never', 0],
      ],
    ]);
    expect(counted).toMatchObject({ codes: { ENTER: 2 }, undetermined: { ENTER: 2 } });
    expect(Object.entries(counted.fired)).toEqual([
      ['LEAVE', 0],
      ['ENTER', 0],
      ['SHUN', 0],
    ]);
  }
});
