import type { Command } from 'commander';
import type { LineChoice } from '../model/figures.ts';
import { failure } from '../model/problem.ts';
import type { Population } from '../model/survey.ts';
import { choice, decimal, line, list, refuseForceAlone } from './options.ts';
import type { Adder } from './program.ts';

export const REPLICATIONS = ['brr', 'fay', 'jk1', 'jk2', 'jkn', 'sdr', 'bootstrap'] as const;
export const SINGLE_PSU = ['certainty', 'adjust', 'average'] as const;

/** What was asked for on the command line, each value of the right form. */
export interface MeasureOptions {
  income: string[];
  weight?: string;
  size?: string;
  strata?: string;
  psu?: string;
  fpc?: string;
  singlePsu?: (typeof SINGLE_PSU)[number];
  household?: string;
  period?: string;
  line: LineChoice[];
  by: string[][];
  /** Persons, if not said; of a run, whose records are households, only with `size`. */
  population?: Population;
  poor: 'below' | 'at-or-below';
  positiveOnly: boolean;
  repweights: string[];
  repmethod?: (typeof REPLICATIONS)[number];
  fay?: number;
  measures?: string[];
  out?: string;
  force?: boolean;
  json?: boolean;
}

export function addMeasure(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  const several = <T>(read: (value: string) => T): [(value: string, before: T[]) => T[], T[]] => [
    (value, before) => [...before, read(value)],
    [],
  ];
  const text = (value: string): string => value;
  command(program, 'measure', 'measure', [
    'shuangdao measure fixtures/survey/households.csv --income income --weight weight --size size --psu village --period year --line 60%median',
    'shuangdao measure runs/sanpai --income income_per_person --line 2500 --by county',
  ])
    .helpGroup(say('group-measure'))
    .argument('<file>', say('survey-argument'))
    .option('--income <column>', say('income-option'), ...several(text))
    .option('--weight <column>', say('weight-option'))
    .option('--size <column>', say('size-option'))
    .option(
      '--population <units>',
      say('population-option'),
      choice('--population', ['persons', 'households']),
    )
    .option('--line <line>', say('line-option'), ...several(line))
    .option('--poor <where>', say('poor-option'), choice('--poor', ['below', 'at-or-below']), 'below')
    .option('--positive-only', say('positive-only-option'), false)
    .option('--measures <list>', say('measures-option'), list)
    .option('--by <columns>', say('by-option'), ...several(list))
    .option('--period <column>', say('period-column-option'))
    .option('--strata <column>', say('strata-option'))
    .option('--psu <column>', say('psu-option'))
    .option('--household <column>', say('household-option'))
    .option('--fpc <column>', say('fpc-option'))
    .option('--single-psu <how>', say('single-psu-option'), choice('--single-psu', SINGLE_PSU))
    .option('--repweights <columns>', say('repweights-option'), list, [])
    .option('--repmethod <method>', say('repmethod-option'), choice('--repmethod', REPLICATIONS))
    .option('--fay <coefficient>', say('fay-option'), decimal('--fay', 0, 1))
    .option('--out <folder>', say('figures-out-option'))
    .option('--force', say('results-force-option'))
    .option('--json', say('json'))
    .action(
      act(async (file: string, options: MeasureOptions) => {
        refuseForceAlone(options);
        refuseContradictions(options);
        const { measure } = await import('./measure-job.ts');
        return measure(file, options, adder);
      }),
    );
}

function refuseContradictions({ income, repweights, repmethod, fay, fpc }: MeasureOptions): void {
  const command = 'shuangdao measure';
  if (income.length === 0) throw failure('usage', 'missing-option', { name: '--income', command });
  if (repweights.length > 0 && !repmethod)
    throw failure('usage', 'missing-option', { name: '--repmethod', command });
  if (repmethod && repweights.length === 0)
    throw failure('usage', 'missing-option', { name: '--repweights', command });
  if (repmethod && fpc !== undefined)
    throw failure('usage', 'conflicting-options', { name: '--fpc', other: '--repweights' });
  if (repmethod === 'fay' && fay === undefined)
    throw failure('usage', 'missing-option', { name: '--fay', command });
  if (fay !== undefined && repmethod !== 'fay')
    throw failure('usage', 'conflicting-options', { name: '--fay', other: '--repmethod' });
}
