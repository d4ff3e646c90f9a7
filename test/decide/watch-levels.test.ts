import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchedRows, watchRows } from '../../src/decide/watch-sql.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { type Moment, standings } from '../oracle/watch.ts';
import { smallPack } from '../rules/small-pack.ts';

/** Two levels of different stability, for two states of which a household is now in one, now in the other. */
const PACK = smallPack(`
  inputs:
    households: {key: [household], columns: {a: {type: boolean}}}
  states: [in, out]
  initial: in
  transitions:
    - {code: GO, kind: exit, from: in, to: out, when: a}
    - {code: BACK, kind: return, from: out, to: in, when: '!a'}
  watch:
    - {id: first, type: unstable_exit, for: out, when: a, do: visit, leave: {held: 2}, source: s}
    - {id: second, type: sudden_hardship, for: any, when: a, do: call, leave: {held: 3}, source: s}
`);
const LEVELS = [
  { held: 2, states: ['out'] },
  { held: 3, states: ['in', 'out'] },
];
const isFor = (place: number, state: string): boolean => LEVELS[place]?.states.includes(state) ?? false;

/** A period: state, whether there is a record, and the condition of either level. */
const period = fc.record({
  state: fc.constantFrom('in', 'out', 'out', 'out'),
  observed: fc.boolean().chain((rare) => (rare ? fc.boolean() : fc.constant(true))),
  conditions: fc.tuple(...LEVELS.map(() => fc.constantFrom('true', 'false', 'false', 'unknown' as const))),
});
type Period = { state: string; observed: boolean; conditions: string[] };

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

it('is on the levels that the interpreter has it on', { timeout: 300_000 }, async () => {
  const numRuns = Number(process.env.SHUANGDAO_CASES ?? 300);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(period, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 }),
      async (households) => {
        const rows = await engine.rows(watchRows(PACK, relations(households)));
        const found = rows
          .map((row) => [row.household, row.t, row.level, row.active, row.since].join(' '))
          .sort();
        const wanted = households.flatMap((periods, household) =>
          LEVELS.flatMap((level, place) => {
            const moments = momentsOf(periods, place);
            return standings(moments, level.held).flatMap(({ active, since }, t) =>
              moments[t]?.applies ? [[`h${household}`, t, place, active, since ?? null].join(' ')] : [],
            );
          }),
        );
        expect(found).toEqual(wanted.sort());
      },
    ),
    { numRuns },
  );
});

it('shows each household once a period, on its first level or as undetermined', async () => {
  const watched = (periods: Period[]) =>
    engine.rows(`${watchedRows(watchRows(PACK, relations([periods])))} ORDER BY t`);
  const at = (state: string, ...conditions: string[]): Period => ({ state, observed: true, conditions });
  expect(
    await watched([
      at('out', 'unknown', 'true'),
      at('out', 'true', 'true'),
      at('in', 'true', 'unknown'),
      at('in', 'false', 'false'),
    ]),
  ).toMatchObject([
    { t: 0, level: 1, since: 0, condition: true, undetermined: '0' },
    { t: 1, level: 0, since: 1, condition: true, undetermined: null },
    { t: 2, level: 1, since: 0, condition: null, undetermined: '1' },
    { t: 3, level: 1, since: 0, condition: false, undetermined: null },
  ]);
  expect(await watched([at('in', 'unknown', 'false')])).toEqual([]);
  expect(await watched([at('out', 'unknown', 'false')])).toMatchObject([{ level: null, undetermined: '0' }]);
});

function momentsOf(periods: readonly Period[], place: number): Moment[] {
  return periods.map(({ state, observed, conditions }) => ({
    applies: isFor(place, state),
    observed,
    condition: observed ? (conditions[place] as Moment['condition']) : 'unknown',
    ...{ signs: [], missing: [] },
  }));
}

/** What a run would leave: all decisions, and the signs that are true or unknown. */
function relations(households: readonly (readonly Period[])[]): { decisions: string; signs: string } {
  const decisions = households.flatMap((periods, household) =>
    periods.map(
      ({ state, observed }, t) =>
        `('h${household}', ${t}, '${state}', '${observed ? 'kept' : 'unobserved'}')`,
    ),
  );
  const signs = households.flatMap((periods, household) =>
    periods.flatMap(({ state, observed, conditions }, t) =>
      LEVELS.flatMap((_, place) => {
        const condition = conditions[place];
        if (!observed || !isFor(place, state) || condition === 'false') return [];
        const truth = condition === 'true' ? 'TRUE' : 'NULL';
        return [`('h${household}', ${t}, '${['first', 'second'][place]}', ${truth}, '')`];
      }),
    ),
  );
  const none = `('', -1, '', TRUE, '')`;
  return {
    decisions: `(SELECT * FROM (VALUES ${decisions.join(', ')}) AS v(household, t, state, outcome))`,
    signs: `(SELECT * FROM (VALUES ${[none, ...signs].join(', ')}) AS v(household, t, level, condition, missing))`,
  };
}
