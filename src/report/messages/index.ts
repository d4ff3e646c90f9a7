import { cliMessages } from './cli.ts';
import { decideMessages } from './decide.ts';
import { explanationProblems } from './explanation.ts';
import { intakeMessages } from './intake.ts';
import { packMessages } from './pack.ts';
import { simulateProblems } from './simulate.ts';
import { trustMessages } from './trust.ts';
import type { Messages } from './types.ts';

/** The areas in which codes of problems, issues and warnings have their wording. No code is in two of them. */
export const AREAS: Readonly<Record<string, Messages>> = {
  cli: cliMessages,
  decide: decideMessages,
  explanation: explanationProblems,
  intake: intakeMessages,
  pack: packMessages,
  simulate: simulateProblems,
  trust: trustMessages,
};

export const messages: Messages = Object.assign({}, ...Object.values(AREAS));
