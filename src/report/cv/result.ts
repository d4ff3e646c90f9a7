import type { FigureRow, PeriodAnalysis } from '../../stats/regional/analysis.ts';
import type { Entry } from '../../stats/regional/catalogue.ts';
import type { Match } from '../../stats/regional/closest.ts';
import { isRefused } from '../../stats/regional/figure.ts';
import type { OverTime } from '../../stats/regional/over-time.ts';
import type { BootstrapPlan } from '../../stats/regional/uncertainty.ts';

/** Where the regions came from: a file, or the decisions of a run. */
export interface CvSource {
  file: string;
  region: string;
  value: string;
  per?: string | undefined;
  weight?: string | undefined;
  area?: string | undefined;
  by?: string | undefined;
  group?: string | undefined;
}

/** All that `cv` found, for the table, CSV, JSON and the chart alike. */
export interface CvResult {
  source: CvSource;
  bootstrap?: BootstrapPlan;
  /** Where the regions are means of a run's households. */
  run?: { households: number; used: number; persons: string; numerator?: string };
  /** In the order of time; a table without periods has one, without a name. */
  periods: PeriodAnalysis[];
  /** Regions that are not in every period. */
  gaps: { region: string; periods: string[] }[];
  balanced: boolean;
  overTime?: OverTime;
  closest?: { figure: string; matches: Match[] };
}

/** Whether a figure was asked for: those with a weight need its column. */
export function isAsked({ weighting }: Pick<Entry, 'weighting'>, { weight, area }: CvSource): boolean {
  return weighting === 'none' || (weighting === 'weight' ? weight : area) !== undefined;
}

/** Whether not a single figure came about. */
export function hasNoFigure({ periods }: CvResult): boolean {
  return periods.every(({ figures }) => figures.every(({ value }: FigureRow) => isRefused(value)));
}
