import { z } from 'zod';
import { Text } from './words.ts';

/** The file of a run that `watch` reads beside the decisions. */
export const WATCH_FILE = 'watch.parquet';

/** SHA-256 in small hexadecimal digits. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest');
export const Instant = z.iso.datetime();
export const Count = z.int().nonnegative();
const Counts = z.record(z.string(), Count);

/** What became of one input file: `read = used + rejected`, always. */
export const FileUse = z.strictObject({
  table: z.string(),
  /** Relative to the dataset folder. */
  path: z.string(),
  read: Count,
  used: Count,
  rejected: Count,
});
export type FileUse = z.infer<typeof FileUse>;

/** Something the reader of the results must know, as data; `report/messages` words it. */
export const Warning = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Warning = z.infer<typeof Warning>;

/** One code of issue: how often, and one that stands for the rest. */
export const IssueCount = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  count: Count,
  example: z.strictObject({
    table: z.string(),
    file: z.string().optional(),
    line: z.int().optional(),
    column: z.string().optional(),
    household: z.string().optional(),
    value: z.string().optional(),
    expected: z.string().optional(),
  }),
});
export type IssueCount = z.infer<typeof IssueCount>;

/** Names for states and transitions where the pack gives any. */
const Labels = z.strictObject({ states: z.record(z.string(), Text), codes: z.record(z.string(), Text) });
const StateCounts = {
  /** All states of the pack, in its order. */
  states: Counts,
  outcomes: Counts,
  /** `fired` and `undetermined` together. */
  codes: Counts,
  /** By transition that fired: all of the pack, in its order. And by transition that is undetermined. */
  fired: Counts,
  undetermined: Counts,
};

/** Units of one kind, by period and by region: numbers of households, or of a level's villages or counties. */
const UnitCounts = {
  labels: Labels,
  /** Units by state at the end of each period, by outcome, and by transition (fired or undetermined). */
  periods: z.array(
    z.strictObject({
      period: z.string(),
      ...StateCounts,
      /** Units on each list of the period. */
      lists: z.strictObject({ entry: Count, exit: Count, return: Count.optional(), review: Count }),
    }),
  ),
  regions: z.array(
    z.strictObject({
      region: z.record(z.string(), z.string().nullable()),
      period: z.string(),
      ...StateCounts,
    }),
  ),
};

/** What `summary.json` holds and the summary after a run prints: numbers of households, nothing personal. */
export const Summary = z.strictObject({
  format: z.literal('shuangdao-summary/1'),
  pack: z.strictObject({ id: z.string(), version: z.string(), title: Text }),
  /** Name of the dataset folder, without its path. */
  dataset: z.string(),
  /** The period whose lists were written. */
  listed: z.string(),
  ...UnitCounts,
  /** The levels above households, inner to outer. */
  levels: z.array(z.strictObject({ level: z.string(), label: Text.optional(), ...UnitCounts })).optional(),
  files: z.array(FileUse),
  /** Tables of the pack that may be left out, and were; none if not given. */
  absent: z.array(z.string()).optional(),
  issues: z.array(IssueCount),
  warnings: z.array(Warning),
});
export type Summary = z.infer<typeof Summary>;

/**
 * `run.json`: what was decided from what. It holds nothing that may differ between two runs over the same
 * input except `time`, so threads, memory limit and places on the disk are not in it.
 */
export const RunStatement = z.strictObject({
  format: z.literal('shuangdao-run/1'),
  time: Instant,
  versions: z.strictObject({ shuangdao: z.string(), duckdb: z.string(), node: z.string() }),
  pack: z.strictObject({
    id: z.string(),
    version: z.string(),
    title: Text,
    /** The pack file and the tables beside it, by name. */
    files: z.record(z.string(), Digest),
  }),
  dataset: z.strictObject({
    name: z.string(),
    files: z.array(FileUse.extend({ bytes: Count, sha256: Digest })),
  }),
  /** The options that bear on the results, as given. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  periods: z.strictObject({ first: z.string(), last: z.string(), listed: z.string() }),
  /** Each parameter's value in each period that was decided; a regional one has the digest of its table. */
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      period: z.string(),
      /** The level whose rules alone read it. */
      level: z.string().optional(),
      value: z.string().optional(),
      table: z.string().optional(),
      source: z.string().optional(),
      /** The last period it was valid for, when it was carried forward beyond that. */
      carried_from: z.string().optional(),
    }),
  ),
  /** Unknowns that the pack itself replaced by a value (`blank:`, `coalesce`), and how often. */
  replacements: z.array(
    z.strictObject({
      kind: z.enum(['blank', 'coalesce']),
      where: z.string(),
      value: z.string(),
      count: Count,
    }),
  ),
  counts: z.strictObject({
    households: Count,
    decisions: Count,
    issues: Counts,
    /** Units of each level. */
    levels: Counts.optional(),
  }),
  warnings: z.array(Warning),
  /** Every file of the run folder except this one. */
  outputs: z.record(z.string(), z.strictObject({ sha256: Digest, bytes: Count })),
  merkle: z.strictObject({ leaves: Count, root: Digest }),
});
export type RunStatement = z.infer<typeof RunStatement>;

/** What every line of `audit.jsonl` has, whatever it records. */
export const AuditLine = z.looseObject({
  /** The number of the line, from 1. */
  seq: z.int().positive(),
  time: Instant,
  kind: z.string(),
  /** SHA-256 of the bytes of the line before, without its line break; 64 zeros in the first. */
  previous: Digest,
  /** SHA-256 of this line without this member. */
  hash: Digest,
});
export type AuditLine = z.infer<typeof AuditLine>;

/** The line that records a run. */
export const RunLine = AuditLine.extend({
  kind: z.literal('run'),
  /** Name of the run folder beside `audit.jsonl`. */
  run: z.string(),
  /** Digest of `run.json`. */
  statement: Digest,
  /** Digests of all other files of the run folder. */
  outputs: z.record(z.string(), Digest),
});
export type RunLine = z.infer<typeof RunLine>;
