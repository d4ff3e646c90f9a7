import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const runs = mkdtempSync(join(tmpdir(), 'diff-'));
const [whole, early] = [join(runs, 'whole'), join(runs, 'early')];
const damaged = join(runs, 'damaged.parquet');

beforeAll(async () => {
  for (const more of [
    ['--out', whole],
    ['--out', early, '--to', '2010'],
  ])
    await runCli(['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--quiet', ...more]);
  writeFileSync(damaged, 'no Parquet at all');
});

describe('diff says what is in its way', () => {
  it.each([
    [[whole, join(runs, 'none')], 'none is not a run folder'],
    [[whole, early, '--period', 'last'], '--period is a period such as 2009'],
    [[whole, early, '--period', '2012'], '2012 is not in both runs'],
    [[whole, early, '--data-a', join(runs, 'none')], 'none does not exist'],
  ])('%j', async (argv, message) => {
    const { exitCode, stderr, stdout } = await runCli(['diff', ...argv]);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect((await runCli(['diff', ...argv, '--lang', 'zh'])).stderr).toMatch(/^错误：.*\p{Script=Han}/u);
  });

  it('a file that is no Parquet file', async () => {
    const { exitCode, stderr } = await runCli(['measure', damaged, '--income', 'income_per_person']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('cannot be read as Parquet')]);
  });
});
