import { periodLabel } from '../model/period.ts';
import type { Problem } from '../model/problem.ts';
import { validPeriods } from './check-parameters.ts';
import type { Constant } from './constant.ts';
import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import { toDecimal } from './rational.ts';
import { MOST_SITUATIONS, type Overlap, type Trial, tryState } from './trial.ts';

/** States nobody reaches or leaves, transitions that never fire, and those whose order decides. */
export function transitionProblems(loaded: LoadedPack, parameters: Parameters): Problem[] {
  const periods = validPeriods(loaded, parameters);
  const trials = loaded.pack.states.map(({ id }) => tryState(loaded, parameters, periods, id));
  return [
    ...neverProblems(loaded, trials),
    ...stateProblems(loaded, trials),
    ...overlapProblems(loaded, trials),
    ...trials
      .filter(({ complete }) => !complete)
      .map(
        ({ state }): Problem => ({
          code: 'check-sampled',
          severity: 'warning',
          params: { state, tried: MOST_SITUATIONS },
          place: statePlace(loaded, state),
        }),
      ),
  ];
}

function neverProblems(loaded: LoadedPack, trials: readonly Trial[]): Problem[] {
  return loaded.transitions.flatMap(({ rule }, index): Problem[] => {
    const own = trials.filter(({ transitions }) => transitions.includes(index));
    const sure = !own.some(({ unsure }) => unsure.has(index));
    const place = loaded.yaml.place(['transitions', index, 'when']);
    const params = { code: rule.code };
    if (!own.some((trial) => trial.true.has(index))) {
      return [{ code: 'transition-never', severity: sure ? 'error' : 'warning', params, place }];
    }
    if (own.some(({ isSure, fires }) => !isSure || fires.has(index))) return [];
    const earlier = own.flatMap(({ shadowedBy }) => shadowedBy.get(index) ?? [])[0];
    const by = loaded.transitions[earlier ?? -1]?.rule.code ?? '';
    return [{ code: 'transition-shadowed', severity: 'warning', params: { ...params, by }, place }];
  });
}

function stateProblems(loaded: LoadedPack, trials: readonly Trial[]): Problem[] {
  // What is not sure has the benefit of the doubt.
  const canFire = ({ fires, isSure, unsure, true: held, transitions }: Trial): number[] =>
    isSure ? [...fires] : transitions.filter((index) => held.has(index) || unsure.has(index));
  const next = (trial: Trial): string[] =>
    canFire(trial).flatMap((index) => loaded.transitions[index]?.rule.to ?? []);
  const reached = new Set([loaded.pack.initial]);
  for (const state of reached) {
    const trial = trials.find((candidate) => candidate.state === state);
    if (trial) for (const to of next(trial)) reached.add(to);
  }
  return trials.flatMap((trial): Problem[] => {
    const { state } = trial;
    // One whose transitions never fire is not final on purpose; they have been reported.
    const ways = trial.transitions.map((index) => loaded.transitions[index]?.rule.to);
    const place = statePlace(loaded, state);
    const { initial } = loaded.pack;
    const unreached: Problem = {
      code: 'state-unreachable',
      severity: 'error',
      params: { state, initial },
      place,
    };
    const final: Problem = { code: 'state-final', severity: 'warning', params: { state }, place };
    return [...(reached.has(state) ? [] : [unreached]), ...(ways.some((to) => to !== state) ? [] : [final])];
  });
}

function statePlace(loaded: LoadedPack, state: string): Problem['place'] {
  const index = loaded.pack.states.findIndex(({ id }) => id === state);
  return loaded.yaml.place(['states', index]);
}

/** One for each pair, though the pair may meet in several states. */
function overlapProblems(loaded: LoadedPack, trials: readonly Trial[]): Problem[] {
  const pairs = new Map<string, { state: string; overlap: Overlap }>();
  for (const { state, overlaps } of trials) {
    for (const overlap of overlaps) {
      const pair = `${overlap.first} ${overlap.second}`;
      if (!pairs.has(pair)) pairs.set(pair, { state, overlap });
    }
  }
  return [...pairs.values()]
    .sort(({ overlap: a }, { overlap: b }) => a.first - b.first || a.second - b.second)
    .flatMap(({ state, overlap }) => overlapProblem(loaded, state, overlap));
}

/** Two transitions into the same state and list differ in nothing but their code, so their order decides nothing. */
function overlapProblem(loaded: LoadedPack, state: string, overlap: Overlap): Problem[] {
  const [first, second] = [overlap.first, overlap.second].map((index) => loaded.transitions[index]?.rule);
  if (!first || !second || (first.to === second.to && first.kind === second.kind)) return [];
  const { values, region } = overlap.situation;
  const shown = [
    ...[...region.regions].map(([column, name]) => `${column} = ${name}`),
    ...overlap.quantities.map((name) => `${name} = ${textOf(values.get(name))}`),
  ];
  return [
    {
      code: 'transitions-overlap',
      severity: 'warning',
      params: {
        first: first.code,
        second: second.code,
        state,
        period: periodLabel(overlap.period, loaded.pack.period),
        household: shown.join(', '),
      },
      place: loaded.yaml.place(['transitions', overlap.second, 'when']),
    },
  ];
}

function textOf(value: Constant): string {
  if (value === undefined) return 'unknown';
  if (typeof value === 'object') return toDecimal(value);
  return typeof value === 'string' ? `"${value}"` : String(value);
}
