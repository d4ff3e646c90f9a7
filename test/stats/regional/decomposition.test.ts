import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributions } from '../../../src/stats/regional/contributions.ts';
import { decompose } from '../../../src/stats/regional/decomposition.ts';
import { isRefused } from '../../../src/stats/regional/figure.ts';
import { type RegionTable, unitsOf } from '../../../src/stats/regional/table.ts';
import { regions, value } from './tables.ts';

const MEASURES = ['theil-t', 'mld', 'half-squared-cv'] as const;
const WEIGHTINGS = ['none', 'weight'] as const;
const amount = fc.double({ min: 0.01, max: 1e5, noNaN: true });
const rows = fc.array(fc.tuple(amount, amount, fc.constantFrom('a', 'b', 'c')), {
  minLength: 2,
  maxLength: 30,
});
const tableOf = (some: readonly (readonly [number, number, string])[]): RegionTable =>
  regions(
    some.map(([y]) => y),
    some.map(([, p]) => p),
    some.map(([, , group]) => group),
  );

function parts(table: RegionTable, measure: (typeof MEASURES)[number], weighting: 'none' | 'weight') {
  const units = unitsOf(table, weighting);
  if (isRefused(units)) throw new Error(units.reason);
  const result = decompose(
    units,
    Array.from(units.order, (row) => table.groups?.[row] ?? ''),
    measure,
  );
  if (isRefused(result)) throw new Error(result.reason);
  return result;
}

describe.each(MEASURES)('%s between and within groups', (measure) => {
  it.each(WEIGHTINGS)('adds up to the whole (weights: %s)', (weighting) => {
    fc.assert(
      fc.property(rows, (some) => {
        const table = tableOf(some);
        const { total, between, within, groups } = parts(table, measure, weighting);
        const whole = value(weighting === 'none' ? measure : `${measure}-weighted`, table);
        expect(total).toBe(whole);
        expect(Math.abs(between + within - whole)).toBeLessThan(1e-10 * Math.max(1, whole));
        expect(Math.abs(groups.reduce((sum, { share }) => sum + share, 0) - 1)).toBeLessThan(1e-12);
        expect(between).toBeGreaterThan(-1e-12);
        expect(within).toBeGreaterThan(-1e-12);
      }),
    );
  });

  it('is all within one group, and all between regions that are each their own', () => {
    const table = regions([2, 3, 7], [1, 4, 2]);
    const one = parts({ ...table, groups: ['a', 'a', 'a'] }, measure, 'weight');
    expect([one.between, one.within]).toEqual([expect.closeTo(0, 14), expect.closeTo(one.total, 14)]);
    const each = parts({ ...table, groups: ['a', 'b', 'c'] }, measure, 'weight');
    expect([each.between, each.within]).toEqual([expect.closeTo(each.total, 14), expect.closeTo(0, 14)]);
  });
});

it('leaves a group without weight out', () => {
  const table = regions([2, 3, 7], [1, 4, 0], ['a', 'a', 'b']);
  expect(parts(table, 'mld', 'weight').groups.map(({ group }) => group)).toEqual(['a']);
});

it('what the regions add is the measure', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(...WEIGHTINGS), (some, weighting) => {
      const table = tableOf(some);
      const units = unitsOf(table, weighting);
      if (isRefused(units)) throw new Error(units.reason);
      const end = weighting === 'none' ? '' : '-weighted';
      for (const [measure, whole] of [
        ['theil-t', value(`theil-t${end}`, table)],
        ['mld', value(`mld${end}`, table)],
        ['squared-cv', 2 * value(`half-squared-cv${end}`, table)],
      ] as const) {
        const found = contributions(units, measure);
        if (isRefused(found)) throw new Error(found.reason);
        expect(Math.abs(found.reduce((sum, part) => sum + part, 0) - whole)).toBeLessThan(
          1e-10 * Math.max(1, whole),
        );
      }
    }),
  );
});
