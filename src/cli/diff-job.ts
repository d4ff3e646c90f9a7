import type { Factor, Worlds } from '../decide/diff-sql.ts';
import { readParquet } from '../engine/csv.ts';
import { parsePeriod, periodLabel } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import type { Sql } from '../model/sql.ts';
import { renderDiff } from '../report/diff.ts';
import { NO_TERMINAL, paintFor } from '../report/paint.ts';
import { createProgress } from '../report/progress.ts';
import { renderWritten } from '../report/written.ts';
import type { Context } from './context.ts';
import type { DiffOptions } from './diff.ts';
import { compare, FILE, writeChanges } from './diff-compare.ts';
import { differing, openSide, type Sides } from './diff-sides.ts';
import { decideWorld, worldFile, worldsOf } from './diff-worlds.ts';
import { withEngine } from './engine.ts';
import { withResultFolder } from './run-folder.ts';

/** Tells which households two runs decide otherwise in a period, and which factor made the difference. */
export async function diff(a: string, b: string, options: DiffOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const sides = await openSides(a, b, options);
  const period = commonPeriod(sides, options.period);
  const factors = differing(sides);
  const progress = createProgress(options.quiet ? NO_TERMINAL : io.stderr, language);
  const work = withResultFolder({ ...options, names: [FILE] }, context, (folder) =>
    withEngine(options, io, async (engine, scratch) => {
      progress.stage('decide');
      const worlds = await tryWorlds(sides, factors, scratch, options, context, (step) =>
        progress.step(step, undefined),
      );
      const summary = await compare(engine, sides, factors, worlds, period);
      if (folder !== undefined) await writeChanges(engine, folder);
      return summary;
    }),
  );
  const { answer: summary, written } = await work.finally(() => progress.end());
  if (options.json) io.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (!options.quiet) {
    const text = renderDiff(summary, language, await paintFor(io.stdout, io.env));
    io.stdout.write(`${text}${renderWritten(written, language)}`);
  }
  return 0;
}

/** Data that are the same for both need to be given once. */
async function openSides(
  a: string,
  b: string,
  { dataA, dataB, previousA, previousB }: DiffOptions,
): Promise<Sides> {
  const sides = { a: await openSide(a, dataA, previousA), b: await openSide(b, dataB, previousB) };
  const [one, other] = [sides.a, sides.b].map(({ run }) =>
    JSON.stringify(run.statement.dataset.files.map(({ path, sha256 }) => [path, sha256])),
  );
  if (one !== other) return sides;
  const data = dataA ?? dataB;
  const previous = previousA ?? previousB;
  return { a: { ...sides.a, data, previous }, b: { ...sides.b, data, previous } };
}

/** @throws Failure `diff-other-periods`, `diff-no-common-period`, `diff-not-in-both` */
function commonPeriod({ a, b }: Sides, asked: string | undefined): string {
  const kinds = [a, b].map(({ run }) => run.loaded.pack.period);
  const [kind = 'year', other] = kinds;
  if (kind !== other)
    throw failure('usage', 'diff-other-periods', { a: a.path, b: b.path, kind_a: kind, kind_b: other ?? '' });
  const spans = [a, b].map(({ run }) => run.statement.periods);
  const ends = spans.map(({ first, last }) => [first, last].map((label) => parsePeriod(label, kind) ?? 0));
  const first = Math.max(...ends.map(([from = 0]) => from));
  const last = Math.min(...ends.map(([, to = 0]) => to));
  const period = asked === undefined ? last : parsePeriod(asked, kind);
  if (period !== undefined && first <= period && period <= last) return periodLabel(period, kind);
  const [periods_a = '', periods_b = ''] = spans.map((span) => `${span.first}–${span.last}`);
  const code = first > last || asked === undefined ? 'diff-no-common-period' : 'diff-not-in-both';
  throw failure('usage', code, { a: a.path, b: b.path, periods_a, periods_b, period: asked ?? '' });
}

/** Decides what is needed to tell the factors apart: nothing if only one differs, or the data were not given. */
async function tryWorlds(
  sides: Sides,
  factors: readonly Factor[],
  scratch: string,
  options: DiffOptions,
  { io }: Context,
  onStep: (step: string) => void,
): Promise<Worlds['factors']> {
  const nothing = factors.map((factor) => ({ factor, taken: undefined, left: undefined }));
  if (factors.length < 2 || [sides.a, sides.b].some(({ data }) => data === undefined)) return nothing;
  const decided = new Map<string, boolean>();
  for (const { factor, taken, left } of worldsOf(factors)) {
    for (const choice of [taken, left]) {
      const file = worldFile(scratch, choice, factors);
      if (decided.has(file)) continue;
      onStep(factor);
      decided.set(file, await decideWorld(sides, choice, file, options, io));
    }
  }
  const table = (file: string): Sql | undefined => (decided.get(file) ? readParquet(file) : undefined);
  return worldsOf(factors).map(({ factor, taken, left }) => ({
    factor,
    taken: table(worldFile(scratch, taken, factors)),
    left: table(worldFile(scratch, left, factors)),
  }));
}
