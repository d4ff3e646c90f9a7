import { describe, expect, it } from 'vitest';
import { atkinson } from '../../src/stats/atkinson.ts';
import { entropyDecomposition } from '../../src/stats/entropy-decomposition.ts';
import { fgt } from '../../src/stats/fgt.ts';
import { fgtDecomposition } from '../../src/stats/fgt-decomposition.ts';
import { generalizedEntropy } from '../../src/stats/generalized-entropy.ts';
import { lorenzCurve } from '../../src/stats/lorenz-curve.ts';
import { penParade } from '../../src/stats/pen-parade.ts';
import { prepareDesign } from '../../src/stats/prepare-design.ts';
import { quantileRatio } from '../../src/stats/quantile-ratio.ts';
import { quintileShareRatio } from '../../src/stats/quintile-share-ratio.ts';
import { relativeLine } from '../../src/stats/relative-line.ts';
import type { Units } from '../../src/stats/result.ts';
import { tipCurve } from '../../src/stats/tip-curve.ts';
import { total } from '../../src/stats/total.ts';
import { variance } from '../../src/stats/variance.ts';
import { figure, unitsOf } from './columns.ts';
import { allMeasures, smoothInequality, smoothPoverty } from './measures.ts';

const everything: Readonly<Record<string, (units: Units) => object>> = {
  ...allMeasures,
  total,
  'relative line': (units) => relativeLine(units, 0.6, 'median'),
  lorenz: (units) => lorenzCurve(units, 10),
  tip: (units) => tipCurve(units, 50, 10),
  parade: (units) => penParade(units, 10),
  'fgt by groups': (units) =>
    fgtDecomposition(units, new Uint32Array(units.values.length), 1, { line: 50, alpha: 1, poor: 'below' }),
  'entropy by groups': (units) => entropyDecomposition(units, new Uint32Array(units.values.length), 1, 1),
};

describe.each(Object.entries(everything))('%s', (_, measure) => {
  it.each([
    ['an empty domain', [], [], 'no-units'],
    ['weights that are all zero', [1, 2, 3], [0, 0, 0], 'zero-weights'],
    ['one unit', [5], [2], 'one-unit'],
    ['one unit that counts', [1, 5, 9], [0, 2, 0], 'one-unit'],
  ])('has no figure for %s', (_case, values, weights, reason) => {
    expect(measure(unitsOf(values, weights))).toEqual({ reason });
  });
});

