import { beforeAll, describe, expect, it } from 'vitest';
import { fgt } from '../../src/stats/fgt.ts';
import { gini } from '../../src/stats/gini.ts';
import { mean } from '../../src/stats/mean.ts';
import { degreesOfFreedom, prepareDesign } from '../../src/stats/prepare-design.ts';
import { random } from '../../src/stats/random.ts';
import type { Estimate, NoFigure, Units } from '../../src/stats/result.ts';
import { sortedUnits } from '../../src/stats/sorted-units.ts';
import { tQuantile } from '../../src/stats/t-quantile.ts';
import { variance } from '../../src/stats/variance.ts';
import { figure } from './columns.ts';

/** Villages of a stratum in the population, and how many of them are drawn; everyone in a village is asked. */
const STRATA = [
  { villages: 600, drawn: 110, level: 0 },
  { villages: 1500, drawn: 90, level: 0.3 },
  { villages: 300, drawn: 80, level: -0.3 },
] as const;
const PERSONS = 4;
const LINE = 0.8;
const SAMPLES = 1000;

const MEASURES: Readonly<Record<string, (units: Units) => Estimate | NoFigure>> = {
  mean,
  fgt0: (units) => fgt(units, LINE, 0, 'below'),
  fgt1: (units) => fgt(units, LINE, 1, 'below'),
  gini,
};

const next = random(20121231);
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Incomes by stratum and village: people of one village are alike, strata are rich or poor. */
const population = STRATA.map(({ villages, level }) =>
  Array.from({ length: villages }, () => {
    const village = level + 0.2 * normal();
    return Array.from({ length: PERSONS }, () => Math.exp(village + 0.35 * normal()));
  }),
);

/** The first so many of a list in random order. */
function draw<T>(from: readonly T[], count: number): T[] {
  const left = [...from];
  return Array.from({ length: count }, (_, at) => {
    const pick = at + Math.floor(next() * (left.length - at));
    [left[at], left[pick]] = [left[pick] as T, left[at] as T];
    return left[at] as T;
  });
}

function survey() {
  const rows = STRATA.flatMap(({ villages, drawn }, stratum) =>
    draw(population[stratum] as number[][], drawn).flatMap((village, psu) =>
      village.map((income) => ({ income, stratum, psu, villages, weight: villages / drawn })),
    ),
  );
  const prepared = figure(
    prepareDesign({
      size: rows.length,
      strata: Uint32Array.from(rows, (row) => row.stratum),
      psu: Uint32Array.from(rows, (row) => row.psu),
      populationPsus: Float64Array.from(rows, (row) => row.villages),
    }),
  );
  const weights = Float64Array.from(rows, (row) => row.weight);
  return {
    prepared,
    weights,
    units: sortedUnits(
      Float64Array.from(rows, (row) => row.income),
      weights,
    ),
  };
}

describe('95 % t intervals of 1,000 stratified samples of whole villages', () => {
  const covered: Record<string, number> = {};

  beforeAll(() => {
    const all = Float64Array.from(population.flat(2));
    const everyone = sortedUnits(all, new Float64Array(all.length).fill(1));
    const truth = Object.entries(MEASURES).map(
      ([name, measure]) => [name, figure(measure(everyone)).value] as const,
    );
    const t = tQuantile(0.975, degreesOfFreedom(survey().prepared));
    for (let sample = 0; sample < SAMPLES; sample++) {
      const { prepared, weights, units } = survey();
      for (const [name, value] of truth) {
        const estimate = figure((MEASURES[name] as (typeof MEASURES)[string])(units));
        const error = Math.sqrt(variance(prepared, weights, estimate.influence, units.rows));
        covered[name] = (covered[name] ?? 0) + (Math.abs(estimate.value - value) <= t * error ? 1 : 0);
      }
    }
  });

  it.each(Object.keys(MEASURES))('hold the %s of the population between 93 and 97 times in 100', (name) => {
    const share = (covered[name] ?? 0) / SAMPLES;
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
  });
});
