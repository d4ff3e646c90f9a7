import type { Command } from 'commander';
import { period } from './options.ts';
import type { Adder } from './program.ts';

export interface ExplainOptions {
  period?: string;
  /** The level of the unit to explain; households if not given. */
  level?: string;
  json?: boolean;
}

export function addExplain(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'explain', 'explain', [
    'shuangdao explain runs/sanpai SP-036',
    'shuangdao explain runs/sanpai SP-036 --period 2010 --lang zh',
  ])
    .helpGroup(say('group-understand'))
    .argument('<run>', say('run-argument'))
    .argument('<household>', say('household-argument'))
    .option('--period <period>', say('explain-period-option'), period('--period'))
    .option('--level <level>', say('level-option'))
    .option('--json', say('json'))
    .action(
      act(async (run: string, household: string, options: ExplainOptions) => {
        const { explain } = await import('./explain-job.ts');
        return explain(run, household, options, adder);
      }),
    );
}
