import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gini } from '../../../src/stats/gini.ts';
import { meanLogDeviation } from '../../../src/stats/mean-log-deviation.ts';
import { CATALOGUE } from '../../../src/stats/regional/catalogue.ts';
import { isRefused } from '../../../src/stats/regional/figure.ts';
import { inNameOrder, rowsOf, unitsOf } from '../../../src/stats/regional/table.ts';
import { isFigure } from '../../../src/stats/result.ts';
import { theilT } from '../../../src/stats/theil-t.ts';
import { figureOf, regions, value } from './tables.ts';

const ids = CATALOGUE.map(({ id }) => id);
const relative = ids.filter((id) => !/^(mean|sd-(n|n1|weighted)$|sd-ln)/.test(id) && id !== 'mean-weighted');
/** Figures with the divisor n − 1 see a difference between one region and two like it. */
const replicable = ids.filter((id) => !id.endsWith('n1') && id !== 'sd-ln');

const amounts = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const rows = fc.array(fc.tuple(amounts, amounts), { minLength: 2, maxLength: 40 });
const tableOf = (pairs: readonly (readonly [number, number])[]) => ({
  ...regions(
    pairs.map(([y]) => y),
    pairs.map(([, p]) => p),
  ),
  areas: Float64Array.from(pairs, ([y, p]) => y + p),
});

const close = (found: number, expected: number, size = Math.abs(expected)): void =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * size + 1e-12);

describe('a figure over regions', () => {
  it.each(relative)('%s does not change with the unit of the values', (id) => {
    fc.assert(
      fc.property(rows, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (pairs, unit) => {
        const scaled = tableOf(pairs.map(([y, p]) => [y * unit, p] as const));
        close(value(id, { ...scaled, areas: tableOf(pairs).areas }), value(id, tableOf(pairs)), 1);
      }),
    );
  });

  it.each(ids)('%s does not change with the unit of the weights', (id) => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const table = tableOf(pairs);
        const scaled = {
          ...table,
          weights: table.weights?.map((p) => p * 8),
          areas: table.areas.map((a) => a * 8),
        };
        expect(figureOf(id, scaled as typeof table)).toBe(figureOf(id, table));
      }),
    );
  });

  it.each(ids)('%s is the same to the last bit in any order of the rows', (id) => {
    const shuffled = rows.chain((pairs) =>
      fc.tuple(fc.constant(pairs), fc.shuffledSubarray([...pairs.keys()], { minLength: pairs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([pairs, order]) => {
        const table = tableOf(pairs);
        expect(figureOf(id, rowsOf(table, order))).toBe(figureOf(id, table));
      }),
    );
  });

  it.each(replicable)('%s does not change when every region is there twice', (id) => {
    fc.assert(
      fc.property(rows, (pairs) => {
        close(value(id, tableOf([...pairs, ...pairs])), value(id, tableOf(pairs)));
      }),
    );
  });

  it.each(['theil-t', 'mld', 'gini', 'half-squared-cv', 'cv-n'])(
    '%s grows when the richer takes from the poorer',
    (id) => {
      fc.assert(
        fc.property(rows, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (pairs, part) => {
          const values = pairs.map(([y]) => y).sort((a, b) => a - b);
          const [low, high] = [values[0] as number, values.at(-1) as number];
          fc.pre(high > low);
          const worse = [low * (1 - part), ...values.slice(1, -1), high + low * part];
          fc.pre(worse[0] !== low);
          expect(value(id, regions(worse))).toBeGreaterThanOrEqual(value(id, regions(values)) - 1e-13);
          if (low * part > 1e-6 * high)
            expect(value(id, regions(worse))).toBeGreaterThan(value(id, regions(values)));
        }),
      );
    },
  );

  it('stays within its bounds, which one rich region among poor ones reaches', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const n = pairs.length;
        const table = tableOf(pairs);
        const rounding = 1 + 1e-12;
        expect(value('cv-n', table)).toBeLessThanOrEqual(Math.sqrt(n - 1) * rounding);
        expect(value('cv-n1', table)).toBeLessThanOrEqual(Math.sqrt(n) * rounding);
        expect(value('gini', table)).toBeLessThanOrEqual(((n - 1) / n) * rounding);
        expect(value('theil-t', table)).toBeLessThanOrEqual(Math.log(n) * rounding);
        for (const id of relative) expect(value(id, table)).toBeGreaterThanOrEqual(-1e-14);
      }),
    );
    const one = regions([0, 0, 0, 0, 5]);
    expect(value('cv-n', one)).toBeCloseTo(2, 14);
    expect(value('cv-n1', one)).toBeCloseTo(Math.sqrt(5), 14);
    expect(value('gini', one)).toBeCloseTo(0.8, 14);
  });

  it('counts a region with twice the weight like two regions', () => {
    const [heavy, twice] = [regions([1, 2, 5], [1, 2, 1]), regions([1, 2, 2, 5], [1, 1, 1, 1])];
    for (const id of ids.filter((name) => name.endsWith('-weighted') || name === 'williamson'))
      expect(value(id, heavy)).toBeCloseTo(value(id, twice), 14);
    expect(value('williamson', twice)).toBeCloseTo(value('cv-n', twice), 14);
  });

  it('has the values that a small table gives by hand', () => {
    const table = regions([1, 3], [3, 1]);
    expect(value('cv-n', table)).toBeCloseTo(0.5, 15);
    expect(value('cv-n1', table)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(value('williamson', table)).toBeCloseTo((Math.sqrt(3) / 4 / 0.75) * 1, 14);
    expect(value('gini', table)).toBeCloseTo(0.25, 15);
    expect(value('gini-weighted', table)).toBeCloseTo((2 * 2 * (3 / 4) * (1 / 4)) / (2 * 1.5), 15);
    expect(value('mld', table)).toBeCloseTo(Math.log(2) - Math.log(3) / 2, 15);
    expect(value('sd-ln', table)).toBeCloseTo(Math.log(3) / Math.SQRT2, 15);
  });
});

