import type { Command } from 'commander';
import { count, type DatasetOptions, memory, settle } from './options.ts';
import type { Adder } from './program.ts';

export interface CheckOptions {
  rules: string;
  memory?: string;
  threads?: number;
  /** `--strict` stands for 0. */
  maxIssues?: number;
  quiet?: boolean;
  json?: boolean;
}

export function addCheck(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'check', 'check', ['shuangdao check fixtures/sanpai --rules guangdong-2009 --strict'])
    .helpGroup(say('group-prepare'))
    .argument('<dataset>', say('dataset-argument'))
    .option('--rules <pack>', say('rules-option'))
    .option('--max-issues <count>', say('max-issues-option'), count('--max-issues', 0, 1e12))
    .option('--strict', say('strict-option'))
    .option('--memory <amount>', say('memory-option'), memory('--memory'))
    .option('--threads <count>', say('threads-option'), count('--threads', 1, 256))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(async (dataset: string, given: Omit<CheckOptions, 'rules'> & DatasetOptions) => {
        const options = settle(given, 'shuangdao check');
        const { check } = await import('./check-job.ts');
        return check(dataset, options, adder);
      }),
    );
}
