import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installed, runCli, runInstalled } from '../cli/run-cli.ts';
import { digests, shuffled, troubledProvince } from './dataset.ts';
import { rowsOf } from './decisions.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'determinism-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs are all called `run`, since the name of a run stands in its data package. */
const place = (label: string): string => join(folder, label, 'run');

const common = (dataset: string, label: string, options: readonly string[]): string[] => [
  ...['classify', dataset, '--rules', 'guangdong-2009', '--out', place(label), '--csv-all', '--quiet'],
  ...options,
];

async function classify(
  dataset: string,
  label: string,
  ...options: string[]
): Promise<Record<string, string>> {
  const { exitCode, stderr } = await runCli(common(dataset, label, options));
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return digests(place(label));
}

/** What a run says of the data, without where in the files it stood. */
function said(label: string): object {
  const summary = JSON.parse(readFileSync(join(place(label), 'summary.json'), 'utf8'));
  const statement = JSON.parse(readFileSync(join(place(label), 'run.json'), 'utf8'));
  return {
    ...summary,
    issues: summary.issues.map(({ example: _, ...issue }: { example: object }) => issue),
    ...{ merkle: statement.merkle, parameters: statement.parameters, replacements: statement.replacements },
    ...{ periods_decided: statement.periods, counts: statement.counts },
  };
}

const DECIDED = [
  'decisions.parquet',
  'decisions.csv',
  'entry.csv',
  'exit.csv',
  'review.csv',
  'datapackage.json',
];
const only = (files: Record<string, string>): object =>
  Object.fromEntries(DECIDED.map((name) => [name, files[name] ?? `${name} is not there`]));

// More decisions and more members than one row group holds, which is what threads share out.
describe('40,000 households', () => {
  let dataset: string;
  let once: Record<string, string>;
  beforeAll(async () => {
    dataset = await troubledProvince(join(folder, 'province'), 40_000);
    once = await classify(dataset, 'once', '--threads', '1');
  }, 120_000);

  it('give the same bytes again', { timeout: 120_000 }, async () => {
    expect(Object.keys(once)).toEqual(
      expect.arrayContaining([...DECIDED, 'issues.csv', 'rejects.csv', 'run.json']),
    );
    expect(await classify(dataset, 'again', '--threads', '1')).toEqual(once);
  });

  it('give the same bytes with two threads, and with three', { timeout: 120_000 }, async () => {
    expect(await classify(dataset, 'two', '--threads', '2')).toEqual(once);
    expect(await classify(dataset, 'three', '--threads', '3')).toEqual(once);
  });

  it('give the same bytes with little memory', { timeout: 120_000 }, async () => {
    expect(await classify(dataset, 'small', '--memory', '300MB', '--threads', '2')).toEqual(once);
  });

  it('give the same decisions, lists and counts whatever the order of their rows', {
    timeout: 120_000,
  }, async () => {
    const other = shuffled(dataset, join(folder, 'other', 'province'), 5);
    expect(only(await classify(other, 'shuffled', '--threads', '2'))).toEqual(only(once));
    expect(said('shuffled')).toEqual(said('once'));
  });

  it('have their records named by the lines they stand on', { timeout: 120_000 }, async () => {
    await classify(dataset, 'lines', '--threads', '2');
    const rejects = rowsOf(place('lines'), 'rejects.csv');
    expect(rejects.length).toBeGreaterThan(20);
    const lines = new Map(
      ['households.csv', 'members.csv', 'income.csv'].map((file) => [file, linesOf(file)]),
    );
    for (const { file = '', first_line, household = '', text = '' } of rejects) {
      const record = text.replace(/^'/, '');
      expect(record, `${file}:${first_line}`).toBe(lines.get(file)?.[Number(first_line) - 1]);
      expect(record.startsWith(household), `${household}: ${record}`).toBe(true);
    }
  });

  it('are listed by household and period', { timeout: 120_000 }, async () => {
    await classify(dataset, 'order', '--threads', '2');
    const ids = rowsOf(place('order'), 'decisions.csv').map(
      ({ household, period }) => `${household} ${period}`,
    );
    const sound = ids.filter((id) => !id.startsWith('4.4E'));
    expect(sound.filter((id, n) => n > 0 && id < (sound[n - 1] ?? '')).slice(0, 3)).toEqual([]);
  });

  const linesOf = (file: string): string[] => readFileSync(join(dataset, file), 'utf8').split('\n');
});

describe('Sanpai', () => {
  const sanpai = join(ROOT, 'fixtures/sanpai');

  it('gives the same bytes with one and two threads', async () => {
    const one = await classify(sanpai, 'sanpai-1', '--threads', '1');
    expect(await classify(sanpai, 'sanpai-2', '--threads', '2')).toEqual(one);
  });

  it('gives the same decisions, lists and counts whatever the order of its rows', async () => {
    const one = await classify(sanpai, 'sanpai', '--threads', '2');
    for (const seed of [1, 2, 3]) {
      const other = shuffled(sanpai, join(folder, `seed-${seed}`, basename(sanpai)), seed);
      expect(only(await classify(other, `sanpai-seed-${seed}`))).toEqual(only(one));
      expect(said(`sanpai-seed-${seed}`)).toEqual(said('sanpai'));
    }
  });
});

describe('the installed command', () => {
  let command: string;
  let dataset: string;
  beforeAll(async () => {
    command = installed();
    dataset = await troubledProvince(join(folder, 'village', 'province'), 1_000);
  });
  afterAll(() => rmSync(command, { recursive: true, force: true }));

  it('gives the same bytes in any time zone, language and folder', async () => {
    const run = async (label: string, env: Record<string, string>, cwd: string): Promise<object> => {
      const result = await runInstalled(command, common(dataset, label, []), {
        cwd,
        env: { ...process.env, ...env },
      });
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      return digests(place(label));
    };
    const here = await run('utc', { TZ: 'UTC', LANG: 'C' }, folder);
    expect(await run('zh', { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, '/')).toEqual(
      here,
    );
    // Turkish has an i of its own, and writes decimals with a comma.
    expect(
      await run('tr', { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, '/'),
    ).toEqual(here);
    cpSync(dataset, join(folder, 'elsewhere', 'province'), { recursive: true });
    dataset = join(folder, 'elsewhere', 'province');
    expect(await run('moved', {}, folder)).toEqual(here);
  });
});
