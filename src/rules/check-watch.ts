import type { Problem } from '../model/problem.ts';
import { validPeriods } from './check-parameters.ts';
import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import { AFTERWARDS } from './plain-conditions.ts';
import { tryState } from './trial.ts';

/** Levels of watch on which nobody can ever be: one that never calls is worse than none. */
export function watchProblems(loaded: LoadedPack, parameters: Parameters): Problem[] {
  const periods = validPeriods(loaded, parameters);
  return loaded.watch.flatMap(({ level, when }, index): Problem[] => {
    const rule = {
      code: level.id,
      kind: 'move' as const,
      from: [AFTERWARDS],
      to: AFTERWARDS,
      when: level.when,
    };
    const alone: LoadedPack = { ...loaded, transitions: [{ rule, when }] };
    const trial = tryState(alone, parameters, periods, AFTERWARDS);
    if (trial.true.size > 0) return [];
    return [
      {
        code: 'level-never',
        severity: trial.isSure ? 'error' : 'warning',
        params: { name: level.id },
        place: loaded.yaml.place(['watch', index, 'when']),
      },
    ];
  });
}
