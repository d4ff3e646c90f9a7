import type { Column, InputTable, Level, Pack } from '../model/pack.ts';
import { OUTCOMES } from '../model/pack.ts';
import type { Problem } from '../model/problem.ts';
import { HOUSEHOLD, levelsOf, levelUnit, regionsTo, type Unit } from '../model/unit.ts';
import type { Text } from '../model/words.ts';
import type { Path, YamlFile } from '../model/yaml.ts';
import { namesIn, walk } from './expr.ts';
import type { LoadedPack } from './load.ts';

/** The table of the periods in which something about a unit's own units below was recorded. */
export const BELOW = 'below$';

/** The region column by which the units below are said to belong to a unit, and the units themselves. */
export interface ListBelow {
  /** The name of the list in expressions: `households`, or what the level below calls its own. */
  list: string;
  of: LoadedPack;
}

/** The lists of units that a level sees: of households, and of every level below that names its list. */
export function listsBelow(households: LoadedPack, levels: readonly LoadedPack[]): ListBelow[] {
  const named = levels.flatMap((of) => {
    const list = households.pack.levels?.[of.unit.name]?.list;
    return list === undefined ? [] : [{ list, of }];
  });
  return [{ list: HOUSEHOLD.spine, of: households }, ...named];
}

/**
 * The rules of a level as a pack of its own: its units take the place of households, and each list of units below
 * that of a list of members by period. So whatever reads, checks, decides and explains a pack does so for a level.
 */
export function levelPack(pack: Pack, name: string, level: Level, below: readonly ListBelow[]): Pack {
  const { inputs, levels: _, watch: __, procedure: ___, ...head } = pack;
  const inner = regionsTo(name, pack);
  const finer = finerParameters(below, inner);
  const shared = Object.entries(pack.parameters ?? {}).filter(([parameter]) => !finer.has(parameter));
  const known = inputs[HOUSEHOLD.spine]?.columns ?? {};
  const spine = inner.map((region): [string, Column] => [region, known[region] ?? { type: 'code' }]);
  const own = Object.entries(level.inputs ?? {}).map(([table, input]): [string, InputTable] => {
    // A region that a table of the level names is one of the unit's, wherever else it is named.
    const columns = Object.entries(input.columns).filter(([column]) => !inner.includes(column));
    const key = input.key.endsWith(',period') ? 'household,period' : 'household';
    return [table, { ...input, key, columns: Object.fromEntries(columns) }];
  });
  const lists = below.map(({ list, of }): [string, InputTable] => [
    list,
    { key: 'household,member,period', columns: listColumns(list, of) },
  ]);
  return {
    ...head,
    regions: inner,
    inputs: Object.fromEntries([
      [levelUnit(name).spine, { key: 'household', columns: Object.fromEntries(spine) }],
      ...own,
      [BELOW, { key: 'household,period', columns: {} }],
      ...lists,
    ]),
    parameters: { ...Object.fromEntries(shared), ...level.parameters },
    facts: level.facts,
    criteria: level.criteria,
    states: level.states,
    initial: level.initial,
    transitions: level.transitions,
    require: level.require,
    tests: level.tests,
  };
}

/** The pack's numbers that a level has none of: they differ by a region of which its units have several. */
export function finerParameters(below: readonly ListBelow[], inner: readonly string[]): Set<string> {
  const households = below.find(({ of }) => of.unit.name === HOUSEHOLD.name)?.of;
  const { pack, formulas } = households ?? {};
  const isFiner = (region: string): boolean =>
    (pack?.regions ?? []).includes(region) && !inner.includes(region);
  const finer = new Set(
    Object.entries(pack?.parameters ?? {}).flatMap(([name, parameter]) =>
      'from' in parameter && parameter.from.key.some(isFiner) ? [name] : [],
    ),
  );
  for (const [name, expr] of formulas ?? [])
    if ([...namesIn(expr)].some((used) => finer.has(used))) finer.add(name);
  return finer;
}

const OWN_COLUMNS = {
  state: { en: 'state', zh: '状态' },
  state_before: { en: 'state before', zh: '原状态' },
  outcome: { en: 'outcome', zh: '结果' },
  code: { en: 'code', zh: '代码' },
} as const;

