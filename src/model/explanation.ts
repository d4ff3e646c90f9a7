import type { Outcome, Quality, TransitionKind } from './pack.ts';
import type { PeriodKind } from './period.ts';
import type { Text } from './words.ts';

/**
 * What `explain --json` prints: one decision with everything that led to it. Numbers are decimal texts, periods are
 * labels such as 2009-Q1. What the rule pack gives no label for has its name only.
 */
export interface Explanation {
  format: 'shuangdao-explanation/1';
  pack: { id: string; version: string; title: Text };
  currency: string;
  period_kind: PeriodKind;
  /** The level above households that the unit belongs to. */
  level?: Labelled;
  /** The id of the household, or of the level's unit. */
  household: string;
  regions: { name: string; label?: Text | undefined; value: string | null }[];
  period: string;
  state_before: Labelled;
  state: Labelled;
  outcome: Outcome;
  /** The transition that fired or, for `review`, the first that is undetermined. */
  code: string | null;
  /** The transitions from the state before, in order, up to the one that fired. None if nobody was observed. */
  considered: Considered[];
  missing: Missing[];
  changes: Change[];
  /** Every decided period of the household. */
  history: {
    period: string;
    state_before: Labelled;
    state: Labelled;
    outcome: Outcome;
    code: string | null;
  }[];
  /** The sources named by key above. */
  sources: Record<string, ExplainedSource>;
}

export interface Labelled {
  name: string;
  label?: Text | undefined;
}

export interface ExplainedSource {
  title: Text;
  quality: Quality;
  quote?: Text | undefined;
  url?: string | undefined;
}

/** `unrecorded`: the run folder does not hold what would tell. */
export type Answer = 'true' | 'false' | 'unknown' | 'unrecorded';

export interface Considered {
  code: string;
  label?: Text | undefined;
  kind: TransitionKind;
  to: Labelled;
  source?: string | undefined;
  answer: Answer;
  condition: Condition;
}

/** A condition as it was judged. */
export type Condition =
  | { kind: 'all' | 'any'; answer: Answer; parts: Condition[] }
  | { kind: 'not'; answer: Answer; part: Condition }
  /** `test ? if_true : if_false` */
  | { kind: 'choice'; answer: Answer; test: Condition; if_true: Condition; if_false: Condition }
  /** A criterion, or a fact that is a condition, with its definition as far as the run folder holds its values. */
  | (Labelled & {
      kind: 'named';
      answer: Answer;
      text: string;
      source?: string | undefined;
      part?: Condition;
    })
  | (Labelled & { kind: 'held'; answer: Answer; source?: string | undefined; each: HeldPeriod[] })
  | {
      kind: 'comparison';
      answer: Answer;
      operator: Operator;
      left: Term;
      right: Term;
      distance?: Distance | undefined;
    }
  | { kind: 'one-of'; answer: Answer; item: Term; list: Term[] }
  | { kind: 'known'; answer: Answer; term: Term }
  /** A yes-or-no value that stands for itself. */
  | { kind: 'yes'; answer: Answer; term: Term }
  | { kind: 'ever'; answer: Answer; state: Labelled }
  /** Anything else, in the words of the rule pack, with the values it reads. */
  | { kind: 'expression'; answer: Answer; text: string; terms: Term[] };

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** One of the periods over which a criterion had to hold; a period without a record counts as unknown. */
export interface HeldPeriod {
  period: string;
  record: boolean;
  answer: Answer;
  part?: Condition | undefined;
}

/** Both where the run folder does not show which it was. */
export interface Uncomputed {
  /** null if it is not known which divisor. */
  division_by_zero?: Labelled | null;
  /** A number has more digits than are computed with. */
  too_large?: true;
}

/** A value in a condition. */
export interface Term extends Labelled {
  /** A `constant` stands in the rule itself; for an `expression`, `name` is its text. */
  role: 'fact' | 'input' | 'parameter' | 'clock' | 'spell' | 'constant' | 'expression';
  type: 'number' | 'text' | 'boolean';
  unit?: string | undefined;
  /** null if unknown; absent if the run folder does not hold it. */
  value?: string | boolean | null | undefined;
  /** True for a number that never ends as a decimal, or may not: `value` has 12 or more of its digits. */
  about?: true | undefined;
  /** The period of the value, if it belongs to one. */
  period?: string | undefined;
  /** Why a value is unknown, where that can be told: missing inputs, a division by zero, or too many digits. */
  because?: Because | undefined;
  /** For a parameter: since when it has this value, whether it was carried beyond its validity, and by whose word. */
  since?: string | undefined;
  carried?: boolean | undefined;
  sources?: string[] | undefined;
  /** The values an expression reads. */
  of?: Term[] | undefined;
}

/**
 * `any_of`: at least one of them is missing, and the run folder does not hold which; with `or_zero`, it may also be that
 * something was divided by zero.
 */
export type Because =
  | { missing: Missing[]; any_of?: true | undefined; or_zero?: true | undefined }
  | Uncomputed;

/** How far the left side lies from the right, which is `by`: 0 with `less` is less than the digits of the values show. */
export interface Distance {
  side: 'less' | 'equal' | 'more';
  by: string;
}

/** An input that was missing and could have changed the answer. */
export interface Missing extends Labelled {
  /** `list`: the members of the household; `since`: how long it has been in its state; `record`: a whole period. */
  kind: 'input' | 'list' | 'parameter' | 'since' | 'record';
  period?: string | undefined;
  /** The cells of this household from which the input could not be read. */
  cells?: Cell[] | undefined;
  /** False where the cells may be those of another period. */
  certain?: boolean | undefined;
}

/** Where something stands in the data, and what. */
export interface Cell {
  file: string;
  line: number;
  value: string;
}

/** What would have been different, all other values being the same. */
export interface Change {
  /** None for a household that was not observed. */
  code: string | null;
  label?: Text | undefined;
  to?: Labelled | undefined;
  /** `decides`: with a record the household would have been decided. */
  effect: 'fires' | 'does-not-fire' | 'decides';
  /** False if no value of the household could have done it. */
  possible: boolean;
  /** All of them together. */
  needs: Need[];
}

export type Need =
  /** `direction`, `by` and `target` are absent if the value is unknown: then it must be known to keep the limits. */
  | {
      kind: 'number';
      term: Term;
      direction?: 'more' | 'less' | undefined;
      by?: string | undefined;
      target?: string | undefined;
      limits: Limit[];
    }
  | { kind: 'text'; term: Term; one_of?: string[] | undefined; none_of?: string[] | undefined }
  | { kind: 'boolean'; term: Term; to: boolean }
  /** Whatever its value, it must be known. */
  | { kind: 'known'; term: Term }
  | (Labelled & { kind: 'condition'; period: string; to: boolean })
  /** A record for a period in which a criterion, if given, then holds or not. */
  | { kind: 'record'; period: string; criterion?: Labelled | undefined; to?: boolean | undefined };

export interface Limit {
  operator: Exclude<Operator, '!='>;
  value: string;
}
