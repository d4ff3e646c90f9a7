import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { testProblems } from '../../src/rules/check-tests.ts';
import { smallPack } from '../rules/small-pack.ts';
import { runPackTests } from './run-pack-tests.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

const WATCHED = `
  valid: {from: 2009, to: 2016}
  inputs:
    households: {key: [household], columns: {debt: {type: boolean}}}
    members: {key: [household, member], optional: true, columns: {ill: {type: boolean}}}
    income: {key: [household, period], columns: {wage: {type: money}, size: {type: integer, range: [1, 9]}}}
  parameters:
    line: {values: {2009: {value: 100, source: s}}}
    share: {values: {2009: {value: 1.5, source: s}}}
  facts:
    pp: {is: wage / size}
  criteria:
    poor: {is: pp < line}
    near: {is: pp < line * share}
    fine: {is: pp >= line * 2}
  states: [out, listed, exited]
  initial: out
  transitions:
    - {code: IN, kind: entry, from: out, to: listed, when: poor}
    - {code: OUT, kind: exit, from: listed, to: exited, when: fine}
    - {code: BACK, kind: return, from: exited, to: listed, when: poor}
  watch:
    - {id: red, type: unstable_exit, for: exited, when: near && debt, do: visit, leave: {held: 2}, source: s}
    - {id: amber, type: unstable_exit, for: exited, when: 'near || pp < previous(pp) && !fine', do: call, leave: {held: 1}, source: s}
    - {id: fresh, type: unstable_exit, for: exited, when: 'periods_in_state() < 2 && ever(listed)', do: wait, leave: {held: 1}, source: s}
    - {id: blow, type: sudden_hardship, for: any, when: 'members.exists(m, m.ill)', do: help, leave: {held: 1}, source: s}
  tests:
`;

/** A household of one, whose income by period is given; `?` is unknown and a blank a period without a record. */
function cell(state: string, debt: string, incomes: string, levels: string): string {
  const periods = incomes.split(' ').map((income, index) => ({ period: 2009 + index, income }));
  const given = periods
    .filter(({ income }) => income !== '-')
    .map(({ period, income }) => {
      const wage = income === '?' ? 'unknown' : income;
      return `${period}: {wage: ${wage}, size: 1, debt: ${debt}, members: [{ill: false}]}`;
    });
  const expected = levels.split(' ').map((level, index) => {
    const watch = { '.': '""', '?': 'unknown' }[level] ?? level;
    return `${2009 + index}: {watch: ${watch}}`;
  });
  return `
    - name: ${incomes.replaceAll('?', 'x')}
      state: ${state}
      since: 2000
      given: {${given.join(', ')}}
      expect: {${expected.join(', ')}}
`;
}

async function differences(test: string): Promise<string[]> {
  const loaded = smallPack(WATCHED + test);
  expect(testProblems(loaded)).toEqual([]);
  const { results } = await runPackTests(engine, loaded);
  return results.flatMap(({ failures }) =>
    failures.map(({ params }) => `${params.period}: ${params.expected} ≠ ${params.found}`),
  );
}

describe('a level of watch', () => {
  it.each([
    ['holds exactly below its line', 'exited', 'true', '150 149.99', '? red'],
    ['is left after as many false periods as it says', 'exited', 'true', '149 300 300', 'red red .'],
    [
      'begins to count anew when it is true again',
      'exited',
      'true',
      '149 300 149 300 300',
      'red red red red .',
    ],
    ['does not count an unknown as false', 'exited', 'true', '149 300 ? 300 300', 'red red red red .'],
    ['passes over a period without a record', 'exited', 'true', '149 300 - 300', 'red red red .'],
    ['stays while nobody looks', 'exited', 'true', '149 - - -', 'red red red red'],
    ['gives way to a more urgent one, of several the first', 'exited', 'false', '149 149', 'amber amber'],
    ['ends with the state it is for', 'exited', 'true', '149 99 300 300', 'red . fresh fresh'],
    [
      'does not come back of itself when the state does',
      'exited',
      'true',
      '149 99 300 300 300',
      'red . fresh fresh .',
    ],
    ['is unknown where nobody can tell', 'exited', 'true', '200 ? 200', '. ? .'],
    ['is shown where only a more urgent one is unknown', 'exited', 'unknown', '149 200', 'amber .'],
    ['is not unknown where it does not apply', 'listed', 'true', '? 149', '. .'],
  ])('%s', async (_, state, debt, incomes, levels) => {
    expect(await differences(cell(state, debt, incomes, levels))).toEqual([]);
  });

  it('counts the periods in the new state from the one after the move', async () => {
    expect(await differences(cell('listed', 'false', '300 300 300 300', 'fresh fresh . .'))).toEqual([]);
  });

  it('reads members, and is for every state if it says any', async () => {
    const given = '{2009: {wage: 300, size: 1, debt: false, members: [{ill: false}, {ill: true}]}}';
    const test = `
    - {name: ill, state: out, given: ${given}, expect: {2009: {watch: blow}}}
    - {name: nobody knows, state: out, given: {2009: {wage: 300, size: 1}}, expect: {2009: {watch: unknown}}}
`;
    expect(await differences(test)).toEqual([]);
  });
});
