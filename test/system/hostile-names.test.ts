import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Result, runCli } from '../cli/run-cli.ts';
import { writeFiles } from './dataset.ts';
import { dataFor, type Names, packWith } from './small-pack.ts';

const ESC = '\u001b';

const root = mkdtempSync(join(tmpdir(), 'hostile-names-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
beforeEach(({ task }) => {
  folder = join(root, task.id);
});

function classify(...options: string[]): Promise<Result> {
  const words = ['classify', join(folder, 'data'), '--rules', join(folder, 'pack', 'pack.yaml'), '--quiet'];
  return runCli([...words, '--out', join(folder, 'runs', 'run'), ...options]);
}

async function expectDecided(names: Names, ...options: string[]): Promise<void> {
  writeFiles(folder, { ...dataFor(names), 'pack/pack.yaml': packWith(names) });
  const { exitCode, stderr } = await classify(...options);
  expect(stderr, JSON.stringify(names)).toBe('');
  expect(exitCode).toBe(0);
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'runs/run/decisions.csv')), {
    columns: true,
  });
  expect(rows.map(({ household, outcome }) => `${household} ${outcome}`)).toEqual([
    'H1 moved',
    'H2 review',
    'H3 kept',
  ]);
  expect(rows[1]?.missing).toBe(names.flag ?? 'able');
  expect(await runCli(['explain', join(folder, 'runs/run'), 'H1'])).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
}

describe('names that mean something elsewhere', () => {
  const SQL_WORDS = [
    'select',
    'order',
    'group',
    'table',
    'from',
    'where',
    'user',
    'all',
    'end',
    'case',
    'values',
    'limit',
  ];
  const OURS = [
    'h',
    'd',
    'r',
    'p',
    'm',
    't',
    'w',
    'v0',
    'e1',
    'x2',
    'value',
    'record',
    'file',
    'row',
    'nth',
    'said',
    'src',
  ];
  const MORE = [
    'rowid',
    'hids',
    'ever1',
    'reviewed',
    'start',
    'issues',
    'rejects',
    'before',
    'fired',
    'why',
    'leaf',
    'reason_en',
  ];
  const JS = [
    'constructor',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    'length',
    'name',
    'then',
  ];
  it.each([
    ['columns called as SQL does', SQL_WORDS],
    ['columns called as the program does', [...OURS, ...MORE]],
    ['columns called as JavaScript does', JS],
  ])('are fine for %s', { timeout: 120_000 }, async (_, words) => {
    for (let n = 0; n + 2 < words.length; n += 3) {
      const [text = '', flag = '', money = ''] = words.slice(n);
      await expectDecided({ text, flag, money, member: words[(n + 4) % words.length] ?? '' });
      rmSync(folder, { recursive: true });
    }
  });

  it.each<Names>([
    { table: 'select', list: 'persons', parameter: 'order', fact: 'group', criterion: 'where' },
    { table: 'issues', list: 'rejects', parameter: 'h', fact: 'd', criterion: 's' },
    { table: 'start', list: 'reviewed', parameter: 'value', fact: 'src', criterion: 'leaf' },
    {
      table: 'constructor',
      list: 'toString',
      parameter: 'valueOf',
      fact: 'hasOwnProperty',
      criterion: 'isPrototypeOf',
    },
    { state: 'constructor', code: 'toString', fact: 'reason_en', criterion: 'reason_zh' },
    { state: 'unknown', code: 'kept', criterion: 'review', fact: 'moved' },
  ])('are fine for everything else: %j', async (names) => {
    await expectDecided(names);
  });

  it('are refused as columns of a list of members if they are its keys', async () => {
    for (const member of ['household', 'member', 'period', 'hid', 'household_id', 'member_id']) {
      writeFiles(folder, { ...dataFor({ member }), 'pack/pack.yaml': packWith({ member }) });
      const { exitCode, stderr } = await classify('--force');
      expect(`${member} ${exitCode} ${stderr}`).not.toMatch(/ 70 |fault of shuangdao/);
    }
  });

  it.each<Names>([
    { text: 'village', flag: 'Village' },
    { money: 'Able' },
    { fact: 'Wage' },
    { criterion: 'Total' },
    { parameter: 'Wage' },
    { list: 'Income' },
    { list: 'Households' },
    { fact: 'State' },
    { flag: 'Household' },
    { criterion: 'HID' },
    { money: 'Period' },
    { member: 'Member' },
    { fact: 'at' },
    { flag: 'at' },
    { fact: 'prototype' },
  ])('are told apart, or refused, if they are taken or differ only in case: %j', async (names) => {
    writeFiles(folder, { ...dataFor(names), 'pack/pack.yaml': packWith(names) });
    const { exitCode, stderr } = await classify();
    if (exitCode === 3) expect(stderr).toMatch(/^error: /);
    else await expectDecided(names, '--force');
  });

  it('are refused, or fine, for a table of the pack called register', async () => {
    const names = { table: 'register' };
    writeFiles(folder, { ...dataFor(names), 'pack/pack.yaml': packWith(names) });
    const { exitCode, stderr } = await classify();
    expect([2, 3]).toContain(exitCode);
    expect(stderr).toContain('register');
  });
});

