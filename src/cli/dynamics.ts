import type { Command } from 'commander';
import { choice, refuseForceAlone } from './options.ts';
import type { Adder } from './program.ts';

export interface DynamicsOptions {
  state?: string;
  income?: string;
  line?: string;
  poor?: 'below' | 'at-or-below';
  weight?: string;
  size?: string;
  population?: 'households' | 'persons';
  by?: string;
  out?: string;
  force?: boolean;
  json?: boolean;
}

export function addDynamics(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  command(program, 'dynamics', 'dynamics', [
    'shuangdao dynamics runs/sanpai',
    'shuangdao dynamics runs/sanpai --income income_per_person --line exit_line --by county --out sanpai-dynamics',
  ])
    .helpGroup(say('group-measure'))
    .argument('<run>', say('run-argument'))
    .option('--state <states>', say('dynamics-state-option'))
    .option('--income <column>', say('dynamics-income-option'))
    .option('--line <line>', say('dynamics-line-option'))
    .option('--poor <rule>', say('dynamics-poor-option'), choice('--poor', ['below', 'at-or-below']))
    .option('--weight <column>', say('dynamics-weight-option'))
    .option('--size <column>', say('dynamics-size-option'))
    .option(
      '--population <units>',
      say('dynamics-population-option'),
      choice('--population', ['households', 'persons']),
    )
    .option('--by <column>', say('dynamics-by-option'))
    .option('--out <folder>', say('dynamics-out-option'))
    .option('--force', say('results-force-option'))
    .option('--json', say('json'))
    .action(
      act(async (run: string, options: DynamicsOptions) => {
        refuseForceAlone(options);
        const { dynamics } = await import('./dynamics-job.ts');
        return dynamics(run, options, adder);
      }),
    );
}
