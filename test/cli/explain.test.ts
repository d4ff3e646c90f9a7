import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Explanation } from '../../src/model/explanation.ts';
import { runCli } from './run-cli.ts';

const PACK = `
format: shuangdao-rules/1
id: tiny
version: 1.0.0
title: tiny
period: year
valid: {from: 2009, to: 2009}
currency: CNY
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {able: {type: boolean}}}
  income: {key: [household, period], columns: {wage: {type: money}}}
parameters:
  least: {unit: CNY/year, values: {2009: {value: 1500, source: s}}}
criteria:
  poor: {is: wage < least}
states: [out, listed]
initial: out
transitions:
  - {code: ENTER, kind: entry, from: out, to: listed, when: poor && able}
  - {code: LEAVE, kind: exit, from: listed, to: out, when: '!poor'}
`;
const ODD_ID = `O'Neill; "x" -- 村\\1`;

let folder: string;
let run: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'));
  run = join(folder, 'run');
  const quoted = `"${ODD_ID.replaceAll('"', '""')}"`;
  writeFileSync(join(folder, 'pack.yaml'), PACK);
  writeFileSync(
    join(folder, 'households.csv'),
    `household,able\nA-001,yes\nA-002,yes\nB-9,no\n${quoted},yes\n`,
  );
  writeFileSync(
    join(folder, 'income.csv'),
    `household,period,wage\nA-001,2009,1087.50\nA-002,2010,1912.5\n${quoted},2009,1\nB-9,2009,-99\n`,
  );
  const { stderr } = await runCli(
    [
      'classify',
      folder,
      '--rules',
      join(folder, 'pack.yaml'),
      '--carry-forward',
      '--period',
      '2009',
      '--out',
      run,
    ],
    {},
  );
  expect(stderr).toBe('');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('explains the listed period unless told otherwise', async () => {
  const { exitCode, stdout } = await runCli(['explain', run, 'A-001', '--json']);
  expect(exitCode).toBe(0);
  const told = JSON.parse(stdout) as Explanation;
  expect(told).toMatchObject({
    format: 'shuangdao-explanation/1',
    household: 'A-001',
    period: '2009',
    outcome: 'moved',
    code: 'ENTER',
    changes: [{ effect: 'does-not-fire', needs: [{ by: '412.5', direction: 'more', target: '1500' }] }],
  });
});

it('uses the options of the run, and says that a line was carried forward', async () => {
  const { stdout } = await runCli(['explain', run, 'A-002', '--period', '2010']);
  expect(stdout).toContain(
    '✗ wage: 1,912.50 yuan; asked: below 1,500 yuan (least, since 2009, carried beyond its validity); 412.50 yuan above [s]',
  );
});

it('finds households whatever characters their ids have', async () => {
  const { exitCode, stdout } = await runCli(['explain', run, ODD_ID, '--lang', 'zh']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${ODD_ID} 户，2009`);
});

it('asks whether a similar household was meant', async () => {
  const { exitCode, stderr } = await runCli(['explain', run, 'a-0O1']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('there is no household a-0O1 in this run; did you mean A-001, A-002?');
  expect((await runCli(['explain', run, '0123456789'])).stderr).not.toContain('did you mean');
  expect((await runCli(['explain', run, "'; DROP TABLE x; --"])).exitCode).toBe(2);
});

it('says which periods were decided, and what is not a run folder', async () => {
  const wrong = await runCli(['explain', run, 'A-001', '--period', '2008']);
  expect(wrong).toMatchObject({ exitCode: 2 });
  expect(wrong.stderr).toContain('2008 was not decided in this run; these were: 2009, 2010');
  const none = await runCli(['explain', folder, 'A-001']);
  expect(none).toMatchObject({ exitCode: 2 });
  expect(none.stderr).toContain('is not a run folder: run.json is missing or damaged');
});

it('finds the cell that could not be read, as it was before it was written down', async () => {
  const { stdout } = await runCli(['explain', run, 'B-9']);
  expect(stdout).toContain('? wage: unknown (missing: “-99” at income.csv:5); asked');
  expect((await runCli(['explain', run, 'B-9', '--lang', 'zh'])).stdout).toContain(
    '? wage：未知（缺：income.csv:5 为“-99”）',
  );
});
