import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPack, shippedPacks } from '../../src/cli/packs.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { testProblems } from '../../src/rules/check-tests.ts';
import { smallPack } from '../rules/small-pack.ts';
import { runPackTests } from './run-pack-tests.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

/** What a pack's tests find, one text for each failure. */
async function failuresOf(parts: string): Promise<string[]> {
  const loaded = smallPack(parts);
  expect(testProblems(loaded)).toEqual([]);
  const { results } = await runPackTests(engine, loaded);
  return results.flatMap(({ name, failures }) =>
    failures.map(
      ({ params, place }) =>
        `${name} ${params.period} ${params.what}: ${params.expected} ≠ ${params.found} @${place?.line}`,
    ),
  );
}

const POOR = `
  inputs:
    households: {key: [household], columns: {able: {type: boolean}}}
    members: {key: [household, member], columns: {age: {type: integer, range: [0, 120]}}}
    income: {key: [household, period], columns: {wage: {type: money, range: [0, 1000]}, size: {type: integer, range: [1, 9]}}}
  parameters:
    floor: {values: {2009: {value: 10, source: s}}}
  facts:
    pp: {is: wage / size}
    share: {is: wage / 3}
    old: {is: 'members.filter(m, m.age >= 60).size()'}
  criteria:
    poor: {is: pp < floor}
    kept_low: {is: share < 0.123456}
  states: [a, b]
  initial: a
  transitions:
    - {code: IN, kind: entry, from: a, to: b, when: poor && able}
    - {code: OLD, kind: entry, from: a, to: b, when: 'old > 1 && !known(wage)'}
    - {code: OUT, kind: exit, from: b, to: a, when: 'periods_in_state() > 2 && !poor'}
    - {code: LOW, kind: exit, from: b, to: a, when: kept_low && able}
  tests:
`;

