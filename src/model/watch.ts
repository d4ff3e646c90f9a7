import { z } from 'zod';
import { Expression, Name } from './forms.ts';
import { Text } from './words.ts';

/**
 * Who is watched after 2020 in China, and why: a household that has left the list and may fall back (脱贫不稳定户), one
 * that was never on it and may fall onto it (边缘易致贫户), and one that may be well above the line and has met with
 * illness, disaster or accident (突发严重困难户).
 */
export const WATCH_TYPES = ['unstable_exit', 'marginal', 'sudden_hardship'] as const;
export type WatchType = (typeof WATCH_TYPES)[number];

/** Columns of the watch list that no region may be called like. */
export const WATCH_NAMES: ReadonlySet<string> = new Set(
  'level type since condition reason_en reason_zh do_en do_zh source undetermined'.split(' '),
);

/** The state that stands for all of them in `for:`. */
export const ANY_STATE = 'any';

/** Says in a test that nobody can tell whether a household is to be watched. */
export const WATCH_UNKNOWN = 'unknown';

/**
 * A level of watch. A household whose state, at the end of a period, is one of `for` is put on it when `when` holds,
 * and leaves it once `when` was false in as many observed periods in a row as `leave` says, or once its state is another.
 */
export const WatchLevel = z.strictObject({
  id: Name,
  type: z.enum(WATCH_TYPES),
  label: Text.optional(),
  for: z.union([Name.transform((state) => [state]), z.array(Name).min(1)]),
  when: Expression,
  /** What to do about a household on it. */
  do: Text,
  leave: z.strictObject({
    held: z.string().regex(/^[1-9]\d{0,2}$/, 'form-periods'),
    source: z.string().optional(),
  }),
  source: z.string(),
});
export type WatchLevel = z.infer<typeof WatchLevel>;

/** What `watch --json` prints, but for the backtest: numbers of households, nothing personal. */
export interface WatchSummary {
  format: 'shuangdao-watch/1';
  pack: { id: string; version: string; title: Text };
  period: string;
  /** By level, in the order of the pack. */
  levels: {
    level: string;
    type: WatchType;
    label: Text;
    source: string;
    quality: string;
    households: number;
    /** Those of them put on it in this period. */
    entered: number;
    /** Those whose condition is false, but not yet for long enough to leave. */
    leaving: number;
    /** Those whose condition cannot be told, so that they stay. */
    unknown: number;
  }[];
  /** Households on no level of which nobody can tell whether they should be. */
  undetermined: number;
  /** The same by outermost region; none where the pack has no regions. */
  regions: { region: string | null; levels: Record<string, number>; undetermined: number }[];
}

/** Households at the end of a period that may return, and what became of them in the next. */
export interface BacktestCounts {
  at_risk: number;
  /** Those of them that returned; of these, those that were watched, and those of which nobody could tell. */
  returned: number;
  returned_watched: number;
  returned_undetermined: number;
  /** Those of them that were watched; of these, those that did not return, and those of which that is not known. */
  watched: number;
  watched_stayed: number;
  watched_untold: number;
}

/** A share with its denominator and Wilson's 95 % interval; null where the denominator is 0. */
export type Share = { found: number; of: number; share: number; low: number; high: number } | null;

/**
 * How well the watch foretold returns. Sensitivity: of those who returned, the share that was watched the period
 * before. Precision: of those watched whose next period is known, the share that returned.
 */
export interface Backtest {
  periods: (BacktestCounts & { period: string; next: string; sensitivity: Share; precision: Share })[];
  total: BacktestCounts & { sensitivity: Share; precision: Share };
}
