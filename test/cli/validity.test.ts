import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunStatement } from '../../src/model/run.ts';
import { runCli } from './run-cli.ts';

const PACK = `format: shuangdao-rules/1
id: validity
version: 1.0.0
title: Validity
period: year
valid: {from: 2020, to: 2023}
currency: CNY
regions: [village]
sources: {made: {title: Made up, quote: x, quality: official}}
inputs:
  households: {key: [household], columns: {village: {type: code}}}
  income: {key: [household, period], columns: {income: {type: money}}}
PARAMETERS
criteria: {poor: {is: income < LINE}}
states: [none, in]
initial: none
transitions:
  - {code: ENTER, kind: entry, from: none, to: in, when: poor}
  - {code: EXIT, kind: exit, from: in, to: none, when: '!poor'}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'validity-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  statement: RunStatement;
  stdout: string;
}

/** Decides one household from a first to a last year. */
async function decide(
  years: readonly number[],
  line: string,
  parameters: string,
  ...more: string[]
): Promise<Told> {
  const place = mkdtempSync(join(folder, 'case-'));
  const files = {
    'pack.yaml': PACK.replace('PARAMETERS', parameters).replace('LINE', line),
    'lines.csv': 'village,period,line\nv,2020,100\nv,2021,110\nw,2021,120\n',
    'data/households.csv': 'household_id,village\nA,v\n',
    'data/income.csv': `household_id,period,income\n${years.map((year) => `A,${year},50\n`).join('')}`,
  };
  mkdirSync(join(place, 'data'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const argv = ['classify', join(place, 'data'), '--rules', join(place, 'pack.yaml')];
  const { exitCode, stderr, stdout } = await runCli([...argv, '--out', join(place, 'run'), ...more]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return { stdout, statement: JSON.parse(readFileSync(join(place, 'run/run.json'), 'utf8')) };
}

/** From when parameters were carried, by period: `line 2022: 2021`. */
const carried = ({ statement }: Told): string[] =>
  statement.parameters.flatMap(({ name, period, carried_from }) =>
    carried_from === undefined ? [] : [`${name} ${period}: ${carried_from}`],
  );

it.each([
  [[2023, 2024], '2024'],
  [[2018, 2025], '2018 … 2025'],
])('warns of periods that the pack does not answer for: %j', async (years, periods) => {
  const told = await decide(years, '100', '');
  expect(told.statement.warnings).toEqual([
    { code: 'beyond-validity', params: { from: '2020', to: '2023', periods } },
  ]);
  expect(told.stdout).toContain(`the pack answers for 2020 to 2023 only, and decided ${periods} as well`);
});

it('says nothing of periods that it answers for', async () => {
  expect((await decide([2020, 2023], '100', '')).statement.warnings).toEqual([]);
});

it('says until when a number was valid that is carried forward, also of what is made of it', async () => {
  const parameters = `parameters:
  line: {unit: CNY/year, values: {2020: {value: 100, source: made}}, valid_to: 2021}
  other: {unit: CNY/year, values: {2020: {value: 3, source: made}}}
  twice: {unit: CNY/year, is: line * 2 + other}`;
  const told = await decide([2020, 2023], 'twice', parameters, '--carry-forward');
  expect(carried(told)).toEqual([
    'line 2022: 2021',
    'twice 2022: 2021',
    'line 2023: 2021',
    'twice 2023: 2021',
  ]);
  expect(told.stdout).toContain('line was valid until 2021 only and was used up to 2023');
  expect(told.statement.warnings.map(({ params }) => params)).toEqual([
    { name: 'line', from: '2021', period: '2023' },
    { name: 'twice', from: '2021', period: '2023' },
  ]);
});

it('says so of a table by region, and of what is made of it', async () => {
  const parameters = `parameters:
  line: {unit: CNY/year, from: {file: lines.csv, key: [village, period], value: line}, source: made, valid_to: 2022}
  twice: {unit: CNY/year, is: line * 2}`;
  const told = await decide([2021, 2022], 'twice', parameters, '--carry-forward');
  expect(carried(told)).toEqual(['line 2022: 2021', 'twice 2022: 2021']);
});
