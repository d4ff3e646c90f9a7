import { mean as meanOf } from 'simple-statistics';
import { sum } from '../sum.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { at, isRefused, listed, prepare } from './figure.ts';
import { type RegionTable, type SortedUnits, unitsOf } from './table.ts';

/** A variant of a figure that somebody may have published. */
export interface Candidate {
  id: string;
  value: number;
}

/** What may have been meant by "coefficient" or "index": the catalogue without means and deviations, and these. */
const EXTRA: readonly {
  id: string;
  weighting: Entry['weighting'];
  of: (units: SortedUnits) => number | undefined;
}[] = [
  { id: 'williamson-mixed', weighting: 'weight', of: mixedMeans },
  { id: 'gini-n1', weighting: 'none', of: (units) => scaled('gini', units) },
  { id: 'total-cv-n', weighting: 'weight', of: (units) => ofTotals('cv-n', units) },
  { id: 'total-cv-n1', weighting: 'weight', of: (units) => ofTotals('cv-n1', units) },
  { id: 'total-gini', weighting: 'weight', of: (units) => ofTotals('gini', units) },
];

export const CANDIDATES: readonly string[] = [
  ...CATALOGUE.map(({ id }) => id).filter((id) => !/^(mean|sd-(n|n1|weighted))/.test(id)),
  ...EXTRA.map(({ id }) => id),
];

/** Every variant that the table has a value of. */
export function candidates(table: RegionTable): Candidate[] {
  const regular = CATALOGUE.filter(({ id }) => CANDIDATES.includes(id)).map(({ id, weighting }) => {
    const units = unitsOf(table, weighting);
    return { id, value: isRefused(units) ? undefined : measured(id, units) };
  });
  const others = EXTRA.map(({ id, weighting, of }) => {
    const units = unitsOf(table, weighting);
    return { id, value: isRefused(units) ? undefined : of(units) };
  });
  return [...regular, ...others].filter((one): one is Candidate => one.value !== undefined);
}

function measured(id: string, units: SortedUnits): number | undefined {
  const result = CATALOGUE.find((entry) => entry.id === id)?.measure(units);
  return result === undefined || isRefused(result) ? undefined : result.value;
}

/** Deviations from the mean of the regions, all else with population weights: the default of REAT's `williamson`. */
function mixedMeans(units: SortedUnits): number | undefined {
  const prepared = prepare(units, 'positive-mean');
  if (isRefused(prepared)) return undefined;
  const mean = meanOf(listed(units.values));
  const squares = sum(units.values.map((value, i) => at(prepared.shares, i) * (value - mean) ** 2));
  return Math.sqrt(squares) / prepared.mean;
}

/** With n/(n − 1), which makes the largest possible Gini 1. */
function scaled(id: string, units: SortedUnits): number | undefined {
  const value = measured(id, units);
  const n = units.values.length;
  return value === undefined ? undefined : (value * n) / (n - 1);
}

/** Over the regions' totals, value × weight, each counted once. */
function ofTotals(id: string, units: SortedUnits): number | undefined {
  const values = units.values.map((value, i) => value * at(units.weights, i));
  const table = unitsOf({ names: [], values }, 'none');
  return isRefused(table) ? undefined : measured(id, table);
}

/** How near a variant comes to a published figure. */
export interface Match extends Candidate {
  period: string;
  /** The variant less the published figure. */
  off: number;
  /** Whether the variant, rounded to as many decimals, is the published figure. */
  rounds: boolean;
}

/**
 * Variants by how near they come to a published figure, the nearest first.
 * @param published as it was printed, `0.63` or `63%`
 */
export function closestTo(
  published: string,
  series: readonly { period: string; table: RegionTable }[],
): Match[] {
  const scale = published.endsWith('%') ? 100 : 1;
  const digits = published.replace('%', '');
  const decimals = digits.split('.')[1]?.length ?? 0;
  const matches = series.flatMap(({ period, table }) =>
    candidates(table).map(({ id, value }) => ({
      id,
      period,
      value,
      off: value - Number(digits) / scale,
      rounds: (value * scale).toFixed(decimals) === Number(digits).toFixed(decimals),
    })),
  );
  return matches.sort((a, b) => Math.abs(a.off) - Math.abs(b.off));
}
