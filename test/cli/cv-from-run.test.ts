import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cv-run-'));
const run = join(folder, 'sanpai');
beforeAll(async () => {
  const dataset = join(ROOT, 'fixtures/sanpai');
  await runCli(['classify', dataset, '--rules', 'guangdong-2009', '--out', run, '--csv-all', '--quiet']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Figure {
  id: string;
  value: number;
  change: { value: number };
  survey: { error: number; low: number; high: number };
}
interface Json {
  run: { households: number; used: number; persons: string; numerator?: string };
  periods: { period: string; names: string[]; figures: Figure[] }[];
  changes: { from: string; to: string; figures: Figure[] }[];
}

const cv = (...options: string[]) =>
  runCli(['cv', '--from-run', run, '--region', 'village', '--value', 'income_per_person', ...options]);

/** Households with their size from the survey's own files rather than from the run. */
interface Household {
  id: string;
  period: string;
  village: string;
  income: number;
  size: number;
}

function households(): Household[] {
  const decisions: Record<string, string>[] = parse(readFileSync(join(run, 'decisions.csv')), {
    columns: true,
  });
  const sizes = new Map<string, number>();
  for (const year of ['2009', '2010', '2011', '2012']) {
    const text = readFileSync(join(ROOT, `fixtures/sanpai/income-${year}.csv`)).toString('latin1');
    for (const line of text.split('\n')) {
      const [id = '', period = '', size = ''] = line.split(',');
      sizes.set(`${id} ${period}`, Number(size));
    }
  }
  return decisions
    .filter((row) => row.income_per_person !== '')
    .map((row) => ({
      id: row.household ?? '',
      period: row.period ?? '',
      village: row.village ?? '',
      income: Number(row.income_per_person),
      size: sizes.get(`${row.household} ${row.period}`) ?? Number.NaN,
    }));
}

/** The mean per person of each village, and each household's linearised part of it. */
function means(all: Household[], period: string) {
  const villages = [...new Set(all.map(({ village }) => village))].sort();
  return villages.map((village) => {
    const some = all.filter((one) => one.period === period && one.village === village);
    const persons = some.reduce((sum, { size }) => sum + size, 0);
    const mean = some.reduce((sum, { size, income }) => sum + size * income, 0) / persons;
    const n = some.length;
    const parts = new Map(
      some.map(({ id, size, income }) => [id, (Math.sqrt(n / (n - 1)) * size * (income - mean)) / persons]),
    );
    return { village, mean, persons, parts };
  });
}

const product = (a: Map<string, number>, b: Map<string, number>): number =>
  [...a].reduce((sum, [id, part]) => sum + part * (b.get(id) ?? 0), 0);

describe('cv --from-run', () => {
  it('weights regional means by persons, found by undoing the division of the pack', async () => {
    const { periods, run: found } = JSON.parse((await cv('--json')).stdout) as Json;
    expect(found).toEqual({ households: 480, used: 470, persons: 'size', numerator: 'net_income' });
    const all = households();
    for (const { period, figures, names } of periods) {
      const expected = means(all, period);
      expect(names).toEqual(expected.map(({ village }) => village));
      const persons = expected.reduce((sum, one) => sum + one.persons, 0);
      const mean = expected.reduce((sum, one) => sum + one.persons * one.mean, 0) / persons;
      const squares = expected.reduce((sum, one) => sum + one.persons * (one.mean - mean) ** 2, 0);
      expect(figures.find(({ id }) => id === 'mean-weighted')?.value).toBeCloseTo(mean, 8);
      expect(figures.find(({ id }) => id === 'williamson')?.value).toBeCloseTo(
        Math.sqrt(squares / persons) / mean,
        12,
      );
    }
  });

  it('carries the errors of the means through each figure', async () => {
    const { periods } = JSON.parse((await cv('--json')).stdout) as Json;
    const expected = means(households(), '2012');
    const variances = expected.map(({ parts }) => product(parts, parts));
    const figures = periods.find(({ period }) => period === '2012')?.figures ?? [];
    const errorOf = (name: string): number =>
      figures.find(({ id }) => id === name)?.survey.error ?? Number.NaN;
    expect(errorOf('mean')).toBeCloseTo(Math.sqrt(variances.reduce((sum, one) => sum + one, 0)) / 3, 8);
    // The slope of CV(n) towards each mean, by moving it a little.
    const cvOf = (values: number[]): number => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length) / mean;
    };
    const at = expected.map(({ mean }) => mean);
    const slopes = at.map((_, moved) => {
      const step = (by: number) => cvOf(at.map((mean, i) => (i === moved ? mean + by : mean)));
      return (step(0.01) - step(-0.01)) / 0.02;
    });
    const variance = slopes.reduce((sum, slope, i) => sum + slope ** 2 * (variances[i] ?? 0), 0);
    expect(errorOf('cv-n') / Math.sqrt(variance)).toBeCloseTo(1, 6);
  });

  it('respects in the error of a change that households are in both periods', async () => {
    const { changes } = JSON.parse((await cv('--json')).stdout) as Json;
    const [change] = changes;
    expect([change?.from, change?.to]).toEqual(['2009', '2012']);
    const all = households();
    const [before, after] = [means(all, '2009'), means(all, '2012')];
    const variance = before.reduce((sum, { parts }, i) => {
      const later = after[i]?.parts ?? new Map<string, number>();
      return sum + product(parts, parts) + product(later, later) - 2 * product(parts, later);
    }, 0);
    const row = change?.figures.find(({ id }) => id === 'mean');
    expect(row?.survey.error).toBeCloseTo(Math.sqrt(variance) / 3, 8);
  });

  it('tells which households are in no figure, and where persons came from', async () => {
    const { stdout, exitCode } = await cv();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('470 of 480 records');
    expect(stdout).toContain('which the rule pack divides by: net_income / income_per_person');
    expect(stdout).toContain('s.e. survey');
  });

  it('says that a single county has no variation', async () => {
    const { stdout, exitCode } = await runCli([
      'cv',
      ...['--from-run', run, '--region', 'county', '--value', 'income_per_person'],
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('no figure: there is only one region that counts');
  });

  it('takes persons from a column that is named', async () => {
    const { run: found } = JSON.parse((await cv('--weight', 'able_members', '--json')).stdout) as Json;
    expect(found.persons).toBe('able_members');
    expect(found.numerator).toBeUndefined();
  });

  it.each([
    [['--region', 'vilage', '--value', 'income_per_person'], 'no column vilage; did you mean village?'],
    [['--region', 'village', '--value', 'state'], 'no column state'],
    [['--region', 'household', '--value', 'net_income'], 'no column household'],
    [['--region', 'village', '--value', 'net_income'], 'do not tell how many persons'],
    [['--region', 'village', '--value', 'net_income', '--weight', 'village'], 'no column village'],
  ])('%j is refused', async (options, message) => {
    const { exitCode, stderr } = await runCli(['cv', '--from-run', run, ...options]);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('refuses a folder that is no run', async () => {
    writeFileSync(join(folder, 'decisions.parquet'), '');
    const { exitCode, stderr } = await runCli([
      'cv',
      ...['--from-run', folder, '--region', 'village', '--value', 'income_per_person'],
    ]);
    expect(stderr).toContain('is not a run folder: run.json is missing');
    expect(exitCode).toBe(2);
  });
});
