import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wilson } from '../../src/stats/wilson.ts';
import { runCli } from './run-cli.ts';

const PACK = `
format: shuangdao-rules/1
id: panel
version: 1.0.0
title: panel
period: year
valid: {from: 2009, to: 2012}
currency: CNY
regions: [county]
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {county: {type: code}}}
  income:
    key: [household, period]
    columns: {size: {type: integer}, weight: {type: number}, income: {type: money}, line: {type: money}}
parameters:
  least: {values: {2009: {value: 100, source: s}, 2010: {value: 110, source: s}, 2011: {value: 121, source: s}}}
facts:
  per_person: {is: income}
  own_line: {is: line}
  persons: {is: size}
  weights: {is: weight}
  tiny: {is: size / 3000000000000}
criteria:
  poor: {is: per_person < least}
states: [out, {id: listed, label: {en: on it, zh: 在册}}]
initial: out
transitions:
  - {code: ENTER, kind: ENTRY, from: out, to: listed, when: poor}
  - {code: LEAVE, kind: exit, from: listed, to: out, when: '!poor'}
`;
/** Four households over three years; H4 comes late, H3 is missed in the middle. */
const INCOME = `household,period,size,weight,income,line
H1,2009,2,10,50,100
H1,2010,2,10,55,100
H1,2011,2,10,121,100
H2,2009,5,30,150,0
H2,2010,5,30,99,100
H2,2011,5,30,99,100
H3,2009,1,20,90,100
H3,2011,1,20,60.5,100
H4,2010,4,40,220,100
H4,2011,4,-40,60.5,100
`;

let folder: string;
let sanpai: string;
let panel: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynamics-'));
  sanpai = join(folder, 'runs/sanpai');
  panel = join(folder, 'runs/panel');
  writeFileSync(join(folder, 'pack.yaml'), PACK.replace('ENTRY', 'entry'));
  writeFileSync(join(folder, 'no-entry.yaml'), PACK.replace('ENTRY', 'move'));
  writeFileSync(join(folder, 'households.csv'), 'household,county\nH1,A\nH2,A\nH3,B\nH4,\n');
  writeFileSync(join(folder, 'income.csv'), INCOME);
  await classify('fixtures/sanpai', 'guangdong-2009', sanpai);
  await classify(folder, join(folder, 'pack.yaml'), panel);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function classify(dataset: string, pack: string, out: string, ...more: string[]): Promise<void> {
  const done = await runCli(['classify', dataset, '--rules', pack, '--out', out, '--quiet', ...more]);
  expect(done).toMatchObject({ exitCode: 0, stderr: '' });
}

interface Found {
  coverage: object[];
  histories: object[];
  transitions: { from_status: string; to_status: string; households: number }[];
  spells: { in_state: boolean; spells: number; length: number }[];
  hazards: object[];
  chronic: { alpha: number; total: number; chronic: number; transient: number }[];
  poor_periods: object[];
}

