import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meansTable, panelTable, poorPeriodsQuery, povertySumsQuery } from '../../src/decide/chronic-sql.ts';
import * as queries from '../../src/decide/dynamics-sql.ts';
import { DUCKDB } from '../../src/engine/dialect.ts';
import { Engine, type Row } from '../../src/engine/duckdb.ts';
import type { PovertySums, SpellCount, TransitionCount } from '../../src/model/dynamics.ts';
import { raw, sql } from '../../src/model/sql.ts';
import { chronicPoverty } from '../../src/stats/chronic-poverty.ts';
import { hazards } from '../../src/stats/hazards.ts';
import { isFigure } from '../../src/stats/result.ts';
import { transitionMatrices } from '../../src/stats/transitions.ts';
import { type History, type Reading, readHistories, readPoverty, type Table } from './dynamics-oracle.ts';

const STATES = ['out', 'listed', 'gone'];
const CASES = Number(process.env.SHUANGDAO_CASES ?? 60);

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 2 });
});
afterAll(() => engine.close());

const step = fc.record({
  outcome: fc.constantFrom('moved', 'kept', 'kept', 'review', 'unobserved'),
  to: fc.constantFrom(...STATES),
  weight: fc.option(fc.constantFrom(0, 0.25, 1, 3.5, 1200), { freq: 6 }),
  income: fc.option(fc.constantFrom(-50, 0, 40, 99, 100, 101, 160), { freq: 12 }),
  line: fc.option(fc.constantFrom(80, 100, 100, 120), { freq: 20 }),
});
/** Histories as a run gives them: the state stays unless the outcome says `moved`. */
const histories = fc
  .integer({ min: 2, max: 6 })
  .chain((periods) =>
    fc.array(
      fc.tuple(
        fc.constantFrom(...STATES),
        fc.constantFrom('a', 'b', null),
        fc.array(step, { minLength: periods, maxLength: periods }),
        fc.constantFrom(80, 100, null),
      ),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map((drawn) =>
    drawn.map(([initial, domain, steps, oneLine], index): History => {
      let state = initial;
      const periods = steps.map(({ outcome, to, weight, income, line }) => {
        const before = state;
        if (outcome === 'moved') state = to;
        return { before, state, outcome, weight, income, line: oneLine ?? line } as const;
      });
      return { household: `H${index}`, domain, periods: [...periods] };
    }),
  );
const settings = fc.record({
  inside: fc.constantFrom<string[]>(['listed'], ['listed', 'gone'], ['out']),
  register: fc.boolean(),
  weighted: fc.boolean(),
  atLine: fc.boolean(),
  by: fc.boolean(),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

const PERIODS = ['2009', '2010', '2011', '2012', '2013', '2014'];

/** Puts the histories where decisions are read, in an order that must not matter. */
async function load(given: readonly History[], chosen: Settings): Promise<queries.DynamicsQuery> {
  const rows = given.flatMap(({ household, domain, periods }) =>
    periods.map(
      ({ before, state, outcome, weight, income, line }, at) =>
        sql`(${household}, ${PERIODS[at] ?? ''}, ${before}, ${state}, ${outcome}, ${domain}, ${weight}, ${income}, ${line})`,
    ),
  );
  await engine.run('DROP TABLE IF EXISTS observed; DROP TABLE IF EXISTS panel; DROP TABLE IF EXISTS means');
  const columns = raw(
    'household, period, state_before, state, outcome, county, weight, income, poverty_line',
  );
  await engine.run(
    sql`CREATE OR REPLACE TABLE decisions AS SELECT * REPLACE (CAST(weight AS DOUBLE) AS weight,
        CAST(income AS DECIMAL(18, 4)) AS income, CAST(poverty_line AS DOUBLE) AS poverty_line, CAST(county AS VARCHAR) AS county)
      FROM (VALUES ${rows.reverse()}) AS v(${columns})`,
  );
  const query: queries.DynamicsQuery = {
    decisions: sql`decisions`,
    periods: PERIODS.slice(0, given[0]?.periods.length),
    inside: chosen.inside,
    stateBeforeGiven: chosen.register,
    weights: chosen.weighted ? ['weight'] : [],
    weightFactor: 1,
    by: chosen.by ? 'county' : undefined,
    poverty: { income: 'income', line: { column: 'poverty_line' } },
  };
  await engine.run(queries.observedTable(query));
  return query;
}

const readingOf = ({ inside, register, weighted, atLine }: Settings): Reading => ({
  inside,
  register,
  weightOf: ({ weight }) => (weighted ? weight : 1),
  poor: (income, line) => income < line || (atLine && income === line),
});

const numbered = (rows: readonly Row[]): Row[] =>
  rows.map((row) => {
    const weights = ['weight', 'squares', 'sum0', 'sum1', 'sum2'].filter((name) => name in row);
    return { ...row, ...Object.fromEntries(weights.map((name) => [name, Number(row[name])])) };
  });

function tableOf(rows: readonly Row[], keys: readonly string[]): Table {
  return new Map(
    rows.map((row) => [
      keys.map((key) => row[key]).join(),
      [Number(row.count), Number(row.weight), Number(row.squares)],
    ]),
  );
}

const sorted = (table: Table) => [...table].sort(([a], [b]) => (a < b ? -1 : 1));
const forAll = (rows: readonly Row[]) => rows.filter(({ scope }) => scope === 'all');
const inDomain = (rows: readonly Row[], domain: string | null) =>
  rows.filter((row) => row.scope === 'domain' && row.domain === domain);

function check(test: (given: readonly History[], chosen: Settings) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(histories, settings, test), { numRuns: CASES });
}

describe('against plain loops over generated histories', () => {
  it('counts transitions, and everyone in every pair of periods', async () => {
    await check(async (given, chosen) => {
      const query = await load(given, chosen);
      const rows = numbered(await engine.rows(queries.transitionsQuery(query)));
      const keys = ['at', 'from', 'from_status', 'to', 'to_status'];
      const oracle = readHistories(given, readingOf(chosen));
      expect(sorted(tableOf(forAll(rows), keys))).toEqual(sorted(oracle.transitions));
      for (const matrix of transitionMatrices(forAll(rows) as unknown as TransitionCount[], STATES)) {
        const inRows = matrix.rows.reduce((sum, { base, unknown }) => sum + base.count + unknown, 0);
        expect(inRows + matrix.unknownBefore.count).toBe(given.length);
        expect(matrix.households).toBe(given.length);
        for (const { base, to } of matrix.rows) {
          const rates = to.map(({ rate }) => rate);
          if (base.weight > 0)
            expect(rates.reduce((sum: number, rate) => sum + (rate ?? 0), 0)).toBeCloseTo(1, 12);
          else expect(rates).toEqual(STATES.map(() => null));
        }
      }
    });
  });

  it('finds spells, and puts every determined period into one', async () => {
    await check(async (given, chosen) => {
      const query = await load(given, chosen);
      const rows = numbered(await engine.rows(queries.spellsQuery(query)));
      const keys = ['inside', 'start', 'length', 'begins', 'ends'];
      expect(sorted(tableOf(forAll(rows), keys))).toEqual(
        sorted(readHistories(given, readingOf(chosen)).spells),
      );
      const coverage = forAll(await engine.rows(queries.periodCoverageQuery(query)));
      for (const inside of [true, false]) {
        const periods = forAll(rows)
          .filter((row) => row.inside === inside)
          .reduce((sum, row) => sum + Number(row.length) * Number(row.count), 0);
        const told = coverage.reduce(
          (sum, row) => sum + (inside ? Number(row.inside) : Number(row.determined) - Number(row.inside)),
          0,
        );
        expect(periods).toBe(told);
      }
    });
  });

  it('has the hazards that counting period by period gives', async () => {
    await check(async (given, chosen) => {
      const query = await load(given, chosen);
      const spells = forAll(
        numbered(await engine.rows(queries.spellsQuery(query))),
      ) as unknown as SpellCount[];
      const oracle = readHistories(given, readingOf(chosen));
      const found: Pick<typeof oracle, 'risk' | 'ended'> = { risk: new Map(), ended: new Map() };
      for (const inside of [true, false]) {
        for (const known of [true, false]) {
          const own = spells.filter(
            (spell) => spell.inside === inside && (spell.begins === 'known') === known,
          );
          const rows = hazards(own);
          let survivors: number | undefined;
          for (const { duration, atRisk, ended, hazard, low, high } of rows) {
            const key = [inside ? 'exit' : 'entry', known, duration].join();
            found.risk.set(key, [atRisk.count, atRisk.weight, atRisk.squares]);
            if (ended.count > 0) found.ended.set(key, [ended.count, ended.weight, ended.squares]);
            const cut = own.filter(({ length, ends }) => length === duration && ends !== 'ended');
            if (survivors !== undefined)
              expect(atRisk.count).toBe(survivors - cut.reduce((sum, { count }) => sum + count, 0));
            survivors = atRisk.count - ended.count;
            if (hazard === null) expect(atRisk.weight).toBe(0);
            else {
              expect(hazard).toBeCloseTo(ended.weight / atRisk.weight, 12);
              expect(low).toBeLessThanOrEqual(hazard);
              expect(high).toBeGreaterThanOrEqual(hazard);
            }
          }
        }
      }
      expect(sorted(found.risk)).toEqual(sorted(oracle.risk));
      expect(sorted(found.ended)).toEqual(sorted(oracle.ended));
    });
  });

  it('divides poverty into chronic and transient', async () => {
    await check(async (given, chosen) => {
      const query = await load(given, chosen);
      const compare = chosen.atLine ? '<=' : '<';
      await engine.run(panelTable(query.periods.length, compare));
      await engine.run(meansTable(DUCKDB, query.periods.length, compare));
      const rows = numbered(await engine.rows(povertySumsQuery(query.by)));
      const sums = forAll(rows).map(({ sum0, sum1, sum2, ...row }) => ({
        ...row,
        sums: [sum0, sum1, sum2],
      })) as unknown as PovertySums[];
      const oracle = readPoverty(given, readingOf(chosen));
      const found = chronicPoverty(sums, query.periods.length);
      if (!isFigure(found)) {
        expect(found.reason).toBe(oracle.households === 0 ? 'no-units' : 'zero-weights');
        expect(oracle.weight).toBe(0);
        return;
      }
      expect(sums.find(({ at }) => at === null)?.households).toBe(oracle.households);
      for (const { alpha, total, chronic, transient, periods } of found) {
        expect(total).toBeCloseTo(oracle.measures[alpha]?.total ?? Number.NaN, 12);
        expect(chronic).toBeCloseTo(oracle.measures[alpha]?.chronic ?? Number.NaN, 12);
        expect(transient).toBe(total - chronic);
        expect(periods).toHaveLength(query.periods.length);
        // The measures of alpha 1 and 2 are convex in income.
        if (alpha > 0) expect(transient).toBeGreaterThanOrEqual(-1e-12);
      }
      const times = forAll(await engine.rows(poorPeriodsQuery(query.by)));
      expect(times.reduce((sum, row) => sum + Number(row.households), 0)).toBe(oracle.households);
    });
  });

  it('gives each domain what it would have alone', async () => {
    await check(async (given, settled) => {
      const chosen = { ...settled, by: true };
      const query = await load(given, chosen);
      const spells = numbered(await engine.rows(queries.spellsQuery(query)));
      const transitions = numbered(await engine.rows(queries.transitionsQuery(query)));
      const histories = await engine.rows(queries.historyCoverageQuery(query));
      for (const domain of ['a', 'b', null]) {
        const own = given.filter((history) => history.domain === domain);
        const oracle = readHistories(own, readingOf(chosen));
        const spellKeys = ['inside', 'start', 'length', 'begins', 'ends'];
        const keys = ['at', 'from', 'from_status', 'to', 'to_status'];
        expect(sorted(tableOf(inDomain(spells, domain), spellKeys))).toEqual(sorted(oracle.spells));
        expect(sorted(tableOf(inDomain(transitions, domain), keys))).toEqual(sorted(oracle.transitions));
        const households = inDomain(histories, domain)[0]?.households ?? 0;
        expect(households).toBe(own.length);
      }
    });
  });
});

it('finds a mean on the line where its sum in binary falls short of it', async () => {
  const incomes = [600, 5700, 1200];
  expect(incomes.reduce((sum, income) => sum + income / 2500, 0) / 3).toBeLessThan(1);
  const periods = incomes.map((income) => ({
    ...{ before: 'out', state: 'out', outcome: 'kept' as const, weight: 1, income, line: 2500 },
  }));
  const chosen = { inside: ['listed'], register: false, weighted: false, atLine: false, by: false };
  await load([{ household: 'H', domain: null, periods }], chosen);
  for (const [compare, poor] of [
    ['<', 0],
    ['<=', 1],
  ] as const) {
    await engine.run('DROP TABLE IF EXISTS panel; DROP TABLE IF EXISTS means');
    await engine.run(panelTable(3, compare));
    await engine.run(meansTable(DUCKDB, 3, compare));
    expect(await engine.rows(poorPeriodsQuery(undefined))).toMatchObject([
      { periods: 2, households: 1, chronic_households: poor },
    ]);
  }
});
