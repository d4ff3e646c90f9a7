import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropyDecomposition } from '../../src/stats/entropy-decomposition.ts';
import { fgt } from '../../src/stats/fgt.ts';
import { fgtDecomposition } from '../../src/stats/fgt-decomposition.ts';
import { gini } from '../../src/stats/gini.ts';
import { lorenzCurve } from '../../src/stats/lorenz-curve.ts';
import { mean } from '../../src/stats/mean.ts';
import { penParade } from '../../src/stats/pen-parade.ts';
import type { Units } from '../../src/stats/result.ts';
import { sum } from '../../src/stats/sum.ts';
import { tipCurve } from '../../src/stats/tip-curve.ts';
import { total } from '../../src/stats/total.ts';
import { weightedQuantile } from '../../src/stats/weighted-quantile.ts';
import { figure, unitsOf } from './columns.ts';
import { smoothInequality, smoothPoverty } from './measures.ts';

const income = fc.double({ min: 1, max: 100, noNaN: true });
const weight = fc.double({ min: 0.1, max: 20, noNaN: true });
const incomes = fc.array(income, { minLength: 3, maxLength: 30 });
const weighted = fc.array(fc.tuple(income, weight), { minLength: 3, maxLength: 30 }).map((pairs) =>
  unitsOf(
    pairs.map(([value]) => value),
    pairs.map(([, own]) => own),
  ),
);
/** A group for each of up to 30 units. */
const grouping = fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 });
const codes = (units: Units, groups: readonly number[]) =>
  Uint32Array.from(units.values, (_, i) => groups[i] as number);
const rounding = 1e-12;

