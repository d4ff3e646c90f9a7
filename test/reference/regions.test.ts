import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
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
  it('gini', () => console.log(value('gini-weighted', states), value('gini', regions(total))));
});
