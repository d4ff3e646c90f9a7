import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type RegionColumns, readRegions } from '../intake/regions.ts';
import { failure } from '../model/problem.ts';
import { cvChart } from '../report/cv/chart.ts';
import { cvAsCsv } from '../report/cv/csv.ts';
import { cvAsJson } from '../report/cv/json.ts';
import { type CvResult, hasNoFigure } from '../report/cv/result.ts';
import { renderCv } from '../report/cv/text.ts';
import { cvWords } from '../report/messages/cv.ts';
import { paintFor } from '../report/paint.ts';
import { speaker } from '../report/wording.ts';
import { type AnalysisOptions, analysePeriod } from '../stats/regional/analysis.ts';
import { closestTo } from '../stats/regional/closest.ts';
import { overTime } from '../stats/regional/over-time.ts';
import { gaps, balanced as inAll } from '../stats/regional/periods.ts';
import type { Context } from './context.ts';
import type { CvOptions } from './cv.ts';
import { type CvInput, seriesOf } from './cv-input.ts';

/**
 * Measures how much regions differ.
 * @returns 1 if not a single figure came about
 */
export async function cv(file: string | undefined, options: CvOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const input =
    options.fromRun === undefined
      ? await fromFile(file ?? '-', options)
      : await import('./cv-from-run.ts').then(({ fromRun }) =>
          fromRun(options.fromRun ?? '', options, context),
        );
  const result = analyse(input, options);
  const files = {
    ...cvAsCsv(result, language),
    'cv.json': `${JSON.stringify(cvAsJson(result, language), null, 2)}\n`,
  };
  if (options.out !== undefined) writeFolder(options.out, files);
  if (options.svg !== undefined) writeFileSync(options.svg, cvChart(result, language));
  if (options.json) io.stdout.write(files['cv.json']);
  else {
    io.stdout.write(renderCv(result, language, await paintFor(io.stdout, io.env)));
    if (options.out !== undefined) {
      const written = { folder: options.out, files: Object.keys(files).join(', ') };
      io.stdout.write(`\n${speaker(cvWords, language)('written', written)}\n`);
    }
  }
  return hasNoFigure(result) ? 1 : 0;
}

async function fromFile(file: string, options: CvOptions): Promise<CvInput> {
  const { region, value, per, weight, area, by, group } = options;
  const name = file === '-' ? 'stdin' : file;
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

/** Writes files into a new folder that appears whole or not at all. */
function writeFolder(out: string, files: Record<string, string>): void {
  const place = resolve(out);
  if (existsSync(place)) throw failure('usage', 'out-exists', { folder: out });
  mkdirSync(dirname(place), { recursive: true });
  const partial = mkdtempSync(join(dirname(place), `.${basename(place)}.`));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(partial, name), text);
    renameSync(partial, place);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}
