import { CATALOGUE, type Entry } from './catalogue.ts';
import { statisticOf } from './change.ts';
import { type Contributed, contributions, sharesOfTotal } from './contributions.ts';
import { type Decomposable, type Decomposition, decompose } from './decomposition.ts';
import { isRefused, type Refused } from './figure.ts';
import { type Survey, surveyError } from './survey.ts';
import { type RegionTable, unitsOf } from './table.ts';
import {
  type BootstrapPlan,
  type Bootstrapped,
  bootstrap,
  jackknife,
  type Uncertainty,
} from './uncertainty.ts';

/** The regions of one period; a table without periods has one, without a name. */
export interface RegionPeriod {
  period: string;
  /** In the order of names. */
  table: RegionTable;
}

export interface AnalysisOptions {
  bootstrap?: BootstrapPlan;
  survey?: Survey;
}

/** A figure with all that is known of its error. */
export interface FigureRow {
  entry: Entry;
  value: number | Refused;
  jackknife: Uncertainty | Refused;
  bootstrap?: Bootstrapped | Refused;
  survey?: Uncertainty | Refused;
}

export interface DecompositionRow {
  measure: Decomposable;
  weighting: 'none' | 'weight';
  result: Decomposition | Refused;
}

/** What each region adds, in the order of the table's regions. */
export interface ContributionColumn {
  measure: Contributed | 'share-of-total';
  weighting: 'none' | 'weight';
  parts: Float64Array | Refused;
}

export interface PeriodAnalysis extends RegionPeriod {
  figures: FigureRow[];
  /** Where there is a column of groups. */
  decompositions: DecompositionRow[];
  contributions: ContributionColumn[];
}

const WEIGHTINGS = ['none', 'weight'] as const;

/** Every figure of one period. */
export function analysePeriod(one: RegionPeriod, options: AnalysisOptions): PeriodAnalysis {
  const measures = ['theil-t', 'mld', 'half-squared-cv'] as const;
  const parts = ['share-of-total', 'squared-cv', 'theil-t', 'mld'] as const;
  const { groups } = one.table;
  return {
    ...one,
    figures: CATALOGUE.map((entry) => figureRow(one, entry, options)),
    decompositions: groups
      ? measures.flatMap((measure) =>
          WEIGHTINGS.map((weighting) => ({
            measure,
            weighting,
            result: split(one.table, groups, measure, weighting),
          })),
        )
      : [],
    contributions: parts.flatMap((measure) =>
      WEIGHTINGS.map((weighting) => ({ measure, weighting, parts: added(one.table, measure, weighting) })),
    ),
  };
}

function figureRow(one: RegionPeriod, entry: Entry, options: AnalysisOptions): FigureRow {
  const { table, period } = one;
  const n = table.names.length;
  const units = unitsOf(table, entry.weighting);
  const found = isRefused(units) ? units : entry.measure(units);
  if (isRefused(units) || isRefused(found)) {
    const refused = found as Refused;
    return {
      entry,
      value: refused,
      jackknife: refused,
      ...(options.bootstrap && { bootstrap: refused }),
      ...(options.survey && { survey: refused }),
    };
  }
  const statistic = statisticOf(table, entry);
  return {
    entry,
    value: found.value,
    jackknife: jackknife(statistic, n),
    ...(options.bootstrap && { bootstrap: bootstrap(statistic, n, options.bootstrap) }),
    ...(options.survey && { survey: surveyError({ period, table, units, figure: found }, options.survey) }),
  };
}

function split(
  table: RegionTable,
  groups: readonly string[],
  measure: Decomposable,
  weighting: 'none' | 'weight',
): Decomposition | Refused {
  const units = unitsOf(table, weighting);
  if (isRefused(units)) return units;
  return decompose(
    units,
    Array.from(units.order, (row) => groups[row] as string),
    measure,
  );
}

function added(
  table: RegionTable,
  measure: ContributionColumn['measure'],
  weighting: 'none' | 'weight',
): Float64Array | Refused {
  const units = unitsOf(table, weighting);
  if (isRefused(units)) return units;
  const parts = measure === 'share-of-total' ? sharesOfTotal(units) : contributions(units, measure);
  if (isRefused(parts)) return parts;
  const byRow = new Float64Array(parts.length);
  units.order.forEach((row, place) => {
    byRow[row] = parts[place] as number;
  });
  return byRow;
}
