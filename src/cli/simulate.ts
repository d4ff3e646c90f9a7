import type { Command } from 'commander';
import { failure } from '../model/problem.ts';
import { count, type DatasetOptions, memory, period, refuseReversed, settle } from './options.ts';
import type { Adder } from './program.ts';

export interface SimulateOptions {
  rules: string;
  /** As given, one text for each `--set`. */
  set: string[];
  budget?: string;
  benchmark?: string;
  gap?: string;
  period?: string;
  from?: string;
  to?: string;
  previous?: string;
  carryForward?: boolean;
  by?: string;
  out?: string;
  force?: boolean;
  memory?: string;
  threads?: number;
  quiet?: boolean;
  json?: boolean;
}

export function addSimulate(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'simulate', 'simulate', [
    'shuangdao simulate fixtures/sanpai --rules guangdong-2009 --set entry_line=1200..2400:200',
    'shuangdao simulate survey-2012 --rules my-rules.yaml --set entry_line=1500,1800 --set exit_line=2500,3000 --budget 2000000 --benchmark verified.csv:poor --out what-if',
  ])
    .helpGroup(say('group-decide'))
    .argument('<dataset>', say('dataset-argument'))
    .option('--rules <pack>', say('rules-option'))
    .option('--set <parameter=values>', say('set-option'), (value, before: string[] = []) => [
      ...before,
      value,
    ])
    .option('--budget <amount>', say('budget-option'))
    .option('--benchmark <column>', say('benchmark-option'))
    .option('--gap <criterion>', say('gap-option'))
    .option('--period <period>', say('simulate-period-option'), period('--period'))
    .option('--from <period>', say('from-option'), period('--from'))
    .option('--to <period>', say('to-option'), period('--to'))
    .option('--previous <path>', say('previous-option'))
    .option('--carry-forward', say('carry-forward-option'))
    .option('--by <region>', say('simulate-by-option'))
    .option('--out <folder>', say('simulate-out-option'))
    .option('--force', say('results-force-option'))
    .option('--memory <amount>', say('memory-option'), memory('--memory'))
    .option('--threads <count>', say('threads-option'), count('--threads', 1, 256))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(
        async (
          dataset: string,
          given: Omit<SimulateOptions, 'rules' | 'set'> & { set?: string[] } & DatasetOptions,
        ) => {
          const { set, ...options } = settle(given, 'shuangdao simulate');
          if (!set)
            throw failure('usage', 'missing-option', { name: '--set', command: 'shuangdao simulate' });
          refuseReversed(options);
          const { simulate } = await import('./simulate-job.ts');
          return simulate(dataset, { ...options, set }, adder);
        },
      ),
    );
}
