import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type PreparedDesign, prepareDesign } from '../../src/stats/prepare-design.ts';
import { isFigure, type NoFigure, type Units } from '../../src/stats/result.ts';
import { sortedUnits } from '../../src/stats/sorted-units.ts';

export const reference = process.env.SHUANGDAO_REFERENCE;

/** A part of the sample, sorted, with where its units are in the whole. */
export type Part = Units & { rows: Uint32Array };

export interface Eusilc {
  all: Part;
  weights: Float64Array;
  regions: readonly string[];
  regionOf: Uint32Array;
  sexOf: readonly string[];
  /** The units of which something holds. */
  where: (keep: (row: number, income: number) => boolean) => Part;
  designs: Readonly<Record<'persons' | 'households', PreparedDesign>>;
}

/** 14,827 persons of R's laeken: equivalised income, weight, region, household. */
export function readEusilc(folder: string): Eusilc {
  const records: Record<string, string>[] = parse(readFileSync(join(folder, 'eusilc.csv')), {
    columns: true,
  });
  const column = (name: string): Float64Array => Float64Array.from(records, (record) => Number(record[name]));
  const income = column('eqIncome');
  const weights = column('rb050');
  const regions = [...new Set(records.map((record) => record.db040 as string))].sort();
  const regionOf = Uint32Array.from(records, (record) => regions.indexOf(record.db040 as string));
  const households = [...new Set(column('db030'))];
  const number = new Map(households.map((household, at) => [household, at]));
  const psu = Uint32Array.from(column('db030'), (household) => number.get(household) as number);
  const size = records.length;
  const where: Eusilc['where'] = (keep) => {
    const kept = Uint32Array.from(records.keys()).filter((row) => keep(row, income[row] as number));
    const take = (from: Float64Array) => Float64Array.from(kept, (row) => from[row] as number);
    const { values, weights: own, rows } = sortedUnits(take(income), take(weights));
    return { values, weights: own, rows: rows.map((row) => kept[row] as number) };
  };
  return {
    all: where(() => true),
    weights,
    regions,
    regionOf,
    sexOf: records.map((record) => record.rb090 as string),
    where,
    designs: {
      persons: figure(prepareDesign({ size, strata: regionOf })),
      households: figure(prepareDesign({ size, strata: regionOf, psu })),
    },
  };
}

/** A figure that must be there. */
export function figure<T extends object>(result: T | NoFigure): T {
  if (isFigure(result)) return result;
  throw new Error(`no figure: ${(result as NoFigure).reason}`);
}
