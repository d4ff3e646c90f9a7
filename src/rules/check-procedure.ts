import { closest } from '../model/closest.ts';
import type { Pack } from '../model/pack.ts';
import type { Problem } from '../model/problem.ts';
import { ANSWER, namesOfStep, OBJECTION, OWN_STEP_NAMES } from '../model/procedure.ts';
import type { Path, YamlFile } from '../model/yaml.ts';

/** Procedures for lists that the pack does not have, or has two for; steps that cannot be told apart; unknown sources. */
export function procedureProblems(pack: Pack, yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (code, params, path) => {
    problems.push({ code, severity: 'error', params, place: yaml.place(path) });
  };
  const moves = new Set<string>(pack.transitions.map(({ kind }) => kind));
  const covered = new Set<string>();
  const owners = new Map(Object.entries(OWN_STEP_NAMES));
  pack.procedure?.forEach((procedure, index) => {
    const path = ['procedure', index];
    for (const kind of [...procedure.for, ...(procedure.not_in_period_of ?? [])])
      if (!moves.has(kind)) add('procedure-without-moves', { name: kind }, path);
    for (const kind of procedure.for) {
      if (covered.has(kind)) add('procedure-twice', { name: kind }, [...path, 'for']);
      covered.add(kind);
    }
    checkSource(pack, procedure.source, [...path, 'source'], add);
    checkSteps(pack, index, owners, add);
  });
  return problems;
}

type Add = (code: string, params: Problem['params'], path: Path) => void;

function checkSource({ sources }: Pack, source: string | undefined, path: Path, add: Add): void {
  if (source === undefined || source in sources) return;
  add('source-unknown', { name: source, near: closest(source, Object.keys(sources)) ?? '' }, path);
}

function checkSteps(pack: Pack, index: number, owners: Map<string, string>, add: Add): void {
  const steps = pack.procedure?.[index]?.steps ?? [];
  steps.forEach((step, nth) => {
    const path = ['procedure', index, 'steps', nth];
    const { id, source } = step;
    if (id === OBJECTION || id === ANSWER) add('step-reserved', { name: id }, [...path, 'id']);
    if (steps.findIndex((other) => other.id === id) < nth) add('step-twice', { name: id }, [...path, 'id']);
    checkSource(pack, source, [...path, 'source'], add);
    for (const name of namesOfStep(step)) {
      const owner = owners.get(name) ?? id;
      if (owner !== id) add('step-ambiguous', { name, other: owner }, [...path, 'label']);
      owners.set(name, id);
    }
  });
}
