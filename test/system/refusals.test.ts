import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installed, type Result, runCli } from '../cli/run-cli.ts';
import { digests } from './dataset.ts';

const SANPAI = resolve(import.meta.dirname, '../../fixtures/sanpai');

const root = mkdtempSync(join(tmpdir(), 'refusals-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of its own for each test, with a copy of Sanpai in it. */
let folder: string;
let dataset: string;
let runs: string;
beforeEach(({ task }) => {
  folder = join(root, task.id);
  dataset = join(folder, 'sanpai');
  runs = join(folder, 'runs');
  cpSync(SANPAI, dataset, { recursive: true });
});

function classify(...options: string[]): Promise<Result> {
  return runCli([
    'classify',
    dataset,
    '--rules',
    'guangdong-2009',
    '--quiet',
    '--out',
    join(runs, 'run'),
    ...options,
  ]);
}

function expectRefused(result: Result, message: RegExp): void {
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toMatch(/\n\s+at /);
  expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode: 2, stdout: '' });
}

describe('the place of a run', () => {
  it('is not overwritten without --force', async () => {
    expect(await classify()).toMatchObject({ exitCode: 0 });
    const before = digests(runs);
    expectRefused(await classify('--period', '2011'), /^error: .*runs\/run.*\n.*--force/);
    expect(digests(runs)).toEqual(before);
    expect(await classify('--period', '2011', '--force')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(digests(runs)).not.toEqual(before);
    expect(await runCli(['audit', 'verify', runs, '--quiet'])).toMatchObject({ exitCode: 0 });
  });

  it('is never a folder that is no run, --force or not', async () => {
    mkdirSync(join(runs, 'run'), { recursive: true });
    writeFileSync(join(runs, 'run', 'thesis.txt'), 'years of work');
    expectRefused(await classify(), /^error: .*runs\/run/);
    expectRefused(await classify('--force'), /^error: .*runs\/run/);
    expect(readdirSync(runs)).toEqual(['run']);
    expect(readFileSync(join(runs, 'run', 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  it('is never a file, nor below one', async () => {
    mkdirSync(runs);
    writeFileSync(join(runs, 'run'), 'a file');
    expectRefused(await classify('--force'), /^error: .*runs\/run/);
    expectRefused(await classify('--out', join(runs, 'run', 'deeper')), /^error: .*runs\/run/);
    expectRefused(await classify('--out', join(runs, 'run', 'deeper', 'still')), /^error: .*runs\/run/);
    expect(readFileSync(join(runs, 'run'), 'utf8')).toBe('a file');
  });

  it('is never a link out of the folder', async () => {
    mkdirSync(runs);
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'run.json'), '{}');
    symlinkSync(join(folder, 'elsewhere'), join(runs, 'run'));
    await classify('--force');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['run.json']);
  });

  it('is not the dataset, which stays as it was', async () => {
    const before = digests(dataset);
    expectRefused(await classify('--out', dataset, '--force'), /^error: /);
    expectRefused(await classify('--out', '/'), /^error: /);
    expect(digests(dataset)).toEqual(before);
  });

  it('may be inside the dataset, which then is read as before', async () => {
    const inside = join(dataset, 'runs', 'run');
    expect(await classify('--out', inside)).toMatchObject({ exitCode: 0, stderr: '' });
    const first = digests(inside);
    expect(await classify('--out', inside, '--force')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(digests(inside)).toEqual(first);
  });

  it.each([
    ['with blanks and quotes', 'my "first" run, 户\'s'],
    ['in Chinese', '运行/第一次'],
    ['that looks like a pattern', 'run[1]*?{a,b}'],
    ['with a percent sign', '100%20%s'],
    ['that begins with a hyphen', './-run'],
  ])('may have a name %s', async (_, name) => {
    const out = `${runs}/${name}`;
    expect(await classify('--out', out)).toMatchObject({ exitCode: 0, stderr: '' });
    const household = readFileSync(join(out, 'decisions.csv'), 'utf8').split('\n')[1]?.split(',')[0] ?? '';
    expect(await runCli(['explain', out, household])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await runCli(['audit', 'verify', resolve(out, '..'), '--quiet'])).toMatchObject({ exitCode: 0 });
  });
});

describe('what is read', () => {
  afterEach(() => expect(existsSync(runs)).toBe(false));

  it('must be there', async () => {
    rmSync(dataset, { recursive: true });
    expectRefused(await classify(), /^error: .*sanpai/);
    expectRefused(await runCli(['check', dataset, '--rules', 'guangdong-2009']), /^error: .*sanpai/);
  });

  it('must be a folder', async () => {
    rmSync(dataset, { recursive: true });
    writeFileSync(dataset, 'household_id\n');
    expectRefused(await classify(), /^error: .*sanpai is not a folder/);
  });

  it('has files in it, no folders', async () => {
    rmSync(join(dataset, 'households.csv'));
    mkdirSync(join(dataset, 'households.csv'));
    expectRefused(await classify(), /^error: households\.csv, named for table households, is not a file/);
  });

  it('has no pipes in it, on which one would wait for ever', async () => {
    rmSync(join(dataset, 'members.csv'));
    spawnSync('mkfifo', [join(dataset, 'members.csv')]);
    expectRefused(await classify(), /^error: members\.csv, named for table members, is not a file/);
  });

  it('has no links that lead nowhere', async () => {
    rmSync(join(dataset, 'members.csv'));
    symlinkSync(join(folder, 'nowhere.csv'), join(dataset, 'members.csv'));
    expectRefused(await classify(), /^error: members\.csv/);
  });

  it('tells all files that are missing at once', async () => {
    rmSync(join(dataset, 'households.csv'));
    for (const year of [2009, 2010, 2011, 2012]) rmSync(join(dataset, `income-${year}.csv`));
    const { exitCode, stderr } = await classify();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('households.csv');
    expect(stderr).toContain('income-*.csv');
  });

  it('includes a rule pack that is a file', async () => {
    expectRefused(await classify('--rules', folder), /^error: there is no rule pack/);
    expectRefused(await classify('--rules', join(folder, 'none.yaml')), /^error: there is no rule pack/);
    writeFileSync(join(folder, 'empty.yaml'), '');
    expect(await classify('--rules', join(folder, 'empty.yaml'))).toMatchObject({ exitCode: 3, stdout: '' });
    writeFileSync(join(folder, 'binary.yaml'), Buffer.from([0, 255, 254, 0, 27]));
    expect(await classify('--rules', join(folder, 'binary.yaml'))).toMatchObject({ exitCode: 3, stdout: '' });
  });

  it('includes an earlier run that is a file', async () => {
    expectRefused(await classify('--previous', folder), /^error: .*/);
    expectRefused(await classify('--previous', join(folder, 'none.csv')), /^error: .*none\.csv/);
  });
});

const NOBODY = 65534;
const command = installed();
afterAll(() => rmSync(command, { recursive: true, force: true }));
const isRoot = process.getuid?.() === 0;
const withoutRoot = isRoot ? whyNobodyCannotRun() : undefined;
if (withoutRoot) console.warn(`refusals: permissions are skipped: ${withoutRoot}`);

/** Permissions don't bite root, so the command runs as nobody, if nobody may read it at all. */
function whyNobodyCannotRun(): string | undefined {
  const { status, stderr } = asNobody(['--version']);
  return status === 0 ? undefined : `nobody cannot run the command: ${stderr.trim().split('\n')[0]}`;
}

function asNobody(argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const temporary = mkdtempSync(join(tmpdir(), 'nobody-'));
  try {
    if (isRoot) {
      chmodSync(command, 0o755);
      chownSync(temporary, NOBODY, NOBODY);
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(command, 'bin/shuangdao.js'), ...argv],
      {
        ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
        env: { ...process.env, TMPDIR: temporary, HOME: temporary },
      },
    );
    return { status, stdout: String(stdout), stderr: String(stderr) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

describe.skipIf(withoutRoot !== undefined)('without permission', () => {
  const words = (): string[] => [
    'classify',
    dataset,
    '--rules',
    'guangdong-2009',
    '--quiet',
    '--out',
    join(runs, 'run'),
  ];
  const expectNotPermitted = (path: string, to = 'write into'): void => {
    const { status, stdout, stderr } = asNobody(words());
    expect(stderr).toMatch(new RegExp(`^error: the system does not permit this program to ${to} .*${path}`));
    expect(stderr.includes('Choose another place with --out')).toBe(to === 'write into');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  };
  beforeEach(() => {
    chmodSync(root, 0o755);
    chmodSync(folder, 0o755);
  });

  it('to write, says so', () => {
    mkdirSync(runs);
    chmodSync(runs, 0o555);
    expectNotPermitted('runs');
    expect(readdirSync(runs)).toEqual([]);
  });

  it('to make the folder of the runs, says so', () => {
    chmodSync(folder, 0o555);
    expectNotPermitted('runs');
  });

  it('to read a file, says so', () => {
    mkdirSync(runs, { mode: 0o777 });
    chmodSync(runs, 0o777);
    chmodSync(join(dataset, 'members.csv'), 0o000);
    expectNotPermitted('members.csv', 'use');
    expect(readdirSync(runs)).toEqual([]);
  });

  it('to read the dataset, says so', () => {
    chmodSync(dataset, 0o000);
    expectNotPermitted('sanpai', 'use');
  });
});
