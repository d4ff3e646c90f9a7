import type { Command } from 'commander';
import type { Adder } from './program.ts';

export interface RulesOptions {
  json?: boolean;
}

export interface NewPackOptions {
  /** The pack to copy, with the tables beside it. */
  from?: string;
}

export function addRules(program: Command, adder: Adder): void {
  const { say, act, command } = adder;
  const rules = command(program, 'rules', 'rules').helpGroup(say('group-prepare')).helpCommand(false);

  command(rules, 'list', 'rules-list')
    .option('--json', say('json'))
    .action(act(async (options: RulesOptions) => (await import('./rules-job.ts')).listPacks(options, adder)));

  command(rules, 'show', 'rules-show', [
    'shuangdao rules show guangdong-2009',
    'shuangdao rules show china-2011 --lang zh',
  ])
    .argument('<pack>', say('pack-argument'))
    .option('--json', say('json'))
    .action(
      act(async (pack: string, options: RulesOptions) =>
        (await import('./rules-job.ts')).showPack(pack, options, adder),
      ),
    );

  command(rules, 'check', 'rules-check', ['shuangdao rules check', 'shuangdao rules check my-rules.yaml'])
    .argument('[packs...]', say('packs-argument'))
    .option('--json', say('json'))
    .action(
      act(async (packs: string[], options: RulesOptions) =>
        (await import('./rules-job.ts')).checkPacks(packs, options, adder),
      ),
    );

  command(rules, 'test', 'rules-test', ['shuangdao rules test my-rules.yaml'])
    .argument('[packs...]', say('packs-argument'))
    .option('--json', say('json'))
    .action(
      act(async (packs: string[], options: RulesOptions) =>
        (await import('./rules-test-job.ts')).testPacks(packs, options, adder),
      ),
    );

  command(rules, 'diff', 'rules-diff', ['shuangdao rules diff guangdong-2009 guangdong-2013'])
    .argument('<a>', say('pack-argument'))
    .argument('<b>', say('pack-argument'))
    .option('--json', say('json'))
    .action(
      act(async (a: string, b: string, options: RulesOptions) =>
        (await import('./rules-diff-job.ts')).comparePacks(a, b, options, adder),
      ),
    );

  command(rules, 'new', 'rules-new', [
    'shuangdao rules new my-rules',
    'shuangdao rules new my-rules --from guangdong-2013',
  ])
    .argument('<id>', say('new-argument'))
    .option('--from <pack>', say('new-from-option'))
    .action(
      act(async (id: string, options: NewPackOptions) =>
        (await import('./rules-new-job.ts')).newPack(id, options, adder),
      ),
    );
}
