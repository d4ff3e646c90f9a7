import type { Column, Pack, TableKey } from '../model/pack.ts';
import type { Problem } from '../model/problem.ts';
import type { YamlFile } from '../model/yaml.ts';
import type { ValueType } from './expr.ts';

/** What a name in an expression stands for. */
export type NameInfo =
  | { kind: 'input'; type: ValueType; table: string; column: Column; byPeriod: boolean }
  | { kind: 'parameter'; type: 'number' }
  | { kind: 'fact'; type: ValueType }
  | { kind: 'criterion'; type: 'boolean' }
  | { kind: 'period'; type: 'number' };

export type Names = ReadonlyMap<string, NameInfo>;

/** Columns of the decisions and the clock. As engines do not tell A from a, neither do we. */
export const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['household', 'member', 'state_before', 'state', 'outcome', 'missing', 'period', 'year', 'code', 'hid'],
]);

/** Words of the expression language itself. */
export const LANGUAGE_WORDS: ReadonlySet<string> = new Set(
  (
    'bool bytes cel double google int list map null_type optional prototype string type uint true false null in as ' +
    'break const continue else for function if import let loop package namespace return var void while'
  ).split(' '),
);

export function valueTypeOf(column: Column): ValueType {
  switch (column.type) {
    case 'money':
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'text';
  }
}

export function isMembersKey(key: TableKey): boolean {
  return key.startsWith('household,member');
}

export function isByPeriod(key: TableKey): boolean {
  return key.endsWith('period');
}

/** The columns of every list of members and what type each is. */
export function listColumns({ inputs }: Pack): Map<string, Map<string, ValueType>> {
  const lists = Object.entries(inputs).filter(([, { key }]) => isMembersKey(key));
  return new Map(
    lists.map(([table, { columns }]) => [
      table,
      new Map(Object.entries(columns).map(([name, column]) => [name, valueTypeOf(column)])),
    ]),
  );
}

/** The kind of every household-level name except facts, whose type the expression decides. */
export function collectNames(
  pack: Pack,
  yaml: YamlFile,
): { names: Map<string, NameInfo>; problems: Problem[] } {
  const names = new Map<string, NameInfo>([
    ['period', { kind: 'period', type: 'number' }],
    ['year', { kind: 'period', type: 'number' }],
  ]);
  const problems: Problem[] = [];
  // Only lists of members are names in expressions; other tables may be called like a column.
  const lists = Object.entries(pack.inputs).flatMap(([table, { key }]) => (isMembersKey(key) ? [table] : []));
  const taken = new Set(lists.map((name) => name.toLowerCase()));
  const add = (name: string, info: NameInfo, path: (string | number)[]): void => {
    const place = yaml.place(path, 'key');
    const plain = name.toLowerCase();
    if (OWN_NAMES.has(plain) || LANGUAGE_WORDS.has(name)) {
      problems.push(problem('name-reserved', { name }, place));
    } else if (taken.has(plain)) problems.push(problem('name-twice', { name }, place));
    else names.set(name, info);
    taken.add(plain);
  };
  problems.push(...repeatedNames(pack, yaml));
  for (const [table, input] of Object.entries(pack.inputs)) {
    if (isMembersKey(input.key)) continue;
    for (const [name, column] of Object.entries(input.columns)) {
      const info: NameInfo = {
        kind: 'input',
        type: valueTypeOf(column),
        table,
        column,
        byPeriod: isByPeriod(input.key),
      };
      add(name, info, ['inputs', table, 'columns', name]);
    }
  }
  for (const name of Object.keys(pack.parameters ?? {})) {
    add(name, { kind: 'parameter', type: 'number' }, ['parameters', name]);
  }
  for (const name of Object.keys(pack.facts ?? {})) {
    add(name, { kind: 'fact', type: 'number' }, ['facts', name]);
  }
  for (const name of Object.keys(pack.criteria ?? {})) {
    add(name, { kind: 'criterion', type: 'boolean' }, ['criteria', name]);
  }
  return { names, problems };
}

/** Tables, columns of members and states that differ from another in case only, or are called like a table of ours. */
function repeatedNames(pack: Pack, yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  const check = (
    all: readonly string[],
    path: (name: string, index: number) => (string | number)[],
  ): void => {
    const seen = new Set<string>();
    all.forEach((name, index) => {
      if (seen.has(name.toLowerCase())) {
        problems.push(problem('name-twice', { name }, yaml.place(path(name, index), 'key')));
      }
      seen.add(name.toLowerCase());
    });
  };
  const tables = Object.keys(pack.inputs);
  check(['register', ...tables], (name) => ['inputs', name]);
  check(
    pack.states.map(({ id }) => id),
    (_, index) => ['states', index],
  );
  for (const [table, { key, columns }] of Object.entries(pack.inputs)) {
    if (isMembersKey(key))
      check(['hid', 'member', 'period', ...Object.keys(columns)], (name) => [
        'inputs',
        table,
        'columns',
        name,
      ]);
  }
  return problems;
}

function problem(code: string, params: Problem['params'], place: Problem['place']): Problem {
  return { code, severity: 'error', params, place };
}
