import { basename, join, resolve } from 'node:path';
import { analyse, columnsRead } from '../decide/analysis.ts';
import { type Decided, levelPlan, settleLevels } from '../decide/levels.ts';
import { countsQuery, decidedPeriods, regionalGaps, replacedQuery } from '../decide/outputs.ts';
import { decidePlan } from '../decide/plan.ts';
import type { DecideSettings } from '../decide/settings.ts';
import type { Engine } from '../engine/duckdb.ts';
import { addGaps } from '../engine/records.ts';
import { tallyIssues } from '../intake/issues.ts';
import { readDataset } from '../intake/read-dataset.ts';
import { periodLabel } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import type { Summary } from '../model/run.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { NO_TERMINAL, paintFor } from '../report/paint.ts';
import { createProgress, type Progress } from '../report/progress.ts';
import { renderSummary } from '../report/summary.ts';
import { sha256 } from '../trust/digest.ts';
import { checkPlace, STATEMENT_FILE } from '../trust/run-folder.ts';
import type { ClassifyOptions } from './classify.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { refuseChangedPrevious } from './open-run.ts';
import { exceeds } from './options.ts';
import { type OpenedPack, openPack } from './packs.ts';
import { listedPeriod } from './periods.ts';
import { withRunFolder } from './run-folder.ts';
import { settle } from './settle.ts';
import {
  allParameters,
  type CountRow,
  countPeriods,
  parameterWarnings,
  type Run,
  runStatement,
  validityWarnings,
} from './statement.ts';
import { writeJson, writeTables } from './write-run.ts';

/** Reads, decides, writes and records a run. Exit code 1 if the data has more errors than were allowed. */
export async function classify(dataset: string, options: ClassifyOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const pack = openPack(options.rules);
  // Better said now than after a province has been read.
  if (options.out !== undefined) checkPlace(resolve(options.out), options.force ?? false);
  await refuseChangedPrevious(options.previous);
  const progress = createProgress(options.quiet ? NO_TERMINAL : io.stderr, language);
  const analysis = analyse(pack.loaded);
  const levels = pack.loaded.levels.map((level) => [...columnsRead(level, analyse(level))]);
  const work = withEngine(options, io, async (engine, scratch) => {
    progress.stage('read');
    const intake = await readDataset(engine, {
      folder: dataset,
      pack: pack.loaded.pack,
      previous: options.previous,
      wanted: new Set([...columnsRead(pack.loaded, analysis), ...levels.flat()]),
      scratch,
      onProgress: progress.step,
    });
    const run = settleRun(dataset, options, pack, { analysis, intake, time: io.now() });
    return writeRun(engine, run, options, progress, context);
  });
  const { summary, folder } = await work.finally(() => progress.end());
  if (options.json) io.stdout.write(`${JSON.stringify({ ...summary, folder }, null, 2)}\n`);
  else if (!options.quiet) {
    io.stdout.write(renderSummary(summary, folder, language, await paintFor(io.stdout, io.env)));
  }
  return exceeds(summary.issues, options.maxIssues) ? 1 : 0;
}

/** Settles what is to be decided, once the data is known. */
function settleRun(
  dataset: string,
  options: ClassifyOptions,
  { loaded, files }: OpenedPack,
  { analysis, intake, time }: Pick<Run, 'intake' | 'time'> & Pick<DecideSettings, 'analysis'>,
): Run {
  const { settings, span } = settle(loaded, analysis, intake, options);
  const levels = settleLevels({ settings, span }, options, {
    registerLast: intake.levelRegisters,
    firstRecord: intake.levelRecords,
  });
  const listed = listedPeriod(options.period, loaded, span);
  if (options.strictSources) refuseWeakSources({ settings, span, levels });
  const { from, to, period, previous, carryForward, csvAll } = options;
  const given = { from, to, period, previous: previous && basename(previous), carryForward, csvAll };
  return {
    ...{ settings, span, levels, listed, intake, time, packFiles: files },
    dataset: basename(resolve(dataset)),
    options: Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
    ),
  };
}

