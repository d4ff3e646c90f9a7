import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTrials } from '../../src/cli/simulate-run.ts';
import { type PovertyLine, povertyLine } from '../../src/decide/poverty-line.ts';
import { basePlan } from '../../src/decide/simulate-base.ts';
import { listedStates, MEASURES } from '../../src/decide/simulate-counts.ts';
import { splitPack } from '../../src/decide/simulate-split.ts';
import { rememberAsIs, trialBlocks } from '../../src/decide/simulate-trial.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import type { Pack, Parameter } from '../../src/model/pack.ts';
import { periodLabel } from '../../src/model/period.ts';
import type { Expr } from '../../src/rules/expr.ts';
import type { ParameterSet } from '../../src/rules/parameter-sets.ts';
import { Parameters } from '../../src/rules/parameters.ts';
import { fromDecimal } from '../../src/rules/rational.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import type { OracleCase, OracleDecision } from '../oracle/types.ts';
import { type ReadyCase, readyCase } from './sql-run.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

const NUMBERS = ['0', '1', '0.95', '1500', '2000.5', '4881.22', '-3', '999999'];
const numRuns = Math.ceil(Number(process.env.SHUANGDAO_CASES ?? 400));

/** Names of parameters to set, and the numbers to set them to: one set for each, none for the pack as it is. */
const trials = fc.record({
  test: arbitraryCase(),
  names: fc.subarray(['entry_line', 'floor', 'table_line'], { minLength: 1 }),
  numbers: fc.array(fc.array(fc.constantFrom(...NUMBERS), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
});

type Numbers = Readonly<Record<string, string>>;

/** The sets as numbers by parameter; a table no formula reads can't be set, nor what a pack does not have. */
function setsOf({ pack }: OracleCase, names: readonly string[], numbers: readonly string[][]): Numbers[] {
  const own = names.filter((name) => pack.parameters?.[name]);
  return numbers.map((row) => Object.fromEntries(own.map((name, index) => [name, row[index] ?? '0'])));
}

/** The same pack with other numbers written into it, which is what a setting stands for. */
function rewritten(test: OracleCase, numbers: Numbers): OracleCase {
  const parameters = Object.entries(test.pack.parameters ?? {}).map(
    ([name, parameter]): [string, Parameter] => {
      const value = numbers[name];
      if (value === undefined) return [name, parameter];
      return [name, { values: { [test.pack.valid.from]: { value, source: 's1' } } }];
    },
  );
  return { ...test, pack: { ...test.pack, parameters: Object.fromEntries(parameters) } };
}

const asSet = (numbers: Numbers): ParameterSet =>
  new Map(Object.entries(numbers).map(([name, value]) => [name, fromDecimal(value)]));

const measuresOf = (line: PovertyLine | undefined): Map<string, Expr> =>
  new Map([
    ...(line
      ? ([
          [MEASURES.poor, line.isPoor],
          [MEASURES.shortfall, line.shortfall],
        ] as const)
      : []),
    ...(line?.persons ? ([[MEASURES.persons, line.persons]] as const) : []),
  ]);

interface Trial {
  household: string;
  period: string;
  state: string;
  fired: number | null;
  poor: boolean | null;
  shortfall: string | null;
}

/** Every household and period under every set, read from the tables that counts are made of. */
async function decideTrials(
  ready: ReadyCase,
  sets: readonly Numbers[],
  line?: PovertyLine,
): Promise<Trial[][]> {
  const { loaded, settings, span, households } = ready;
  const carryForward = true;
  const measures = measuresOf(line);
  const split = splitPack(loaded, Object.keys(sets[0] ?? {}), measures);
  let base = basePlan(split, settings, span);
  await engine.runPlan(base.plan);
  const all: Trial[][] = [];
  for (const [index, numbers] of [{}, ...sets].entries()) {
    const parameters = new Parameters(loaded, { carryForward, set: asSet(numbers) });
    const shared = { ...settings, split, span, base, measures: [...measures.keys()], by: undefined };
    const blocks = trialBlocks(shared, parameters, `try${index}`);
    const trial: Trial[] = [];
    for (const { step, table, periods } of blocks) {
      await engine.run(step.sql);
      for (const period of periods) {
        const rows =
          await engine.rows(`SELECT hid, "state_now$@${period}" AS state, "fired$@${period}" AS fired,
          ${line ? `"poor$@${period}" AS poor, "shortfall$@${period}" AS shortfall` : 'NULL AS poor, NULL AS shortfall'}
          FROM "${table}"`);
        for (const row of rows)
          trial.push({
            household: households[Number(row.hid)] ?? '?',
            period: periodLabel(period, loaded.pack.period),
            state: loaded.pack.states[Number(row.state)]?.id ?? '?',
            fired: row.fired as number | null,
            poor: row.poor as boolean | null,
            shortfall: row.shortfall as string | null,
          });
      }
    }
    all.push(trial);
    if (index > 0) continue;
    const remembered = rememberAsIs(base, blocks, span.last);
    await engine.runPlan(remembered.plan);
    base = remembered.base;
  }
  return all;
}

const codesOf = (pack: Pack): string[] => pack.transitions.map(({ code }) => code);

function firedIn({ outcome, code }: OracleDecision, pack: Pack): number | null {
  if (outcome === 'unobserved') return null;
  const number = codesOf(pack).indexOf(code) + 1;
  return outcome === 'moved' ? number : outcome === 'review' ? -number : 0;
}

const sorted = <T extends { household: string; period: string }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (`${a.household} ${a.period}` < `${b.household} ${b.period}` ? -1 : 1));

describe('a setting', () => {
  it('decides every household as a pack with those numbers in it', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(trials, async ({ test, names, numbers }) => {
        const sets = setsOf(test, names, numbers);
        const ready = await readyCase(engine, test);
        const actual = await decideTrials(ready, sets);
        for (const [index, set] of [{}, ...sets].entries()) {
          const { pack, data, options } = rewritten(test, set);
          const expected = interpret(pack, data, options).map((decision) => ({
            household: decision.household,
            period: decision.period,
            state: decision.state,
            fired: firedIn(decision, pack),
          }));
          const found = actual[index]?.map(({ household, period, state, fired }) => ({
            household,
            period,
            state,
            fired,
          }));
          expect(sorted(found ?? [])).toEqual(sorted(expected));
        }
      }),
      { numRuns },
    );
  });

  it('counts them by state, kind of move and change, everywhere and by region', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(trials, async ({ test, names, numbers }) => {
        const sets = setsOf(test, names, numbers);
        const own = await Engine.open({ threads: 1 });
        const { loaded, settings, span } = await readyCase(own, test, false);
        const by = test.pack.regions?.[0];
        const results = await runTrials(own, {
          ...{ loaded, span, by, measures: [], budget: undefined, period: span.last, carryForward: true },
          ...{ dialect: settings.dialect, doubles: settings.doubles, sets: sets.map(asSet) },
          split: splitPack(loaded, Object.keys(sets[0] ?? {}), new Map()),
        });
        const decided = [{}, ...sets].map((set) => {
          const { pack, data, options } = rewritten(test, set);
          return interpret(pack, data, options);
        });
        const listed = new Set(listedStates(loaded).map((state) => loaded.pack.states[state]?.id));
        for (const [index, { figures }] of results.entries()) {
          const all = figures.filter(({ level }) => level === 'all');
          expect(all).toEqual(counted(decided[index] ?? [], decided[0] ?? [], test.pack, listed));
          const parts = figures.filter(({ level }) => level !== 'all');
          const total = (list: typeof figures): number =>
            list.reduce((sum, { listed: n, review }) => sum + n + 7 * review, 0);
          if (by !== undefined) expect(total(parts)).toBe(total(all));
        }
        const differ = (index: number): number =>
          (decided[index] ?? []).filter((decision, at) => {
            const before = decided[0]?.[at];
            const isLast = decision.period === periodLabel(span.last, test.pack.period);
            return (
              isLast &&
              (decision.state !== before?.state ||
                decision.outcome !== before.outcome ||
                decision.code !== before.code)
            );
          }).length;
        const { changes } = await own.one('SELECT count(*) AS changes FROM changes$');
        own.close();
        expect(changes).toBe(sets.reduce((sum, _, index) => sum + differ(index + 1), 0));
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });

  it('measures what the poor lack as the line less the income, times the persons', {
    timeout: 600_000,
  }, async () => {
    let measured = 0;
    await fc.assert(
      fc.asyncProperty(trials, async ({ test, names, numbers }) => {
        const ready = await readyCase(engine, test);
        const line = povertyLine(ready.loaded, 'below');
        fc.pre(line !== undefined);
        const [amount = '', parameter = ''] = (test.pack.criteria?.below?.is ?? '').split(' < ');
        const isQuotient = amount === 'per_head';
        const sets = setsOf(test, names, numbers);
        const actual = await decideTrials(ready, sets, line);
        for (const [index, set] of [{}, ...sets].entries()) {
          const { pack, data, options } = rewritten(test, set);
          const facts = {
            ...pack.facts,
            t_lacks: { is: isQuotient ? `${parameter} - ${amount}` : `${parameter} - ${amount}` },
            ...(isQuotient ? { t_size: { is: 'size + 0' } } : {}),
          };
          const expected = interpret({ ...pack, facts }, data, options);
          for (const trial of actual[index] ?? []) {
            const decision = expected.find(
              (d) => d.household === trial.household && d.period === trial.period,
            );
            const below = decision?.outcome === 'unobserved' ? 'unknown' : decision?.criteria.below;
            expect(trial.poor === null ? 'unknown' : String(trial.poor)).toBe(below);
            if (below !== 'true') continue;
            const each = Number(decision?.facts.t_lacks);
            const lacks = isQuotient ? each * Number(decision?.facts.t_size) : each;
            expect(Math.abs(Number(trial.shortfall) - lacks)).toBeLessThanOrEqual(
              1e-4 + Math.abs(lacks) * 1e-12,
            );
            measured += 1;
          }
        }
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
    expect(measured).toBeGreaterThan(numRuns / 10);
  });
});

/** The figures of all households as the interpreter's decisions give them. */
function counted(
  decisions: readonly OracleDecision[],
  asIs: readonly OracleDecision[],
  pack: Pack,
  listed: ReadonlySet<string | undefined>,
): object[] {
  const kindOf = new Map(pack.transitions.map(({ code, kind }) => [code, kind]));
  return [...new Set(decisions.map(({ period }) => period))].toSorted().map((period) => {
    const rows = decisions.map((decision, index) => ({ ...decision, was: asIs[index]?.state }));
    const own = rows.filter((row) => row.period === period);
    const number = (test: (row: (typeof own)[number]) => boolean): number => own.filter(test).length;
    const moved = (kind: string) => number((row) => row.outcome === 'moved' && kindOf.get(row.code) === kind);
    return {
      ...{ period, level: 'all', region: null, households: own.length },
      ...{ entries: moved('entry'), exits: moved('exit'), returns: moved('return') },
      listed: number(({ state }) => listed.has(state)),
      review: number(
        ({ outcome, state }) => outcome === 'review' || (outcome === 'unobserved' && state !== pack.initial),
      ),
      into_list: number(({ state, was }) => listed.has(state) && !listed.has(was)),
      out_of_list: number(({ state, was }) => !listed.has(state) && listed.has(was)),
    };
  });
}
