import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Figures } from '../../src/model/figures.ts';
import { figureOf, measured } from '../cli/survey-file.ts';

const REFERENCE = process.env.SHUANGDAO_REFERENCE;
if (!REFERENCE) console.warn('test/reference/measure-eusilc is skipped: SHUANGDAO_REFERENCE is not set');

interface Convey {
  design: string;
  measure: string;
  term: string;
  estimate: number;
  se: number;
}
interface Laeken {
  [measure: string]: { value: number; by: { stratum: string; value: number }[] };
}

const json = <T>(name: string): T => JSON.parse(readFileSync(join(REFERENCE ?? '', name), 'utf8')) as T;
const relative = (found: number | undefined, wanted: number): number =>
  Math.abs((found ?? Number.NaN) / wanted - 1);

describe.skipIf(!REFERENCE)('shuangdao measure on eusilc', () => {
  const file = join(REFERENCE ?? '', 'eusilc.csv');
  const survey = ['--income', 'eqIncome', '--weight', 'rb050', '--strata', 'db040'];
  const asked = ['--line', '10000', '--line', '60%median', '--line', '60%mean', '--by', 'db040'];
  const measures = [
    '--measures',
    'mean,p10,median,p90,fgt0,fgt1,fgt2,gini,s80s20,mediangap,ge2,theil,mld,atkinson1,watts',
  ];
  const figuresOf = (...more: string[]): Promise<Figures> =>
    measured(file, ...survey, ...asked, ...measures, ...more);

  it('gives the estimates of laeken, overall and in every region', async () => {
    const laeken = json<Laeken>('laeken-eusilc.json');
    const figures = await figuresOf('--household', 'db030');
    expect(figures.samples[0]).toMatchObject({
      rows: 14_827,
      strata: 9,
      psus: 6000,
      nonPositive: { count: 3 },
    });
    const line = '60%median';
    const pairs = [
      ['arpr', 'fgt0', line, 100],
      ['rmpg', 'mediangap', line, 100],
      ['qsr', 's80s20', undefined, 1],
      ['gini', 'gini', undefined, 100],
    ] as const;
    for (const [theirs, ours, at, times] of pairs) {
      const published = laeken[theirs] ?? { value: Number.NaN, by: [] };
      expect(published.by).toHaveLength(9);
      for (const { stratum, value } of [{ stratum: undefined, value: published.value }, ...published.by])
        expect(
          relative(figureOf(figures, ours, stratum, at).value, value / times),
          `${theirs} ${stratum}`,
        ).toBeLessThan(1e-8);
    }
    expect(figureOf(figures, 'line', undefined, line).value).toBeCloseTo(10_859.236, 8);
  });

  it.each([
    ['persons', 'doc_example', []],
    ['households', 'household clusters', ['--household', 'db030']],
  ])('gives the errors of convey with %s as sampling units', async (_, design, options) => {
    const published = json<{ results: Convey[] }>('convey-eusilc.json').results.filter((one) =>
      one.design.startsWith(design),
    );
    const [all, positive] = [await figuresOf(...options), await figuresOf('--positive-only', ...options)];
    const of = (measure: string, figures: Figures, ours: string, line?: string, within = 1e-6): void => {
      const found = published.filter((one) => one.measure === measure);
      expect(found.length, measure).toBeGreaterThan(0);
      for (const { term, estimate, se } of found) {
        const domain = found.length > 1 ? term : undefined;
        const { value, standardError } = figureOf(figures, ours, domain, line);
        // convey's Gini depends on the scale of the weights.
        if (ours !== 'gini') expect(relative(value, estimate), `${measure} ${term}`).toBeLessThan(1e-6);
        expect(relative(standardError, se), `error of ${measure} ${term}`).toBeLessThan(within);
      }
    };
    of('mean', all, 'mean');
    for (const alpha of [0, 1, 2]) {
      of(`fgt${alpha}_abs10000`, all, `fgt${alpha}`, '10000');
      of(`fgt${alpha}_abs10000_by_region`, all, `fgt${alpha}`, '10000');
      of(`fgt${alpha}_relq60`, all, `fgt${alpha}`, '60%median', 0.02);
      of(`fgt${alpha}_relm60`, all, `fgt${alpha}`, '60%mean', 0.02);
    }
    of('watts_abs10000_pos', positive, 'watts', '10000');
    of('gei_0_pos', positive, 'mld');
    of('gei_1_pos', positive, 'theil');
    of('gei_2_pos', positive, 'ge2');
    of('atkinson_1_pos', positive, 'atkinson1');
    of('gini', all, 'gini', undefined, 0.001);
    of('qsr', all, 's80s20', undefined, 0.001);
    of('quantile_0.5', all, 'median', undefined, 0.02);
    of('arpt_60pct_median', all, 'line', '60%median', 0.02);
  });
});
