import type { Population } from './survey.ts';

/** What a figure is of: one measure of one income of the units of a domain in a period. */
export interface FigureKey {
  income: string;
  /** Blank where there is one only. */
  period: string;
  /** As on the command line; `line` is a poverty line that was estimated. */
  measure: string;
  /** The poverty line as it was asked for, for measures that need one. */
  line: string | undefined;
  /** The domain: columns and the value, or undefined for all units. */
  by: string | undefined;
  domain: string | undefined;
}

/** A number with its uncertainty; what is undefined can't be said, and `reason` says why. */
export interface Estimated {
  value: number | undefined;
  standardError: number | undefined;
  /** Ends of the 95 % interval by Student's t. */
  low: number | undefined;
  high: number | undefined;
  degreesOfFreedom: number | undefined;
  reason: string | undefined;
}

export interface Figure extends FigureKey, Estimated {
  /** Units, and the sum of their weights. */
  n: number;
  weight: number;
}

/** A figure of one period less that of the period before. */
export interface Change extends FigureKey, Estimated {
  from: string;
}

/** One of the parts that a figure of all units is the exact sum of. */
export interface Part {
  income: string;
  period: string;
  measure: string;
  line: string | undefined;
  by: string;
  /** What one group adds, or what lies within or between groups. Groups add up to the figure, or to what is within. */
  kind: 'group' | 'within' | 'between';
  domain: string | undefined;
  populationShare: number | undefined;
  contribution: number;
  /** Of the figure of all units. */
  share: number | undefined;
}

interface Tally {
  count: number;
  weight: number;
}

/** What a sample of one period, seen by one income, is like. */
export interface SampleSummary {
  income: string;
  period: string;
  /** Rows in the design, whether or not their income is known. */
  rows: number;
  used: Tally;
  missing: Tally;
  /** Left out because their income is not positive, if that was asked for. */
  dropped: Tally;
  /** Used although their income is not positive. */
  nonPositive: Tally;
  strata: number;
  psus: number;
  degreesOfFreedom: number;
  /** Sampling units that were in the sample of the period before as well. */
  overlap: number | undefined;
}

/** A poverty line as asked for; a column by its number among those of lines. */
export type LineChoice = { text: string } & (
  | { kind: 'fixed'; value: number }
  | { kind: 'relative'; share: number; of: 'median' | 'mean' }
  | { kind: 'column'; column: number }
);

/** What `measure` prints and writes. */
export interface Figures {
  format: 'shuangdao-measure/1';
  file: string;
  incomes: readonly string[];
  population: Population;
  weight: string | undefined;
  size: string | undefined;
  household: string | undefined;
  period: string | undefined;
  strata: string | undefined;
  /** The column of sampling units; undefined where each unit is its own. */
  psu: string | undefined;
  fpc: string | undefined;
  singlePsu: string | undefined;
  replicates: { method: string; count: number; fay: number | undefined } | undefined;
  poor: 'below' | 'at-or-below';
  positiveOnly: boolean;
  lines: readonly LineChoice[];
  /** By the name of the measure, in the reader's language. */
  definitions: Record<string, { name: string; definition: string }>;
  samples: SampleSummary[];
  figures: Figure[];
  changes: Change[];
  parts: Part[];
}
