import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fgt } from '../../src/stats/fgt.ts';
import { gini } from '../../src/stats/gini.ts';
import { mean } from '../../src/stats/mean.ts';
import { type Design, degreesOfFreedom, prepareDesign } from '../../src/stats/prepare-design.ts';
import { random } from '../../src/stats/random.ts';
import { replicateVariance } from '../../src/stats/replicate-variance.ts';
import { sortedUnits } from '../../src/stats/sorted-units.ts';
import { tQuantile } from '../../src/stats/t-quantile.ts';
import { covariance, variance } from '../../src/stats/variance.ts';
import { figure } from './columns.ts';
import { rescaledBootstrapWeights } from './rescaled-bootstrap.ts';

/** Four strata; the sampling units of each have the numbers 0, 1, 2 … anew; three rows each; N = 5 n. */
function sample(perStratum: readonly number[]): { design: Design; weights: Float64Array; z: Float64Array } {
  const rows = perStratum.flatMap((count, stratum) =>
    Array.from({ length: 3 * count }, (_, at) => ({
      stratum,
      psu: Math.floor(at / 3),
      population: 5 * count,
    })),
  );
  const next = random(7);
  return {
    design: {
      size: rows.length,
      strata: Uint32Array.from(rows, ({ stratum }) => stratum),
      psu: Uint32Array.from(rows, ({ psu }) => psu),
      populationPsus: Float64Array.from(rows, ({ population }) => population),
    },
    weights: Float64Array.from(rows, () => 1 + next()),
    z: Float64Array.from(rows, () => next() - 0.5),
  };
}

/** The formula as it stands in the book, over plain lists. */
function byTheBook(
  { design, weights, z }: ReturnType<typeof sample>,
  other = z,
  kept: (row: number) => boolean = () => true,
): number {
  let all = 0;
  for (const stratum of new Set(design.strata)) {
    const rows = [...weights.keys()].filter((row) => design.strata?.[row] === stratum);
    const psus = [...new Set(rows.map((row) => design.psu?.[row] as number))];
    const totals = (of: Float64Array) =>
      psus.map((psu) =>
        rows
          .filter((row) => design.psu?.[row] === psu && kept(row))
          .reduce((sum, row) => sum + (weights[row] as number) * (of[row] as number), 0),
      );
    const n = psus.length;
    const [a, b] = [totals(z), totals(other)];
    const middle = (list: number[]) => list.reduce((sum, t) => sum + t, 0) / n;
    const product = a.reduce((sum, t, at) => sum + (t - middle(a)) * ((b[at] as number) - middle(b)), 0);
    const population = design.populationPsus?.[rows[0] as number];
    all += (population ? 1 - n / population : 1) * (n / (n - 1)) * product;
  }
  return all;
}

describe('the variance under a design', () => {
  const whole = sample([4, 2, 7, 3]);
  const prepared = figure(prepareDesign(whole.design));

  it('is the textbook’s, with strata, sampling units numbered anew in each, and finite populations', () => {
    expect(variance(prepared, whole.weights, whole.z)).toBeCloseTo(byTheBook(whole), 12);
    expect(degreesOfFreedom(prepared)).toBe(12);
    const { populationPsus: _, ...infinite } = whole.design;
    const without = { ...whole, design: infinite };
    expect(variance(figure(prepareDesign(infinite)), whole.weights, whole.z)).toBeCloseTo(
      byTheBook(without),
      12,
    );
  });

  it('is, for units that are each their own sampling unit in one stratum, n·s²', () => {
    const plain = figure(prepareDesign({ size: 4 }));
    const z = Float64Array.from([1, 2, 3, 6]);
    expect(variance(plain, new Float64Array(4).fill(1), z)).toBeCloseTo((4 / 3) * (4 + 1 + 0 + 9), 12);
    expect(degreesOfFreedom(plain)).toBe(3);
  });

  it('of a domain counts the sampling units outside it as zeros, in whatever order its rows come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: whole.z.length - 1 }), { minLength: 1 }), (list) => {
        const rows = Uint32Array.from(list);
        const influence = Float64Array.from(rows, (row) => whole.z[row] as number);
        const expected = byTheBook(whole, whole.z, (row) => list.includes(row));
        expect(variance(prepared, whole.weights, influence, rows)).toBeCloseTo(expected, 12);
      }),
    );
    expect(variance(prepared, whole.weights, whole.z)).toBeCloseTo(byTheBook(whole), 12);
  });

  it('of a small domain in a large sample is the same as with zeros elsewhere', () => {
    const large = sample([400, 300]);
    const design = figure(prepareDesign(large.design));
    const rows = Uint32Array.from([2000, 5, 6, 1300, 900]);
    const zeros = new Float64Array(large.z.length);
    for (const row of rows) zeros[row] = large.z[row] as number;
    const sparse = variance(
      design,
      large.weights,
      Float64Array.from(rows, (row) => large.z[row] as number),
      rows,
    );
    expect(sparse).toBeCloseTo(variance(design, large.weights, zeros), 12);
  });

  it('has a covariance, and with it the variance of a difference', () => {
    const other = Float64Array.from(whole.z, (z, at) => z * z + at / 100);
    const both = covariance(prepared, whole.weights, whole.z, other);
    expect(both).toBeCloseTo(byTheBook(whole, other), 10);
    const difference = whole.z.map((z, at) => (other[at] as number) - z);
    const [first, second] = [whole.z, other].map((z) => variance(prepared, whole.weights, z));
    expect((first as number) + (second as number) - 2 * both).toBeCloseTo(
      variance(prepared, whole.weights, difference),
      10,
    );
  });

  it('is zero when everything was sampled', () => {
    const { design, weights, z } = whole;
    const counts = [4, 2, 7, 3];
    const census = {
      ...design,
      populationPsus: Float64Array.from(design.strata ?? [], (h) => counts[h] as number),
    };
    expect(variance(figure(prepareDesign(census)), weights, z)).toBe(0);
  });
});

