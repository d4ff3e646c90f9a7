import fc from 'fast-check';
import { sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type Entry } from '../../../src/stats/regional/catalogue.ts';
import { changesOf, statisticsOf } from '../../../src/stats/regional/change.ts';
import { isRefused, type Refused } from '../../../src/stats/regional/figure.ts';
import { inNameOrder, rowsOf } from '../../../src/stats/regional/table.ts';
import * as uncertainty from '../../../src/stats/regional/uncertainty.ts';
import { regions, value } from './tables.ts';

/** Of a single figure. */
const jackknife = (statistics: uncertainty.Statistics, n: number) =>
  only(uncertainty.jackknife(statistics, n));
const bootstrap = (statistics: uncertainty.Statistics, n: number, plan: uncertainty.BootstrapPlan) =>
  only(uncertainty.bootstrap(statistics, n, plan));
const only = <T>(found: T[]): T => found[0] as T;

const entryOf = (id: string): Entry => CATALOGUE.find((entry) => entry.id === id) as Entry;
const given = <T extends object>(found: T | Refused): T => {
  if (isRefused(found)) throw new Error(found.reason);
  return found;
};
const amounts = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 3, maxLength: 30 });

describe('the jackknife', () => {
  it('gives the mean the error of the textbook, s/√n', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const { error } = given(jackknife(statisticsOf(regions(values), [entryOf('mean')]), values.length));
        expect(error).toBeCloseTo(sampleStandardDeviation(values) / Math.sqrt(values.length), 8);
      }),
    );
  });

  it('averages to the mean over the means without each region', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const n = values.length;
        const without = values.map((_, left) => value('mean', regions(values.filter((__, i) => i !== left))));
        expect(without.reduce((sum, one) => sum + one, 0) / n).toBeCloseTo(value('mean', regions(values)), 9);
      }),
    );
  });

  it('is what leaving out each region by hand gives', () => {
    const values = [3, 5, 8, 13, 2];
    const without = values.map((_, left) => value('cv-n1', regions(values.filter((__, i) => i !== left))));
    const mean = without.reduce((sum, one) => sum + one, 0) / 5;
    const byHand = Math.sqrt((4 / 5) * without.reduce((sum, one) => sum + (one - mean) ** 2, 0));
    const found = given(jackknife(statisticsOf(regions(values), [entryOf('cv-n1')]), 5));
    expect(found.error).toBeCloseTo(byHand, 14);
    // t(0.975, 4) from printed tables
    expect(found.high - found.low).toBeCloseTo(2 * 2.7764451052 * byHand, 9);
  });

  it('has no error for two regions, or where a figure is not defined without one of them', () => {
    expect(jackknife(statisticsOf(regions([1, 2]), [entryOf('cv-n')]), 2)).toEqual({
      reason: 'too-few-regions',
    });
    const lone = regions([1, 2, 3], [1, 1, 0]);
    expect(jackknife(statisticsOf(lone, [entryOf('williamson')]), 3)).toEqual({ reason: 'too-few-regions' });
    const balance = regions([-2, 0, 2, 4], [1, 1, 1, 1]);
    expect(jackknife(statisticsOf(balance, [entryOf('cv-n')]), 4)).toEqual({ reason: 'zero-mean' });
  });
});

describe('the bootstrap', () => {
  const table = inNameOrder(regions([3, 5, 8, 13, 2, 7, 6], [1, 2, 3, 4, 5, 6, 7]));
  const plan = { replicates: 400, seed: 7 };

  it('is the same again with the same seed, and another with another', () => {
    const once = bootstrap(statisticsOf(table, [entryOf('cv-n')]), 7, plan);
    expect(bootstrap(statisticsOf(table, [entryOf('cv-n')]), 7, plan)).toEqual(once);
    expect(bootstrap(statisticsOf(table, [entryOf('cv-n')]), 7, { ...plan, seed: 8 })).not.toEqual(once);
  });

  it('is the same to the last bit in any order of the rows', () => {
    const turned = inNameOrder(rowsOf(table, [6, 0, 5, 1, 4, 2, 3]));
    expect(bootstrap(statisticsOf(turned, [entryOf('williamson')]), 7, plan)).toEqual(
      bootstrap(statisticsOf(table, [entryOf('williamson')]), 7, plan),
    );
  });

  it('gives the mean an error close to σ/√n', () => {
    const { error } = given(
      bootstrap(statisticsOf(table, [entryOf('mean')]), 7, { replicates: 20_000, seed: 1 }),
    );
    expect(error / (value('sd-n', table) / Math.sqrt(7))).toBeCloseTo(1, 1);
  });

  it('counts the draws that give no figure', () => {
    const lone = inNameOrder(regions([1, 2, 3], [1, 1, 0]));
    const found = given(
      bootstrap(statisticsOf(lone, [entryOf('williamson')]), 3, { replicates: 2000, seed: 1 }),
    );
    // Only region 2 three times has no weight at all, and one region with weight drawn once is one: 1/27 + 6/27.
    expect(found.undefined / 2000).toBeCloseTo(7 / 27, 1);
  });
});

describe('a change between two periods', () => {
  it('has no error where every region grew alike, however different regions are', () => {
    const before = inNameOrder(regions([3, 5, 8, 13, 2]));
    const after = { ...before, values: before.values.map((y) => 2 * y) };
    const found = given(jackknife(changesOf(before, after, [entryOf('cv-n')]), 5));
    expect(Math.abs(found.error)).toBeLessThan(1e-14);
    const single = given(jackknife(statisticsOf(before, [entryOf('cv-n')]), 5));
    expect(single.error).toBeGreaterThan(0.1);
  });

  it('is paired: its error is smaller than that of two independent samples', () => {
    const before = inNameOrder(regions([30, 50, 80, 130, 20, 70]));
    const after = { ...before, values: Float64Array.from([33, 52, 85, 128, 26, 71]) };
    const error = (found: uncertainty.Uncertainty | Refused): number => given(found).error;
    const paired = error(jackknife(changesOf(before, after, [entryOf('gini')]), 6));
    const apart = [before, after].map((table) => error(jackknife(statisticsOf(table, [entryOf('gini')]), 6)));
    expect(paired).toBeLessThan(Math.hypot(...apart) / 2);
  });
});
