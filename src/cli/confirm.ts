import type { Command } from 'commander';
import { failure } from '../model/problem.ts';
import { period } from './options.ts';
import type { Adder } from './program.ts';

export interface ConfirmOptions {
  procedure: string;
  period?: string;
  out?: string;
  force?: boolean;
  quiet?: boolean;
  json?: boolean;
}

export function addConfirm(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'confirm', 'confirm', [
    'shuangdao confirm runs/2012 --procedure procedure.csv',
    'shuangdao classify survey-2013 --rules our-rules.yaml --previous runs/2012-confirmed-2012',
  ])
    .helpGroup(say('group-decide'))
    .argument('<run>', say('run-argument'))
    .option('--procedure <file>', say('procedure-option'))
    .option('--period <period>', say('confirm-period-option'), period('--period'))
    .option('--out <folder>', say('confirm-out-option'))
    .option('--force', say('results-force-option'))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(async (run: string, { procedure, ...options }: Partial<ConfirmOptions>) => {
        if (procedure === undefined)
          throw failure('usage', 'missing-option', { name: '--procedure', command: 'shuangdao confirm' });
        const { confirm } = await import('./confirm-job.ts');
        return confirm(run, { ...options, procedure }, adder);
      }),
    );
}