describe('a stratum with one sampling unit', () => {
  const { design, weights, z } = sample([4, 1, 3, 1]);
  const totalOf = (stratum: number) =>
    [...z.keys()].reduce(
      (sum, row) => sum + (design.strata?.[row] === stratum ? (weights[row] ?? 0) * (z[row] ?? 0) : 0),
      0,
    );
  const others = sample([4, 1, 3, 1]);
  const rest = (() => {
    const kept = [...z.keys()].filter((row) => [0, 2].includes(others.design.strata?.[row] as number));
    const take = (from: ArrayLike<number>) => kept.map((row) => from[row] as number);
    return byTheBook({
      design: {
        size: kept.length,
        strata: Uint32Array.from(take(others.design.strata ?? [])),
        psu: Uint32Array.from(take(others.design.psu ?? [])),
        populationPsus: Float64Array.from(take(others.design.populationPsus ?? [])),
      },
      weights: Float64Array.from(take(weights)),
      z: Float64Array.from(take(z)),
    });
  })();

  it('is a reason for no figure, with the strata', () => {
    expect(prepareDesign(design)).toEqual({ reason: 'single-psu', strata: [1, 3] });
    expect(prepareDesign({ size: 1 })).toEqual({ reason: 'single-psu', strata: [0] });
  });

  it('adds what the chosen remedy says', () => {
    const by = (singlePsu: NonNullable<Design['singlePsu']>) =>
      variance(figure(prepareDesign({ ...design, singlePsu })), weights, z);
    expect(by('certainty')).toBeCloseTo(rest, 12);
    expect(by('adjust')).toBeCloseTo(rest + 0.8 * (totalOf(1) ** 2 + totalOf(3) ** 2), 12);
    expect(by('average')).toBeCloseTo(2 * rest, 12);
  });

  it('needs no remedy where it is all that the population has', () => {
    const populationPsus = Float64Array.from(design.strata ?? [], (h) => (h % 2 === 1 ? 1 : 100));
    expect(degreesOfFreedom(figure(prepareDesign({ ...design, populationPsus })))).toBe(5);
  });

  it('has no remedy where there are no others', () => {
    const alone = { size: 2, strata: Uint32Array.from([0, 1]), singlePsu: 'average' as const };
    expect(prepareDesign(alone)).toEqual({ reason: 'single-psu', strata: [0, 1] });
  });
});

describe('a design that cannot be', () => {
  const strata = Uint32Array.from([0, 0, 1, 1]);

  it('has no units, or population counts that contradict each other or the sample', () => {
    expect(prepareDesign({ size: 0 })).toEqual({ reason: 'no-units' });
    expect(prepareDesign({ size: 4, strata, populationPsus: Float64Array.from([9, 9, 5, 6]) })).toEqual({
      reason: 'uneven-population',
      strata: [1],
    });
    expect(prepareDesign({ size: 4, strata, populationPsus: Float64Array.from([1, 1, 5, 5]) })).toEqual({
      reason: 'population-below-sample',
      strata: [0],
    });
    expect(
      prepareDesign({ size: 4, strata, populationPsus: Float64Array.from([0.1, 0.1, 5, 5]) }),
    ).toHaveProperty('reason', 'population-below-sample');
  });
});