describe('rules test', () => {
  it.each(shippedPacks())('%s passes its own tests, in a few runs', async (id) => {
    const { results, batches } = await runPackTests(engine, openPack(id).loaded);
    expect(results.length).toBeGreaterThan(15);
    expect(results.filter(({ failures }) => failures.length > 0)).toEqual([]);
    expect(batches).toBeLessThan(6);
  });

  it('says what came out otherwise, and where that is expected', async () => {
    const { results } = await runPackTests(engine, openPack('fixtures/bad-packs/test-fails.yaml').loaded);
    expect(results).toEqual([
      {
        name: 'a cent below the line enters',
        line: 51,
        failures: [
          {
            code: 'test-failed',
            severity: 'error',
            params: {
              test: 'a cent below the line enters',
              period: '2009',
              what: 'state',
              expected: 'not_listed',
              found: 'listed',
            },
            place: expect.objectContaining({ line: 53, column: 28, length: 10 }),
          },
        ],
      },
    ]);
  });

  it('compares state, outcome, code and what is missing, in any order', async () => {
    const found = await failuresOf(`${POOR}
    - name: t
      given: {2009: {wage: unknown, size: unknown, able: true, members: [{age: 60}]}}
      expect: {2009: {state: b, outcome: kept, code: OLD, missing: [size]}}
    - name: order
      given: {2009: {wage: unknown, size: unknown, able: unknown, members: [{age: 60}]}}
      expect: {2009: {missing: [wage, able, size]}}`);
    expect(found.map((text) => text.replace(/ @\d+$/, ''))).toEqual([
      't 2009 state: b ≠ a',
      't 2009 outcome: kept ≠ review',
      't 2009 code: OLD ≠ IN',
      't 2009 missing: size ≠ size, wage',
    ]);
  });

  it('takes facts as given, with more decimals than a column has, and steps over ranges', async () => {
    const found = await failuresOf(`${POOR}
    - {name: below, given: {2009: {pp: 9.999999, able: true}}, expect: {2009: {code: IN}}}
    - {name: on, given: {2009: {pp: 10.000000, wage: 1, able: true}}, expect: {2009: {outcome: kept}}}
    - {name: share below, state: b, given: {2009: {share: 0.123455, able: true}}, expect: {2009: {code: OUT, outcome: review}}}
    - {name: share below and poor, state: b, given: {2009: {share: 0.123455, pp: 9, able: true}}, expect: {2009: {code: LOW}}}
    - {name: share on, state: b, given: {2009: {share: 0.123456, pp: 9, able: true}}, expect: {2009: {outcome: kept}}}
    - {name: nobody, given: {2009: {wage: 5, size: 0, able: true}}, expect: {2009: {outcome: review, missing: []}}}
    - {name: less than nothing, given: {2009: {wage: -5, size: 1, able: true}}, expect: {2009: {code: IN}}}
    - {name: a given fact is not derived, given: {2009: {wage: 5, size: 1, pp: unknown, able: true}}, expect: {2009: {missing: [pp]}}}`);
    expect(found).toEqual([]);
  });

  it('holds what belongs to the household for the whole test, and counts periods without values as unseen', async () => {
    const found = await failuresOf(`${POOR}
    - name: whole test
      given: {2009: {wage: 500, size: 1, able: true, members: [{age: 60}, {age: 70}]}, 2011: {wage: unknown, size: 1}}
      expect: {2009: {outcome: kept}, 2010: {outcome: unobserved, code: ""}, 2011: {outcome: review, code: IN, missing: [wage]}}
    - name: members
      given: {2011: {wage: unknown, size: 1, able: false, members: [{age: 60}, {age: unknown}]}}
      expect: {2011: {outcome: review, code: OLD, missing: [members.age]}}
    - name: no list
      given: {2011: {wage: unknown, size: 1, able: false, members: []}}
      expect: {2011: {outcome: review, missing: [members]}}`);
    expect(found).toEqual([]);
  });

  it('begins each test in its own state, since its own period, whatever the others begin with', async () => {
    const found = await failuresOf(`${POOR}
    - {name: early, given: {2009: {pp: 1, able: true}, 2010: {pp: 1}}, expect: {2009: {code: IN}, 2010: {state: b}}}
    - {name: long, state: b, since: 2008, given: {2011: {pp: 99}}, expect: {2011: {code: OUT, state: a}}}
    - {name: short, state: b, since: 2010, given: {2011: {pp: 99}}, expect: {2011: {state: b, code: LOW}}}
    - {name: unknown, state: b, given: {2011: {pp: 99}}, expect: {2011: {outcome: review, missing: [able, income, share, since]}}}`);
    expect(found.map((text) => text.replace(/ @\d+$/, ''))).toEqual([
      // `share` is derived here, so its wage is what is missing.
      'unknown 2011 missing: able, income, share, since ≠ able, since, wage',
    ]);
  });

  it('decides every period where no table is kept by period, whether or not the test gives a fact', async () => {
    const found = await failuresOf(`
  inputs:
    households: {key: [household], columns: {able: {type: boolean}}}
  facts:
    strong: {is: able}
  states: [a, b, c]
  initial: a
  transitions:
    - {code: AB, kind: move, from: a, to: b, when: able}
    - {code: BC, kind: move, from: b, to: c, when: strong}
  tests:
    - {name: inputs, given: {2009: {able: true}}, expect: {2009: {state: b}, 2010: {state: c}}}
    - {name: later, given: {2011: {able: true}}, expect: {2011: {state: b}}}
    - {name: fact, given: {2009: {able: true}, 2010: {strong: false}}, expect: {2009: {state: b}, 2010: {state: b, outcome: kept}, 2011: {outcome: review}}}`);
    expect(found).toEqual([]);
  });

  it('knows quarters and months', async () => {
    const found = await failuresOf(`
  period: quarter
  valid: {from: 2009, to: 2010}
  inputs:
    households: {key: [household], columns: {}}
    income: {key: [household, period], columns: {wage: {type: money}}}
  criteria:
    low: {is: wage < 5}
  states: [a, b]
  initial: a
  transitions:
    - {code: IN, kind: entry, from: a, to: b, when: 'held(low, 2)'}
    - {code: OUT, kind: exit, from: b, to: a, when: '!low'}
  tests:
    - {name: over new year, given: {2009-Q4: {wage: 1}, 2010-Q1: {wage: 2}}, expect: {2009-Q4: {missing: ["record@2009-Q3"]}, 2010-Q1: {code: IN}}}`);
    expect(found).toEqual([]);
  });
});
