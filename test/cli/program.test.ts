import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageFor } from '../../src/cli/context.ts';
import { toFailure } from '../../src/cli/failures.ts';
import { createProgram } from '../../src/cli/program.ts';
import { helpMessages } from '../../src/report/messages/help.ts';
import { runCli } from './run-cli.ts';

const io = {
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  env: {},
  now: () => new Date(0),
  onInterrupt: () => () => {},
};
const allCommands = () => {
  const program = createProgram({ io, language: 'en' }, () => {});
  return [program, ...program.commands.flatMap((command) => [command, ...command.commands])];
};

describe('help', () => {
  it('lists the commands in the order of the work', async () => {
    const { stdout, exitCode } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    const at = ['rules', 'check', 'classify', 'explain', 'audit'].map((name) =>
      stdout.indexOf(`\n  ${name} `),
    );
    expect(at.every((place, index) => place > (at[index - 1] ?? 0))).toBe(true);
    expect(stdout).toContain('Examples:\n  $ shuangdao rules list');
    expect(stdout).toContain('  3   the rule pack is invalid');
  });

  it('is whole in Chinese', async () => {
    for (const words of [
      [],
      ['rules'],
      ['rules', 'show'],
      ['classify'],
      ['check'],
      ['explain'],
      ['audit', 'verify'],
      ['measure'],
      ['cv'],
      ['dynamics'],
      ['diff'],
    ]) {
      const { stdout } = await runCli([...words, '--help', '--lang', 'zh']);
      const withoutTerms = stdout.replace(/^( {2}(\$ )?\S.*? {2,}| {2}\$.*|用法.*)/gm, '');
      expect(withoutTerms).not.toMatch(/\b(the|of|default|Options|Usage|Arguments|Commands)\b/);
    }
  });

  it('gives every command a description, an example or a parent, and every option words', () => {
    for (const command of allCommands()) {
      expect(command.description()).not.toBe('');
      for (const option of command.options) expect(option.description).not.toBe('');
      for (const argument of command.registeredArguments) expect(argument.description).not.toBe('');
    }
  });

  it('shows examples over files that are there', async () => {
    const parents = ['rules', 'audit'];
    const lines = allCommands().map((command) => [
      ...parents.filter((name) => command.parent?.name() === name),
      ...(command.parent ? [command.name()] : []),
    ]);
    const shown = await Promise.all(lines.map(async (words) => (await runCli([...words, '--help'])).stdout));
    const files = new Set(shown.flatMap((text) => text.match(/fixtures\/[\w./-]+/g) ?? []));
    expect(files.size).toBeGreaterThan(1);
    expect([...files].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('offers --lang with every command', () => {
    for (const command of allCommands()) expect(command.options.map(({ long }) => long)).toContain('--lang');
  });

  it('is printed for a command that only groups others, as wrong usage', async () => {
    const { exitCode, stderr } = await runCli(['rules']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Usage: shuangdao rules');
  });

  it('has no words that no command uses', () => {
    const folder = join(import.meta.dirname, '../../src/cli');
    const code = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(Object.keys(helpMessages).filter((key) => !code.includes(`'${key}'`))).toEqual([]);
  });
});

describe('wrong usage', () => {
  it.each([
    [['clasify', 'x'], 'there is no command clasify; did you mean classify?'],
    [['classify', 'x', '--rulez', 'y'], 'there is no option --rulez here; did you mean --rules?'],
    [['classify', 'x', '--engine', 'spark'], 'there is no option --engine here'],
    [['classify'], 'something is missing: dataset'],
    [['classify', 'x'], 'option --rules is needed'],
    [['classify', 'x', '--rules'], 'option --rules <pack> needs a value'],
    [['classify', 'x', 'y', '--rules', 'z'], 'there are more arguments than shuangdao classify takes'],
    [['classify', 'x', '--rules', 'z', '--threads', '0'], '--threads is a whole number from 1 to 256, not 0'],
    [['classify', 'x', '--rules', 'z', '--threads', '1e1'], '--threads is a whole number'],
    [['classify', 'x', '--rules', 'z', '--max-issues', '-1'], '--max-issues is a whole number'],
    [['classify', 'x', '--rules', 'z', '--memory', 'much'], '--memory is an amount of memory such as 4GB'],
    [['classify', 'x', '--rules', 'z', '--period', '2009-13'], '--period is a period such as 2009'],
    [['classify', 'x', '--rules', 'z', '--from', '2010', '--to', '2009'], '--from 2010 lies after --to 2009'],
    [
      ['check', 'x', '--rules', 'z', '--strict', '--max-issues', '3'],
      'options --strict and --max-issues contradict',
    ],
    [['check', 'x', '--rules', 'z', '--lang', 'fr'], '--lang is en or zh, not fr'],
    [['rules', 'lst'], 'there is no command lst; did you mean list?'],
    [['rules', 'show', 'guangdong-2008'], 'there is no rule pack guangdong-2008; did you mean guangdong-20'],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await runCli(argv);
    expect(stderr).toContain(`error: ${message}`);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('is said in Chinese when the environment asks for it, and --lang beats that', async () => {
    const env = { LANG: 'zh_CN.UTF-8' };
    expect((await runCli(['clasify'], { env })).stderr).toContain(
      '错误：没有命令 clasify；您是要输入 classify 吗？',
    );
    expect((await runCli(['clasify', '--lang', 'en'], { env })).stderr).toContain(
      'error: there is no command',
    );
    expect((await runCli(['clasify', '--lang=en'], { env })).stderr).toContain('error: there is no command');
  });

  it('comes as data too with --json', async () => {
    const { stdout } = await runCli(['rules', 'show', 'nowhere', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: 'usage',
      problems: [
        { code: 'pack-not-found', message: expect.stringContaining('there is no rule pack nowhere') },
      ],
    });
  });
});

describe('the language', () => {
  it.each([
    [{ LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
    [{ LC_ALL: '', LANG: 'zh_CN' }, 'zh'],
    [{ LC_ALL: 'C', LANG: 'zh_CN' }, 'en'],
    [{}, 'en'],
  ])('of %j is %s', (env, language) => {
    expect(languageFor([], env)).toBe(language);
  });
});

describe('what the system says', () => {
  it.each([
    [
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
      'usage',
      'disk-full',
    ],
    [new Error('IO Error: Could not write to file "x": No space left on device'), 'usage', 'disk-full'],
    [new Error('Out of Memory Error: failed to pin block of size 256.0 KiB'), 'usage', 'out-of-memory'],
    [Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/x' }), 'usage', 'no-permission'],
    [Object.assign(new Error('EISDIR: read'), { code: 'EISDIR', path: '/x' }), 'usage', 'is-a-folder'],
    [Object.assign(new Error('EISDIR: read'), { code: 'EISDIR' }), 'usage', 'system-error'],
    [new TypeError('x is not a function'), 'internal', 'our-fault'],
    ['a text', 'internal', 'our-fault'],
  ])('%s', (error, kind, code) => {
    expect(toFailure(error)).toMatchObject({ kind, problems: [{ code }] });
  });
});
