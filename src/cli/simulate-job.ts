import { basename, join, resolve } from 'node:path';
import { columnsRead } from '../decide/analysis.ts';
import { decidedPeriods } from '../decide/outputs.ts';
import { changeColumns, changesTable, listedStates } from '../decide/simulate-counts.ts';
import { splitPack } from '../decide/simulate-split.ts';
import type { Span } from '../decide/span.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf, writeCsv } from '../engine/export.ts';
import { type IntakeResult, readDataset } from '../intake/read-dataset.ts';
import { periodLabel } from '../model/period.ts';
import { Failure, failure } from '../model/problem.ts';
import type { SetParameter, Simulation } from '../model/simulation.ts';
import { NO_TERMINAL, paintFor } from '../report/paint.ts';
import { createProgress, type Progress } from '../report/progress.ts';
import { renderSimulation } from '../report/simulation.ts';
import { simulationFiles } from '../report/simulation-files.ts';
import type { LoadedPack } from '../rules/load.ts';
import { type ParameterSet, permitted, textOf } from '../rules/parameter-sets.ts';
import { Parameters } from '../rules/parameters.ts';
import { toDecimal } from '../rules/rational.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { refuseChangedPrevious } from './open-run.ts';
import { openPack } from './packs.ts';
import { listedPeriod } from './periods.ts';
import { withResultFolder, writeTexts } from './run-folder.ts';
import { doublesOf, settlePeriods } from './settle.ts';
import type { SimulateOptions } from './simulate.ts';
import { settleQuestion, type WhatIf } from './simulate-question.ts';
import { runTrials, type TrialRequest } from './simulate-run.ts';

const FILES = ['simulate.csv', 'simulate.json', 'changes.csv', 'simulate.svg', 'cost.svg', 'errors.svg'];

/** Tries other numbers in a pack over a dataset, and compares. */
export async function simulate(dataset: string, options: SimulateOptions, context: Context): Promise<number> {
  const { io, language } = context;
  await refuseChangedPrevious(options.previous);
  const question = settleQuestion(options, openPack(options.rules).loaded);
  const progress = createProgress(options.quiet ? NO_TERMINAL : io.stderr, language);
  const work = withResultFolder({ ...options, names: FILES }, context, (folder) =>
    withEngine(options, io, async (engine, scratch) => {
      const { split, request, report } = await prepare(engine, dataset, options, question, {
        scratch,
        progress,
      });
      const tried = { ...request, split };
      await engine.confine(folder ?? scratch);
      const simulation = await answer(engine, tried, report, progress);
      if (folder === undefined) return simulation;
      progress.stage('write');
      await writeChanges(engine, tried, simulation, folder);
      writeTexts(folder, simulationFiles(simulation, language));
      return simulation;
    }),
  );
  const { answer: simulation, written } = await work.finally(() => progress.end());
  if (options.json) io.stdout.write(`${JSON.stringify(simulation, null, 2)}\n`);
  else if (!options.quiet) {
    const paint = await paintFor(io.stdout, io.env);
    io.stdout.write(renderSimulation(simulation, written?.folder, language, paint));
  }
  return 0;
}

type Report = Omit<Simulation, 'settings'>;

interface Surroundings {
  scratch: string;
  progress: Progress;
}

