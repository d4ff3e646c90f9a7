import type { Command } from 'commander';
import { failure } from '../model/problem.ts';
import { count, refuseForceAlone } from './options.ts';
import type { Adder } from './program.ts';

/** What was asked for on the command line, each value of the right form. */
export interface CvOptions {
  region: string;
  value: string;
  per?: string;
  weight?: string;
  area?: string;
  by?: string;
  group?: string;
  fromRun?: string;
  balanced?: boolean;
  bootstrap?: number;
  seed?: number;
  explainFigure?: string;
  out?: string;
  svg?: string;
  force?: boolean;
  json?: boolean;
}

export function addCv(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'cv', 'cv', [
    'shuangdao cv regions.csv --region county --value income --weight persons --by year',
    'shuangdao cv --from-run runs/sanpai --region village --value income_per_person',
  ])
    .helpGroup(say('group-measure'))
    .argument('[file]', say('cv-file-argument'))
    .option('--region <column>', say('cv-region-option'))
    .option('--value <column>', say('cv-value-option'))
    .option('--per <column>', say('cv-per-option'))
    .option('--weight <column>', say('cv-weight-option'))
    .option('--area <column>', say('cv-area-option'))
    .option('--by <column>', say('cv-by-option'))
    .option('--group <column>', say('cv-group-option'))
    .option('--from-run <run>', say('cv-from-run-option'))
    .option('--balanced', say('cv-balanced-option'))
    .option('--bootstrap <count>', say('cv-bootstrap-option'), count('--bootstrap', 2, 1e6))
    .option('--seed <number>', say('seed-option'), count('--seed', 0, 4294967295))
    .option('--explain-figure <figure>', say('cv-explain-option'), publishedFigure)
    .option('--out <folder>', say('cv-out-option'))
    .option('--svg <file>', say('cv-svg-option'))
    .option('--force', say('results-force-option'))
    .option('--json', say('json'))
    .action(
      act(async (file: string | undefined, given: Partial<CvOptions>) => {
        const options = settleCv(file, given);
        const { cv } = await import('./cv-job.ts');
        return cv(file, options, adder);
      }),
    );
}

/** A figure as it was printed, `0.63` or `63%`; its digits matter, so it stays a text. */
function publishedFigure(value: string): string {
  if (/^\d+(\.\d+)?%?$/.test(value)) return value;
  throw failure('usage', 'bad-value-figure', { value });
}

function settleCv(file: string | undefined, given: Partial<CvOptions>): CvOptions {
  const { region, value, ...rest } = given;
  const command = 'shuangdao cv';
  if (region === undefined) throw failure('usage', 'missing-option', { name: '--region', command });
  if (value === undefined) throw failure('usage', 'missing-option', { name: '--value', command });
  if (given.seed !== undefined && given.bootstrap === undefined)
    throw failure('usage', 'option-alone', { name: '--seed', other: '--bootstrap' });
  if (given.svg === undefined) refuseForceAlone(given);
  if (given.fromRun === undefined) {
    if (file === undefined) throw failure('usage', 'no-region-input', {});
    return { ...rest, region, value };
  }
  if (file !== undefined) throw failure('usage', 'conflicting-options', { name: '--from-run', other: file });
  for (const name of ['per', 'area', 'by', 'group'] as const) {
    if (given[name] !== undefined)
      throw failure('usage', 'conflicting-options', { name: '--from-run', other: `--${name}` });
  }
  return { ...rest, region, value };
}
