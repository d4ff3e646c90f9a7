import { Command, type CommanderError } from 'commander';
import { type Failure, failure } from '../model/problem.ts';
import { helpMessages } from '../report/messages/help.ts';
import { widthOf } from '../report/width.ts';
import { speaker } from '../report/wording.ts';
import { addAudit } from './audit.ts';
import { addCheck } from './check.ts';
import { addClassify } from './classify.ts';
import { addConfirm } from './confirm.ts';
import type { Context } from './context.ts';
import { addCv } from './cv.ts';
import { addDiff } from './diff.ts';
import { addDynamics } from './dynamics.ts';
import { addExplain } from './explain.ts';
import { addLists } from './lists.ts';
import { addMeasure } from './measure.ts';
import { language as readLanguage } from './options.ts';
import { addRules } from './rules.ts';
import { addSimulate } from './simulate.ts';
import { packageVersion } from './version.ts';
import { addWatch } from './watch.ts';

export type HelpKey = keyof typeof helpMessages;

/** What a command file needs to add its command to the program. */
export interface Adder extends Context {
  say(key: HelpKey): string;
  /** Adds a command with the options that every command takes. */
  command(parent: Command, usage: string, key: HelpKey, examples?: readonly string[]): Command;
  /** Makes a job into a commander action; the number it returns is the exit code. */
  act<Arguments extends unknown[]>(
    job: (...given: Arguments) => Promise<number>,
  ): (...given: Arguments) => Promise<void>;
}

/** The whole command line, made anew each time. `onDone` is told the exit code of the command that ran. */
export function createProgram(context: Context, onDone: (exitCode: number) => void): Command {
  const say = speaker(helpMessages, context.language);
  const program = new Command('shuangdao');
  const adder: Adder = {
    ...context,
    say,
    command: (parent, usage, key, examples = []) =>
      common(parent.command(usage).description(say(key)), examples, adder),
    act:
      (job) =>
      async (...given) =>
        onDone(await job(...given)),
  };

  program.exitOverride().configureOutput({
    writeOut: (text) => context.io.stdout.write(text),
    writeErr: (text) => context.io.stderr.write(text),
    outputError: () => {}, // said by main, in the reader's language
    getOutHelpWidth: () => context.io.stdout.columns ?? 80,
    getErrHelpWidth: () => context.io.stderr.columns ?? 80,
  });
  program.configureHelp({
    displayWidth: widthOf,
    // What holds by default is said in the description, in the reader's language.
    optionDescription: ({ description }) => description,
    styleTitle: (title) => translateTitle(title, say),
    subcommandTerm: (command) =>
      [command.name(), command.usage().replace(/\[options\] ?/, '')].join(' ').trim(),
  });
  common(program.description(say('program')), EXAMPLES, adder);
  program.version(packageVersion(), '-V, --version', say('version'));
  program.addHelpCommand(helpCommand(program, say));
  program.addHelpText('after', () => `\n${say('exits')}\n`);

  for (const add of COMMANDS) add(program, adder);
  return program;
}

/** In the order in which the help shows them within their group. */
const COMMANDS = [
  addRules,
  addCheck,
  addClassify,
  addConfirm,
  addLists,
  addWatch,
  addExplain,
  addDiff,
  addSimulate,
  addMeasure,
  addCv,
  addDynamics,
  addAudit,
];

const EXAMPLES = [
  'shuangdao rules list',
  'shuangdao check fixtures/sanpai --rules guangdong-2009',
  'shuangdao classify fixtures/sanpai --rules guangdong-2009 --out runs/sanpai',
  'shuangdao explain runs/sanpai SP-036',
  'shuangdao cv --from-run runs/sanpai --region village --value income_per_person',
  'shuangdao audit verify runs',
];

/** `help` is the one command that commander makes by itself; it takes no options. */
function helpCommand(program: Command, say: Adder['say']): Command {
  return program
    .createCommand('help')
    .argument('[command]')
    .description(say('help'))
    .helpOption(false)
    .helpGroup(say('group-more'));
}

function common(command: Command, examples: readonly string[], { say }: Adder): Command {
  command.helpOption('-h, --help', say('help'));
  command.option('--lang <en|zh>', say('lang'), readLanguage);
  if (examples.length > 0) {
    command.addHelpText('after', `\n${say('examples')}\n${examples.map((line) => `  $ ${line}`).join('\n')}`);
  }
  return command;
}

function translateTitle(title: string, say: Adder['say']): string {
  const own = {
    'Usage:': 'usage',
    'Arguments:': 'arguments',
    'Options:': 'options',
    'Commands:': 'commands',
  } as const;
  return title in own ? say(own[title as keyof typeof own]) : title;
}

/** Commander's own complaint as one of ours, which has both languages and the next step. */
export function usageFailure(error: CommanderError, command: string): Failure {
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const near = /Did you mean (?:one of )?([^?]*)\?/.exec(error.message)?.[1] ?? '';
  const codes: Record<string, string> = {
    'commander.unknownCommand': 'unknown-command',
    'commander.unknownOption': 'unknown-option',
    'commander.missingArgument': 'missing-argument',
    'commander.optionMissingArgument': 'missing-value',
    'commander.missingMandatoryOptionValue': 'missing-option',
    'commander.excessArguments': 'too-many-arguments',
  };
  const detail = error.message.replace(/^error: /, '');
  return failure('usage', codes[error.code] ?? 'wrong-usage', { name, near, detail, command });
}