async function found(run: string, ...options: string[]): Promise<Found> {
  const { exitCode, stdout, stderr } = await runCli(['dynamics', run, '--json', ...options]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Found;
}

describe('over fixtures/sanpai, counted by hand from its README', () => {
  it('says what is known', async () => {
    const { coverage, histories } = await found(sanpai);
    expect(coverage).toEqual([
      { period: '2009', determined: 119, in_state: 87, review: 0, unobserved: 1, no_weight: 0 },
      { period: '2010', determined: 118, in_state: 92, review: 0, unobserved: 2, no_weight: 0 },
      { period: '2011', determined: 115, in_state: 52, review: 3, unobserved: 2, no_weight: 0 },
      { period: '2012', determined: 114, in_state: 24, review: 5, unobserved: 1, no_weight: 0 },
    ]);
    // Never: the damaged id. Lost: SP-018, SP-052, SP-066, SP-083, SP-102. With a gap: SP-023, SP-045.
    expect(histories).toEqual([{ households: 120, always: 112, never: 1, late: 0, lost: 5, gap: 2 }]);
  });

  it('counts transitions', async () => {
    const { transitions } = await found(sanpai);
    const of = (from_period: string, from_state: string, to_state: string) =>
      transitions.find((row) => {
        const pair = {
          from_period,
          from_state,
          to_state,
          from_status: 'determined',
          to_status: 'determined',
        };
        return Object.entries(pair).every(([key, value]) => row[key as keyof typeof row] === value);
      });
    expect(of('2009', 'not_listed', 'listed')).toMatchObject({
      households: 6,
      of_households: 32,
      rate: 6 / 32,
    });
    // 37 left in 2011, all of them determined in 2010; 93 were on the list then, SP-023 unobserved; of the other 92
    // SP-045, SP-052 and SP-102 cannot be told in 2011.
    expect(of('2010', 'listed', 'exited')).toMatchObject({
      households: 37,
      of_households: 89,
      rate: 37 / 89,
    });
    // 31 left in 2012, but SP-023 and SP-045 were not determined in 2011.
    expect(of('2011', 'listed', 'exited')).toMatchObject({ households: 29, of_households: 49 });
    expect(of('2011', 'exited', 'listed')).toMatchObject({ households: 4, of_households: 37 });
    expect(transitions.reduce((sum, { households }) => sum + households, 0)).toBe(3 * 120);
  });

  it('finds spells and hazards', async () => {
    const { spells, hazards } = await found(sanpai);
    const on = spells.filter((spell) => spell.in_state);
    expect(on.reduce((sum, spell) => sum + spell.spells * spell.length, 0)).toBe(87 + 92 + 52 + 24);
    // Those that entered in 2010 are told of in 2011 and left in 2012.
    expect(on).toContainEqual({
      ...{ in_state: true, first_period: '2010', length: 2, begins: 'known', ends: 'ended' },
      ...{ left_censored: false, right_censored: false, spells: 6, weight: 6 },
    });
    expect(on).toContainEqual({
      ...{ in_state: true, first_period: '2012', length: 1, begins: 'known', ends: 'last_period' },
      ...{ left_censored: false, right_censored: true, spells: 4, weight: 4 },
    });
    const { low, high } = wilson(4 / 37, 37);
    expect(hazards).toContainEqual({
      ...{
        of: 'entry',
        begins: 'known',
        duration: 1,
        at_risk: 37,
        at_risk_weight: 37,
        ended: 4,
        ended_weight: 4,
      },
      ...{ hazard: 4 / 37, low, high, survival: 33 / 37 },
    });
    expect(hazards).toContainEqual(
      expect.objectContaining({ of: 'exit', duration: 2, at_risk: 6, ended: 6, survival: 0 }),
    );
  });

  it('looks at the states that are named', async () => {
    const { coverage } = await found(sanpai, '--state', 'exited, listed');
    expect(coverage).toContainEqual(expect.objectContaining({ period: '2011', in_state: 52 + 37 }));
  });

  it('knows what began in the first period only if a register says what was before', async () => {
    const register = join(folder, 'register.csv');
    writeFileSync(register, 'household,period,state\nSP-001,2008,listed\n');
    const run = join(folder, 'runs/registered');
    await classify('fixtures/sanpai', 'guangdong-2009', run, '--previous', register);
    const { spells } = await found(run);
    const first = spells.filter(
      (spell) => spell.in_state && 'first_period' in spell && spell.first_period === '2009',
    );
    const known = first.filter((spell) => 'begins' in spell && spell.begins === 'known');
    expect(known.reduce((sum, spell) => sum + spell.spells, 0)).toBe(86);
  });
});

describe('over four households, worked out by hand', () => {
  it('counts late and missed households apart', async () => {
    const { histories, transitions } = await found(panel);
    expect(histories).toEqual([{ households: 4, always: 2, never: 0, late: 1, lost: 0, gap: 1 }]);
    const apart = transitions.filter(({ from_status, to_status }) => from_status !== to_status);
    expect(apart).toHaveLength(3);
    expect(apart).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          from_period: '2009',
          from_state: 'listed',
          to_status: 'unobserved',
          rate: null,
        }),
        expect.objectContaining({
          from_period: '2009',
          from_status: 'unobserved',
          to_state: 'out',
          weight: null,
        }),
        expect.objectContaining({
          from_period: '2010',
          from_status: 'unobserved',
          to_state: 'listed',
          rate: null,
        }),
      ]),
    );
  });

  it('counts income in the line of its period', async () => {
    const { chronic, poor_periods } = await found(panel, '--income', 'per_person', '--line', 'least');
    // H1: 0.5, 0.5, 1; H2: 1.5, 0.9, 99/121. H3 and H4 are not known in every period.
    const second = 99 / 121;
    const fgt1 = (0.5 + 0.5 + 0.1 + (1 - second)) / 6;
    expect(chronic).toEqual([
      expect.objectContaining({ alpha: 0, households: 2, left_out: 2, total: 4 / 6, chronic: 0.5 }),
      expect.objectContaining({
        alpha: 1,
        total: expect.closeTo(fgt1, 14),
        chronic: expect.closeTo(1 / 6, 14),
      }),
      expect.objectContaining({ alpha: 2, chronic: expect.closeTo(1 / 18, 14) }),
    ]);
    for (const { total, chronic: ofMean, transient } of chronic) expect(transient).toBe(total - ofMean);
    expect(poor_periods).toEqual([
      { periods: 2, households: 2, weight: 2, chronic_households: 1, chronic_weight: 1 },
    ]);
  });

  it('takes those on the line for poor if asked to', async () => {
    const line = ['--income', 'per_person', '--line', '99'];
    const strict = await found(panel, ...line);
    const loose = await found(panel, ...line, '--poor', 'at-or-below');
    expect(strict.chronic[0]).toMatchObject({ total: 2 / 6 });
    expect(loose.chronic[0]).toMatchObject({ total: 4 / 6 });
  });

  it('weighs households, and counts persons', async () => {
    const persons = await found(panel, '--size', 'persons', '--income', 'per_person', '--line', 'least');
    // H1 has two persons, H2 five.
    expect(persons.chronic[0]).toMatchObject({ total: 4 / 6, chronic: 2 / 7 });
    expect(persons.transitions).toContainEqual(
      expect.objectContaining({
        from_period: '2009',
        from_state: 'out',
        to_state: 'listed',
        of_weight: 5,
        rate: 1,
      }),
    );
  });

  it('gives the same rates whatever the unit of the weights', async () => {
    const income = ['--income', 'per_person', '--line', 'least'];
    const [one, other] = await Promise.all([
      found(panel, '--weight', 'persons', ...income),
      found(panel, '--weight', 'tiny', ...income),
    ]);
    const close = (rows: object[]): object[] =>
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([name]) => !name.endsWith('weight'))
            .map(([name, value]) => [name, typeof value === 'number' ? expect.closeTo(value, 12) : value]),
        ),
      );
    for (const table of ['transitions', 'hazards', 'chronic'] as const)
      expect(other[table]).toMatchObject(close(one[table]));
    expect(other.chronic).toHaveLength(3);
  });

  it('gives every region its own figures, also those without a name', async () => {
    const { stdout } = await runCli(['dynamics', panel, '--by', 'county']);
    expect(stdout).toMatch(/By county\n {2}county +households/);
    expect(stdout).toMatch(/\n {2}A +2 .*\n {2}B +1 .*\n {2}\(not given\) +1 /);
  });

  it('writes the same figures into files', async () => {
    const out = join(folder, 'figures');
    const options = ['--income', 'per_person', '--line', 'least', '--by', 'county'];
    const { stdout } = await runCli(['dynamics', panel, ...options, '--out', out, '--json']);
    expect(readdirSync(out).sort()).toEqual([
      ...['chronic.csv', 'dynamics.json', 'hazards.csv', 'spells.csv', 'transitions.csv'],
    ]);
    expect(readFileSync(join(out, 'dynamics.json'), 'utf8')).toBe(stdout);
    const spells = readFileSync(join(out, 'spells.csv'), 'utf8').split('\n');
    expect(spells[0]).toBe(
      'scope,domain,in_state,first_period,length,begins,ends,left_censored,right_censored,spells,weight',
    );
    expect(spells).toContain('domain,A,true,2009,2,first_period,ended,true,false,1,1');
  });
});

