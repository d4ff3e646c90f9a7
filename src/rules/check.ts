import type { Problem } from '../model/problem.ts';
import { numberProblems } from './check-numbers.ts';
import { gapProblems, requireProblems } from './check-parameters.ts';
import { testProblems } from './check-tests.ts';
import { transitionProblems } from './check-transitions.ts';
import { watchProblems } from './check-watch.ts';
import type { LoadedPack } from './load.ts';
import { Parameters } from './parameters.ts';

/**
 * What is wrong with a rule pack that loads: numbers missing in some period, broken requirements, transitions,
 * states and levels of watch that cannot work as they stand, numbers that may become too large, and tests that ask for what the pack does not have.
 */
export function checkPack(loaded: LoadedPack): Problem[] {
  const parameters = new Parameters(loaded);
  const problems = [
    ...gapProblems(loaded, parameters),
    ...requireProblems(loaded, parameters),
    ...transitionProblems(loaded, parameters),
    ...watchProblems(loaded, parameters),
    ...numberProblems(loaded, parameters),
    ...testProblems(loaded),
    ...loaded.levels.flatMap(checkPack),
  ];
  // A parameter of the pack that several levels read is checked with each.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