/** What a level sees of each unit below: how it was decided, its inputs, facts and criteria. */
function listColumns(list: string, { pack, names }: LoadedPack): Record<string, Column> {
  const label = (name: keyof typeof OWN_COLUMNS): Text => {
    const { en, zh } = OWN_COLUMNS[name];
    return { en: `${en} of ${list}`, zh: `${list} 的${zh}` };
  };
  const states = pack.states.map(({ id }) => id);
  const codes = ['', ...pack.transitions.map(({ code }) => code)];
  const columns: [string, Column][] = [
    ['state', { type: 'category', codes: states, label: label('state') }],
    ['state_before', { type: 'category', codes: states, label: label('state_before') }],
    ['outcome', { type: 'category', codes: [...OUTCOMES], label: label('outcome') }],
    ['code', { type: 'category', codes, label: label('code') }],
  ];
  for (const [name, info] of names) {
    if (info.kind === 'input') columns.push([name, withoutFileWords(info.column)]);
    if (info.kind !== 'fact' && info.kind !== 'criterion') continue;
    const own = (info.kind === 'fact' ? pack.facts : pack.criteria)?.[name]?.label;
    columns.push([name, { type: info.type, ...(own === undefined ? {} : { label: own }) }]);
  }
  return Object.fromEntries(columns);
}

/** How a cell is written in a file says nothing about a value that has been read. */
function withoutFileWords({ aliases: _, missing: __, blank: ___, ...column }: Column): Column {
  return column;
}

/** A pack's file as the rules of a level see it: their paths lie below the level, the rest is the pack's. */
export function levelYaml(yaml: YamlFile, name: string, { parameters = {} }: Level): YamlFile {
  const own = new Set([
    'inputs',
    'facts',
    'criteria',
    'states',
    'initial',
    'transitions',
    'require',
    'tests',
  ]);
  const at = ([section, ...rest]: Path): Path => {
    const mine = own.has(String(section)) || (section === 'parameters' && String(rest[0]) in parameters);
    return mine ? ['levels', name, section ?? '', ...rest] : [section ?? '', ...rest];
  };
  return {
    ...yaml,
    place: (path, part) => yaml.place(at(path), part),
    placeWithin: (path, start, end) => yaml.placeWithin(at(path), start, end),
  };
}

/** What only levels above some rules know, and which level it is: inputs, facts, criteria and lists by name. */
export function knownAbove(pack: Pack, unit: Unit): Map<string, string> {
  const levels = levelsOf(pack);
  const first = levels.findIndex(([name]) => name === unit.name) + 1;
  return new Map(
    levels.slice(first).flatMap(([name, { inputs = {}, facts = {}, criteria = {}, list }]) => {
      const columns = Object.values(inputs).flatMap((input) => Object.keys(input.columns));
      const names = [...columns, ...Object.keys(facts), ...Object.keys(criteria), ...(list ? [list] : [])];
      return names.map((own) => [own, name] as const);
    }),
  );
}

/** Levels that are no regions, keys that are not the level's, and names that stand for two things. */
export function levelProblems(pack: Pack, yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params'], path: Path, part?: 'key'): void => {
    problems.push({ code, severity: 'error', params, place: yaml.place(path, part) });
  };
  const tables = new Set([...Object.keys(pack.inputs), 'register'].map((table) => table.toLowerCase()));
  const lists = new Set([HOUSEHOLD.spine]);
  for (const [name, level] of Object.entries(pack.levels ?? {})) {
    const path = ['levels', name];
    if (!pack.regions?.includes(name)) {
      add('level-not-region', { name, regions: (pack.regions ?? []).join(', ') }, path, 'key');
    }
    for (const parameter of Object.keys(level.parameters ?? {})) {
      if (parameter in (pack.parameters ?? {}))
        add('name-twice', { name: parameter }, [...path, 'parameters', parameter], 'key');
    }
    for (const [table, { key }] of Object.entries(level.inputs ?? {})) {
      const at = [...path, 'inputs', table];
      if (key !== name && key !== `${name},period`)
        add('level-key', { table, name, found: key }, [...at, 'key']);
      if (tables.has(table.toLowerCase())) add('name-twice', { name: table }, at, 'key');
      tables.add(table.toLowerCase());
    }
    if (level.list === undefined) continue;
    if (lists.has(level.list)) add('name-twice', { name: level.list }, [...path, 'list']);
    lists.add(level.list);
  }
  return problems;
}

/** The columns of a unit's list that levels above it read. */
export function seenFrom(levels: readonly LoadedPack[], unit: Unit): Set<string> {
  const seen = new Set<string>();
  for (const level of levels) {
    const list = level.below.find(({ of }) => of.unit.name === unit.name)?.list;
    const expressions = [
      ...level.facts.values(),
      ...level.criteria.values(),
      ...level.transitions.map(({ when }) => when),
    ];
    for (const part of expressions.flatMap((expr) => [...walk(expr)])) {
      if (part.op === 'member' && part.table === list) seen.add(part.column);
    }
  }
  return seen;
}
