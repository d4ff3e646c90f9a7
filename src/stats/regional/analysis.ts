import { CATALOGUE, type Entry } from './catalogue.ts';
import { statisticsOf } from './change.ts';
import { type Contributed, contributions, sharesOfTotal } from './contributions.ts';
import { type Decomposable, type Decomposition, decompose } from './decomposition.ts';
import { isRefused, type Refused } from './figure.ts';
import { type Survey, surveyError, surveyed } from './survey.ts';
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
    figures: figureRows(one, options),
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

function figureRows(
  { table, period }: RegionPeriod,
  { bootstrap: plan, survey }: AnalysisOptions,
): FigureRow[] {
  const n = table.names.length;
  const statistics = statisticsOf(table, CATALOGUE);
  const errors = jackknife(statistics, n);
  const drawn = plan && bootstrap(statistics, n, plan);
  return CATALOGUE.map((entry, place): FigureRow => {
    const found = surveyed({ period, table }, entry);
    const [jackknifed, bootstrapped] = [errors[place], drawn?.[place]];
    return {
      entry,
      value: isRefused(found) ? found : found.figure.value,
      jackknife: jackknifed as Uncertainty | Refused,
      ...(bootstrapped && { bootstrap: bootstrapped }),
      ...(survey && { survey: isRefused(found) ? found : surveyError(found, survey) }),
    };
  });
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
