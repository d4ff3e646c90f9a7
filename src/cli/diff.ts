import type { Command } from 'commander';
import { count, memory, period, refuseForceAlone } from './options.ts';
import type { Adder } from './program.ts';

export interface DiffOptions {
  period?: string;
  /** The datasets of the two runs, to try what each factor does by itself; one serves both if only one is given. */
  dataA?: string;
  dataB?: string;
  previousA?: string;
  previousB?: string;
  out?: string;
  force?: boolean;
  memory?: string;
  threads?: number;
  quiet?: boolean;
  json?: boolean;
}

export function addDiff(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'diff', 'diff', [
    'shuangdao diff runs/2012-draft runs/2012',
    'shuangdao diff runs/old runs/new --data-a surveys/2011 --data-b surveys/2012 --out changes',
  ])
    .helpGroup(say('group-decide'))
    .argument('<run-a>', say('diff-a-argument'))
    .argument('<run-b>', say('diff-b-argument'))
    .option('--period <period>', say('diff-period-option'), period('--period'))
    .option('--data-a <folder>', say('data-a-option'))
    .option('--data-b <folder>', say('data-b-option'))
    .option('--previous-a <file>', say('previous-a-option'))
    .option('--previous-b <file>', say('previous-b-option'))
    .option('--out <folder>', say('diff-out-option'))
    .option('--force', say('results-force-option'))
    .option('--memory <amount>', say('memory-option'), memory('--memory'))
    .option('--threads <count>', say('threads-option'), count('--threads', 1, 256))
    .option('--quiet', say('quiet'))
    .option('--json', say('json'))
    .action(
      act(async (a: string, b: string, options: DiffOptions) => {
        refuseForceAlone(options);
        const { diff } = await import('./diff-job.ts');
        return diff(a, b, options, adder);
      }),
    );
}
