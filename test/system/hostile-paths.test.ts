import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Result, runCli } from '../cli/run-cli.ts';
import { type Files, writeFiles } from './dataset.ts';
import { dataFor, packWith } from './small-pack.ts';

const SECRET = 'top-secret-line';
const ESC = '\u001b';

const root = mkdtempSync(join(tmpdir(), 'hostile-paths-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder for each test, with a secret beside what the command is told to read. */
let folder: string;
beforeEach(({ task }) => {
  folder = join(root, task.id);
  writeFiles(folder, { 'secret.csv': `household_id,village,able\n${SECRET},${SECRET},true\n` });
});

function classify(...options: string[]): Promise<Result> {
  const words = ['classify', join(folder, 'data'), '--rules', join(folder, 'pack', 'pack.yaml'), '--quiet'];
  return runCli([...words, '--out', join(folder, 'runs', 'run'), ...options]);
}

function expectNothingTold({ stdout, stderr }: Result): void {
  expect(stdout + stderr).not.toContain(SECRET);
  expect(stdout + stderr).not.toContain('root:');
  expect(stdout + stderr).not.toContain(ESC);
}

describe('dataset.yaml', () => {
  const described = (tables: string): Files => ({
    ...dataFor({}),
    'pack/pack.yaml': packWith({}),
    'data/dataset.yaml': `format: shuangdao-dataset/1\ntables:\n  ${tables}\n`,
  });

  it.each([
    '../secret.csv',
    './../secret.csv',
    'sub/../../secret.csv',
    '..\\\\secret.csv',
    '../*.csv',
    '/etc/passwd',
    '*/../../secret.csv',
  ])('does not lead out of the folder by %s', async (path) => {
    writeFiles(folder, described(`households: {file: "${path}"}`));
    mkdirSync(join(folder, 'data/sub'), { recursive: true });
    const result = await classify();
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/^error: /);
    expectNothingTold(result);
  });

  it('does not lead out of the folder by an absolute path', async () => {
    writeFiles(folder, described(`households: {files: ["${join(folder, 'secret.csv')}"]}`));
    expect((await classify()).stderr).toMatch(/lies outside the dataset/);
  });

  it('may name headers with quotes, SQL, line breaks, and formulas', async () => {
    const headers = [`we"ird'; DROP TABLE x; --`, '=cmd()', 'two\nlines'];
    const [village, able, wage] = headers.map((header) => JSON.stringify(header));
    const quoted = headers.map((header) => `"${header.replaceAll('"', '""')}"`);
    writeFiles(folder, {
      ...described(
        `households: {columns: {village: ${village}, able: ${able}}}\n  income: {columns: {wage: ${wage}}}`,
      ),
      'data/households.csv': `household_id,${quoted[0]},${quoted[1]}\nH1,v1,true\n`,
      'data/income.csv': `household_id,year,${quoted[2]}\nH1,2009,500\nH1,2010,x\n`,
    });
    expect(await classify()).toMatchObject({ exitCode: 0, stderr: '' });
    const issues = readFileSync(join(folder, 'runs/run/issues.csv'), 'utf8');
    expect(issues).toContain('"two\nlines"');
  });

  it('may have texts with quotes, SQL and NUL in them: never a fault', async () => {
    const texts = [`'; DROP TABLE x; --`, 'a\\0b', `${ESC}[31m`.replace(ESC, '\\e'), '=cmd()'];
    for (const text of texts) {
      for (const setting of [
        `households: {missing: ["${text}"]}`,
        `households: {columns: {village: "${text}"}}`,
        `households: {columns: {able: {true: ["${text}"], false: [x]}}}`,
        `households: {columns: {village: {codes: {"${text}": "${text}"}}}}`,
        `income: {period: "${text}"}`,
        `households: {file: "${text}"}`,
        `"${text}": {file: households.csv}`,
        `households: {delimiter: "${text}"}`,
        `households: {encoding: "${text}"}`,
      ]) {
        writeFiles(folder, described(setting));
        const result = await classify('--force');
        expect(`${setting} ${result.exitCode} ${result.stderr}`).not.toMatch(/ 70 |fault of shuangdao/);
        expectNothingTold(result);
      }
    }
  });

  it('may name files with hostile names, which steer no terminal', async () => {
    const name = `in'come;[1]{a}*?${ESC}[31m %s=1.csv`;
    const files = described('income: {files: "in*.csv"}');
    const { 'data/income.csv': income, ...others } = files;
    writeFiles(folder, { ...others, [`data/${name}`]: `${income}H1,2010,x\n` });
    const words = ['classify', join(folder, 'data'), '--rules', join(folder, 'pack/pack.yaml')];
    const result = await runCli([...words, '--out', join(folder, 'runs/run')], {
      isTTY: true,
      env: { NO_COLOR: '1' },
    });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).not.toContain(ESC);
    expect(result.stderr).not.toContain(`${ESC}[31m`);
  });

  it('with aliases that multiply is refused quickly', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
    );
    writeFiles(folder, { ...described(''), 'data/dataset.yaml': `a0: &a0 [x]\n${levels.join('\n')}\n` });
    expect(await classify()).toMatchObject({ exitCode: 2 });
  });
});

