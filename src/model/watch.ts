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
  leave: z.strictObject({ held: z.string().regex(/^[1-9]\d{0,2}$/, 'form-periods') }),
  source: z.string(),
});
export type WatchLevel = z.infer<typeof WatchLevel>;
