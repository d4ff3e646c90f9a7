import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPack, shippedPacks } from '../../src/cli/packs.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { checkPack } from '../../src/rules/check.ts';
import { runPackTests } from '../decide/run-pack-tests.ts';
import { smallPack } from './small-pack.ts';

const INPUTS = `
  regions: [province, county]
  inputs:
    households: {key: [household], columns: {province: {type: code}, county: {type: code}, able: {type: boolean}, kind: {type: category, codes: [farm, town]}, born: {type: date}, note: {type: text}}}
    members: {key: [household, member], columns: {age: {type: integer, range: [0, 120]}, wage: {type: money}}}
    income: {key: [household, period], columns: {income: {type: money}, size: {type: integer, range: [1, 30]}}}
  parameters:
    low: {values: {2009: {value: 100, source: s}, 2011: {value: 120, source: s}}}
    high: {values: {2009: {value: 200, source: s}}}
  facts:
    pp: {is: income / size}
    yearly: {is: pp * 12}
    rounded: {is: 'round(pp, 0)'}
    kids: {is: 'members.filter(m, m.age < 16).size()'}
    rich: {is: pp > high}
  criteria:
    poor: {is: pp < low}
    better: {is: pp >= low}
`;

/** Problems with the transitions of a two-state pack, one text each. */
function found(transitions: string, states = '[a, b]'): string[] {
  const loaded = smallPack(`${INPUTS}
  states: ${states}
  initial: a
  transitions:
${transitions.replace(/^ */gm, '    ')}`);
  return checkPack(loaded).map(({ code, params }) => [code, ...Object.values(params)].join(' '));
}

const BACK = '- {code: BACK, kind: exit, from: b, to: a, when: true}';

