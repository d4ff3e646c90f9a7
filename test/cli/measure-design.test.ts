import { describe, expect, it } from 'vitest';
import { figureOf, measured, surveyFile } from './survey-file.ts';

/** Two strata with four and two sampling units, two records in each; incomes without a pattern. */
const PSUS = [
  { stratum: 'a', psu: 'a1', incomes: [3, 8] },
  { stratum: 'a', psu: 'a2', incomes: [5, 5.5] },
  { stratum: 'a', psu: 'a3', incomes: [9, 1] },
  { stratum: 'a', psu: 'a4', incomes: [12, 2] },
  { stratum: 'b', psu: 'b1', incomes: [20, 4] },
  { stratum: 'b', psu: 'b2', incomes: [7, 6] },
];
type Psu = (typeof PSUS)[number];
const WEIGHT = { a: 10, b: 25 } as Record<string, number>;

/** A file whose replicate weights are the weights times what `factor` says for the sampling unit. */
function withReplicates(psus: readonly Psu[], replicates: readonly ((psu: Psu) => number)[]): string {
  const head = ['income', 'w', 's', 'p', ...replicates.map((_, r) => `rw${r + 1}`)].join(',');
  const rows = psus.flatMap((psu) =>
    psu.incomes.map((income) => {
      const weight = WEIGHT[psu.stratum] ?? 0;
      return [income, weight, psu.stratum, psu.psu, ...replicates.map((factor) => weight * factor(psu))].join(
        ',',
      );
    }),
  );
  return surveyFile([head, ...rows].join('\n'));
}

const DESIGN = [
  '--income',
  'income',
  '--weight',
  'w',
  '--strata',
  's',
  '--psu',
  'p',
  '--measures',
  'total,mean',
];
const errors = async (file: string, ...options: string[]) => {
  const figures = await measured(file, ...options);
  return ['total', 'mean'].map((measure) => figureOf(figures, measure).standardError ?? Number.NaN);
};

describe('replicate weights give the linearised error of a total', () => {
  it('of a stratified delete-one jackknife', async () => {
    const left = PSUS.map(({ psu, stratum }) => (one: Psu) => {
      const n = PSUS.filter((other) => other.stratum === stratum).length;
      if (one.psu === psu) return 0;
      return one.stratum === stratum ? n / (n - 1) : 1;
    });
    const file = withReplicates(PSUS, left);
    const [total, mean] = await errors(file, ...DESIGN);
    const [again, near] = await errors(file, ...DESIGN, '--repweights', 'rw', '--repmethod', 'jkn');
    expect(again).toBeCloseTo(total as number, 9);
    expect(Math.abs((near as number) / (mean as number) - 1)).toBeLessThan(0.15);
    // Without the strata, how far the weights of the others are raised tells the same.
    const bare = ['--income', 'income', '--weight', 'w', '--measures', 'total'];
    for (const strata of [[], ['--strata', 's']]) {
      const found = await measured(file, ...bare, ...strata, '--repweights', 'rw', '--repmethod', 'JKn');
      expect(figureOf(found, 'total').standardError).toBeCloseTo(total as number, 9);
      expect(figureOf(found, 'total').degreesOfFreedom).toBe(4);
      expect(found.samples[0]?.degreesOfFreedom).toBe(4);
    }
  });

  it('of a delete-one jackknife without strata', async () => {
    const psus = PSUS.filter(({ stratum }) => stratum === 'a');
    const file = withReplicates(
      psus,
      psus.map(
        ({ psu }) =>
          (one: Psu) =>
            one.psu === psu ? 0 : 4 / 3,
      ),
    );
    const plain = ['--income', 'income', '--weight', 'w', '--psu', 'p', '--measures', 'total,mean'];
    const [total] = await errors(file, ...plain);
    const [again] = await errors(file, ...plain, '--repweights', 'rw1,rw2,rw3,rw4', '--repmethod', 'jk1');
    expect(again).toBeCloseTo(total as number, 9);
  });

  it('of balanced halves, plain and by Fay', async () => {
    const pairs = PSUS.filter(({ psu }) => ['a1', 'a2', 'b1', 'b2'].includes(psu));
    const signs = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ];
    const halves = (step: number) =>
      signs.map(([a = 1, b = 1]) => ({ stratum, psu }: Psu) => {
        const sign = (stratum === 'a' ? a : b) * (psu.endsWith('1') ? 1 : -1);
        return 1 + sign * step;
      });
    const [total] = await errors(withReplicates(pairs, halves(1)), ...DESIGN);
    const [brr] = await errors(
      withReplicates(pairs, halves(1)),
      ...DESIGN,
      '--repweights',
      'rw',
      '--repmethod',
      'brr',
    );
    const fay = ['--repweights', 'rw', '--repmethod', 'fay', '--fay', '0.3'];
    const [byFay] = await errors(withReplicates(pairs, halves(0.7)), ...DESIGN, ...fay);
    expect(brr).toBeCloseTo(total as number, 9);
    expect(byFay).toBeCloseTo(total as number, 9);
  });

  it('and refuse a jackknife that is none', async () => {
    const file = withReplicates(PSUS, [() => 1, () => 1]);
    await expect(measured(file, ...DESIGN, '--repweights', 'rw', '--repmethod', 'jkn')).rejects.toThrow(
      /leaves out nobody/,
    );
  });
});

