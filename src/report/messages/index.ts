import { cliMessages } from './cli.ts';
import { cvProblems } from './cv.ts';
import { decideMessages } from './decide.ts';
import { diffMessages } from './diff.ts';
import { dynamicsProblems } from './dynamics.ts';
import { explanationProblems } from './explanation.ts';
import { intakeMessages } from './intake.ts';
import { measureProblems } from './measure.ts';
import { packMessages } from './pack.ts';
import { packDiffMessages } from './pack-diff.ts';
import { procedureMessages } from './procedure.ts';
import { simulateProblems } from './simulate.ts';
import { surveyMessages } from './survey.ts';
import { trustMessages } from './trust.ts';
import type { Messages } from './types.ts';
import { yamlMessages } from './yaml.ts';

/** The areas in which codes of problems, issues and warnings have their wording. No code is in two of them. */
export const AREAS: Readonly<Record<string, Messages>> = {
  cli: cliMessages,
  cv: cvProblems,
  decide: decideMessages,
  diff: diffMessages,
  dynamics: dynamicsProblems,
  explanation: explanationProblems,
  intake: intakeMessages,
  measure: measureProblems,
  pack: packMessages,
  simulate: simulateProblems,
  'pack-diff': packDiffMessages,
  survey: surveyMessages,
  procedure: procedureMessages,
  trust: trustMessages,
  yaml: yamlMessages,
};

export const messages: Messages = Object.assign({}, ...Object.values(AREAS));