describe('what does not fit the run', () => {
  const income = ['--income', 'per_person'];
  it.each([
    [['--state', 'lsted'], 'there is no state lsted in this run; did you mean listed?'],
    [
      ['--weight', 'weigths'],
      '--weight: the decisions of this run have no column weigths; did you mean weights?',
    ],
    [['--size', 'county'], '--size: column county does not hold numbers'],
    [['--weight', 'weights'], 'column weights is negative in 1 decision(s)'],
    [['--by', 'village'], '--by: village is no region column of this run\n  Its region columns are county.'],
    [['--population', 'persons'], 'option --size is needed'],
    [['--population', 'people'], '--population is one of households, persons, not people'],
    [['--population', 'households', '--size', 'persons'], 'contradict each other'],
    [income, 'option --line is needed'],
    [['--line', '100'], 'option --income is needed'],
    [[...income, '--line', '0'], '--line is a number above 0'],
    [[...income, '--line', '-5'], '--line is a number above 0'],
    [[...income, '--line', '1e3'], '--line is a number above 0'],
    [[...income, '--line', 'lest'], '--line: the decisions of this run have no column lest'],
    [[...income, '--line', 'own_line'], '--line: own_line is zero or negative for 1 household(s)'],
    [['--income', 'poor', '--line', '1'], '--income: column poor does not hold numbers'],
  ])('%j', async (options, message) => {
    const { exitCode, stdout, stderr } = await runCli(['dynamics', panel, ...options]);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(message.includes('negative') ? 1 : 2);
    const chinese = await runCli(['dynamics', panel, ...options, '--lang', 'zh']);
    expect(chinese.stderr).toMatch(/^错误：.*\p{Script=Han}/u);
  });

  it('says what is not a run', async () => {
    expect((await runCli(['dynamics', folder])).stderr).toContain('is not a run folder');
  });

  it('needs two periods', async () => {
    const run = join(folder, 'runs/one');
    await classify(folder, join(folder, 'pack.yaml'), run, '--from', '2010', '--to', '2010');
    const { exitCode, stderr } = await runCli(['dynamics', run]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('this run decided one period only, 2010');
  });

  it('needs a state where no transition is an entry', async () => {
    const run = join(folder, 'runs/no-entry');
    await classify(folder, join(folder, 'no-entry.yaml'), run);
    const { exitCode, stderr } = await runCli(['dynamics', run]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Name them with --state; the states are out, listed.');
    expect((await runCli(['dynamics', run, '--state', 'listed'])).exitCode).toBe(0);
  });
});

it('prints every table in both languages, labels of states included', async () => {
  const options = ['--income', 'per_person', '--line', 'least', '--size', 'persons', '--by', 'county'];
  const english = await runCli(['dynamics', panel, ...options]);
  expect(english.stdout).toContain('line least (2009: 100, 2010: 110, 2011: 121); poor is below the line');
  expect(english.stdout).toContain('rates are of persons, households being weighted by persons');
  const chinese = await runCli(['dynamics', panel, ...options, '--lang', 'zh']);
  expect(chinese.stdout).toContain('所看状态：在册');
  expect(chinese.stdout).not.toMatch(/\{\w+\}|\[\[/);
  expect(chinese.stdout.split('\n')).toHaveLength(english.stdout.split('\n').length);
});
