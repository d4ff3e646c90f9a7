import type { RegionRow } from '../intake/region-cells.ts';
import type { CvResult, CvSource } from '../report/cv/result.ts';
import type { RegionPeriod } from '../stats/regional/analysis.ts';
import { byTime } from '../stats/regional/periods.ts';
import type { Survey } from '../stats/regional/survey.ts';
import { inNameOrder } from '../stats/regional/table.ts';

/** Regions by period, and what belongs to where they came from. */
export interface CvInput {
  source: CvSource;
  series: RegionPeriod[];
  /** All regions that the file names, those without a value as well. */
  regions?: string[];
  survey?: Survey;
  run?: NonNullable<CvResult['run']>;
}

type Measured = RegionRow & { value: number };

/** Rows with a value as columns, a table for each period, in the order of time and of names. */
export function seriesOf(rows: readonly RegionRow[]): RegionPeriod[] {
  const column = (some: readonly RegionRow[], key: 'weight' | 'area'): Float64Array | undefined =>
    some[0]?.[key] === undefined ? undefined : Float64Array.from(some, (row) => row[key] ?? 0);
  return byTime(rows.map(({ period = '' }) => period)).map((period) => {
    const some = rows.filter((row): row is Measured => (row.period ?? '') === period && row.value !== null);
    const weights = column(some, 'weight');
    const areas = column(some, 'area');
    const table = inNameOrder({
      names: some.map(({ region }) => region),
      values: Float64Array.from(some, ({ value }) => value),
      ...(weights && { weights }),
      ...(areas && { areas }),
      ...(some[0]?.group === undefined ? {} : { groups: some.map(({ group = '' }) => group) }),
    });
    return { period, table };
  });
}
