import { describe, expect, it } from 'vitest';
import { fgt } from '../../src/stats/fgt.ts';
import { fgtDecomposition } from '../../src/stats/fgt-decomposition.ts';
import { gini } from '../../src/stats/gini.ts';
import { lorenzCurve } from '../../src/stats/lorenz-curve.ts';
import { meanShortfall } from '../../src/stats/mean-shortfall.ts';
import { tipCurve } from '../../src/stats/tip-curve.ts';
import { weightedQuantile } from '../../src/stats/weighted-quantile.ts';
import { figure, unitsOf } from './columns.ts';

describe('Handbook on Poverty and Inequality (Haughton and Khandker 2009), chapter 4', () => {
  const units = unitsOf([100, 110, 150, 160]);
  const value = (alpha: number) => figure(fgt(units, 125, alpha, 'below')).value;

  it('has P0 0.5, P1 0.08 and P2 0.0136', () => {
    expect(value(0)).toBe(0.5);
    expect(value(1)).toBeCloseTo(0.08, 15);
    expect(value(2)).toBeCloseTo(0.0136, 15);
  });

  it('has the gaps 0.2 and 0.12 of the line', () => {
    const { gap } = figure(tipCurve(units, 125, 4));
    expect([...gap].map((sum) => 4 * sum)).toEqual(
      [0, 0.2, 0.32, 0.32, 0.32].map((sum) => expect.closeTo(sum, 12)),
    );
  });
});

describe('povdeco (Jenkins, Stata Technical Bulletin 48): poverty by tenure', () => {
  const groups = [
    { share: 0.22852, fgt: [0.45587, 0.09078, 0.0318] },
    { share: 0.07194, fgt: [0.22032, 0.06818, 0.03938] },
    { share: 0.50169, fgt: [0.08128, 0.02907, 0.01686] },
    { share: 0.19785, fgt: [0.21313, 0.05901] },
  ];

  it.each([
    [0, 0.20297],
    [1, 0.05191],
  ])('FGT%i is what the groups contribute', (alpha, total) => {
    // A group of which only its FGT is known: one unit with that gap, and enough that are not poor.
    const rows = groups.flatMap(({ share, fgt: [rate = 0, gap = 0] }, group) => [
      { value: alpha === 0 ? 0 : 100 * (1 - gap / rate), weight: share * rate, group },
      { value: 200, weight: share * (1 - rate), group },
    ]);
    rows.sort((a, b) => a.value - b.value);
    const { value, parts } = figure(
      fgtDecomposition(
        {
          values: Float64Array.from(rows, (row) => row.value),
          weights: Float64Array.from(rows, (row) => row.weight),
        },
        Uint32Array.from(rows, (row) => row.group),
        4,
        { line: 100, alpha, poor: 'below' },
      ),
    );
    expect(value).toBeCloseTo(total, 5);
    parts.forEach((part, group) => {
      expect(part.populationShare).toBeCloseTo(groups[group]?.share ?? 0, 5);
      expect(part.value).toBeCloseTo(groups[group]?.fgt[alpha] ?? 0, 5);
    });
    expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(value, 15);
  });

  it('has the rate, the mean of the poor and their mean gap that fit together', () => {
    // 1,327 of 6,468, weighted 11,336,320 of 55,851,705; mean income 86.711, mean gap 29.798, line their sum.
    const poor = { value: 86.711, weight: 11_336_320 };
    const others = { value: 300, weight: 55_851_705 - 11_336_320 };
    const units = unitsOf([poor.value, others.value], [poor.weight, others.weight]);
    const line = 86.711 + 29.798;
    expect(figure(fgt(units, line, 0, 'below')).value).toBeCloseTo(0.20297, 5);
    expect(figure(fgt(units, line, 1, 'below')).value).toBeCloseTo(0.05191, 5);
    expect(figure(meanShortfall(units, line, 'below')).value).toBeCloseTo(29.798, 9);
  });
});

describe('Revisiting Targeting in Social Assistance (Grosh and others 2022), the economy of ten persons', () => {
  const income = [6, 8, 11, 15, 21, 25, 30, 40, 50, 100];
  const giving = (amounts: Record<number, number>) =>
    unitsOf(income.map((own, person) => own + (amounts[person + 1] ?? 0)));
  const gap = (units: ReturnType<typeof unitsOf>) => {
    const shortfall = figure(meanShortfall(units, 20, 'below')).value;
    return 10 * shortfall * figure(fgt(units, 20, 0, 'below')).value;
  };
  const everyone = Object.fromEntries(income.map((_, person) => [person + 1, 3]));

  it('has a rate of 0.4 and a total gap of 40', () => {
    expect(figure(fgt(unitsOf(income), 20, 0, 'below')).value).toBeCloseTo(0.4, 15);
    expect(gap(unitsOf(income))).toBeCloseTo(40, 12);
  });

  it.each([
    ['1 and 2', { 1: 15, 2: 15 }, 14],
    ['2 and 3', { 2: 15, 3: 15 }, 19],
    ['3 and 4', { 3: 15, 4: 15 }, 26],
    ['all', everyone, 28],
  ])('leaves the right gap after 30 are given to %s', (_, amounts, left) => {
    expect(gap(giving(amounts as Record<number, number>))).toBeCloseTo(left, 12);
  });

  it('has the Gini coefficients: 18 and 9 % lower after giving to 2 and 3, and to all', () => {
    const before = figure(gini(unitsOf(income))).value;
    const some = figure(gini(giving({ 2: 15, 3: 15 }))).value;
    const all = figure(gini(giving(everyone))).value;
    expect(before).toBeCloseTo(0.43594771241830066, 14);
    expect(some).toBeCloseTo(0.35952380952380936, 14);
    expect(all).toBeCloseTo(0.39702380952380945, 14);
    expect(Math.round(100 * (some / before - 1))).toBe(-18);
    expect(Math.round(100 * (all / before - 1))).toBe(-9);
  });
});

describe('Gini examples of R’s REAT (Doersam)', () => {
  it('has 0.3 for four sales', () => {
    expect(figure(gini(unitsOf([20, 50, 20, 10]))).value).toBeCloseTo(0.3, 15);
  });

  it('has 0.5278 for six income classes', () => {
    const classes = unitsOf([500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600]);
    expect(figure(gini(classes)).value).toBeCloseTo(0.5278, 4);
    const { share } = figure(lorenzCurve(classes, 5));
    expect(share[0]).toBe(0);
    expect(share[5]).toBe(1);
  });
});

describe('Eurostat’s weighted quantile', () => {
  it('takes the mean of the neighbours where the cumulative weight hits p: 2.5 for 1, 2, 3, 4, where laeken’s code has 3', () => {
    expect(figure(weightedQuantile(unitsOf([1, 2, 3, 4]), 0.5)).value).toBe(2.5);
    expect(figure(weightedQuantile(unitsOf([1, 2, 3, 4], [0.1, 0.1, 0.1, 0.1]), 0.75)).value).toBe(3.5);
    expect(figure(weightedQuantile(unitsOf([1, 2, 3]), 0.5)).value).toBe(2);
    expect(figure(weightedQuantile(unitsOf([1, 2, 3, 4], [1, 2, 1, 0]), 0.75)).value).toBe(2.5);
  });

  it('begins with the smallest and ends with the largest that count', () => {
    const units = unitsOf([1, 2, 3, 4], [0, 1, 1, 0]);
    expect(figure(weightedQuantile(units, 0)).value).toBe(2);
    expect(figure(weightedQuantile(units, 1)).value).toBe(3);
  });
});
