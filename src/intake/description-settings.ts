import type { ColumnSource, Dataset } from '../model/dataset.ts';
import type { Problem } from '../model/problem.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import type { YamlFile } from '../model/yaml.ts';
import { FALSE_TEXTS, TRUE_TEXTS } from './cells.ts';
import { type CellType, type ColumnSpec, keyNames, type TableSpec } from './tables.ts';

type Setting = keyof ColumnSource;

const OF_TEXTS: readonly Setting[] = ['column', 'codes', 'missing'];
const OF_NUMBERS: readonly Setting[] = ['column', 'unit', 'missing'];
const OF_OTHERS: readonly Setting[] = ['column', 'missing'];

/** What dataset.yaml may say of a column, by its type; of a key only the header. */
const SETTINGS: Partial<Record<CellType, readonly Setting[]>> = {
  money: OF_NUMBERS,
  number: OF_NUMBERS,
  integer: OF_NUMBERS,
  boolean: ['column', 'true', 'false', 'missing'],
  category: OF_TEXTS,
  code: OF_TEXTS,
  text: OF_TEXTS,
};

/** The names under which dataset.yaml may speak of each column of a table. */
export function namesOf({ unit, columns }: TableSpec): Map<string, ColumnSpec> {
  const ofLevel = unit.name !== HOUSEHOLD.name;
  return new Map(
    columns.flatMap((column) => {
      if (!column.key) return [[column.name, column] as const];
      const key = column.name as TableSpec['keys'][number];
      const names = ofLevel && key === 'household' ? [unit.name, `${unit.name}_id`] : keyNames(key);
      return names.map((name) => [name, column] as const);
    }),
  );
}

/** Settings that mean nothing for a column of its type, and would be passed over without a word. */
export function settingProblems(dataset: Dataset, tables: readonly TableSpec[], yaml: YamlFile): Problem[] {
  return tables.flatMap((table) => {
    const described = dataset.tables && Object.hasOwn(dataset.tables, table.name);
    const columns = (described ? dataset.tables?.[table.name]?.columns : undefined) ?? {};
    const known = namesOf(table);
    return Object.entries(columns).flatMap(([name, source]) => {
      const spec = known.get(name);
      return spec ? columnProblems(name, { source, spec, table }, yaml) : [];
    });
  });
}

interface Described {
  source: ColumnSource;
  spec: ColumnSpec;
  table: TableSpec;
}

function columnProblems(name: string, { source, spec, table }: Described, yaml: YamlFile): Problem[] {
  const allowed = spec.key ? (['column'] as const) : (SETTINGS[spec.type] ?? OF_OTHERS);
  const wrong = (Object.keys(source) as Setting[]).filter(
    (setting) => source[setting] !== undefined && !allowed.some((one) => one === setting),
  );
  return wrong.map((setting): Problem => {
    const common = { setting, column: name, table: table.name };
    const place = yaml.place(['tables', table.name, 'columns', name, setting], 'key');
    if (spec.key) {
      const instead = `${name}: ${written(source.column ?? name)}`;
      return { code: 'dataset-setting-key', severity: 'error', params: { ...common, instead }, place };
    }
    const params = {
      ...common,
      type: spec.type,
      allowed: allowed.join(', '),
      instead: insteadOf(source, spec),
    };
    return { code: 'dataset-setting', severity: 'error', params, place };
  });
}

/** The same in the words of the column's type, as far as it can be told. */
function insteadOf({ true: yes = [], false: no = [], codes }: ColumnSource, { type }: ColumnSpec): string {
  if (type === 'boolean' && codes) {
    const cellsFor = (texts: readonly string[]): string[] =>
      Object.entries(codes).flatMap(([cell, code]) => (texts.includes(code.toLowerCase()) ? [cell] : []));
    const lists = { true: cellsFor(TRUE_TEXTS), false: cellsFor(FALSE_TEXTS) };
    const given = Object.entries(lists).filter(([, cells]) => cells.length > 0);
    if (given.length === 0) return 'true: [yes], false: [no]';
    return given.map(([value, cells]) => `${value}: [${cells.map(written).join(', ')}]`).join(', ');
  }
  const cells = [...yes, ...no];
  if (SETTINGS[type] !== OF_TEXTS || cells.length === 0) return '';
  return `codes: {${cells.map((cell) => `${written(cell)}: …`).join(', ')}}`;
}

/** A text as YAML has it. */
function written(text: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(text) ? text : JSON.stringify(text);
}