describe('values that a measure is not made for', () => {
  const needPositive = ['theilT', 'meanLogDeviation', 'ge(-1)', 'atkinson(1)', 'atkinson(2)'];
  const ofPower = ['ge(0.5)', 'atkinson(0.5)'];

  it.each(needPositive)('%s has no figure with a zero or a debt', (name) => {
    expect(smoothInequality[name]?.(unitsOf([0, 10, 20]))).toEqual({ reason: 'non-positive-values' });
    expect(smoothInequality[name]?.(unitsOf([-1, 10, 20]))).toEqual({ reason: 'non-positive-values' });
  });

  it.each(ofPower)('%s has a figure with a zero, none with a debt', (name) => {
    expect(figure(smoothInequality[name]?.(unitsOf([0, 10, 20])) ?? {})).toHaveProperty('value');
    expect(smoothInequality[name]?.(unitsOf([-1, 10, 20]))).toEqual({ reason: 'negative-values' });
  });

  it('Watts has no figure with a zero or a debt, even above no line', () => {
    expect(smoothPoverty.watts?.(unitsOf([0, 10, 20]), 5)).toEqual({ reason: 'non-positive-values' });
    expect(smoothPoverty.watts?.(unitsOf([-3, 10, 20]), 5)).toEqual({ reason: 'non-positive-values' });
  });

  it('Gini, CV and GE(2) take zeros and debts while the mean is above zero', () => {
    for (const name of ['gini', 'cv', 'ge(2)'])
      expect(figure(smoothInequality[name]?.(unitsOf([-1, 0, 20])) ?? {})).toHaveProperty('value');
  });

  it.each(Object.keys(smoothInequality))('%s has no figure for a mean of zero or below', (name) => {
    expect(smoothInequality[name]?.(unitsOf([0, 0, 0]))).toEqual({ reason: 'zero-mean' });
    // 0.1 + 0.2 − 0.3 is not zero in binary: nobody may divide by what is left.
    expect(smoothInequality[name]?.(unitsOf([0.1, 0.2, -0.3]))).toEqual({ reason: 'zero-mean' });
    expect(smoothInequality[name]?.(unitsOf([-5, 1, 2]))).toEqual({ reason: 'negative-mean' });
  });

  it('a group whose mean is zero or below has no entropy within', () => {
    const units = unitsOf([-5, 1, 20, 30]);
    expect(entropyDecomposition(units, Uint32Array.from([0, 0, 1, 1]), 2, 2)).toEqual({
      reason: 'negative-mean',
    });
    expect(generalizedEntropy(units, 2)).toHaveProperty('value');
  });

  it('a ratio has no figure over zero or a debt', () => {
    expect(quantileRatio(unitsOf([0, 0, 0, 0, 5, 9]), 0.9, 0.1)).toEqual({ reason: 'zero-denominator' });
    expect(quintileShareRatio(unitsOf([-4, 0, 3, 5, 9]))).toEqual({ reason: 'zero-denominator' });
    expect(quintileShareRatio(unitsOf([1, 2, 3]))).toEqual({ reason: 'no-upper' });
    expect(quintileShareRatio(unitsOf([1, 2, 3, 9, 9, 9]))).toEqual({ reason: 'no-upper' });
  });

  it('a ratio of fifths has no figure where nobody is above the upper quantile', () => {
    expect(quintileShareRatio(unitsOf([5, 5, 5, 5, 5, 5]))).toEqual({ reason: 'no-upper' });
    expect(quintileShareRatio(unitsOf([1, 20, 30, 40]))).toEqual({ reason: 'no-upper' });
    expect(quintileShareRatio(unitsOf([1, 2, 3, 4], [3, 3, 3, 0]))).toEqual({ reason: 'no-upper' });
    expect(quintileShareRatio(unitsOf([1, 2, 3, 4, 5]))).toHaveProperty('value', 5);
  });

  it.each(Object.entries(smoothPoverty))('%s has no figure below a line of zero', (_, measure) => {
    expect(measure(unitsOf([1, 2]), 0)).toEqual({ reason: 'non-positive-line' });
    expect(measure(unitsOf([1, 2]), Float64Array.from([1, -1]))).toEqual({ reason: 'non-positive-line' });
    expect(measure(unitsOf([1, 2]), Number.NaN)).toEqual({ reason: 'non-positive-line' });
  });

  it('a line that is a share of a median of zero is none', () => {
    expect(relativeLine(unitsOf([0, 0, 9]), 0.6, 'median')).toEqual({ reason: 'non-positive-line' });
  });
});

describe('numbers at the edge', () => {
  it('a figure too large for a number is none', () => {
    const units = unitsOf([1e-10, 1, 1e10]);
    expect(generalizedEntropy(units, 700)).toEqual({ reason: 'overflow' });
    expect(generalizedEntropy(units, -60)).toEqual({ reason: 'overflow' });
    expect(atkinson(units, 60)).toEqual({ reason: 'overflow' });
    expect(fgt(unitsOf([-1e10, 1, 2]), 1, 60, 'below')).toEqual({ reason: 'overflow' });
  });

  const edges = [
    unitsOf([7, 7, 7, 7]),
    unitsOf([0, 0, 0, 1000, 1000]),
    unitsOf([1e-50, 1e-50, 1e50, 1e50]),
    unitsOf([1, 2, 3], [1e-12, 1, 1e12]),
    unitsOf([...new Array(500).fill(1), ...new Array(500).fill(1_000_000)]),
  ];

  it.each(Object.entries(everything))('%s is finite or has a reason', (_, measure) => {
    for (const units of edges) {
      const result = measure(units) as { value?: number; influence?: Float64Array; reason?: string };
      if (result.reason !== undefined) continue;
      if (result.value !== undefined) expect(Number.isFinite(result.value)).toBe(true);
      if (result.influence) expect(result.influence.every(Number.isFinite)).toBe(true);
    }
  });

  it('the median of two far heaps has an error no larger than all values are apart', () => {
    const units = edges[4] as Units;
    const { influence } = figure(allMeasures.median?.(units) ?? {}) as { influence: Float64Array };
    const design = figure(prepareDesign({ size: 1000 }));
    expect(Math.sqrt(variance(design, units.weights, influence))).toBeLessThan(1e6);
    expect(figure(fgt(units, 500, 0, 'below')).lineSlope).toBeGreaterThanOrEqual(0);
  });
});