async function writeRun(
  engine: Engine,
  run: Run,
  { out = defaultPlace(run), force = false, csvAll = false }: ClassifyOptions,
  progress: Progress,
  context: Context,
): Promise<{ summary: Summary; folder: string }> {
  let summary: Summary | undefined;
  const folder = await withRunFolder({ out, force, time: run.time }, context, async (place) => {
    await engine.confine(place.path);
    progress.stage('decide');
    summary = await decide(engine, run, progress);
    progress.stage('write');
    const request = {
      ...{ ...run, csvAll, registers: registersOf(run.intake) },
      onStep: (step: string) => progress.step(step, undefined),
      onWritten: (path: string) => place.sealFile(path),
    };
    const { merkle } = await writeTables(engine, place.path, request);
    writeJson(place.path, 'summary.json', summary);
    progress.stage('seal');
    const replaced: object[] = [];
    for (const one of [run, ...run.levels])
      replaced.push(...(await engine.rows(replacedQuery(one.settings, one.span))));
    const statement = runStatement(run, summary, { merkle, replaced, duckdb: await engine.version() });
    writeJson(place.path, STATEMENT_FILE, { ...statement, outputs: await place.seal() });
  });
  if (!summary) throw new Error('a run without a summary');
  return { summary, folder };
}

/** The kinds of units that a register spoke of. */
function registersOf({ registerLast, levelRegisters }: Run['intake']): string[] {
  return [...(registerLast === undefined ? [] : [HOUSEHOLD.name]), ...Object.keys(levelRegisters)];
}

async function decide(
  engine: Engine,
  { settings, span, levels, listed, intake, dataset }: Run,
  progress: Progress,
): Promise<Summary> {
  await engine.runPlan(decidePlan(settings, span), progress.step);
  for (const level of levels) await engine.runPlan(levelPlan(level), progress.step);
  for (const one of [{ settings, span }, ...levels]) {
    const gaps = regionalGaps(one.settings, decidedPeriods(one.span));
    if (gaps) await addGaps(engine, gaps);
  }
  const { pack } = settings.loaded;
  const ofLevels: NonNullable<Summary['levels']> = [];
  for (const level of levels) {
    const { unit } = level.settings.loaded;
    const label = pack.levels?.[unit.name]?.label;
    ofLevels.push({ level: unit.name, ...(label ? { label } : {}), ...(await counted(engine, level)) });
  }
  return {
    format: 'shuangdao-summary/1',
    pack: { id: pack.id, version: pack.version, title: pack.title },
    dataset,
    listed: periodLabel(listed, pack.period),
    ...(await counted(engine, { settings, span })),
    ...(ofLevels.length > 0 ? { levels: ofLevels } : {}),
    files: intake.tables.flatMap(({ name: table, files }) =>
      files.map(({ path, read, used, rejected }) => ({ table, path, read, used, rejected })),
    ),
    ...(intake.absent.length > 0 ? { absent: intake.absent } : {}),
    issues: await tallyIssues(engine),
    warnings: [
      ...intake.warnings,
      ...validityWarnings(settings, span),
      ...parameterWarnings(settings, allParameters({ settings, span, levels })),
    ],
  };
}

async function counted(
  engine: Engine,
  { settings, span }: Decided,
): Promise<ReturnType<typeof countPeriods>> {
  const rows = await engine.rows(countsQuery(settings, span, decidedPeriods(span)));
  return countPeriods(settings, rows as unknown as CountRow[]);
}

/** `runs/<pack>-<period>-<short digest>`: another name for other data, rules or options. */
function defaultPlace({ settings, listed, intake, packFiles, options }: Run): string {
  const { pack } = settings.loaded;
  const inputs = intake.tables.flatMap((table) =>
    table.files.map((file) => [table.name, file.path, file.sha256]),
  );
  const digest = sha256(JSON.stringify([inputs, packFiles, options]));
  return join('runs', `${pack.id}-${periodLabel(listed, pack.period)}-${digest.slice(0, 8)}`);
}

function refuseWeakSources(run: Pick<Run, 'settings' | 'span' | 'levels'>): void {
  const weak = parameterWarnings(run.settings, allParameters(run)).filter(
    ({ code }) => code === 'source-weak',
  );
  const [first] = weak;
  if (first) throw failure('check', 'sources-too-weak', { ...first.params, count: weak.length });
}
