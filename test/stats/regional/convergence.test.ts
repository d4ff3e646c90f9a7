import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaConvergence } from '../../../src/stats/regional/beta-convergence.ts';
import { convergenceSpeed } from '../../../src/stats/regional/convergence-speed.ts';
import { isRefused, type Refused } from '../../../src/stats/regional/figure.ts';
import { overTime } from '../../../src/stats/regional/over-time.ts';
import { balanced, byTime, gaps, yearOf } from '../../../src/stats/regional/periods.ts';
import { regression } from '../../../src/stats/regional/regression.ts';
import { inNameOrder } from '../../../src/stats/regional/table.ts';
import { regions } from './tables.ts';

const given = <T extends object>(found: T | Refused): T => {
  if (isRefused(found)) throw new Error(found.reason);
  return found;
};
const column = (...values: number[]): Float64Array => Float64Array.from(values);
const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

describe('a regression', () => {
  it('has the estimates and errors of a textbook line', () => {
    // x 1…5, y 2 4 5 4 5: slope 0.6, intercept 2.2, s² = 2.4/3, Var(slope) = s²/10
    const line = given(regression(column(1, 2, 3, 4, 5), column(2, 4, 5, 4, 5), ones(5)));
    expect(line.slope).toBeCloseTo(0.6, 14);
    expect(line.intercept).toBeCloseTo(2.2, 14);
    expect(line.slopeError).toBeCloseTo(Math.sqrt(0.08), 14);
    expect(line.interceptError).toBeCloseTo(Math.sqrt(0.8 * (1 / 5 + 9 / 10)), 14);
    expect(line.rSquared).toBeCloseTo(0.6, 14);
  });

  it('does not change with the unit of the weights', () => {
    const [x, y] = [column(1, 2, 3, 4, 5), column(2, 4, 5, 4, 5)];
    const [light, heavy] = [column(1, 2, 3, 2, 1), column(10, 20, 30, 20, 10)].map((w) =>
      given(regression(x, y, w)),
    );
    expect(heavy?.slope).toBeCloseTo(light?.slope ?? 0, 14);
    expect(heavy?.slopeError).toBeCloseTo(light?.slopeError ?? 0, 14);
    expect(heavy?.interceptError).toBeCloseTo(light?.interceptError ?? 0, 14);
  });

  it('is none with two points, or where x does not vary', () => {
    expect(regression(column(1, 2), column(1, 2), ones(2))).toEqual({ reason: 'too-few-regions' });
    expect(regression(column(1, 2, 3), column(1, 2, 3), column(1, 1, 0))).toEqual({
      reason: 'too-few-regions',
    });
    expect(regression(column(0.1, 0.1, 0.1), column(1, 2, 3), ones(3))).toEqual({ reason: 'same-start' });
  });
});

describe('beta convergence', () => {
  it('finds the speed with which regions were made to converge', () => {
    const speeds = fc.double({ min: 0.001, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(speeds, fc.integer({ min: 1, max: 30 }), (speed, time) => {
        const start = column(1, 2, 5, 9, 20);
        // Every logarithm closes in on 2 at the same rate.
        const end = start.map((y) => Math.exp(2 + (Math.log(y) - 2) * Math.exp(-speed * time)));
        const found = given(betaConvergence(start, end, ones(5), time));
        expect(given(found.speed).speed).toBeCloseTo(speed, 9);
        expect(given(found.speed).halfLife).toBeCloseTo(Math.LN2 / speed, 5);
      }),
    );
  });

  it('has a speed below zero and no half-life where regions drift apart', () => {
    const found = given(betaConvergence(column(1, 2, 4), column(1, 4, 16), ones(3), 10));
    expect(found.beta.value).toBeGreaterThan(0);
    const speed = given(found.speed);
    expect(speed.speed).toBeLessThan(0);
    expect(speed.halfLife).toEqual({ reason: 'not-converging' });
  });

  it('has no speed where a region would overtake, and no figure without logarithms', () => {
    expect(convergenceSpeed(-0.5, 0.1, 2)).toEqual({ reason: 'no-speed' });
    expect(betaConvergence(column(1, 0, 4), column(1, 2, 3), ones(3), 1)).toEqual({
      reason: 'non-positive-values',
    });
  });
});

describe('periods', () => {
  it('stand in the order of time, whatever the order of the file', () => {
    expect(byTime(['2010', '2009', '2011', '2009'])).toEqual(['2009', '2010', '2011']);
    expect(byTime(['10', '9'])).toEqual(['9', '10']);
    expect(byTime(['2010-Q2', '2010-Q1', '2009-Q4'])).toEqual(['2009-Q4', '2010-Q1', '2010-Q2']);
    expect(byTime(['second', 'first'])).toEqual(['first', 'second']);
    expect([yearOf('2009-Q3'), yearOf('2009-07'), yearOf('before')]).toEqual([2009.5, 2009.5, undefined]);
  });

  it('tell which regions are missing, and leave them out when asked', () => {
    const series = [
      { period: '1', table: { names: ['a', 'b'], values: column(1, 2) } },
      { period: '2', table: { names: ['a', 'c'], values: column(3, 4) } },
    ];
    expect(gaps(series)).toEqual([
      { region: 'b', periods: ['2'] },
      { region: 'c', periods: ['1'] },
    ]);
    expect(balanced(series).map(({ table }) => table.names)).toEqual([['a'], ['a']]);
  });

  it('are compared over the regions that are in both', () => {
    const [full, short] = [inNameOrder(regions([1, 2, 3, 4])), inNameOrder(regions([2, 3, 4]))];
    const [change] = overTime(
      [
        { period: '2009', table: full },
        { period: '2010', table: short },
      ],
      {},
    ).changes;
    expect(change?.regions).toBe(3);
    expect(change?.rows[0]?.before).toBe(2);
    expect(change?.rows[0]?.after).toBe(3);
  });

  it('whose names tell no time have no speed', () => {
    const table = inNameOrder(regions([1, 2, 3]));
    const found = overTime(
      [
        { period: 'before', table },
        { period: 'after', table },
      ],
      {},
    );
    expect(found.beta[0]?.result).toEqual({ reason: 'periods-not-times' });
  });
});
