import type { RegionPeriod } from './analysis.ts';
import { rowsOf } from './table.ts';

/** A period's place in time in years, if its name tells: 2009, 2009.5, 2009-Q3, 2009-07. */
export function yearOf(period: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(period)) return Number(period);
  const [, year, quarter, month] = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(period) ?? [];
  if (year === undefined) return undefined;
  return Number(year) + (quarter ? (Number(quarter) - 1) / 4 : (Number(month) - 1) / 12);
}

/** Periods in the order of time, or of their names where those tell no time. */
export function byTime(periods: readonly string[]): string[] {
  const years = new Map(periods.map((period) => [period, yearOf(period)]));
  const timed = [...years.values()].every((year) => year !== undefined);
  return [...years.keys()].sort((a, b) => {
    const difference = timed ? (years.get(a) as number) - (years.get(b) as number) : 0;
    return difference || (a < b ? -1 : 1);
  });
}

/** Regions that are not in every period, with the periods they are missing in; of those in any, and of others named. */
export function gaps(
  series: readonly RegionPeriod[],
  named: readonly string[] = [],
): { region: string; periods: string[] }[] {
  const present = series.map(({ table }) => new Set(table.names));
  const regions = [...new Set([...named, ...series.flatMap(({ table }) => table.names)])].sort((a, b) =>
    a < b ? -1 : 1,
  );
  return regions
    .map((region) => ({
      region,
      periods: series.filter((_, n) => !present[n]?.has(region)).map(({ period }) => period),
    }))
    .filter(({ periods }) => periods.length > 0);
}

/** The same periods with the regions that are in all of them. */
export function balanced(series: readonly RegionPeriod[]): RegionPeriod[] {
  const incomplete = new Set(gaps(series).map(({ region }) => region));
  return series.map(({ period, table }) => ({
    period,
    table: rowsOf(
      table,
      [...table.names.keys()].filter((row) => !incomplete.has(table.names[row] as string)),
    ),
  }));
}
