import type { Entry, Weighting } from './catalogue.ts';
import { isRefused, type Refused } from './figure.ts';
import { type RegionTable, repeated, unitsOf } from './table.ts';
import type { Statistics } from './uncertainty.ts';

const WEIGHTINGS: readonly Weighting[] = ['none', 'weight', 'area'];

/** Figures of a table as a function of how often each of its regions is counted. */
export function statisticsOf(table: RegionTable, entries: readonly Entry[]): Statistics {
  const sorted = WEIGHTINGS.map((weighting) => unitsOf(table, weighting));
  return (draws) => {
    const drawn = sorted.map((units) => (isRefused(units) ? units : repeated(units, draws)));
    return entries.map(({ weighting, measure }) => {
      const units = drawn[WEIGHTINGS.indexOf(weighting)] as (typeof drawn)[number];
      if (isRefused(units)) return units;
      const result = measure(units);
      return isRefused(result) ? result : result.value;
    });
  };
}

/**
 * Changes of figures between two periods as a function of how often each region is counted. A region is left out, or
 * drawn, in both periods at once, so that an error respects that they are the same regions.
 * @param first, second the same regions in the same order
 */
export function changesOf(first: RegionTable, second: RegionTable, entries: readonly Entry[]): Statistics {
  const [before, after] = [statisticsOf(first, entries), statisticsOf(second, entries)];
  return (draws) => {
    const to = after(draws);
    return before(draws).map((from, n): number | Refused => {
      const later = to[n] as number | Refused;
      if (isRefused(from)) return from;
      return isRefused(later) ? later : later - from;
    });
  };
}

/** Every region counted once. */
export const once = (table: RegionTable): Uint32Array => new Uint32Array(table.names.length).fill(1);
