import type { Entry } from './catalogue.ts';
import { isRefused, type Refused } from './figure.ts';
import { type RegionTable, repeated, unitsOf } from './table.ts';
import type { Statistic } from './uncertainty.ts';

/** A figure of a table as a function of how often each of its regions is counted. */
export function statisticOf(table: RegionTable, { weighting, measure }: Entry): Statistic {
  const units = unitsOf(table, weighting);
  return (draws) => {
    if (isRefused(units)) return units;
    const result = measure(repeated(units, draws));
    return isRefused(result) ? result : result.value;
  };
}

/**
 * The change of a figure between two periods as a function of how often each region is counted. A region is left out,
 * or drawn, in both periods at once, so that an error respects that they are the same regions.
 * @param first, second the same regions in the same order
 */
export function changeOf(first: RegionTable, second: RegionTable, entry: Entry): Statistic {
  const [before, after] = [statisticOf(first, entry), statisticOf(second, entry)];
  return (draws): number | Refused => {
    const [from, to] = [before(draws), after(draws)];
    if (isRefused(from)) return from;
    return isRefused(to) ? to : to - from;
  };
}
