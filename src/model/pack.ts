import { z } from 'zod';
import { Count, Expression, Name } from './forms.ts';
import { Procedure } from './procedure.ts';
import { WatchLevel } from './watch.ts';
import { Text } from './words.ts';

/**
 * The shape of a rule pack (`format: shuangdao-rules/1`). Every object is strict: an unknown key is an error.
 * Numbers arrive as the text their author wrote (yaml.ts keeps it), so that 4881.22 is exactly that.
 * The messages given here are codes, which report/messages words.
 */

const Decimal = z.string().regex(/^[+-]?\d{1,18}(\.\d{1,12})?$/, 'form-decimal');
const PeriodLabel = z.string().regex(/^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$/, 'form-period');
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'form-day');
const TableFile = z.string().regex(/\.csv$/, 'form-table-file');

export const QUALITIES = ['official', 'press', 'secondary', 'unverified', 'example'] as const;
export type Quality = (typeof QUALITIES)[number];

export const Source = z.strictObject({
  title: Text,
  url: z.string().min(1).optional(),
  quote: Text.optional(),
  read_on: Day.optional(),
  quality: z.enum(QUALITIES),
  note: Text.optional(),
});
export type Source = z.infer<typeof Source>;

export const COLUMN_TYPES = [
  'money',
  'number',
  'integer',
  'boolean',
  'category',
  'code',
  'text',
  'date',
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const Column = z.strictObject({
  type: z.enum(COLUMN_TYPES),
  label: Text.optional(),
  /** Header texts under which files are known to carry this column. */
  aliases: z.array(z.string().min(1)).optional(),
  unit: z.string().min(1).optional(),
  /** Smallest and largest value accepted, both inclusive. */
  range: z.tuple([Decimal, Decimal]).optional(),
  codes: z.array(z.string().min(1)).min(1).optional(),
  /** Cell texts that stand for "unknown". */
  missing: z.array(z.string()).optional(),
  /** What a blank cell in a record means; without it a blank is unknown. */
  blank: z.union([z.boolean(), z.string()]).optional(),
});
export type Column = z.infer<typeof Column>;

export const TABLE_KEYS = [
  'household',
  'household,period',
  'household,member',
  'household,member,period',
] as const;
export type TableKey = (typeof TABLE_KEYS)[number];

export const InputTable = z.strictObject({
  /** In the pack a list such as [household, period]; here its parts joined by a comma. */
  key: z
    .array(z.string())
    .transform((parts) => parts.join(','))
    .pipe(z.enum(TABLE_KEYS)),
  optional: z.boolean().optional(),
  columns: z.record(Name, Column),
});
export type InputTable = z.infer<typeof InputTable>;

const ParameterHead = { unit: z.string().min(1).optional(), label: Text.optional() };
export const Parameter = z.union([
  z.strictObject({
    ...ParameterHead,
    values: z.record(PeriodLabel, z.strictObject({ value: Decimal, source: z.string() })),
    valid_to: PeriodLabel.optional(),
  }),
  z.strictObject({
    ...ParameterHead,
    from: z.strictObject({ file: TableFile, key: z.array(Name).min(1), value: z.string() }),
    source: z.string(),
    valid_to: PeriodLabel.optional(),
  }),
  z.strictObject({ ...ParameterHead, is: Expression, round: Count.optional() }),
]);
export type Parameter = z.infer<typeof Parameter>;

export const Fact = z.strictObject({
  is: Expression,
  unit: z.string().min(1).optional(),
  label: Text.optional(),
});
export type Fact = z.infer<typeof Fact>;

export const Criterion = z.strictObject({
  is: Expression,
  label: Text.optional(),
  source: z.string().optional(),
});
export type Criterion = z.infer<typeof Criterion>;

export const TRANSITION_KINDS = ['entry', 'exit', 'return', 'move'] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

export const Transition = z.strictObject({
  code: Name,
  kind: z.enum(TRANSITION_KINDS),
  from: z.union([Name.transform((state) => [state]), z.array(Name).min(1)]),
  to: Name,
  when: Expression,
  label: Text.optional(),
  source: z.string().optional(),
});
export type Transition = z.infer<typeof Transition>;

/** A state is a name, or a name with its label. */
export const State = z.union([
  Name.transform((id) => ({ id, label: undefined })),
  z.strictObject({ id: Name, label: Text }),
]);
export type State = { id: string; label?: Text | undefined };

export const OUTCOMES = ['moved', 'kept', 'review', 'unobserved'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const GivenValue = z.union([
  z.string(),
  z.boolean(),
  z.array(z.record(Name, z.union([z.string(), z.boolean()]))),
]);
export const PackTest = z.strictObject({
  name: z.string().min(1),
  /** The state before the first period; the pack's initial state if not given. */
  state: Name.optional(),
  since: PeriodLabel.optional(),
  /** By period: inputs, facts, or a members table as a list of rows. `unknown` stands for an unknown value. */
  given: z.record(PeriodLabel, z.record(Name, GivenValue)),
  expect: z.record(
    PeriodLabel,
    z.strictObject({
      state: Name.optional(),
      outcome: z.enum(OUTCOMES).optional(),
      code: z.string().optional(),
      missing: z.array(z.string()).optional(),
      /** The level of watch; `unknown` if nobody can tell, blank for none. */
      watch: z.string().optional(),
    }),
  ),
});
export type PackTest = z.infer<typeof PackTest>;

export const PERIOD_KINDS = ['year', 'quarter', 'month'] as const;

/** The rules by which units are decided: those of households, and those of each level above them. */
const RULES = {
  parameters: z.record(Name, Parameter).optional(),
  facts: z.record(Name, Fact).optional(),
  criteria: z.record(Name, Criterion).optional(),
  states: z.array(State).min(1),
  initial: Name,
  transitions: z.array(Transition).min(1),
  require: z.array(Expression).optional(),
  tests: z.array(PackTest).optional(),
};

export const LevelTable = z.strictObject({
  /** The level's region column alone, or with the period; here joined by a comma. */
  key: z.array(z.string()).transform((parts) => parts.join(',')),
  optional: z.boolean().optional(),
  columns: z.record(Name, Column),
});

/** Villages or counties: units that are decided too, each from its own inputs and the units below it. */
export const Level = z.strictObject({
  label: Text.optional(),
  /** The name under which levels above see the list of these units. */
  list: Name.optional(),
  inputs: z.record(Name, LevelTable).optional(),
  ...RULES,
});
export type Level = z.infer<typeof Level>;

export const Pack = z.strictObject({
  format: z.literal('shuangdao-rules/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'form-id'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'form-version'),
  title: Text,
  description: Text.optional(),
  period: z.enum(PERIOD_KINDS),
  valid: z.strictObject({ from: PeriodLabel, to: PeriodLabel }),
  currency: z.string().regex(/^[A-Z]{3}$/, 'form-currency'),
  regions: z.array(Name).optional(),
  sources: z.record(z.string().min(1), Source),
  inputs: z.record(Name, InputTable),
  ...RULES,
  /** Most urgent first: a household that several levels apply to is shown on the first. */
  watch: z.array(WatchLevel).min(1).optional(),
  procedure: z.array(Procedure).min(1).optional(),
  /** By region column. */
  levels: z.record(Name, Level).optional(),
});
export type Pack = z.infer<typeof Pack>;
