import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { betaConvergence } from '../../src/stats/regional/beta-convergence.ts';
import { candidates, closestTo } from '../../src/stats/regional/closest.ts';
import { convergenceSpeed } from '../../src/stats/regional/convergence-speed.ts';
import { isRefused } from '../../src/stats/regional/figure.ts';
import type { RegionTable } from '../../src/stats/regional/table.ts';
import { regions, value } from '../stats/regional/tables.ts';

const reference = process.env.SHUANGDAO_REFERENCE;
if (reference === undefined)
  console.warn('regions: skipped, SHUANGDAO_REFERENCE does not name the folder with the reference data');

const read = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(reference ?? '', name)), { columns: true, bom: true });

describe.skipIf(reference === undefined)('the German states in 2015', () => {
  const rows = reference === undefined ? [] : read('german-states-2015.csv');
  const column = (name: string): number[] => rows.map((row) => Number(row[name]));
  const total = column('gdp_bn_eur_2015');
  const population = column('pop_2015');
  const states: RegionTable = {
    ...regions(
      total.map((gdp, i) => (gdp * 1e9) / (population[i] ?? 0)),
      population,
    ),
    areas: Float64Array.from(column('area_sqkm')),
  };

  it.each([
    ['cv-n1', 0.277208026255737],
    ['cv-n', 0.268405517280875],
    ['williamson', 0.187309659392126],
    ['cv-area', 0.20437820409664],
    ['gini', 0.143966269352822],
    ['theil-t', 0.0337995073406215],
    ['theil-t-weighted', 0.0173210879416636],
    ['mld', 0.0325724127045597],
    ['mld-weighted', 0.017445187374423],
  ])('have the %s of statistics.md to 1e-12', (id, expected) => {
    expect(Math.abs(value(id, states) - expected)).toBeLessThan(1e-12);
  });

  it('have a Gini of total GDP of 0.500934845830992', () => {
    expect(Math.abs(value('gini', regions(total)) - 0.500934845830992)).toBeLessThan(1e-12);
  });

  it('are sorted with their weights: REAT 0.0999351403703426, whose own `gini` sorts the values alone', () => {
    expect(Math.abs(value('gini-weighted', states) - 0.0999351403703426)).toBeLessThan(1e-12);
  });

  it('have a Williamson of 0.187310, not 0.190902 as REAT says with the mean of the states in the deviations', () => {
    const found = new Map(candidates(states).map(({ id, value: of }) => [id, of]));
    expect(found.get('williamson')).toBeCloseTo(0.18731, 6);
    expect(found.get('williamson-mixed')).toBeCloseTo(0.190902, 6);
  });

  it('have a Theil T of 0.033800; what REAT calls `theil` is the MLD, 0.032572', () => {
    expect(value('theil-t', states)).toBeCloseTo(0.0337995, 7);
    expect(value('mld', states)).toBeCloseTo(0.0325724, 7);
  });

  it('are in the fixture of the guide', () => {
    const ours = parse(readFileSync(join(import.meta.dirname, '../../fixtures/german-states-2015.csv')), {
      columns: true,
    }) as Record<string, string>[];
    expect(
      ours.map(({ state, population, area_km2 }) => [state, Number(population), Number(area_km2)]),
    ).toEqual(rows.map((row) => [row.state, Number(row.pop_2015), Number(row.area_sqkm)]));
    expect(ours.map(({ gdp_eur }) => Number(gdp_eur) / 1e9)).toEqual(total);
  });
});

describe.skipIf(reference === undefined)('the prefectures of Guangdong in 2009', () => {
  const rows = reference === undefined ? [] : read('guangdong-2009-prefectures.csv');
  const gdp = rows.map((row) => Number(row.gdp_100m_cny_2009));
  const population = rows.map((row) => Number(row.pop_10k_2008));
  const perPerson = regions(
    rows.map((row) => Number(row.gdp_per_capita_as_printed)),
    population,
  );

  it.each([
    ['cv-n', 0.7378917760259863],
    ['cv-n1', 0.7561140699544768],
    ['williamson', 0.7175621018826254],
  ])(
    'have the %s of published.json from GDP per person as printed, the misprint for Guangzhou included',
    (id, expected) => {
      expect(Math.abs(value(id, perPerson) - expected)).toBeLessThan(1e-12);
    },
  );

  it('differ in the fifth decimal where GDP is divided by population instead', () => {
    const divided = regions(
      gdp.map((total, i) => total / (population[i] ?? 0)),
      population,
    );
    const found = ['cv-n', 'cv-n1', 'williamson'].map((id) => value(id, divided).toFixed(6));
    expect(found).toEqual(['0.737862', '0.756083', '0.717526']);
  });

  it('have the coefficients of total GDP that a yearbook rounds to 1.27', () => {
    expect(value('cv-n', regions(gdp))).toBeCloseTo(1.262305463916508, 12);
    expect(value('cv-n1', regions(gdp))).toBeCloseTo(1.2934781940354247, 12);
  });

  it('come nearest to the 0.75 of the press with the divisor n − 1, which does not round to it', () => {
    const [nearest] = closestTo('0.75', [{ period: '2009', table: perPerson }]);
    expect(nearest).toMatchObject({ id: 'cv-n1', rounds: false });
    expect(nearest?.off).toBeCloseTo(0.0061140699544768, 12);
  });
});

describe.skipIf(reference === undefined)('the German counties from 2010 to 2011', () => {
  const published =
    reference === undefined ? {} : JSON.parse(readFileSync(join(reference, 'published.json'), 'utf8'));
  const { beta, lambda, half_life: halfLife } = published.betaconv_REAT ?? {};

  it('have the speed of convergence and the half-life that REAT prints for their beta', () => {
    const found = convergenceSpeed(beta, 0, 1);
    if (isRefused(found) || isRefused(found.halfLife)) throw new Error('no speed');
    expect(found.speed).toBeCloseTo(lambda, 9);
    expect(found.halfLife).toBeCloseTo(halfLife, 5);
  });

  it('have that beta', () => {
    const rows = reference === undefined ? [] : read('more/reat_german_counties_gdp.csv');
    const of = (year: number) => Float64Array.from(rows, (row) => Number(row[`gdppc${year}`]));
    const found = betaConvergence(of(2010), of(2011), new Float64Array(rows.length).fill(1), 1);
    if (isRefused(found)) throw new Error(found.reason);
    expect(found.beta.value).toBeCloseTo(beta, 9);
  });
});