describe('weighted by population, a figure over regions', () => {
  it.each([
    ['gini-weighted', gini],
    ['theil-t-weighted', theilT],
    ['mld-weighted', meanLogDeviation],
  ] as const)('%s is that over persons who all have the value of their region', (id, overPersons) => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const table = tableOf(pairs);
        const units = unitsOf(table, 'weight');
        if (isRefused(units)) throw new Error(units.reason);
        const result = overPersons(units);
        if (!isFigure(result)) throw new Error(result.reason);
        close(value(id, table), result.value, 1);
      }),
    );
  });
});

describe('the slope of a figure', () => {
  it.each(ids)('of %s is what a small change of a value shows', (id) => {
    const entry = CATALOGUE.find((one) => one.id === id);
    fc.assert(
      fc.property(rows, (pairs) => {
        const spaced = pairs.map(([, p], n) => [10 + 7 * n + (n % 3), p] as const);
        const table = inNameOrder(tableOf(spaced));
        const units = unitsOf(table, entry?.weighting ?? 'none');
        if (isRefused(units)) throw new Error(units.reason);
        const figure = entry?.measure(units);
        if (figure === undefined || isRefused(figure)) throw new Error(id);
        const slopes = figure.slopes();
        for (const [place, row] of units.order.entries()) {
          const moved = (step: number): number => {
            const values = table.values.slice();
            values[row] = (values[row] as number) + step;
            return value(id, { ...table, values });
          };
          const numeric = (moved(1e-4) - moved(-1e-4)) / 2e-4;
          expect(Math.abs((slopes[place] as number) - numeric)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('there is no figure but a reason', () => {
  it.each([
    ['one region', [5], [1], 'cv-n', 'one-unit'],
    ['one region with weight', [5, 6], [0, 1], 'williamson', 'one-unit'],
    ['all weights zero', [5, 6], [0, 0], 'theil-t-weighted', 'zero-weights'],
    ['a mean of zero', [-1, 1], [1, 1], 'cv-n1', 'zero-mean'],
    ['a mean of zero but for rounding', [0.1, 0.2, -0.3], [1, 1, 1], 'williamson', 'zero-mean'],
    ['only zeros', [0, 0], [1, 1], 'gini', 'zero-mean'],
    ['a mean below zero', [-1, -3], [1, 1], 'half-squared-cv', 'negative-mean'],
    ['a zero under Theil T', [0, 3], [1, 1], 'theil-t', 'non-positive-values'],
    ['a value below zero under MLD', [-1, 3], [1, 1], 'mld-weighted', 'non-positive-values'],
    ['a zero under logarithms', [0, 3], [1, 1], 'sd-ln', 'non-positive-values'],
    ['no regions', [], [], 'mean', 'no-units'],
    ['numbers beyond all bounds', [1e308, -1e308, 1e308], [1, 1, 1], 'sd-n', 'not-finite'],
  ] as const)('with %s', (_, values, weights, id, reason) => {
    expect(figureOf(id, regions(values, weights))).toBe(reason);
  });

  it('never NaN or an infinity, whatever the table', () => {
    const odd = fc.oneof(
      fc.constantFrom(0, -1, 1, 1e-300, 1e300, -1e300),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const weight = fc.oneof(
      fc.constantFrom(0, 1, 1e300),
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(odd, weight), { maxLength: 6 }), (pairs) => {
        for (const id of ids) {
          const found = figureOf(
            id,
            regions(
              pairs.map(([y]) => y),
              pairs.map(([, p]) => p),
            ),
          );
          expect(typeof found === 'string' || Number.isFinite(found)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a region without weight out of account, whatever its value', () => {
    expect(value('mld-weighted', regions([0, 2, 4], [0, 1, 1]))).toBe(
      value('mld-weighted', regions([2, 4], [1, 1])),
    );
  });
});