/** Reads the dataset and settles which settings can be tried over it. */
async function prepare(
  engine: Engine,
  dataset: string,
  options: SimulateOptions,
  question: WhatIf,
  { scratch, progress }: Surroundings,
): Promise<{ split: TrialRequest['split']; request: Omit<TrialRequest, 'split'>; report: Report }> {
  const { loaded, measures } = question;
  const carryForward = options.carryForward ?? false;
  const judged = permitted(question.sets, loaded, { carryForward });
  const split = splitPack(loaded, question.parameters, measures);
  const halves = [split.base, split.trial];
  progress.stage('read');
  const intake = await readDataset(engine, {
    ...{ folder: dataset, pack: loaded.pack, previous: options.previous, outside: question.outside, scratch },
    wanted: new Set(halves.flatMap((half) => [...columnsRead(half.loaded, half.analysis)])),
    onProgress: progress.step,
  });
  const { span, sets, leftOut } = settleSets(judged, loaded, intake, options);
  const period = listedPeriod(options.period, loaded, span);
  return {
    split,
    request: {
      ...{ loaded, span, sets, carryForward, period, measures: [...measures.keys()] },
      ...{ by: question.by, budget: options.budget, dialect: DUCKDB, doubles: doublesOf(intake) },
      onStep: progress.step,
    },
    report: {
      ...question.report,
      dataset: basename(resolve(dataset)),
      parameters: question.parameters.map((name) =>
        asIs(name, loaded, new Parameters(loaded, { carryForward }), span),
      ),
      period: periodLabel(period, loaded.pack.period),
      listed_states: listedStates(loaded).map((state) => {
        const { id: name, label } = loaded.pack.states[state] ?? { id: '' };
        return { name, label };
      }),
      left_out: leftOut.map(({ set, problems }) => ({
        values: Object.fromEntries([...set].map(([name, value]) => [name, toDecimal(value)])),
        problems: problems.map(({ code, params }) => ({ code, params: { set: textOf(set), ...params } })),
      })),
      issues: intake.issues,
    },
  };
}

interface Settled {
  span: Span;
  sets: ParameterSet[];
  leftOut: { set: ParameterSet; problems: Failure['problems'] }[];
}

/** The settings that have a number in every period, and those left out with the reasons. */
function settleSets(
  judged: ReturnType<typeof permitted>,
  loaded: LoadedPack,
  intake: IntakeResult,
  options: SimulateOptions,
): Settled {
  const { from, to, carryForward } = options;
  const asked = { from, to, carryForward };
  const { span } = settlePeriods(loaded, intake, asked);
  const valued = judged.sets.map((set) => ({
    set,
    problems: problemsOf(() => settlePeriods(loaded, intake, { ...asked, numbers: set })),
  }));
  const leftOut: Settled['leftOut'] = [
    ...judged.leftOut,
    ...valued.filter(({ problems }) => problems.length > 0),
  ];
  const sets = valued.filter(({ problems }) => problems.length === 0).map(({ set }) => set);
  if (sets.length > 0) return { span, sets, leftOut };
  const nothing = failure('usage', 'nothing-to-try').problems;
  throw new Failure('usage', [...nothing, ...leftOut.flatMap(({ problems }) => problems)]);
}

function asIs(name: string, { pack }: LoadedPack, parameters: Parameters, span: Span): SetParameter {
  const { label, unit } = pack.parameters?.[name] ?? {};
  const values = decidedPeriods(span).flatMap((period) => {
    const value = parameters.constant(name, period);
    return value ? [[periodLabel(period, pack.period), toDecimal(value)] as const] : [];
  });
  return { name, label, unit, as_is: Object.fromEntries(values) };
}

function problemsOf(work: () => unknown): Failure['problems'] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.problems;
    throw error;
  }
}

async function answer(
  engine: Engine,
  request: TrialRequest,
  report: Report,
  progress: Progress,
): Promise<Simulation> {
  progress.stage('decide');
  const settings = await runTrials(engine, request);
  const { issues, left_out, ...head } = report;
  return { ...head, settings, left_out, issues };
}

async function writeChanges(
  engine: Engine,
  { loaded, period }: TrialRequest,
  { parameters, settings }: Simulation,
  folder: string,
): Promise<void> {
  const names = parameters.map(({ name }) => name);
  const values = new Map(settings.map((setting) => [setting.setting, setting.values]));
  const table = changesTable(loaded, period, names, values);
  const types = new Map((await columnsOf(engine, table)).map(({ name, type }) => [name, type]));
  const columns = changeColumns(loaded, names).map((name) => ({ name, type: types.get(name) ?? 'VARCHAR' }));
  await writeCsv(engine, table, columns, join(folder, 'changes.csv'));
}
