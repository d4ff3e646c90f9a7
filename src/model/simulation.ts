import type { IssueCount } from './run.ts';
import type { Text } from './words.ts';

/**
 * What `simulate --json` prints and simulate.json holds: a pack tried with other numbers over one dataset. Households are
 * counted, not named. Amounts and numbers of the pack are decimal texts.
 */
export interface Simulation {
  format: 'shuangdao-simulation/1';
  pack: { id: string; version: string; title: Text };
  /** Name of the dataset folder. */
  dataset: string;
  /** The parameters that were set, in the order asked for. */
  parameters: SetParameter[];
  /** The period that tables, charts and changes show. */
  period: string;
  /** The region column that figures are given by. */
  by: string | null;
  /** States in which a household is on the list: entries and returns lead there, exits lead away. */
  listed_states: { name: string; label?: Text | undefined }[];
  /** How it is told who is poor and what a household lacks; null if the pack has no line. */
  line: LineUsed | null;
  budget: string | null;
  benchmark: { column: string; file: string | null } | null;
  /** The pack as it is comes first, as number 0. */
  settings: Setting[];
  /** Settings that the pack's `require:` does not allow, or in which a number has no value; they were not tried. */
  left_out: {
    values: Record<string, string>;
    problems: { code: string; params: Record<string, string | number> }[];
  }[];
  issues: IssueCount[];
}

export interface SetParameter {
  name: string;
  label?: Text | undefined;
  unit?: string | undefined;
  /** The pack's own number by period, where it has one for everybody. */
  as_is: Record<string, string>;
}

export interface LineUsed {
  /** The criterion, or the transition, in which the comparison stands. */
  where: string;
  /** The comparison as the pack writes it. */
  comparison: string;
  parameter: string;
  /** Of the money, such as CNY/year; the currency alone where the pack gives the line no unit. */
  unit: string;
  /** Whether the pack lets one know how many persons a household has. */
  persons: boolean;
}

export interface Setting {
  setting: number;
  /** Values by parameter; none for the pack as it is. */
  values: Record<string, string>;
  /** Every decided period: all households together, then by region. */
  figures: Figures[];
  /** For the period shown. */
  budget?: BudgetReach;
}

/** Households of a period, everywhere or in one region. Counts are of households unless they say persons. */
export interface Figures {
  period: string;
  /** `all`, or the region column. */
  level: string;
  /** The region; null for all, and for households whose region is unknown. */
  region: string | null;
  households: number;
  /** Moved in the period by a transition of that kind. */
  entries: number;
  exits: number;
  returns: number;
  /** In a listed state at the end of the period. */
  listed: number;
  /** Undetermined, or not observed while in another state than the first: the review list of a run. */
  review: number;
  /** Listed at the end of the period here and not with the pack as it is, and the other way round. */
  into_list: number;
  out_of_list: number;
  /** Everybody observed who is known to be poor by the line. */
  poor?: Lacking;
  /** Those of them who are listed at the end of the period. */
  listed_poor?: Lacking;
  /** Listed households of whom it is not known whether they are poor, or what they lack. */
  listed_unknown?: number;
  /** Share of the benchmark's poor who are not listed. */
  exclusion?: ErrorShare;
  /** Share of the listed who are not poor by the benchmark; listed households it does not know are left out. */
  inclusion?: ErrorShare;
}

export interface Lacking {
  households: number;
  /** Null where the pack does not say how many persons a household has. */
  persons: string | null;
  /** Money that would lift all of them to the line, and not beyond, for one period. */
  gap: string;
}

export interface ErrorShare {
  count: number;
  of: number;
  /** Null where there is nothing to divide by. */
  share: number | null;
  /** Wilson's interval of 95 %. */
  low: number | null;
  high: number | null;
}

/** How far the money reaches among the listed poor. */
export interface BudgetReach {
  /** Whether it covers all that the listed poor lack. */
  fits: boolean;
  /** Budget over what is needed, at most 1; 1 where nothing is needed. */
  covered: number;
  /** Lifted to the line if those furthest below it come first, as long as the money lasts. */
  households: number;
  persons: string | null;
}
