import { closest } from '../model/closest.ts';
import type { Pack } from '../model/pack.ts';
import type { Problem } from '../model/problem.ts';
import type { Unit } from '../model/unit.ts';
import { ANY_STATE, WATCH_NAMES, WATCH_UNKNOWN } from '../model/watch.ts';
import type { Path, YamlFile } from '../model/yaml.ts';
import { procedureProblems } from './check-procedure.ts';
import { valueTypeOf } from './names.ts';

/** Sources, states, regions and column definitions that a pack refers to but does not have, or has twice. */
export function referenceProblems(pack: Pack, yaml: YamlFile, unit: Unit): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params'], path: Path, part?: 'key'): void => {
    problems.push({ code, severity: 'error', params, place: yaml.place(path, part) });
  };
  const source = (key: string | undefined, path: Path): void => {
    if (key === undefined || key in pack.sources) return;
    add('source-unknown', { name: key, near: closest(key, Object.keys(pack.sources)) ?? '' }, path);
  };
  checkRegions(pack, unit, add);
  for (const [name, parameter] of Object.entries(pack.parameters ?? {})) {
    if ('from' in parameter) source(parameter.source, ['parameters', name, 'source']);
    if (!('values' in parameter)) continue;
    for (const [period, value] of Object.entries(parameter.values)) {
      source(value.source, ['parameters', name, 'values', period, 'source']);
    }
  }
  for (const [name, criterion] of Object.entries(pack.criteria ?? {})) {
    source(criterion.source, ['criteria', name, 'source']);
  }
  pack.transitions.forEach((transition, index) => {
    source(transition.source, ['transitions', index, 'source']);
  });
  (pack.watch ?? []).forEach((level, index) => {
    source(level.source, ['watch', index, 'source']);
    source(level.leave.source, ['watch', index, 'leave', 'source']);
  });
  checkStates(pack, add);
  checkWatch(pack, add);
  checkColumns(pack, add);
  return [...problems, ...procedureProblems(pack, yaml)];
}

type Add = (code: string, params: Problem['params'], path: Path, part?: 'key') => void;

function checkRegions({ inputs, regions = [], watch }: Pack, { spine }: Unit, add: Add): void {
  const households = inputs[spine];
  if (households?.key !== 'household') add('households-missing', {}, ['inputs']);
  const columns = Object.keys(households?.columns ?? {});
  regions.forEach((name, index) => {
    if (watch && WATCH_NAMES.has(name.toLowerCase())) add('name-reserved', { name }, ['regions', index]);
    if (columns.includes(name) || !households) return;
    add('region-unknown', { name, near: closest(name, columns) ?? '' }, ['regions', index]);
  });
}

function checkStates({ states, initial, transitions }: Pack, add: Add): void {
  const names = states.map((state) => state.id);
  const state = (name: string, path: Path): void => {
    if (!names.includes(name)) add('state-unknown', { name, near: closest(name, names) ?? '' }, path);
  };
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) add('name-twice', { name }, ['states', index]);
  });
  state(initial, ['initial']);
  const codes = new Set<string>();
  transitions.forEach(({ code, from, to }, index) => {
    for (const name of from) state(name, ['transitions', index, 'from']);
    state(to, ['transitions', index, 'to']);
    if (codes.has(code)) add('code-twice', { name: code }, ['transitions', index, 'code']);
    codes.add(code);
  });
}

function checkWatch({ states, watch = [] }: Pack, add: Add): void {
  const names = [...states.map((state) => state.id), ANY_STATE];
  const levels = new Set([WATCH_UNKNOWN]);
  watch.forEach(({ id, for: states }, index) => {
    for (const name of states) {
      if (!names.includes(name))
        add('state-unknown', { name, near: closest(name, names) ?? '' }, ['watch', index, 'for']);
    }
    if (levels.has(id)) add('level-twice', { name: id }, ['watch', index, 'id']);
    levels.add(id);
  });
}

function checkColumns({ inputs }: Pack, add: Add): void {
  for (const [table, input] of Object.entries(inputs)) {
    for (const [name, column] of Object.entries(input.columns)) {
      const path = ['inputs', table, 'columns', name];
      if (column.type === 'category' && !column.codes) add('codes-missing', { name }, path, 'key');
      if (column.range && valueTypeOf(column) !== 'number')
        add('range-not-number', { name }, [...path, 'range'], 'key');
    }
  }
}
