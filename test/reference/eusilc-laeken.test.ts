import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fgt } from '../../src/stats/fgt.ts';
import { gini } from '../../src/stats/gini.ts';
import { mean } from '../../src/stats/mean.ts';
import { medianPovertyGap } from '../../src/stats/median-poverty-gap.ts';
import { quintileShareRatio } from '../../src/stats/quintile-share-ratio.ts';
import { relativeLine } from '../../src/stats/relative-line.ts';
import { weightedQuantile } from '../../src/stats/weighted-quantile.ts';
import { type Eusilc, figure, type Part, readEusilc, reference } from './eusilc-data.ts';

if (reference === undefined)
  console.warn('laeken: skipped, SHUANGDAO_REFERENCE does not name the folder with the reference data');

interface ByStratum {
  value: number;
  by: { stratum: string; value: number }[];
}
interface Laeken {
  arpt: number;
  arpt_unweighted: number;
  arpr: ByStratum;
  rmpg: ByStratum;
  qsr: ByStratum;
  gini: ByStratum;
  arpr_p: { p: number; value: number }[];
  arpr_sex: { stratum: string; value: number }[];
  arpr_unweighted: number;
  gini_unweighted: number;
  qsr_unweighted: number;
  rmpg_unweighted: number;
  meanMedian: { wmean: number; wmedian: number; q: number[] };
  counts: { n_persons: number; n_households: number; sum_w: number; zero_or_neg_income: number };
}

const close = (actual: number, expected: number) =>
  expect(Math.abs(actual / expected - 1), `${actual} and ${expected}`).toBeLessThan(1e-8);

describe.skipIf(reference === undefined)('the figures of laeken 0.5.3 on eusilc, to 1e-8', () => {
  const data: Eusilc = reference === undefined ? ({} as Eusilc) : readEusilc(reference);
  const expected: Laeken =
    reference === undefined
      ? ({} as Laeken)
      : JSON.parse(readFileSync(join(reference, 'laeken-eusilc.json'), 'utf8'));
  const line = (share: number, units = data.all) => figure(relativeLine(units, share, 'median')).value;

  /** Each measure in percent, as laeken gives it, of some part of the sample below the national line. */
  const measures: Record<'arpr' | 'rmpg' | 'qsr' | 'gini', (part: Part) => number> = {
    arpr: (part) => 100 * figure(fgt(part, line(0.6), 0, 'below')).value,
    rmpg: (part) => 100 * figure(medianPovertyGap(part, line(0.6), 'below')).value,
    qsr: (part) => figure(quintileShareRatio(part)).value,
    gini: (part) => 100 * figure(gini(part)).value,
  };

  it('counts the same persons', () => {
    expect(data.all.values.length).toBe(expected.counts.n_persons);
    expect(data.designs.households.psuCount).toBe(expected.counts.n_households);
    expect(data.all.values.filter((y) => y <= 0).length).toBe(expected.counts.zero_or_neg_income);
  });

  it('has the line, the mean and the quantiles', () => {
    close(line(0.6), expected.arpt);
    close(figure(mean(data.all)).value, expected.meanMedian.wmean);
    close(figure(weightedQuantile(data.all, 0.5)).value, expected.meanMedian.wmedian);
    [0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9].forEach((p, at) => {
      close(figure(weightedQuantile(data.all, p)).value, expected.meanMedian.q[at] as number);
    });
  });

  it.each(['arpr', 'rmpg', 'qsr', 'gini'] as const)('has %s overall and in all nine regions', (name) => {
    close(measures[name](data.all), expected[name].value);
    expect(expected[name].by).toHaveLength(9);
    for (const { stratum, value } of expected[name].by) {
      const part = data.where((row) => data.regions[data.regionOf[row] as number] === stratum);
      close(measures[name](part), value);
    }
  });

  it('has the rate below other lines, and by sex', () => {
    for (const { p, value } of expected.arpr_p)
      close(100 * figure(fgt(data.all, line(p), 0, 'below')).value, value);
    for (const { stratum, value } of expected.arpr_sex)
      close(measures.arpr(data.where((row) => data.sexOf[row] === stratum)), value);
  });

  it('has the same without weights', () => {
    const ones = { ...data.all, weights: new Float64Array(data.all.values.length).fill(1) };
    close(line(0.6, ones), expected.arpt_unweighted);
    close(100 * figure(fgt(ones, line(0.6, ones), 0, 'below')).value, expected.arpr_unweighted);
    close(100 * figure(gini(ones)).value, expected.gini_unweighted);
    close(figure(quintileShareRatio(ones)).value, expected.qsr_unweighted);
    close(100 * figure(medianPovertyGap(ones, line(0.6, ones), 'below')).value, expected.rmpg_unweighted);
  });
});
