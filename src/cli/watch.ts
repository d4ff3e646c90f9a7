import type { Command } from 'commander';
import { period } from './options.ts';
import type { Adder } from './program.ts';

export interface WatchOptions {
  period?: string;
  out?: string;
  force?: boolean;
  backtest?: boolean;
  json?: boolean;
}

export function addWatch(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'watch', 'watch', [
    'shuangdao watch runs/sanpai',
    'shuangdao watch runs/sanpai --period 2011 --out watch-2011',
    'shuangdao watch runs/sanpai --backtest',
  ])
    .helpGroup(say('group-decide'))
    .argument('<run>', say('run-argument'))
    .option('--period <period>', say('watch-period-option'), period('--period'))
    .option('--out <folder>', say('watch-out-option'))
    .option('--force', say('results-force-option'))
    .option('--backtest', say('backtest-option'))
    .option('--json', say('json'))
    .action(
      act(async (run: string, options: WatchOptions) => {
        const { watch } = await import('./watch-job.ts');
        return watch(run, options, adder);
      }),
    );
}