describe('poverty', () => {
  it('has FGT0 ≥ FGT1 ≥ FGT2 without debts, all from 0 to 1', () => {
    fc.assert(
      fc.property(weighted, fc.double({ min: 0.5, max: 120, noNaN: true }), (units, line) => {
        const [zero, one, two] = [0, 1, 2].map((alpha) => figure(fgt(units, line, alpha, 'below')).value);
        expect(1 + rounding).toBeGreaterThanOrEqual(zero as number);
        expect((zero as number) + rounding).toBeGreaterThanOrEqual(one as number);
        expect((one as number) + rounding).toBeGreaterThanOrEqual(two as number);
        expect(two).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([0, 0.5, 1, 2])('has FGT%d add up over groups', (alpha) => {
    fc.assert(
      fc.property(weighted, grouping, (units, groups) => {
        const measure = { line: 50, alpha, poor: 'below' as const };
        const { value, parts } = figure(fgtDecomposition(units, codes(units, groups), 4, measure));
        expect(value).toBeCloseTo(figure(fgt(units, 50, alpha, 'below')).value, 12);
        expect(parts.reduce((added, part) => added + part.contribution, 0)).toBeCloseTo(value, 12);
        for (const part of parts)
          expect(part.populationShare * part.value).toBeCloseTo(part.contribution, 12);
        parts.forEach((part, group) => {
          const own = [...units.values.keys()].filter((i) => groups[i] === group);
          if (own.length < 2) return;
          const alone = unitsOf(
            own.map((i) => units.values[i] as number),
            own.map((i) => units.weights[i] as number),
          );
          expect(part.value).toBeCloseTo(figure(fgt(alone, 50, alpha, 'below')).value, 12);
        });
      }),
    );
  });

  it.each(Object.keys(smoothPoverty))(
    'does not grow, in %s, with what a poor unit gains below the line',
    (name) => {
      const measure = smoothPoverty[name] as (typeof smoothPoverty)[string];
      if (name.startsWith('shortfall')) return;
      fc.assert(
        fc.property(
          incomes,
          fc.double({ min: 0, max: 1, noNaN: true }),
          ([poorest = 1, ...others], share) => {
            const low = Math.min(poorest, 45);
            const gained = low + share * (49 - low);
            const before = figure(measure(unitsOf([low, ...others]), 50)).value;
            expect(figure(measure(unitsOf([gained, ...others]), 50)).value).toBeLessThanOrEqual(
              before + rounding,
            );
          },
        ),
      );
    },
  );

  it('is strictly below the line unless asked otherwise', () => {
    const units = unitsOf([40, 50, 60]);
    expect(figure(fgt(units, 50, 0, 'below')).value).toBeCloseTo(1 / 3, 15);
    expect(figure(fgt(units, 50, 0, 'at-or-below')).value).toBeCloseTo(2 / 3, 15);
    expect(figure(fgt(units, 50, 1, 'at-or-below')).value).toBe(figure(fgt(units, 50, 1, 'below')).value);
  });

  it('counts zero and negative incomes as they are: a debt makes a gap larger than the line', () => {
    expect(figure(fgt(unitsOf([-50, 0, 200]), 100, 1, 'below')).value).toBeCloseTo((1.5 + 1) / 3, 15);
  });

  it('is zero where nobody is poor, in all but the shortfall, which has nothing to average', () => {
    for (const [name, measure] of Object.entries(smoothPoverty)) {
      const result = measure(unitsOf([60, 70]), 50);
      if (name === 'shortfall') expect(result).toEqual({ reason: 'no-poor' });
      else expect(figure(result).value).toBe(0);
    }
  });
});

describe.each(Object.entries(smoothInequality))('%s', (name, measure) => {
  const bound = name.startsWith('atkinson') || name === 'gini' ? 1 : Number.POSITIVE_INFINITY;

  it('is from 0, where all are equal, up to its bound', () => {
    fc.assert(
      fc.property(weighted, (units) => {
        const { value } = figure(measure(units));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(bound);
      }),
    );
    expect(figure(measure(unitsOf([0.1, 0.1, 0.1]))).value).toBeLessThan(1e-8);
  });

  it('falls when a richer gives to a poorer without changing places (transfer axiom)', () => {
    fc.assert(
      fc.property(incomes, fc.nat(), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (list, pick, part) => {
        const sorted = [...list].sort((a, b) => a - b);
        const giver = 1 + (pick % (sorted.length - 1));
        const gap = (sorted[giver] as number) - (sorted[giver - 1] as number);
        if (gap < 0.1) return;
        const after = [...sorted];
        after[giver] = (sorted[giver] as number) - part * gap;
        after[giver - 1] = (sorted[giver - 1] as number) + part * gap;
        expect(figure(measure(unitsOf(after))).value).toBeLessThan(figure(measure(unitsOf(sorted))).value);
      }),
    );
  });

  it('does not change with the unit of money', () => {
    fc.assert(
      fc.property(weighted, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (units, scale) => {
        const scaled = { values: units.values.map((y) => y * scale), weights: units.weights };
        expect(figure(measure(scaled)).value).toBeCloseTo(figure(measure(units)).value, 11);
      }),
    );
  });
});

describe('generalised entropy', () => {
  it.each([-1, 0, 0.5, 1, 2, 3])('of order %d is what is within groups and what is between them', (alpha) => {
    fc.assert(
      fc.property(weighted, grouping, (units, groups) => {
        const {
          total: all,
          within,
          between,
          parts,
        } = figure(entropyDecomposition(units, codes(units, groups), 4, alpha));
        expect(within.value + between.value).toBeCloseTo(all.value, 10);
        expect(between.value).toBeGreaterThanOrEqual(-rounding);
        expect(parts.reduce((added, part) => added + part.populationShare, 0)).toBeCloseTo(1, 12);
        expect(parts.reduce((added, part) => added + part.totalShare, 0)).toBeCloseTo(1, 12);
        all.influence.forEach((z, i) => {
          expect((within.influence[i] as number) + (between.influence[i] as number)).toBeCloseTo(z, 12);
        });
      }),
    );
  });

  it.each([-1, 0, 0.5, 1, 2])('of order %d between groups has its derivative by the weight', (alpha) => {
    fc.assert(
      fc.property(weighted, grouping, fc.nat(), (units, groups, pick) => {
        const i = pick % units.values.length;
        const step = 1e-5 * (units.weights[i] as number);
        const at = (change: number) => {
          const weights = units.weights.slice();
          weights[i] = (weights[i] as number) + change;
          const changed = { values: units.values, weights };
          return figure(entropyDecomposition(changed, codes(units, groups), 4, alpha)).between;
        };
        const numeric = (at(step).value - at(-step).value) / (2 * step);
        const scale = Math.max(1e-2, Math.abs(numeric));
        expect(Math.abs((at(0).influence[i] as number) - numeric)).toBeLessThan(1e-5 * scale);
      }),
    );
  });
});

describe('curves', () => {
  it('Lorenz rises from 0 to 1 below the diagonal, and twice the area above it is the Gini coefficient', () => {
    const units = unitsOf([1, 2, 3, 4, 10]);
    const { population, share } = figure(lorenzCurve(units, 5));
    expect([...share]).toEqual([0, 0.05, 0.15, 0.3, 0.5, 1].map((part) => expect.closeTo(part, 14)));
    const area = [...share.keys()]
      .slice(1)
      .map((k) => ((share[k] as number) + (share[k - 1] as number)) / 10);
    expect(1 - 2 * area.reduce((added, part) => added + part, 0)).toBeCloseTo(figure(gini(units)).value, 14);
    expect([...population]).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('Lorenz cuts a unit where a share of the population ends within it', () => {
    expect(figure(lorenzCurve(unitsOf([1, 3], [3, 1]), 2)).share[1]).toBeCloseTo(2 / 6, 15);
  });

  it('TIP ends at FGT1 and is flat from FGT0 on', () => {
    fc.assert(
      fc.property(weighted, (units) => {
        const { population, gap } = figure(tipCurve(units, 50, 20));
        const rate = figure(fgt(units, 50, 0, 'below')).value;
        const height = figure(fgt(units, 50, 1, 'below')).value;
        population.forEach((p, k) => {
          if (p >= rate) expect(gap[k]).toBeCloseTo(height, 12);
        });
      }),
    );
  });

  it('Pen’s parade has the quantiles at the middles of equal parts', () => {
    const units = unitsOf([5, 1, 3, 2, 8, 9, 7]);
    const { population, income: heights } = figure(penParade(units, 4));
    expect([...population]).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect([...heights]).toEqual([...population].map((p) => figure(weightedQuantile(units, p)).value));
  });
});

describe('sums', () => {
  it('keep what a plain loop would lose', () => {
    const values = new Float64Array(200_001).fill(0.1);
    values[0] = 1e12;
    // One after the other, 1e12 + 0.1 + 0.1 … ends 4.9 too low.
    expect(sum(values)).toBeCloseTo(1e12 + 20_000, 1);
    const weights = new Float64Array(values.length).fill(1);
    expect(figure(total({ values, weights })).value).toBeCloseTo(1e12 + 20_000, 1);
    expect(figure(mean({ values, weights })).value).toBeCloseTo((1e12 + 20_000) / 200_001, 3);
  });
});