describe('links in a dataset', () => {
  it('may lead to files inside it', async () => {
    const { 'data/income.csv': income, ...others } = dataFor({});
    writeFiles(folder, { ...others, 'data/files/a.csv': income ?? '', 'pack/pack.yaml': packWith({}) });
    symlinkSync('files/a.csv', join(folder, 'data/income.csv'));
    expect(await classify()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('may be the dataset itself', async () => {
    writeFiles(folder, { ...dataFor({}), 'pack/pack.yaml': packWith({}) });
    symlinkSync('data', join(folder, 'link'));
    const words = ['classify', join(folder, 'link'), '--rules', join(folder, 'pack/pack.yaml'), '--quiet'];
    expect(await runCli([...words, '--out', join(folder, 'runs/run')])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
  });

  it('do not hang when they go round in a circle', async () => {
    writeFiles(folder, { ...dataFor({}), 'pack/pack.yaml': packWith({}) });
    rmSync(join(folder, 'data/income.csv'));
    symlinkSync('income.csv', join(folder, 'data/income.csv'));
    const { exitCode, stderr } = await classify();
    expect(stderr).toMatch(/^error: .*income\.csv/);
    expect(exitCode).toBe(2);
  });
});

describe('tables beside a pack', () => {
  const from = (file: string): string =>
    packWith({}).replace(
      '{values: {2009: {value: 1000, source: made-up}}}',
      `{from: {file: ${JSON.stringify(file)}, key: [period], value: line}, source: made-up}`,
    );
  const table = 'period,line\n2009,1000\n2010,1000\n';

  it.each([
    '../secret.csv',
    '/etc/passwd',
    'data/../../secret.csv',
    '.',
    '',
    'pack.yaml/x',
    'link.csv',
    'linked/secret.csv',
    'a\u0000b',
  ])('are not read from outside its folder: %j', async (file) => {
    writeFiles(folder, { ...dataFor({}), 'pack/pack.yaml': from(file) });
    symlinkSync('../secret.csv', join(folder, 'pack/link.csv'));
    symlinkSync('..', join(folder, 'pack/linked'));
    const result = await classify();
    expect(`${result.exitCode} ${result.stderr}`).toMatch(/^[23] error: /);
    expectNothingTold(result);
    expectNothingTold(await runCli(['rules', 'show', join(folder, 'pack/pack.yaml')]));
  });

  it('are written inside the run folder only, however their names wind', async () => {
    const names = [
      'data/../line.csv',
      './/data/./line.csv',
      `../${'../'.repeat(20)}${join(folder, 'pack/line.csv').slice(1)}`,
      join(folder, 'pack/line.csv'),
    ];
    for (const [n, file] of names.entries()) {
      writeFiles(folder, {
        ...dataFor({}),
        'pack/pack.yaml': from(file),
        'pack/line.csv': table,
        'pack/data/line.csv': table,
      });
      const out = join(folder, 'a/b/c/d/e/f/g/h', `runs-${n}`, 'run');
      const { exitCode, stderr } = await classify('--out', out);
      expect(`${file} ${exitCode} ${stderr}`).toMatch(/ (0 |3 error: )/);
      const elsewhere = readdirSync(folder).filter((name) => name !== 'a');
      expect(elsewhere.sort(), file).toEqual(['data', 'pack', 'secret.csv']);
      const parent = join(folder, 'a/b/c/d/e/f/g/h', `runs-${n}`);
      if (exitCode === 0) expect(readdirSync(parent).sort(), file).toEqual(['audit.jsonl', 'run']);
      if (exitCode === 0)
        expect(await runCli(['explain', out, 'H1']), file).toMatchObject({ exitCode: 0, stderr: '' });
      else expect(existsSync(parent), file).toBe(false);
    }
  });

  it('do not take the place of the pack in the run folder', async () => {
    writeFiles(folder, { ...dataFor({}), 'pack/rules.yaml': from('pack.yaml'), 'pack/pack.yaml': table });
    const out = join(folder, 'runs/run');
    const words = [
      'classify',
      join(folder, 'data'),
      '--rules',
      join(folder, 'pack/rules.yaml'),
      '--quiet',
      '--out',
      out,
    ];
    const { exitCode, stderr } = await runCli(words);
    expect(`${exitCode} ${stderr}`).toMatch(/^(0 $|3 error: )/);
    if (exitCode === 0)
      expect(await runCli(['explain', out, 'H1'])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
