import type { Command } from 'commander';
import { period } from './options.ts';
import type { Adder } from './program.ts';

export interface ListsOptions {
  period?: string;
  out?: string;
  force?: boolean;
  quiet?: boolean;
  json?: boolean;
}

export function addLists(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'lists', 'lists', [
    'shuangdao lists runs/sanpai --period 2011',
    'shuangdao lists runs/sanpai --period 2011 --out lists/2011 --json',
  ])
    .helpGroup(say('group-decide'))
    .argument('<run>', say('run-argument'))
    .option('--period <period>', say('lists-period-option'), period('--period'))
    .option('--out <folder>', say('lists-out-option'))
    .option('--force', say('results-force-option'))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(async (run: string, options: ListsOptions) => {
        const { lists } = await import('./lists-job.ts');
        return lists(run, options, adder);
      }),
    );
}
