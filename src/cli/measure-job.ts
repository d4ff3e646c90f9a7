import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readSurvey } from '../intake/survey.ts';
import type { SurveyReader, SurveySample } from '../intake/survey-sample.ts';
import { closest } from '../model/closest.ts';
import type { Figures, LineChoice, SampleSummary } from '../model/figures.ts';
import { failure } from '../model/problem.ts';
import type { Population, SurveyRequest } from '../model/survey.ts';
import type { Language } from '../model/words.ts';
import { type Curve, curvesOf } from '../report/curves.ts';
import { renderFigures } from '../report/figures.ts';
import { FIGURE_FILES, figureFiles } from '../report/figures-files.ts';
import { definitionsOf } from '../report/figures-names.ts';
import { paintFor } from '../report/paint.ts';
import { createProgress } from '../report/progress.ts';
import { renderWritten } from '../report/written.ts';
import {
  MEASURE_NAMES,
  type NamedMeasure,
  namedMeasure,
  needsLine,
  USUAL_MEASURES,
} from '../stats/named-measures.ts';
import { type Overlap, overlapOf } from '../stats/overlap-covariance.ts';
import { jackknifeFactors, replicated } from '../stats/replicated.ts';
import { isFigure, type NoFigure } from '../stats/result.ts';
import { sum } from '../stats/sum.ts';
import {
  estimateChange,
  estimateFigure,
  linearised,
  type Precision,
  wantedFigures,
} from '../stats/survey-figures.ts';
import { partsBy } from '../stats/survey-parts.ts';
import { type PreparedSample, prepareSample, type Wanted } from '../stats/survey-sample.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import type { MeasureOptions } from './measure.ts';
import { openRun } from './open-run.ts';
import { withResultFolder, writeTexts } from './run-folder.ts';

/** Reads a survey and measures poverty and inequality in it. */
export async function measure(file: string, options: MeasureOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const { found, ...place } = await surveyFile(file, options);
  const questions = questionsOf({ ...options, ...place });
  const progress = createProgress(io.stderr, language);
  progress.stage('read');
  const work = withResultFolder({ ...options, names: FIGURE_FILES }, context, (folder) =>
    withEngine({}, io, async (engine, scratch) => {
      const survey = await readSurvey(engine, await asFile(found, scratch), questions.request, {
        scratch,
        onProgress: progress.step,
      });
      await engine.confine(scratch);
      const { figures, curves } = await measureAll(survey, questions, options, language);
      if (folder !== undefined) writeTexts(folder, figureFiles(figures, curves, language));
      return figures;
    }),
  );
  const { answer: figures, written } = await work.finally(() => progress.end());
  if (options.json) io.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else {
    const text = renderFigures(figures, language, await paintFor(io.stdout, io.env));
    io.stdout.write(`${text}${renderWritten(written, language)}`);
  }
  return 0;
}

interface Questions {
  request: SurveyRequest;
  measures: NamedMeasure[];
  lines: LineChoice[];
}

interface SurveyPlace {
  found: { name: string; path: string };
  household: string | undefined;
  period: string | undefined;
  population: Population;
}

/**
 * The file, or the decisions of a run, whose keys are known. A record of a run is a household, and without its size
 * nobody knows of how many persons.
 * @throws Failure `not-there`, `not-a-run`, `run-changed`, `missing-option`
 */
async function surveyFile(path: string, options: MeasureOptions): Promise<SurveyPlace> {
  const { household, period, size, population = 'persons' } = options;
  if (path === '-') return { found: { name: 'stdin', path }, household, period, population };
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw failure('usage', 'not-there', { path });
  if (!stats.isDirectory()) return { found: { name: basename(path), path }, household, period, population };
  await openRun(path);
  if (options.population === 'persons' && size === undefined)
    throw failure('usage', 'missing-option', { name: '--size', command: 'shuangdao measure' });
  const name = `${basename(resolve(path))}/decisions.parquet`;
  const found = { name, path: join(path, 'decisions.parquet') };
  return {
    ...{ found, household: household ?? 'household', period: period ?? 'period' },
    population: size === undefined ? 'households' : population,
  };
}

/** What can be read only once, standard input or a pipe, as a file that can be read again. */
async function asFile(found: SurveyPlace['found'], scratch: string): Promise<SurveyPlace['found']> {
  if (found.path !== '-' && statSync(found.path).isFile()) return found;
  const path = join(scratch, 'input');
  const input = found.path === '-' ? process.stdin : createReadStream(found.path);
  await pipeline(input, createWriteStream(path, { mode: 0o600 }));
  return { ...found, path };
}

type Settled = 'household' | 'period' | 'population';
type Asked = Omit<MeasureOptions, Settled> & Pick<SurveyPlace, Settled>;

function questionsOf(options: Asked): Questions {
  const columns = options.line.filter(({ kind }) => kind === 'column');
  const lines = options.line.map((line) =>
    line.kind === 'column' ? { ...line, column: columns.indexOf(line) } : line,
  );
  const request = {
    ...options,
    incomes: options.income,
    lines: columns.map(({ text }) => text),
  };
  return { request, measures: measuresOf(options), lines };
}

/** @throws Failure `measure-unknown`, `measure-needs-line` */
function measuresOf({ measures, line }: Asked): NamedMeasure[] {
  const found = [...new Set(measures ?? USUAL_MEASURES)].map((name) => {
    const measure = namedMeasure(name.toLowerCase());
    const near = closest(name, MEASURE_NAMES) ?? '';
    if (!measure) throw failure('usage', 'measure-unknown', { name, near, names: MEASURE_NAMES.join(', ') });
    return measure;
  });
  if (line.length > 0) return found;
  const lacking = found.find(needsLine);
  if (measures && lacking) throw failure('usage', 'measure-needs-line', { name: lacking.id });
  return found.filter((measure) => !needsLine(measure));
}

