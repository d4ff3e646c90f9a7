import { z } from 'zod';
import { Name } from './forms.ts';
import { inLanguage, LANGUAGES, Text } from './words.ts';

/** The lists of proposals: each is fed by the transitions of that kind and becomes decisions by a procedure of its own. */
export const PROPOSAL_KINDS = ['entry', 'exit', 'return'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** Steps that every procedure knows besides its own: somebody objects, and is answered. */
export const OBJECTION = 'objection';
export const ANSWER = 'answer';

/** What a step came to: `passed` speaks for the proposal, `failed` against it. */
export const STEP_RESULTS = ['passed', 'failed'] as const;

/** Texts in a file that stand for these. */
export const OWN_STEP_NAMES: Readonly<Record<string, string>> = {
  异议: OBJECTION,
  提出异议: OBJECTION,
  答复: ANSWER,
  异议答复: ANSWER,
};
export const RESULT_NAMES: Readonly<Record<string, (typeof STEP_RESULTS)[number]>> = {
  yes: 'passed',
  通过: 'passed',
  同意: 'passed',
  属实: 'passed',
  认可: 'passed',
  无异议: 'passed',
  是: 'passed',
  no: 'failed',
  不通过: 'failed',
  未通过: 'failed',
  不同意: 'failed',
  不属实: 'failed',
  不认可: 'failed',
  有异议: 'failed',
  异议成立: 'failed',
  否: 'failed',
};

const Kinds = z.union([
  z.enum(PROPOSAL_KINDS).transform((kind) => [kind]),
  z.array(z.enum(PROPOSAL_KINDS)).min(1),
]);
const AtLeastOne = z.string().regex(/^[1-9]\d{0,2}$/, 'form-at-least-one');

/** One of the steps that people take, in their order, until a proposal is a decision. */
export const ProcedureStep = z.strictObject({
  id: Name,
  label: Text,
  /** Who takes it. */
  who: Text,
  /** How many days it lasts at least, the first not counted. */
  days: AtLeastOne.optional(),
  /** How many persons take part at least. */
  persons: AtLeastOne.optional(),
  /** Whether it is the household's own consent. */
  consent: z.boolean().optional(),
  source: z.string().optional(),
});
export type ProcedureStep = z.infer<typeof ProcedureStep>;

export const Procedure = z.strictObject({
  for: Kinds,
  steps: z.array(ProcedureStep).min(1),
  /** Kinds of move in whose period this one cannot be completed: nobody leaves in the year of entry. */
  not_in_period_of: Kinds.optional(),
  source: z.string().optional(),
});
export type Procedure = z.infer<typeof Procedure>;

/** The texts by which a file may name a step: its id and its label in either language. */
export function namesOfStep({ id, label }: ProcedureStep): string[] {
  return [...new Set([id, ...LANGUAGES.map((language) => inLanguage(label, language))])];
}
