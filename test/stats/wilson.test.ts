import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedInterval, upperBoundForNone, wilson, Z95 } from '../../src/stats/wilson.ts';

describe('the Wilson interval', () => {
  // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is as published for %i of %i', (found, trials, low, high) => {
    const interval = wilson(found / trials, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  const cases = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

  it('lies within 0 and 1, around the share', () => {
    fc.assert(
      fc.property(cases, ([found, trials]) => {
        const { low, high } = wilson(found / trials, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(found / trials);
        expect(high).toBeGreaterThanOrEqual(found / trials);
      }),
    );
  });

  it('ends where the score test just rejects', () => {
    fc.assert(
      fc.property(cases, ([found, trials]) => {
        const share = found / trials;
        const { low, high } = wilson(share, trials);
        for (const end of [low, high].filter((at) => at > 0 && at < 1)) {
          const score = Math.abs(share - end) / Math.sqrt((end * (1 - end)) / trials);
          expect(score).toBeCloseTo(Z95, 4);
        }
      }),
    );
  });

  it('is the same seen from the other side', () => {
    fc.assert(
      fc.property(cases, ([found, trials]) => {
        const one = wilson(found / trials, trials);
        const other = wilson((trials - found) / trials, trials);
        expect(one.low).toBeCloseTo(1 - other.high, 9);
        expect(one.high).toBeCloseTo(1 - other.low, 9);
      }),
    );
  });
});

describe('the bound where none was found', () => {
  it('is that of R: binom.test(0, 10) and binom.test(0, 300)', () => {
    expect(upperBoundForNone(10, 0.95, 'two')).toBeCloseTo(0.3084971, 7);
    expect(upperBoundForNone(300, 0.95, 'two')).toBeCloseTo(0.01222101, 7);
  });

  it('is the share at which none is found just so often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(0.9, 0.95, 0.99), (trials, level) => {
        const one = upperBoundForNone(trials, level, 'one');
        expect((1 - one) ** trials).toBeCloseTo(1 - level, 9);
        expect((1 - upperBoundForNone(trials, level, 'two')) ** trials).toBeCloseTo((1 - level) / 2, 9);
      }),
    );
  });

  it('follows the rule of three', () => {
    expect(upperBoundForNone(1000, 0.95, 'one') * 1000).toBeCloseTo(3, 1);
  });
});

describe('the interval of a counted share', () => {
  it('is Wilson’s, and the exact one where none was found', () => {
    expect(countedInterval(3, 40)).toEqual(wilson(3 / 40, 40));
    // R: binom.test(0, 10)$conf.int
    expect(countedInterval(0, 10).low).toBe(0);
    expect(countedInterval(0, 10).high).toBeCloseTo(0.3084971, 7);
  });
});
