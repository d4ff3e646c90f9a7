import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedPacks } from '../../src/cli/packs.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHIPPED = readFileSync(join(import.meta.dirname, '../../rules/guangdong-2009.yaml'), 'utf8');

function editedPack(find: string, replacement: string): string {
  const path = join(folder, 'edited.yaml');
  expect(SHIPPED).toContain(find);
  writeFileSync(path, SHIPPED.replace(find, replacement));
  return path;
}

describe('rules list', () => {
  it('lists the shipped packs with title and validity', async () => {
    const { stdout, exitCode } = await runCli(['rules', 'list']);
    expect(exitCode).toBe(0);
    for (const id of shippedPacks())
      expect(stdout).toMatch(new RegExp(`^${id} +\\d+\\.\\d+\\.\\d+ +\\d{4}`, 'm'));
  });

  it('gives them as data', async () => {
    const { stdout } = await runCli(['rules', 'list', '--json']);
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(shippedPacks());
  });
});

describe('rules show', () => {
  it('shows numbers, conditions and sources in either language', async () => {
    const english = (await runCli(['rules', 'show', 'guangdong-2009'])).stdout;
    expect(english).toMatch(/^ {2}entry_line +1500 +CNY\/person\/year +\[/m);
    expect(english).toMatch(/^ {2}ENTER +not_listed → listed +below_entry && able_to_work/m);
    expect(english).toContain('(official)');
    expect((await runCli(['rules', 'show', 'guangdong-2009', '--lang', 'zh'])).stdout).toContain('（初始）');
  });

  it('gives a column to each period in which a number changes, and says what has no single number', async () => {
    const { stdout } = await runCli(['rules', 'show', 'china-2011', '--json']);
    const { periods, parameters } = JSON.parse(stdout);
    expect(periods.length).toBeGreaterThan(1);
    for (const { cells } of parameters) expect(cells).toHaveLength(periods.length);
  });

  it.each(shippedPacks())('shows %s', async (id) => {
    const { stdout, stderr, exitCode } = await runCli(['rules', 'show', id]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).not.toMatch(/undefined|\[object/);
  });

  it.each(['\u202e', '\u061c', '\u001b'])('shows no title as another than it is: %j', async (mark) => {
    const path = editedPack('title: {en: "', `title: {en: ${JSON.stringify(mark).slice(0, -1)}`);
    for (const command of ['show', 'check']) {
      const { stdout, stderr, exitCode } = await runCli(['rules', command, path]);
      expect(exitCode).toBe(0);
      expect(stdout + stderr).not.toContain(mark);
    }
  });

  it('takes a path, and no folder', async () => {
    const path = editedPack('version: 1.0.0', 'version: 1.2.3');
    expect((await runCli(['rules', 'show', path])).stdout).toContain('guangdong-2009 1.2.3');
    expect((await runCli(['rules', 'show', folder])).exitCode).toBe(2);
  });
});

describe('rules check', () => {
  it('is content with the shipped packs', async () => {
    const { stdout, exitCode } = await runCli(['rules', 'check']);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(shippedPacks().length);
  });

  it('underlines what is wrong in a pack and exits with 3', async () => {
    const path = editedPack('income_per_person < entry_line', 'income_per_person < entry_lime');
    const { stderr, stdout, exitCode } = await runCli(['rules', 'check', path]);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/--> .*edited\.yaml:\d+:\d+\n/);
    expect(stderr).toMatch(/\n +\| +\^{10}\n/);
  });

  it('goes on with the other packs after a bad one', async () => {
    const path = editedPack('currency: CNY', 'currency: yuan');
    const { exitCode, stdout } = await runCli(['rules', 'check', path, 'guangdong-2009', '--json']);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).map(({ problems }: { problems: object[] }) => problems.length > 0)).toEqual([
      true,
      false,
    ]);
  });

  it('reads no table from outside the pack’s folder', async () => {
    const path = editedPack(
      '  entry_line:',
      '  stray: {unit: CNY, from: {file: ../../../etc/hostname, key: [period], value: x}, source: gov-2009-08}\n  entry_line:',
    );
    expect((await runCli(['rules', 'check', path])).exitCode).toBe(3);
  });
});

describe('rules test', () => {
  it('passes the tests of the shipped packs', async () => {
    const { stdout, stderr, exitCode } = await runCli(['rules', 'test']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    for (const id of shippedPacks())
      expect(stdout).toMatch(new RegExp(`^${id}: \\d+ test\\(s\\) passed$`, 'm'));
  });

  it('shows the place of an expectation that is not met and exits with 1', async () => {
    const path = editedPack(
      'expect: {2009: {state: listed, outcome: moved, code: ENTER}}',
      'expect: {2009: {state: exited}}',
    );
    const { stdout, stderr, exitCode } = await runCli(['rules', 'test', path]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^guangdong-2009: 1 of \d+ test\(s\) failed$/m);
    expect(stderr).toMatch(/--> .*edited\.yaml:\d+:\d+\n/);
    const asData = JSON.parse((await runCli(['rules', 'test', path, '--json'])).stdout);
    const failed = asData[0].tests.filter(({ failures }: { failures: object[] }) => failures.length > 0);
    expect(failed).toMatchObject([
      {
        name: 'one cent below the entry line enters',
        failures: [{ code: 'test-failed', params: { found: 'listed' } }],
      },
    ]);
  });
});
