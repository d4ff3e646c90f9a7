import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type RegionColumns, readRegions } from '../intake/regions.ts';
import { failure } from '../model/problem.ts';
import { cvChart } from '../report/cv/chart.ts';
import { CV_FILES, cvFiles, cvText } from '../report/cv/files.ts';
import { type CvResult, hasNoFigure } from '../report/cv/result.ts';
import { renderCv } from '../report/cv/text.ts';
import { paintFor } from '../report/paint.ts';
import { renderWritten } from '../report/written.ts';
import { type AnalysisOptions, analysePeriod } from '../stats/regional/analysis.ts';
import { closestTo } from '../stats/regional/closest.ts';
import { overTime } from '../stats/regional/over-time.ts';
import { gaps, balanced as inAll } from '../stats/regional/periods.ts';
import type { Context } from './context.ts';
import type { CvOptions } from './cv.ts';
import { type CvInput, seriesOf } from './cv-input.ts';
import { withResultFolder, writeTexts } from './run-folder.ts';

/**
 * Measures how much regions differ.
 * @returns 1 if not a single figure came about
 */
export async function cv(file: string | undefined, options: CvOptions, context: Context): Promise<number> {
  const { io, language } = context;
  checkChartFile(options);
  const { answer: result, written } = await withResultFolder(
    { ...options, names: CV_FILES },
    context,
    async (folder) => {
      const found = analyse(await inputOf(file, options, context), options);
      if (folder !== undefined) writeTexts(folder, cvFiles(found, language));
      if (options.svg !== undefined) writeChart(options.svg, cvChart(found, language));
      return found;
    },
  );
  if (options.json) io.stdout.write(cvText(result, language));
  else {
    const text = renderCv(result, language, await paintFor(io.stdout, io.env));
    io.stdout.write(`${text}${renderWritten(written, language)}`);
  }
  return hasNoFigure(result) ? 1 : 0;
}

function writeChart(path: string, chart: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, chart);
}

/** Better said now than after the work; what is no file, such as /dev/stdout, is written to. */
function checkChartFile({ svg, force }: CvOptions): void {
  const found = svg === undefined ? undefined : statSync(svg, { throwIfNoEntry: false });
  if (svg === undefined || !found) return;
  if (found.isDirectory()) throw failure('usage', 'is-a-folder', { path: svg });
  if (found.isFile() && !force) throw failure('usage', 'svg-exists', { path: svg });
}

async function inputOf(file: string | undefined, options: CvOptions, context: Context): Promise<CvInput> {
  if (options.fromRun === undefined) return fromFile(file ?? '-', options);
  const { fromRun } = await import('./cv-from-run.ts');
  return fromRun(options.fromRun, options, context);
}

async function fromFile(file: string, options: CvOptions): Promise<CvInput> {
  const { region, value, per, weight, area, by, group } = options;
  const name = file === '-' ? 'stdin' : file;
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw failure('usage', 'is-a-folder', { path: file });
  const bytes = file === '-' ? await standardInput() : await readFile(file);
  const asked = { region, value, per, weight, area, period: by, group };
  const columns = Object.fromEntries(Object.entries(asked).filter(([, column]) => column !== undefined));
  const rows = readRegions(bytes, name, columns as RegionColumns);
  return {
    source: { file: name, region, value, per, weight, area, by, group },
    series: seriesOf(rows),
    regions: rows.map((row) => row.region),
  };
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function analyse({ source, series, regions, survey, run }: CvInput, options: CvOptions): CvResult {
  const bootstrap =
    options.bootstrap === undefined ? undefined : { replicates: options.bootstrap, seed: options.seed ?? 1 };
  const given: AnalysisOptions = { ...(bootstrap && { bootstrap }), ...(survey && { survey }) };
  const used = options.balanced ? inAll(series) : series;
  const figure = options.explainFigure;
  return {
    source,
    ...given,
    ...(run && { run }),
    periods: used.map((one) => analysePeriod(one, given)),
    gaps: gaps(series, regions),
    balanced: options.balanced === true,
    ...(used.length > 1 && { overTime: overTime(used, given) }),
    ...(figure !== undefined && { closest: { figure, matches: closestTo(figure, used) } }),
  };
}
