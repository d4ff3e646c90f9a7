import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { runCli } from '../cli/run-cli.ts';
import { compare } from '../oracle/against-sql.ts';
import { Draw } from '../oracle/draw.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import type { OracleCase, OracleDecision } from '../oracle/types.ts';
import { writeCase } from '../oracle/write-case.ts';
import { random } from './dataset.ts';
import { fromCsv, fromParquet, type Outputs, rowsOf } from './decisions.ts';
import { writeDisguised } from './disguise.ts';

const CASES = Number(process.env.SHUANGDAO_CASES ?? 150);

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
  folder = mkdtempSync(join(tmpdir(), 'whole-path-'));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Demands that nothing be found wrong with any generated case, as many of them as a share of all says. */
async function check<T extends [OracleCase, ...unknown[]]>(
  share: number,
  cases: fc.Arbitrary<T>,
  wrong: (place: string, ...test: T) => Promise<string[]>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(cases, async (test) => {
      const place = mkdtempSync(join(folder, 'case-'));
      try {
        writeCase(place, test[0]);
        expect(await wrong(place, ...test)).toEqual([]);
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    }),
    { numRuns: Math.ceil(CASES * share) },
  );
}

/** Runs the command line. @returns the complaint if it fails */
async function classify(
  place: string,
  out: string,
  { options }: OracleCase,
  ...more: string[]
): Promise<string[]> {
  const { from, to, carryForward } = options;
  const { exitCode, stderr } = await runCli([
    ...[
      'classify',
      place,
      '--rules',
      join(place, 'pack.yaml'),
      '--out',
      out,
      '--threads',
      '1',
      '--quiet',
      '--csv-all',
    ],
    ...(from === undefined ? [] : ['--from', from]),
    ...(to === undefined ? [] : ['--to', to]),
    ...(carryForward ? ['--carry-forward'] : []),
    ...more,
  ]);
  return exitCode === 0 && stderr === '' ? [] : [`exit code ${exitCode}: ${stderr}`];
}

const outputs = ({ pack }: OracleCase): Outputs => ({
  facts: Object.keys(pack.facts ?? {}),
  criteria: Object.keys(pack.criteria ?? {}),
});

const expectedOf = ({ pack, data, options }: OracleCase): OracleDecision[] => interpret(pack, data, options);

/** Differences between the interpreter and every file of the run that tells decisions. */
async function differences(run: string, test: OracleCase): Promise<string[]> {
  const expected = expectedOf(test);
  const found = [
    ...compare(expected, await fromParquet(engine, run, outputs(test))),
    ...compare(expected, fromCsv(run, outputs(test))).map((text) => `decisions.csv: ${text}`),
    ...wrongLists(run, test, expected),
  ];
  return [...new Set(found)];
}

/** The lists of the last period and the counts of all must follow from the decisions. */
function wrongLists(run: string, { pack }: OracleCase, expected: readonly OracleDecision[]): string[] {
  const out: string[] = [];
  const last = expected.reduce((latest, { period }) => (period > latest ? period : latest), '');
  const listed = expected.filter(({ period }) => period === last);
  const same = (what: string, should: unknown, is: unknown): void => {
    if (JSON.stringify(should) !== JSON.stringify(is))
      out.push(`${what} should be ${JSON.stringify(should)}, is ${JSON.stringify(is)}`);
  };
  const households = (file: string): string[] => rowsOf(run, file).map(({ household = '' }) => household);
  const movedBy = (kind: string): string[] => {
    const codes = pack.transitions.filter((rule) => rule.kind === kind).map(({ code }) => code);
    return listed
      .filter(({ outcome, code }) => outcome === 'moved' && codes.includes(code))
      .map(({ household }) => household);
  };
  same('entry.csv', movedBy('entry'), households('entry.csv'));
  same('exit.csv', movedBy('exit'), households('exit.csv'));
  const review = listed.filter(
    ({ outcome, state }) => outcome === 'review' || (outcome === 'unobserved' && state !== pack.initial),
  );
  same(
    'review.csv',
    review.map(({ household }) => household),
    households('review.csv'),
  );
  const summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'));
  same('the period listed', last, summary.listed);
  for (const period of summary.periods) {
    const own = expected.filter((decision) => decision.period === period.period);
    const tally = (values: readonly string[]): [string, number][] =>
      [...new Set(values)].sort().map((value) => [value, values.filter((other) => other === value).length]);
    // Every state and move of the pack is there, with 0 where there is none.
    const counted = (counts: Record<string, number>): [string, number][] =>
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .sort();
    same(`states of ${period.period}`, tally(own.map(({ state }) => state)), counted(period.states));
    same(`outcomes of ${period.period}`, tally(own.map(({ outcome }) => outcome)), counted(period.outcomes));
    same(
      `codes of ${period.period}`,
      tally(own.map(({ code }) => code).filter(Boolean)),
      counted(period.codes),
    );
    for (const [part, outcome] of [
      ['fired', 'moved'],
      ['undetermined', 'review'],
    ] as const) {
      const codes = own.flatMap((decision) => (decision.outcome === outcome ? decision.code : []));
      same(`${part} of ${period.period}`, tally(codes), counted(period[part]));
    }
  }
  for (const { path, read, used, rejected } of summary.files)
    same(`records of ${path}`, read, used + rejected);
  return out;
}

