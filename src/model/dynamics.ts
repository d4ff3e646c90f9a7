import type { State } from './pack.ts';
import type { Text } from './words.ts';

/** What is known of a household's state in a period: it was determined, or why it was not. */
export const STATUSES = ['determined', 'review', 'unobserved', 'no_weight'] as const;
export type Status = (typeof STATUSES)[number];

/** How a spell begins: its first period is known, or it may have begun earlier (left-censored). */
export const BEGINNINGS = ['known', 'first_period', 'not_known_before'] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** How a spell ends: it is seen to end, or may have gone on (right-censored). */
export const ENDINGS = ['ended', 'last_period', 'not_known_after'] as const;
export type Ending = (typeof ENDINGS)[number];

/** A number of things counted, with what they stand for: Σw, and Σw² for the effective number of them. */
export interface Tally {
  count: number;
  weight: number;
  squares: number;
}

/** For whom a figure holds: for all, or for one value of the column asked for with `--by` (null where it is blank). */
export interface Scoped {
  scope: 'all' | 'domain';
  domain: string | null;
}

/** Households that were in one state in a period and in another, or the same, in the next. */
export interface TransitionCount extends Scoped, Tally {
  /** Number of the earlier period, from 0. */
  at: number;
  from: string;
  from_status: Status;
  to: string;
  to_status: Status;
}

/** Spells, inside the chosen states or outside of them, that are alike. */
export interface SpellCount extends Scoped, Tally {
  inside: boolean;
  /** Number of the first period, from 0. */
  start: number;
  /** In periods. */
  length: number;
  begins: Beginning;
  ends: Ending;
}

/** Households by what was known of them in a period; `inside` of those determined. */
export interface PeriodCoverage extends Scoped {
  at: number;
  determined: number;
  inside: number;
  review: number;
  unobserved: number;
  no_weight: number;
}

/** Households by when they were known. The kinds after the first two may overlap. */
export interface HistoryCoverage extends Scoped {
  households: number;
  always: number;
  never: number;
  /** Not known in the first period, but in a later one. */
  late: number;
  /** Not known in the last period, but in an earlier one. */
  lost: number;
  /** Not known between two periods that were. */
  gap: number;
}

/** Sums over the households whose income and line are known in every period, by period or of their mean income. */
export interface PovertySums extends Scoped {
  /** Number of the period, or null for the mean over all periods. */
  at: number | null;
  households: number;
  weight: number;
  /** Σ w·p, where p is 1, the gap, or its square for the poor and 0 for others. */
  sums: readonly [number, number, number];
}

/** Households by the number of periods in which they were poor, and of those the ones poor by mean income. */
export interface PoorPeriods extends Scoped {
  periods: number;
  households: number;
  weight: number;
  chronic_households: number;
  chronic_weight: number;
}

/** What was counted over a run, from which every figure of `dynamics` follows. Plain numbers, nothing personal. */
export interface Dynamics {
  format: 'shuangdao-dynamics/1';
  pack: { id: string; version: string; title: Text };
  /** Name of the dataset folder, without its path. */
  dataset: string;
  periods: readonly string[];
  /** All states of the pack, with their labels. */
  states: readonly State[];
  /** Those whose spells are looked at, and whether they were named or are those an entry leads to. */
  inside: readonly string[];
  chosen: 'named' | 'by-entry';
  population: 'households' | 'persons';
  /** The columns that weigh, if any. */
  weight: string | null;
  size: string | null;
  by: string | null;
  /** Whether the states before the first period were given. */
  register: boolean;
  coverage: readonly PeriodCoverage[];
  histories: readonly HistoryCoverage[];
  transitions: readonly TransitionCount[];
  spells: readonly SpellCount[];
  poverty: PovertyOverTime | null;
}

export interface PovertyOverTime {
  income: string;
  /** As given: a number, a parameter of the pack or a column. */
  line: string;
  /** Its value by period, where it is the same for everybody. */
  values: readonly string[] | null;
  poor: 'below' | 'at-or-below';
  sums: readonly PovertySums[];
  poorPeriods: readonly PoorPeriods[];
}
