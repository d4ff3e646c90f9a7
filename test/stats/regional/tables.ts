import { CATALOGUE } from '../../../src/stats/regional/catalogue.ts';
import { isRefused, type RegionalReason } from '../../../src/stats/regional/figure.ts';
import { inNameOrder, type RegionTable, unitsOf } from '../../../src/stats/regional/table.ts';

/** A table of regions R0, R1, … */
export function regions(
  values: readonly number[],
  weights?: readonly number[],
  groups?: readonly string[],
): RegionTable {
  return {
    names: values.map((_, i) => `R${String(i).padStart(4, '0')}`),
    values: Float64Array.from(values),
    ...(weights && { weights: Float64Array.from(weights) }),
    ...(groups && { groups }),
  };
}

/** A figure of the catalogue, or the reason why there is none. */
export function figureOf(id: string, table: RegionTable): number | RegionalReason {
  const entry = CATALOGUE.find((one) => one.id === id);
  if (!entry) throw new Error(`no figure ${id}`);
  const units = unitsOf(inNameOrder(table), entry.weighting);
  if (isRefused(units)) return units.reason;
  const result = entry.measure(units);
  return isRefused(result) ? result.reason : result.value;
}

/** A figure that must be there. */
export function value(id: string, table: RegionTable): number {
  const found = figureOf(id, table);
  if (typeof found !== 'number') throw new Error(`${id}: ${found}`);
  return found;
}
