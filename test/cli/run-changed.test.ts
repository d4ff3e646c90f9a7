import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changed-'));
  const parts = ['rules/guangdong-2009.yaml', 'fixtures/sanpai/procedure.yaml'];
  writeFileSync(at('rules.yaml'), parts.map((path) => readFileSync(path, 'utf8')).join(''));
  const made = await classify('fixtures/sanpai', at('rules.yaml'), 'whole');
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const classify = (dataset: string, rules: string, name: string): ReturnType<typeof runCli> =>
  runCli(['classify', dataset, '--rules', rules, '--out', at(name), '--quiet']);

/** Another run like the first, in which one byte of a file is another. */
function changed(file: string, like = 'whole'): string {
  const run = at(`${like}-${file.replaceAll('/', '-')}`);
  cpSync(at(like), run, { recursive: true });
  const bytes = readFileSync(join(run, file));
  const place = Math.floor(bytes.length / 2);
  bytes.writeUInt8((bytes.readUInt8(place) & 0x7f) === 0x31 ? 0x32 : 0x31, place);
  writeFileSync(join(run, file), bytes);
  return run;
}

const PROCEDURE = 'fixtures/sanpai/procedure.csv';

/** Every command that looks at a run. */
const COMMANDS: [name: string, argv: (run: string) => string[]][] = [
  ['explain', (run) => ['explain', run, 'SP-036']],
  ['watch', (run) => ['watch', run, '--out', at('out')]],
  ['watch --backtest', (run) => ['watch', run, '--backtest']],
  ['lists', (run) => ['lists', run, '--out', at('out')]],
  ['dynamics', (run) => ['dynamics', run]],
  ['measure', (run) => ['measure', run, '--income', 'income_per_person']],
  ['cv', (run) => ['cv', '--from-run', run, '--region', 'village', '--value', 'income_per_person']],
  ['confirm', (run) => ['confirm', run, '--procedure', PROCEDURE, '--out', at('out')]],
  ['diff', (run) => ['diff', at('whole'), run]],
  ['diff the other way', (run) => ['diff', run, at('whole')]],
];

describe('nothing is built on a run that was changed', () => {
  it.each(COMMANDS)('%s', { timeout: 120_000 }, async (_, argv) => {
    expect((await runCli(argv(at('whole')))).exitCode).toBe(0);
    rmSync(at('out'), { recursive: true, force: true });
    const before = readdirSync(folder);
    for (const file of ['pack/pack.yaml', 'decisions.parquet', 'watch.parquet']) {
      const run = changed(file);
      const { exitCode, stdout, stderr } = await runCli(argv(run));
      expect([exitCode, stdout], file).toEqual([1, '']);
      expect(stderr).toBe(
        `error: ${file} of ${run} is not what the run wrote: its digest differs from the one in run.json\n` +
          '  shuangdao audit verify tells what was changed. Nothing is built on it.\n',
      );
      expect((await runCli([...argv(run), '--lang', 'zh'])).stderr).toContain('摘要与 run.json 不符');
      rmSync(run, { recursive: true });
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('explain --level', async () => {
    const made = await classify('fixtures/three-counties', 'china-exit-2016', 'levels');
    expect(made.stderr).toBe('');
    const file = 'decisions-village.parquet';
    const run = changed(file, 'levels');
    const { exitCode, stderr } = await runCli(['explain', run, 'V1', '--level', 'village']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${file} of ${run} is not what`)]);
  });

  it('classify and simulate, which go on from it', async () => {
    const run = changed('decisions.parquet');
    for (const argv of [
      ['classify', 'fixtures/sanpai', '--rules', at('rules.yaml'), '--out', at('next')],
      ['simulate', 'fixtures/sanpai', '--rules', at('rules.yaml'), '--set', 'entry_line=1400'],
    ]) {
      const { exitCode, stderr } = await runCli([...argv, '--previous', run]);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('decisions.parquet of')]);
    }
  });

  it('with files put in or taken out', async () => {
    const moved = changed('summary.json');
    expect((await runCli(['dynamics', moved])).exitCode).toBe(0);
    rmSync(join(moved, 'watch.parquet'));
    expect(await runCli(['lists', moved, '--out', at('out')])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('watch.parquet of'),
    });
    const added = at('added');
    cpSync(at('whole'), added, { recursive: true });
    cpSync(join(added, 'decisions.parquet'), join(added, 'register.parquet'));
    expect(await runCli(['explain', added, 'SP-036'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('register.parquet of'),
    });
  });

  it('but audit verify looks at it, and tells', async () => {
    cpSync(at('whole'), at('told/whole'), { recursive: true });
    cpSync(at('audit.jsonl'), at('told/audit.jsonl'));
    const path = at('told/whole/pack/pack.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('2500', '2600'));
    const { exitCode, stderr } = await runCli(['audit', 'verify', at('told')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: run whole (line 1): pack/pack.yaml was changed after the run\n');
  });
});