interface Answers {
  figures: Figures;
  curves: Curve[];
}

async function measureAll(
  survey: SurveyReader,
  questions: Questions,
  options: MeasureOptions,
  language: Language,
): Promise<Answers> {
  const answers: Answers = { figures: described(survey, questions, options, language), curves: [] };
  for (const [n, income] of options.income.entries()) {
    let earlier: Seen | undefined;
    for (const [at, period] of survey.periods.entries()) {
      const sample = await survey.sample(n, at);
      const seen = { period, prepared: prepare(sample, survey.file, period, questions, options) };
      addAnswers(answers, { income, sample, seen, earlier }, questions, options);
      earlier = seen;
    }
  }
  return answers;
}

/** A sample that was measured. */
interface Seen {
  period: string;
  prepared: PreparedSample;
}

function prepare(
  sample: SurveySample,
  file: string,
  period: string,
  { lines }: Questions,
  { poor, singlePsu, repmethod }: MeasureOptions,
): PreparedSample {
  // With replicate weights nothing is computed from the design itself.
  const prepared = prepareSample(sample, { lines, poor, singlePsu: repmethod ? 'certainty' : singlePsu });
  if (!isFigure(prepared)) throw designFailure(prepared, sample, file, period);
  if (repmethod === 'jkn' && !jackknifeFactors(sample)) throw failure('usage', 'measure-jkn');
  return prepared;
}

function designFailure(
  { reason, strata = [] }: NoFigure,
  sample: SurveySample,
  file: string,
  period: string,
): Error {
  if (!sample.strata && reason === 'single-psu') return failure('usage', 'measure-one-psu', { file, period });
  const names = strata.map((code) => sample.strata?.labels[code] ?? file);
  return failure('usage', `measure-${reason}`, { strata: names.join(', '), period });
}

interface Round {
  income: string;
  sample: SurveySample;
  seen: Seen;
  earlier: Seen | undefined;
}

function addAnswers(
  { figures, curves }: Answers,
  { income, sample, seen, earlier }: Round,
  { measures, lines }: Questions,
  { by, repmethod, fay, out }: MeasureOptions,
): void {
  const { prepared, period } = seen;
  const overlap = earlier && overlapOf(earlier.prepared, prepared);
  const names = by.map((columns) => columns.join(' · '));
  const precision: Precision = repmethod
    ? replicated(lines, { kind: repmethod, fay })
    : linearised(() => overlap);
  const wanted = wantedFigures(measures, lines, prepared);
  const keyOf = ({ measure, line, domain }: Wanted) => {
    const { by: grouping, label } = prepared.domains[domain] as PreparedSample['domains'][number];
    const named = grouping === undefined ? undefined : names[grouping];
    return { income, period, measure: measure?.id ?? 'line', line: line?.text, by: named, domain: label };
  };
  figures.samples.push(summaryOf(income, period, sample, prepared, { overlap, precision }));
  for (const each of wanted) {
    const { units } = prepared.domains[each.domain] as PreparedSample['domains'][number];
    const size = { n: units.values.length, weight: sum(units.weights) };
    figures.figures.push({ ...keyOf(each), ...size, ...estimateFigure(prepared, each, precision) });
  }
  if (earlier) {
    for (const each of wanted) {
      const change = estimateChange(earlier.prepared, prepared, each, precision);
      figures.changes.push({ ...keyOf(each), from: earlier.period, ...change });
    }
  }
  figures.parts.push(
    ...partsBy(prepared, measures, lines, names).map((part) => ({ income, period, ...part })),
  );
  if (out !== undefined && income === figures.incomes[0])
    curves.push(...curvesOf(period, prepared, lines[0]));
}

function summaryOf(
  income: string,
  period: string,
  sample: SurveySample,
  prepared: PreparedSample,
  { overlap, precision }: { overlap: Overlap | undefined; precision: Precision },
): SampleSummary {
  const { design, domains } = prepared;
  const [whole] = domains;
  const { rows, missing, dropped, nonPositive } = sample;
  return {
    ...{ income, period, rows, missing, dropped, nonPositive },
    used: { count: sample.known, weight: whole ? sum(whole.units.weights) : 0 },
    strata: design.psusIn.filter((count) => count > 0).length,
    psus: design.psusIn.reduce((all, count) => all + count, 0),
    degreesOfFreedom: precision.degreesOfFreedom(prepared),
    overlap: overlap?.psus.length,
  };
}

/** Everything about the figures but the figures. */
function described(
  survey: SurveyReader,
  { request, measures, lines }: Questions,
  options: MeasureOptions,
  language: Language,
): Figures {
  const estimated = lines.some(({ kind }) => kind === 'relative') ? ['line'] : [];
  const shown = [...measures.map(({ id }) => id), ...estimated];
  const { population } = request;
  const { weight, size, strata, fpc, singlePsu, poor, positiveOnly, repmethod, fay } = options;
  const count = survey.columns.numbers.filter(({ name }) => name.startsWith('rep')).length;
  return {
    format: 'shuangdao-measure/1',
    file: survey.file,
    incomes: options.income,
    ...{ population, weight, size, strata, fpc, singlePsu, poor, positiveOnly, lines },
    psu: survey.header('psu') ?? survey.header('household'),
    household: survey.header('household'),
    period: survey.header('period'),
    replicates: repmethod && { method: repmethod, count, fay },
    definitions: definitionsOf(shown, { lines, poor }, language),
    ...{ samples: [], figures: [], changes: [], parts: [] },
  };
}