describe('rules check', () => {
  it.each(shippedPacks())('finds nothing wrong with %s', (id) => {
    expect(checkPack(openPack(id).loaded)).toEqual([]);
  });

  it.each([
    ['poor && better'],
    ['pp < low && pp > high'],
    ['kids > 2 && kids < 3'],
    ['size < 1'],
    ['kind == "city"'],
    ['yearly < 120 && pp > 10'],
    ['rich && poor'],
    ['held(poor, 3) && !held(poor, 2)'],
    ['pp in [1, 2] && pp > 2'],
    ['known(able) && !known(able)'],
    ['born < "2000-01-01" && born >= "2000-01-01"'],
    ['year == 2015 && poor'],
    ['!ever(a)'],
    ['periods_in_state() < 1'],
    ['note.startsWith("x") && note == "y"'],
    ['members.size() < 0'],
  ])('%s can never be true', (when) => {
    expect(found(`- {code: T, kind: entry, from: a, to: b, when: '${when}'}\n${BACK}`)).toEqual([
      'transition-never T',
      'state-unreachable b a',
    ]);
  });

  it.each([
    ['pp < low'],
    ['pp == low'],
    ['pp > 119.99 && pp < 120.01 && pp != 120 && poor || year == 2011 && pp == 119.995'],
    ['income / size > 33.3333 && income / size < 33.3334'],
    ['income - size * 7 == 0.5'],
    ['abs(pp - 50) < 3'],
    ['rounded == 17'],
    ['max(pp, 5) == 5'],
    ['yearly == 1200'],
    ['yearly == 1000'],
    ['yearly < 1000 && yearly > 999.99'],
    ['pp > 33.33 && pp < 33.34'],
    ['size > income && income * 3 > size + 0.05'],
    ['kids == 2 && members.map(m, m.wage).sum() > 1000'],
    ['members.exists(m, m.age > 60) && !members.all(m, m.age > 60)'],
    ['kind == "town" && !known(able)'],
    ['born > "2000-01-01"'],
    ['note.contains("x") && note != "x"'],
    ['coalesce(pp, 0) == 0 && !known(pp)'],
    ['held(poor, 2) && !held(poor, 3)'],
    ['previous(pp) < pp && previous(pp) >= low'],
    ['ever(b) && periods_in_state() == 7'],
    ['year == 2011 && poor'],
    ['pp * pp > 2 && pp * pp < 3'],
  ])('%s can be true', (when) => {
    expect(found(`- {code: T, kind: entry, from: a, to: b, when: '${when}'}\n${BACK}`)).toEqual([]);
  });

  it('warns where two transitions are true together, once for each pair, but not where their order decides nothing', () => {
    expect(
      found(`- {code: ONE, kind: entry, from: a, to: b, when: poor}
      - {code: TWO, kind: move, from: a, to: b, when: 'kids > 2'}
      - {code: SAME, kind: move, from: a, to: b, when: 'kids > 1 && able'}
      - {code: APART, kind: exit, from: a, to: a, when: better && kids < 1}
      ${BACK}`),
    ).toEqual([
      'transitions-overlap ONE TWO a 2009 pp = 99.99, kids = 3',
      'transitions-overlap ONE SAME a 2009 pp = 99.99, kids = 2, able = true',
    ]);
  });

  it('says which transition is always forestalled', () => {
    expect(
      found(`- {code: WIDE, kind: entry, from: a, to: b, when: pp < 500}
      - {code: NARROW, kind: entry, from: a, to: b, when: poor && able}
      ${BACK}`),
    ).toEqual(['transition-shadowed NARROW WIDE']);
  });

  it('tells a state nobody reaches from one nobody leaves', () => {
    const rules = `- {code: IN, kind: entry, from: a, to: b, when: poor}
      - {code: ISLAND, kind: move, from: [c, d], to: d, when: able}`;
    expect(found(rules, '[a, b, c, d]')).toEqual([
      'state-final b',
      'state-unreachable c a',
      'state-unreachable d a',
      'state-final d',
    ]);
  });

  it('says so when there is too much to try', () => {
    const many = Array.from({ length: 12 }, (_, n) => `x${n}: {type: boolean}`).join(', ');
    const all = Array.from({ length: 12 }, (_, n) => `x${n}`).join(' && ');
    const loaded = smallPack(`
      inputs: {households: {key: [household], columns: {${many}}}}
      states: [a, b]
      initial: a
      transitions:
        - {code: IN, kind: entry, from: a, to: b, when: '${all}'}
        - {code: OUT, kind: exit, from: b, to: a, when: x0}`);
    const problems = checkPack(loaded);
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).not.toContain(
      'error transition-never',
    );
    expect(problems.map(({ code }) => code)).toContain('check-sampled');
  });

  it('finds numbers missing only where they are read', () => {
    const loaded = smallPack(`
      inputs: {households: {key: [household], columns: {}}, income: {key: [household, period], columns: {pp: {type: money}}}}
      parameters:
        old: {values: {2009: {value: 1, source: s}}, valid_to: 2009}
        new: {values: {2010: {value: 2, source: s}}}
        sum: {is: old + new}
        unused: {values: {2011: {value: 2, source: s}}}
      facts: {limit: {is: 'year < 2010 ? old : new'}}
      states: [a, b]
      initial: a
      transitions:
        - {code: IN, kind: entry, from: a, to: b, when: pp < limit}
        - {code: OUT, kind: exit, from: b, to: a, when: 'year == 2011 ? pp > sum : pp > 9'}`);
    expect(checkPack(loaded).map(({ code, params }) => [code, params.name, params.periods])).toEqual([
      ['parameter-gap', 'old', '2011'],
    ]);
  });

  it('judges what is required for each region, and tries transitions with the numbers of one place at a time', () => {
    const tables = {
      'lines.csv':
        'county,period,entry,exit\nA,2009,10,20\nA,2010,10,20\nA,2011,10,20\nB,2009,30,40\nB,2010,30,25\nB,2011,30,40\n',
    };
    const loaded = smallPack(
      `
      regions: [county]
      inputs: {households: {key: [household], columns: {county: {type: code}}}, income: {key: [household, period], columns: {pp: {type: money}}}}
      parameters:
        entry: {from: {file: lines.csv, key: [county, period], value: entry}, source: s}
        exit: {from: {file: lines.csv, key: [county, period], value: exit}, source: s}
        gap: {is: exit - entry}
      states: [a, b, c]
      initial: a
      transitions:
        - {code: IN, kind: entry, from: a, to: b, when: pp < entry}
        - {code: UP, kind: move, from: a, to: c, when: pp > exit}
        - {code: OUT, kind: exit, from: [b, c], to: a, when: pp > exit}
      require: [gap > 0, exit < 100]`,
      tables,
    );
    expect(checkPack(loaded).map(({ code, params }) => [code, ...Object.values(params)])).toEqual([
      ['require-violated', 'gap > 0', '2010', 'gap = -5', 'county = B', ''],
      ['transitions-overlap', 'IN', 'UP', 'a', '2010', 'county = B, pp = 25.01'],
    ]);
  });
});

describe('the household shown for an overlap', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open({ threads: 1 });
  });
  afterAll(() => engine.close());

  it('is decided by the first of the two, and by the second if the first is taken away', async () => {
    const rules = { ONE: 'pp * 2 < 150.5 && able', TWO: 'kids > 2 && rounded < 60' };
    const pack = (codes: (keyof typeof rules)[], tests = ''): string => `${INPUTS}
  states: [a, b, c]
  initial: a
  transitions:
${codes.map((code) => `    - {code: ${code}, kind: entry, from: a, to: ${code === 'ONE' ? 'b' : 'c'}, when: '${rules[code]}'}`).join('\n')}
    - {code: BACK, kind: exit, from: [b, c], to: a, when: able}
${tests}`;
    const overlap = checkPack(smallPack(pack(['ONE', 'TWO']))).find(
      ({ code }) => code === 'transitions-overlap',
    );
    const given = String(overlap?.params.household).replaceAll(' = ', ': ');
    for (const codes of [['ONE', 'TWO'], ['TWO']] as (keyof typeof rules)[][]) {
      const test = `  tests: [{name: shown, given: {2009: {${given}}}, expect: {2009: {code: ${codes[0]}}}}]`;
      const { results } = await runPackTests(engine, smallPack(pack(codes, test)));
      expect(results.flatMap(({ failures }) => failures)).toEqual([]);
    }
  });
});
