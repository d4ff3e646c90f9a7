import type { Dialect } from '../model/dialect.ts';
import type { PackTest } from '../model/pack.ts';
import { parsePeriod } from '../model/period.ts';
import type { Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import { id, text } from '../model/sql.ts';
import { WATCH_UNKNOWN } from '../model/watch.ts';
import { firstPeriod } from '../rules/check-tests.ts';
import type { LoadedPack } from '../rules/load.ts';
import { Parameters } from '../rules/parameters.ts';
import { analyse } from './analysis.ts';
import { withGivenFacts } from './given-facts.ts';
import { decidePlan, decisionRows } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import type { Span } from './span.ts';
import { testTables } from './test-tables.ts';
import { signRows, watchedRows, watchRows } from './watch-sql.ts';

/** Tests of a pack that are run together: they give the same facts. */
export interface TestBatch {
  /** Positions of the tests in the pack. */
  positions: readonly number[];
  /** Lays out the tests' households and decides them, in an empty schema. */
  plan: Plan;
  /** Their decisions. */
  query: string;
}

/** A row of a batch's query. */
export type TestDecision = {
  household: string;
  period: string;
  state: string;
  outcome: string;
  code: string | null;
  missing: string | null;
  /** The level of watch, `unknown` if nobody can tell, blank for none. */
  watch: string;
};

export interface TestResult {
  name: string;
  /** The line of the pack at which the test begins. */
  line: number | undefined;
  /** One problem for everything that came out otherwise than expected; none if the test passed. */
  failures: readonly Problem[];
}

/**
 * Plans the tests of a pack: each is one household, decided by the same SQL as real ones. Facts that a test gives
 * become inputs, so tests that give other facts need a plan of their own.
 * @param loaded a pack in whose tests `testProblems` finds nothing wrong
 */
export function planTests(loaded: LoadedPack, dialect: Dialect): TestBatch[] {
  const batches = new Map<string, number[]>();
  (loaded.pack.tests ?? []).forEach((test, position) => {
    const key = batchKey(test, loaded);
    batches.set(key, [...(batches.get(key) ?? []), position]);
  });
  return [...batches.values()].map((positions) => planBatch(loaded, positions, dialect));
}

/** The household that stands for a test. */
function householdOf(position: number): string {
  return `test ${position}`;
}

function givenFacts(test: PackTest, loaded: LoadedPack): string[] {
  const names = Object.values(test.given).flatMap((values) => Object.keys(values));
  return [...new Set(names)].filter((name) => loaded.facts.has(name)).sort();
}

function batchKey(test: PackTest, loaded: LoadedPack): string {
  // Where no table is kept by period every household is decided in every period, also before the test begins.
  const hasRecords = Object.values(loaded.pack.inputs).some(({ key }) => key === 'household,period');
  return JSON.stringify([givenFacts(test, loaded), hasRecords ? '' : firstPeriod(test, loaded.pack.period)]);
}

function planBatch(loaded: LoadedPack, positions: readonly number[], dialect: Dialect): TestBatch {
  const { period: kind, tests: all = [] } = loaded.pack;
  const tests = positions.flatMap((position) => {
    const test = all[position];
    return test ? [{ household: householdOf(position), test }] : [];
  });
  const periods = tests.flatMap(({ test: { given, expect } }) =>
    [...Object.keys(given), ...Object.keys(expect)].map((label) => parsePeriod(label, kind) ?? 0),
  );
  const [first, last] = [Math.min(...periods), Math.max(...periods)];
  const facts = [...new Set(tests.flatMap(({ test }) => givenFacts(test, loaded)))];
  const changed = withGivenFacts(
    loaded,
    facts,
    tests.map(({ test }) => test),
  );
  const { steps, doubles } = testTables(changed, tests, { first, last });
  const parameters = new Parameters(changed);
  const settings = { loaded: changed, analysis: analyse(changed), parameters, dialect, doubles };
  const span = { historyFrom: first, from: first, firstDecided: first, last };
  const decided = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    positions,
    plan: [...steps, ...decidePlan(settings, span)],
    query: testQuery(settings, span, decided),
  };
}

function testQuery(settings: DecideSettings, span: Span, decided: readonly number[]): string {
  const { loaded } = settings;
  const rows = `(${decisionRows(settings, span, decided)})`;
  const columns = 'd.household, d.period, d.state, d.outcome, d.code, d.missing';
  if (loaded.watch.length === 0) return `SELECT ${columns}, '' AS watch FROM ${rows} AS d`;
  const at = id('at$').text;
  const watched = watchedRows(
    watchRows(loaded, {
      decisions: `(SELECT household, ${at} AS t, state, outcome FROM ${rows} AS r)`,
      signs: `(SELECT *, ${at} AS t FROM (${signRows(settings, span, decided)}) AS s)`,
    }),
  );
  const arms = loaded.watch.map(({ level }, index) => `WHEN ${index} THEN ${text(level.id).text}`);
  return (
    `SELECT ${columns}, CASE WHEN w.household IS NULL THEN '' WHEN w.level IS NULL THEN ${text(WATCH_UNKNOWN).text} ` +
    `ELSE CASE w.level ${arms.join(' ')} END END AS watch ` +
    `FROM ${rows} AS d LEFT JOIN (${watched}) AS w ON w.household = d.household AND w.t = d.${at}`
  );
}

/** Compares the decisions of a batch with what its tests expect. */
export function judgeTests(
  loaded: LoadedPack,
  batch: TestBatch,
  rows: readonly TestDecision[],
): Map<number, TestResult> {
  const found = new Map(rows.map((row) => [`${row.household} ${row.period}`, row]));
  return new Map(
    batch.positions.map((position) => {
      const test = loaded.pack.tests?.[position];
      if (!test) throw new Error(`no test ${position}`);
      const failures = Object.entries(test.expect).flatMap(([label, expected]) => {
        const row = found.get(`${householdOf(position)} ${label}`);
        if (!row) throw new Error(`test ${position} was not decided in ${label}`);
        return differences(expected, row).map(
          ({ what, ...sides }): Problem => ({
            code: 'test-failed',
            severity: 'error',
            params: { test: test.name, period: label, what, ...sides },
            place: loaded.yaml.place(['tests', position, 'expect', label, what]),
          }),
        );
      });
      return [position, { name: test.name, line: loaded.yaml.place(['tests', position])?.line, failures }];
    }),
  );
}

type Expected = PackTest['expect'][string];

function differences(
  expected: Expected,
  row: TestDecision,
): { what: string; expected: string; found: string }[] {
  const found = {
    state: row.state,
    outcome: row.outcome,
    code: row.code ?? '',
    missing: row.missing ? row.missing.split(';') : [],
    watch: row.watch,
  };
  return (['state', 'outcome', 'code', 'missing', 'watch'] as const).flatMap((what) => {
    const wanted = expected[what];
    const sides = { expected: shown(wanted ?? ''), found: shown(found[what]) };
    return wanted === undefined || sides.expected === sides.found ? [] : [{ what, ...sides }];
  });
}

function shown(value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value : [...value].sort().join(', ');
  return text || '–';
}