describe('the rescaled bootstrap', () => {
  const { design, weights } = sample([12, 9, 15, 10]);
  const next = random(11);
  const income = Float64Array.from(weights, () => 20 + 80 * next());
  const prepared = figure(prepareDesign(design));

  it.each([
    ['mean', mean],
    ['gini', gini],
    ['fgt1', (units: Parameters<typeof fgt>[0]) => fgt(units, 50, 1, 'below')],
  ] as const)('finds for %s what linearisation finds', (_, measure) => {
    const { rows, ...units } = sortedUnits(income, weights);
    const { value, influence } = figure(measure(units));
    const linearised = variance(prepared, weights, influence, rows);
    const estimates = Float64Array.from({ length: 2000 }, (_unused, b) => {
      const replicate = rescaledBootstrapWeights(prepared, weights, 1, b);
      return figure(
        measure({
          values: units.values,
          weights: Float64Array.from(rows, (row) => replicate[row] as number),
        }),
      ).value;
    });
    const ratio = Math.sqrt(replicateVariance('bootstrap', estimates, value) / linearised);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
  });

  it('keeps the sum of weights of a stratum with equal sampling units, and no weight is negative', () => {
    const ones = new Float64Array(weights.length).fill(1);
    const replicate = rescaledBootstrapWeights(prepared, ones, 3, 0);
    expect(replicate.every((own) => own >= 0)).toBe(true);
    for (const stratum of [0, 1, 2, 3]) {
      const own = [...replicate].filter((_, row) => design.strata?.[row] === stratum);
      expect(own.reduce((sum, one) => sum + one, 0)).toBeCloseTo(own.length, 9);
    }
  });

  it('is the same for the same seed and differs by seed and replicate', () => {
    const of = (seed: number, b: number) => rescaledBootstrapWeights(prepared, weights, seed, b);
    expect(of(1, 0)).toEqual(of(1, 0));
    expect(of(1, 0)).not.toEqual(of(1, 1));
    expect(of(1, 0)).not.toEqual(of(2, 0));
  });
});

describe('replicate variance', () => {
  const estimates = Float64Array.from([1, 2, 4, 5]);
  it.each([
    ['brr', {}, 10 / 4],
    ['fay', { fay: 0.3 }, 10 / (4 * 0.49)],
    ['jk1', {}, (10 * 3) / 4],
    ['jk2', {}, 10],
    ['jkn', { factors: Float64Array.from([0.5, 0.5, 0.75, 0.75]) }, 0.5 * (4 + 1) + 0.75 * (1 + 4)],
    ['sdr', {}, 10],
    ['bootstrap', {}, 10 / 4],
    ['brr', { scale: 0.1 }, 1],
  ] as const)('%s %o', (kind, scale, expected) => {
    expect(replicateVariance(kind, estimates, 3, scale)).toBeCloseTo(expected, 12);
  });

  it('of the delete-one jackknife of a mean is s²/n, about the mean of the jackknife, which is the mean', () => {
    const values = [3, 5, 8, 13, 1];
    const whole = values.reduce((sum, y) => sum + y, 0);
    const left = Float64Array.from(values, (y) => (whole - y) / 4);
    expect(left.reduce((sum, one) => sum + one, 0) / 5).toBeCloseTo(whole / 5, 14);
    const squares = values.reduce((sum, y) => sum + (y - whole / 5) ** 2, 0);
    expect(replicateVariance('jk1', left, whole / 5)).toBeCloseTo(squares / 4 / 5, 12);
  });

  it('wants factors for JKn', () => {
    expect(() => replicateVariance('jkn', estimates, 3)).toThrow(RangeError);
  });
});

describe('t quantiles', () => {
  // R: qt(p, df), to the digits that R prints.
  it.each([
    [0.975, 1, 12.7062047361747],
    [0.975, 2, 4.30265272974946],
    [0.975, 10, 2.2281388519862],
    [0.95, 5, 2.01504837333302],
    [0.995, 30, 2.74999565356722],
    [0.975, 120, 1.97993040508242],
    [0.975, Number.POSITIVE_INFINITY, 1.95996398454005],
  ])('at %d with %d degrees of freedom', (p, df, expected) => {
    expect(tQuantile(p, df) / expected).toBeCloseTo(1, 11);
    expect(tQuantile(1 - p, df) / -expected).toBeCloseTo(1, 11);
  });

  it('fall towards the normal one without a step', () => {
    const degrees = [250, 299, 300, 301, 1000, 14_818, 650_000, 1e9];
    const quantiles = degrees.map((df) => tQuantile(0.975, df));
    quantiles.forEach((own, at) => {
      if (at > 0) expect(own).toBeLessThan(quantiles[at - 1] as number);
      // Cornish and Fisher: z + (z³ + z)/(4ν) + …
      const z = 1.95996398454005;
      const nu = degrees[at] as number;
      const series = z + (z ** 3 + z) / (4 * nu) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * nu * nu);
      expect(own).toBeCloseTo(series, 6);
    });
  });

  it('are only for what has a quantile', () => {
    for (const [p, df] of [
      [0, 5],
      [1, 5],
      [0.5, 0],
      [Number.NaN, 5],
    ] as const)
      expect(() => tQuantile(p, df)).toThrow(RangeError);
    expect(tQuantile(0.5, 3)).toBeCloseTo(0, 15);
  });
});

describe('random numbers', () => {
  it('are from 0 to 1, even, and the same for the same seed', () => {
    const next = random(42);
    const again = random(42);
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const number = next();
      expect(again()).toBe(number);
      counts[Math.floor(10 * number)] += 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(random(1)()).not.toBe(random(1 + 2 ** 32)());
  });
});
