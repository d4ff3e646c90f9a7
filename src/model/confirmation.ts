import { z } from 'zod';
import { AuditLine, Count, Digest, Instant } from './run.ts';

const Tally = z.strictObject({ confirmed: Count, pending: Count });

/** `confirmation.json`: which proposals of which run became decisions, by which record of steps taken. */
export const Confirmation = z.strictObject({
  format: z.literal('shuangdao-confirmation/1'),
  time: Instant,
  versions: z.strictObject({ shuangdao: z.string(), duckdb: z.string(), node: z.string() }),
  pack: z.strictObject({ id: z.string(), version: z.string() }),
  period: z.string(),
  /** The run whose proposals these are: the name of its folder and the digest of its `run.json`. */
  run: z.strictObject({ name: z.string(), statement: Digest }),
  /** The record of steps, of which the folder holds a copy. */
  procedure: z.strictObject({ name: z.string(), sha256: Digest, bytes: Count, records: Count, used: Count }),
  counts: z.strictObject({
    /** By list. */
    lists: z.record(z.string(), Tally),
    /** Why proposals are pending; a proposal may have several reasons. */
    defects: z.record(z.string(), Count),
    /** Rows of the period that belong to no proposal, and rows of other periods. */
    unmatched: Count,
    other_periods: Count,
    /** Households by state at the end of the period, confirmed. */
    states: z.record(z.string(), Count),
    issues: z.record(z.string(), Count),
  }),
  /** Every file of the folder except this one. */
  outputs: z.record(z.string(), z.strictObject({ sha256: Digest, bytes: Count })),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** The line of `audit.jsonl` that records a confirmation. */
export const ConfirmationLine = AuditLine.extend({
  kind: z.literal('confirmation'),
  /** Name of the folder beside `audit.jsonl`. */
  confirmation: z.string(),
  run: z.strictObject({ name: z.string(), statement: Digest }),
  procedure: z.strictObject({ name: z.string(), sha256: Digest }),
  /** Digest of `confirmation.json`. */
  statement: Digest,
  /** Digests of all other files of the folder, the copy of the record of steps among them. */
  outputs: z.record(z.string(), Digest),
});
export type ConfirmationLine = z.infer<typeof ConfirmationLine>;
