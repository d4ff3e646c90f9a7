import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

/** What holds for `--out` of every command that decides nothing. */
const parent = mkdtempSync(join(tmpdir(), 'results-'));
const run = join(parent, 'runs/sanpai');
const out = join(parent, 'out');
const regions = join(parent, 'regions.csv');

const COMMANDS: Readonly<Record<string, { argv: string[]; files: string[]; fails: string[] }>> = {
  measure: {
    argv: ['measure', 'fixtures/survey/households.csv', '--income', 'income'],
    files: ['figures.csv', 'figures.json', 'lorenz.svg', 'pen.svg'],
    fails: ['measure', 'fixtures/survey/households.csv', '--income', 'incme'],
  },
  cv: {
    argv: ['cv', regions, '--region', 'region', '--value', 'income'],
    files: ['contributions.csv', 'cv.json', 'cv.svg', 'figures.csv'],
    fails: ['cv', regions, '--region', 'region', '--value', 'incme'],
  },
  dynamics: {
    argv: ['dynamics', run],
    files: ['dynamics.json', 'hazards.csv', 'spells.csv', 'transitions.csv'],
    fails: ['dynamics', run, '--weight', 'weigths'],
  },
  diff: { argv: ['diff', run, run], files: ['diff.csv'], fails: ['diff', run, run, '--period', '1999'] },
};

beforeAll(async () => {
  writeFileSync(regions, 'region,income\nA,100\nB,200\nC,400\n');
  await runCli(['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--out', run, '--quiet']);
});
beforeEach(() => rmSync(out, { recursive: true, force: true }));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe.each(Object.entries(COMMANDS))('%s --out', (_, { argv, files, fails }) => {
  const write = (place = out, ...more: string[]) => runCli([...argv, '--out', place, ...more]);
  const contents = () => files.map((name) => readFileSync(join(out, name), 'utf8'));

  it('makes a folder that only its owner can read, and says what is in it', async () => {
    const { exitCode, stdout } = await write();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`\n\nWritten to ${out}: ${files.join(', ')}\n`);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(statSync(out).mode & 0o777).toBe(0o700);
    for (const name of files) expect(statSync(join(out, name)).mode & 0o777, name).toBe(0o600);
    expect((await write(join(parent, 'zh'), '--lang', 'zh')).stdout).toContain(files.join('、'));
    rmSync(join(parent, 'zh'), { recursive: true });
    expect(readdirSync(parent).sort()).toEqual(['out', 'regions.csv', 'runs']);
  });

  it('refuses a folder of an earlier time, and replaces it whole with --force', async () => {
    await write();
    const before = contents();
    const again = await write();
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain(`${out} exists already, and is never overwritten unasked`);
    expect(again.stderr).toContain('--force');
    writeFileSync(join(out, files[0] ?? ''), 'old');
    writeFileSync(join(out, '.DS_Store'), 'of the system');
    expect((await write(out, '--force')).exitCode).toBe(0);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(contents()).toEqual(before);
  });

  it('takes an empty folder, and never one with a file that is not its own', async () => {
    mkdirSync(out);
    expect((await write()).exitCode).toBe(0);
    writeFileSync(join(out, 'letter.txt'), 'dear');
    for (const more of [[], ['--force']]) {
      const { exitCode, stderr } = await write(out, ...more);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`${out} holds letter.txt, which this command does not write`);
    }
    expect(readdirSync(out).sort()).toEqual([...files, 'letter.txt'].sort());
    const { exitCode, stderr } = await write(regions, '--force');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is not a folder')]);
  });

  it('never writes into a run folder, nor over one', async () => {
    const inside = await write(join(run, 'more/figures'), '--force');
    expect(inside.exitCode).toBe(2);
    expect(inside.stderr).toContain('which is sealed');
    const over = await write(run, '--force');
    expect([over.exitCode, over.stderr]).toEqual([2, expect.stringContaining('does not write')]);
    expect((await runCli(['audit', 'verify', run])).exitCode).toBe(0);
  });

  it('leaves everything as it was when the work fails', async () => {
    const deep = join(parent, 'deep/er');
    expect((await runCli([...fails, '--out', deep])).exitCode).toBe(2);
    expect(existsSync(join(parent, 'deep'))).toBe(false);
    await write();
    expect((await runCli([...fails, '--out', out, '--force'])).exitCode).toBe(2);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(readdirSync(parent).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('does not take --force without it', async () => {
    const { exitCode, stderr } = await runCli([...argv, '--force']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--force means nothing without --out')]);
  });
});

it('a run is not made inside another run', async () => {
  const inside = join(run, 'again');
  const { exitCode, stderr } = await runCli([
    ...['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--out', inside, '--quiet'],
  ]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('which is sealed')]);
});

describe('cv --svg', () => {
  const draw = (file: string, ...more: string[]) =>
    runCli([...(COMMANDS.cv?.argv ?? []), '--svg', file, ...more]);

  it('does not overwrite a file unasked, and says so before the work', async () => {
    const file = join(parent, 'chart.svg');
    writeFileSync(file, 'mine');
    const refused = await draw(file);
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('replace it with --force');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await draw(file, '--force')).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg /);
    expect((await draw(parent, '--force')).stderr).toContain('is a folder, and a file is expected');
    rmSync(file);
  });
});