it('decides every generated case from its files as the interpreter does', {
  timeout: 1_200_000,
}, async () => {
  await check(0.4, fc.tuple(arbitraryCase()), async (place, test) => {
    const run = join(place, 'out', 'run');
    const failed = await classify(place, run, test);
    return failed.length > 0 ? failed : differences(run, test);
  });
});

it('decides them the same however their files are written', { timeout: 1_200_000 }, async () => {
  await check(0.5, fc.tuple(arbitraryCase(), fc.nat()), async (place, test, way) => {
    const next = random(way);
    const nextInt = (min = 0, max = 1): number => min + Math.floor(next() * (max - min + 1));
    writeDisguised(place, test, new Draw({ nextInt } as unknown as ConstructorParameters<typeof Draw>[0]));
    const run = join(place, 'out', 'run');
    const failed = await classify(place, run, test);
    return failed.length > 0 ? failed : differences(run, test);
  });
});

/** Cuts a run over all periods into several, each of which goes on from the one before. */
function cuts(periods: readonly string[], picks: readonly number[]): string[] {
  const inner = periods.slice(0, -1);
  return inner.length === 0 ? [] : [...new Set(picks.map((pick) => inner[pick % inner.length] ?? ''))].sort();
}

/** @param read which file of the earlier run is given; the folder if none */
async function inParts(
  place: string,
  test: OracleCase,
  ends: readonly string[],
  read: string,
): Promise<string[]> {
  const register = join(place, 'register.csv');
  let previous: string[] = [];
  for (const [nth, to] of [...ends, test.options.to].entries()) {
    const out = join(place, 'out', `part-${nth}`);
    const failed = await classify(place, out, { ...test, options: { ...test.options, to } }, ...previous);
    if (failed.length > 0) return failed;
    // The register is the first part's business: what it knew goes from run to run.
    rmSync(register, { force: true });
    previous = ['--previous', join(out, read)];
  }
  const later = expectedOf(test).filter(({ period }) => period > (ends.at(-1) ?? ''));
  return compare(later, await fromParquet(engine, join(place, 'out', `part-${ends.length}`), outputs(test)));
}

const periodsOf = (test: OracleCase): string[] =>
  [...new Set(expectedOf(test).map(({ period }) => period))].sort();
const divisible = arbitraryCase().filter((test) => periodsOf(test).length > 1);
const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 2 });

it('goes on from earlier runs as if they had been one', { timeout: 1_200_000 }, async () => {
  await check(0.2, fc.tuple(divisible, picks), (place, test, at) =>
    inParts(place, test, cuts(periodsOf(test), at), '.'),
  );
});

it('goes on from the decisions of an earlier run, where nothing was before it', {
  timeout: 1_200_000,
}, async () => {
  const cases = divisible.filter(({ data }) => data.register.length === 0);
  const files = fc.constantFrom('decisions.csv', 'decisions.parquet');
  await check(0.1, fc.tuple(cases, picks, files), (place, test, [at = 0], file) =>
    inParts(place, test, cuts(periodsOf(test), [at]), file),
  );
});