describe('the degrees of freedom of replicate weights', () => {
  const halves = [1, -1].map(
    (sign) =>
      ({ psu }: Psu) =>
        psu.endsWith('1') ? 1 + sign : 1 - sign,
  );
  const brr = ['--income', 'income', '--weight', 'w', '--repweights', 'rw', '--repmethod', 'brr'];
  const freedom = async (replicates: typeof halves, ...design: string[]) =>
    figureOf(await measured(withReplicates(PSUS, replicates), ...brr, ...design), 'mean').degreesOfFreedom;

  it('are no more than replicates less one, nor than the design has', async () => {
    const many = [...halves, ...halves, ...halves, ...halves];
    expect(await freedom(many)).toBe(7);
    expect(await freedom(many, '--strata', 's')).toBe(7);
    expect(await freedom(many, '--strata', 's', '--psu', 'p')).toBe(4);
    expect(await freedom(halves, '--strata', 's', '--psu', 'p')).toBe(1);
  });

  it('are none with a single replicate, which gives no error', async () => {
    const figures = await measured(withReplicates(PSUS, halves.slice(0, 1)), ...brr.with(-3, 'rw1'));
    expect(figureOf(figures, 'mean').reason).toBe('no-freedom');
  });
});

describe('the design', () => {
  it('has no error where everybody was asked, one by one', async () => {
    const file = surveyFile('income,s,n\n1,a,1\n5,b,1\n3,c,1\n');
    const figures = await measured(file, '--income', 'income', '--strata', 's', '--fpc', 'n');
    expect(figureOf(figures, 'mean')).toMatchObject({ value: 3, standardError: 0, low: 3, high: 3 });
  });

  it('takes households for sampling units when persons are measured, and a finite population off the error', async () => {
    const file = surveyFile('income,household_id,n\n1,a,4\n1,a,4\n3,b,4\n3,b,4\n');
    const options = ['--income', 'income', '--measures', 'mean'];
    const se = async (...more: string[]) =>
      figureOf(await measured(file, ...options, ...more), 'mean').standardError ?? Number.NaN;
    // Two households with means 1 and 3: the standard error of their mean is 1.
    expect(await se()).toBeCloseTo(1, 12);
    expect(await se('--fpc', 'n')).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  it('is whole for a domain: sampling units outside it count as zeros', async () => {
    const file = surveyFile('income,area\n1,x\n3,x\n2,y\n9,y\n');
    const figures = await measured(file, '--income', 'income', '--by', 'area', '--measures', 'mean');
    // z = (±1)/2 for the two of the domain, 0 for the others: 4/3 · Σ z².
    expect(figureOf(figures, 'mean', 'x').standardError).toBeCloseTo(Math.sqrt((4 / 3) * 0.5), 12);
    expect(figureOf(figures, 'mean', 'x').degreesOfFreedom).toBe(3);
  });
});

describe('a domain inside one sampling unit', () => {
  const file = surveyFile('y,s,p,d\n1,a,1,x\n2,a,1,x\n3,a,2,y\n4,b,3,y\n5,b,4,y\n');
  const options = ['--income', 'y', '--strata', 's', '--psu', 'p', '--by', 'd', '--measures', 'mean,total'];

  it('has a figure and no error: a variance of zero would pass for certainty', async () => {
    const figures = await measured(file, ...options);
    expect(figureOf(figures, 'mean', 'x')).toMatchObject({ value: 1.5, reason: 'one-psu' });
    expect(figureOf(figures, 'mean', 'x').standardError).toBeUndefined();
    expect(figureOf(figures, 'mean', 'y').standardError).toBeGreaterThan(0);
    // The total of x is that of the first of two sampling units: √(2·Σ(t − t̄)²) = 3.
    expect(figureOf(figures, 'total', 'x').standardError).toBeCloseTo(3, 12);
  });
});

describe('change between periods', () => {
  const FIRST = [4, 9, 2, 7, 5];
  const SECOND = [6, 10, 1, 9, 11];
  const variance = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length;
  };
  const change = async (nameInSecond: (n: number) => string, ...more: string[]) => {
    const rows = [
      ...FIRST.map((y, n) => `1,h${n},${y},8`),
      ...SECOND.map((y, n) => `2,${nameInSecond(n)},${y},8`),
    ];
    const file = surveyFile(`t,household_id,income,N\n${rows.join('\n')}\n`);
    const { changes, samples } = await measured(
      file,
      '--income',
      'income',
      '--period',
      't',
      '--measures',
      'mean',
      ...more,
    );
    return { ...changes[0], overlap: samples[1]?.overlap };
  };

  it('of the same households has the error of the mean difference', async () => {
    const found = await change((n) => `h${n}`);
    const differences = SECOND.map((y, n) => y - (FIRST[n] as number));
    expect(found).toMatchObject({ from: '1', period: '2', value: 2, overlap: 5 });
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance(differences)), 12);
  });

  it('of other households has the error of two samples', async () => {
    const found = await change((n) => `g${n}`);
    expect(found.overlap).toBe(0);
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance(FIRST) + variance(SECOND)), 12);
  });

  it('of some of the same takes off what they share', async () => {
    const some = await change((n) => (n < 4 ? `h${n}` : 'new'));
    expect(some.overlap).toBe(4);
    // Tam: n_c of n² times the covariance of those in both, here of the first four.
    const [a, b] = [FIRST.slice(0, 4), SECOND.slice(0, 4)];
    const [ma, mb] = [a, b].map((list) => list.reduce((sum, y) => sum + y, 0) / 4) as [number, number];
    const covariance = a.reduce((sum, y, n) => sum + (y - ma) * ((b[n] as number) - mb), 0) / 3;
    const wanted = variance(FIRST) + variance(SECOND) - (2 * 4 * covariance) / 25;
    expect(some.standardError).toBeCloseTo(Math.sqrt(wanted), 12);
    // Of a population of 8: S²(1/n − 1/N) each, and S₁₂(n_c/n² − 1/N) for what they share.
    const finite = await change((n) => (n < 4 ? `h${n}` : 'new'), '--fpc', 'N');
    const both = (variance(FIRST) + variance(SECOND)) * (1 - 5 / 8);
    expect(finite.standardError).toBeCloseTo(Math.sqrt(both - 2 * covariance * (4 / 25 - 1 / 8)), 12);
  });
});