describe('labels and texts of a pack', () => {
  const LABEL = `'; DROP TABLE x; -- "=cmd()" <b> {fact} [[x]] %s \u0001 ${ESC}[31m 户`;
  const yaml = JSON.stringify(LABEL);
  const pack = packWith({})
    .replace('{type: money}', `{type: money, label: ${yaml}}`)
    .replace('{type: boolean}', `{type: boolean, label: ${yaml}}`)
    .replace("{is: 'poor", `{label: ${yaml}, is: 'poor`)
    .replace('title: names', `title: ${yaml}`)
    .replace('title: made up', `title: ${yaml}, quote: ${yaml}`)
    .replace('kind: entry', `kind: entry, label: ${yaml}`)
    .replace("{is: 'total <", `{label: ${yaml}, is: 'total <`)
    .replace("{is: 'wage *", `{label: ${yaml}, is: 'wage *`)
    .replace('{values: {2009', `{label: ${yaml}, values: {2009`);

  it('are only text, whatever is in them', async () => {
    writeFiles(folder, { ...dataFor({}), 'pack/pack.yaml': pack });
    const run = join(folder, 'runs/run');
    const shown = [
      await runCli([
        'classify',
        join(folder, 'data'),
        '--rules',
        join(folder, 'pack/pack.yaml'),
        '--out',
        run,
      ]),
      await runCli(['explain', run, 'H1']),
      await runCli(['explain', run, 'H2', '--lang', 'zh']),
      await runCli(['rules', 'show', join(folder, 'pack/pack.yaml')]),
    ];
    for (const result of shown) {
      expect(result.stderr).toBe('');
      expect(result.exitCode).toBe(0);
      expect(result.stdout).not.toContain(ESC);
    }
    // Nobody ever leaves the last state of this pack, and of that alone `rules check` warns.
    const checked = await runCli(['rules', 'check', join(folder, 'pack/pack.yaml')]);
    expect(checked.exitCode).toBe(0);
    expect(checked.stderr.match(/^(warning|error): .*/gm)).toEqual([
      expect.stringMatching(/^warning: no household ever leaves state/),
    ]);
    expect(checked.stdout + checked.stderr).not.toContain(ESC);
    for (const name of readdirSync(run).filter((file) => file.endsWith('.csv'))) {
      const rows: string[][] = parse(readFileSync(join(run, name)));
      expect(
        rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell)),
        name,
      ).toEqual([]);
    }
    const [entry]: Record<string, string>[] = parse(readFileSync(join(run, 'entry.csv')), { columns: true });
    expect(entry?.reason_en).toContain('DROP TABLE x');
  });

  it('with a NUL character are refused, or only text, never a fault', async () => {
    const places: [string, string][] = [
      ['title: names', 'title: "a\\0b"'],
      ['{type: code}', '{type: code, codes: ["a\\0b"]}'],
      ['{type: code}', '{type: code, missing: ["\\0"]}'],
      ['{type: code}', '{type: code, aliases: ["\\0"]}'],
      ['{type: money}', '{type: money, label: "a\\0b"}'],
      ['kind: entry', 'kind: entry, label: "a\\0b"'],
      ['&& able', '&& able && village != "a\\\\u0000b"'],
    ];
    for (const [from, to] of places) {
      writeFiles(folder, { ...dataFor({}), 'pack/pack.yaml': packWith({}).replace(from, to) });
      const { exitCode, stderr } = await classify('--force');
      expect(`${to} ${exitCode} ${stderr}`).not.toMatch(/ 70 |fault of shuangdao/);
    }
  });
});
