import type { Command } from 'commander';
import { count, type DatasetOptions, memory, period, refuseReversed, settle } from './options.ts';
import type { Adder } from './program.ts';

/** What was asked for on the command line, each value of the right form. */
export interface ClassifyOptions {
  rules: string;
  out?: string;
  period?: string;
  from?: string;
  to?: string;
  previous?: string;
  memory?: string;
  threads?: number;
  /** `--strict` stands for 0. */
  maxIssues?: number;
  carryForward?: boolean;
  strictSources?: boolean;
  csvAll?: boolean;
  force?: boolean;
  quiet?: boolean;
  json?: boolean;
}

export function addClassify(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'classify', 'classify', [
    'shuangdao classify fixtures/sanpai --rules guangdong-2009',
    'shuangdao classify survey-2012 --rules my-rules.yaml --out runs/2012 --period 2012 --memory 2GB',
  ])
    .helpGroup(say('group-decide'))
    .argument('<dataset>', say('dataset-argument'))
    .option('--rules <pack>', say('rules-option'))
    .option('--out <folder>', say('out-option'))
    .option('--force', say('force-option'))
    .option('--period <period>', say('period-option'), period('--period'))
    .option('--from <period>', say('from-option'), period('--from'))
    .option('--to <period>', say('to-option'), period('--to'))
    .option('--previous <path>', say('previous-option'))
    .option('--carry-forward', say('carry-forward-option'))
    .option('--strict-sources', say('strict-sources-option'))
    .option('--max-issues <count>', say('max-issues-option'), count('--max-issues', 0, 1e12))
    .option('--strict', say('strict-option'))
    .option('--csv-all', say('csv-all-option'))
    .option('--memory <amount>', say('memory-option'), memory('--memory'))
    .option('--threads <count>', say('threads-option'), count('--threads', 1, 256))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(async (dataset: string, given: Omit<ClassifyOptions, 'rules'> & DatasetOptions) => {
        const options = settle(given, 'shuangdao classify');
        refuseReversed(options);
        const { classify } = await import('./classify-job.ts');
        return classify(dataset, options, adder);
      }),
    );
}
