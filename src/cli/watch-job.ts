import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { analyse } from '../decide/analysis.ts';
import { Reasons } from '../decide/reasons.ts';
import type { DecideSettings } from '../decide/settings.ts';
import { backtest, backtestCounts } from '../decide/watch-backtest.ts';
import { watchCounts, watchPlan, watchTable } from '../decide/watch-outputs.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf, writeCsv } from '../engine/export.ts';
import { parsePeriod, periodLabel } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import { WATCH_FILE } from '../model/run.ts';
import type { Backtest, BacktestCounts, WatchSummary } from '../model/watch.ts';
import { paintFor } from '../report/paint.ts';
import { backtestCsv, renderBacktest, renderWatch } from '../report/watch.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import { withResultFolder, writeTexts } from './run-folder.ts';
import type { WatchOptions } from './watch.ts';
import { spanOf, watchSource } from './watch-source.ts';
import { reasonWords } from './write-run.ts';

const LIST = 'watch.csv';
const BACKTEST = 'backtest.csv';
const FILES = [LIST, BACKTEST];

/**
 * Tells who is to be watched at the end of a period of a run and writes the list of them; or, with `--backtest`, how
 * the watch of each period compares with who returned in the next.
 * @throws Failure `not-a-run`, `no-watch`, `period-not-decided`, `folder-exists`
 */
export async function watch(run: string, options: WatchOptions, context: Context): Promise<number> {
  const { io } = context;
  const opened = await openRun(run);
  const { pack } = opened.loaded;
  if (opened.loaded.watch.length === 0) throw failure('usage', 'no-watch', { id: pack.id });
  if (!existsSync(join(run, WATCH_FILE)))
    throw failure('usage', 'not-a-run', { path: run, file: WATCH_FILE });
  const span = spanOf(opened);
  const label = options.period ?? opened.statement.periods.listed;
  const period = parsePeriod(label, pack.period);
  if (period === undefined || period < span.first || period > span.last) {
    const periods = [span.first, span.last].map((at) => periodLabel(at, pack.period)).join(' – ');
    throw failure('usage', 'period-not-decided', { period: label, periods });
  }
  return withEngine({}, io, async (engine) => {
    await engine.runPlan(watchPlan(opened.loaded, watchSource(run, opened), period));
    if (options.backtest) return testBack(engine, opened, options, context);
    const out = options.out ?? besideRun(run, label);
    return list(engine, opened, { ...span, period, label, out, options }, context);
  });
}

interface Listing {
  first: number;
  period: number;
  label: string;
  out: string;
  options: WatchOptions;
}

async function list(engine: Engine, opened: OpenedRun, listing: Listing, context: Context): Promise<number> {
  const { loaded, parameters } = opened;
  const { io, language } = context;
  const { period, out, options } = listing;
  const settings: DecideSettings = {
    ...{ loaded, parameters, analysis: analyse(loaded), dialect: DUCKDB, doubles: new Set<string>() },
  };
  const { query } = watchTable(settings, listing, new Reasons(settings, reasonWords, period));
  const place = { out, force: options.force, names: FILES };
  const { written } = await withResultFolder(place, context, async (folder = out) => {
    await engine.confine(folder);
    await writeCsv(engine, query, await columnsOf(engine, query), join(folder, LIST));
  });
  const folder = written?.folder ?? out;
  const counts = await engine.rows<CountRow>(watchCounts(loaded, period));
  const summary = summarise(opened, listing.label, counts);
  const text = options.json
    ? `${JSON.stringify({ ...summary, folder }, null, 2)}\n`
    : renderWatch(summary, join(folder, LIST), language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

async function testBack(
  engine: Engine,
  opened: OpenedRun,
  { out, force, json }: WatchOptions,
  context: Context,
): Promise<number> {
  const { io, language } = context;
  const { loaded } = opened;
  const rows = await engine.rows<{ t: number } & CountsRow>(backtestCounts(loaded));
  const found: Backtest = backtest(loaded, spanOf(opened), rows);
  await withResultFolder({ out, force, names: FILES }, context, async (folder) => {
    if (folder !== undefined) writeTexts(folder, { [BACKTEST]: backtestCsv(found) });
  });
  const text = json
    ? `${JSON.stringify({ format: 'shuangdao-backtest/1', ...found }, null, 2)}\n`
    : renderBacktest(found, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

type CountsRow = { [Key in keyof BacktestCounts]: number };

/** Beside the run folder, never in it: what is in a run is sealed. */
function besideRun(run: string, label: string): string {
  const name = `${basename(resolve(run))}-watch-${label}`;
  return /^[./\\]+$/.test(run) ? join(resolve(run), '..', name) : join(dirname(run), name);
}

type CountRow = {
  region: string | null;
  level: number | null;
  condition: boolean | null;
  entered: boolean | null;
  households: number;
};

function summarise({ loaded }: OpenedRun, period: string, rows: readonly CountRow[]): WatchSummary {
  const { pack, watch: levels } = loaded;
  const sum = (matches: (row: CountRow) => boolean): number =>
    rows.filter(matches).reduce((total, row) => total + row.households, 0);
  const regions = pack.regions ? [...new Set(rows.map((row) => row.region))] : [];
  return {
    format: 'shuangdao-watch/1',
    pack: { id: pack.id, version: pack.version, title: pack.title },
    period,
    levels: levels.map(({ level }, index) => ({
      ...{ level: level.id, type: level.type, label: level.label ?? level.id, source: level.source },
      quality: pack.sources[level.source]?.quality ?? 'unverified',
      households: sum((row) => row.level === index),
      entered: sum((row) => row.level === index && row.entered === true),
      leaving: sum((row) => row.level === index && row.condition === false),
      unknown: sum((row) => row.level === index && row.condition === null),
    })),
    undetermined: sum((row) => row.level === null),
    regions: regions.map((region) => ({
      region,
      levels: Object.fromEntries(
        levels.map(({ level }, index) => [
          level.id,
          sum((row) => row.region === region && row.level === index),
        ]),
      ),
      undetermined: sum((row) => row.region === region && row.level === null),
    })),
  };
}
