import type { ColumnSource, Dataset, TableSource } from '../model/dataset.ts';
import type { Column, ColumnType, InputTable, Pack, TableKey } from '../model/pack.ts';
import { type PeriodKind, parsePeriod } from '../model/period.ts';
import { HOUSEHOLD, levelsOf, levelUnit, type Unit } from '../model/unit.ts';

/**
 * How the cells of a column are read: a type of the pack, one of the keys, or, for figures, as a double that says
 * where it could not be read, or left as they stand.
 */
export type CellType = ColumnType | 'id' | 'member' | 'period' | 'double' | 'verbatim';

export interface ColumnSpec {
  name: string;
  type: CellType;
  key: boolean;
  /** A file may lack it. */
  optional: boolean;
  /** Headers it is known by, best first; exactly one if dataset.yaml names it. */
  headers: string[];
  named: boolean;
  range?: readonly [string, string] | undefined;
  codes?: readonly string[] | undefined;
  /** Cell texts that mean "unknown". */
  missing: readonly string[];
  /** What a blank cell means, as the pack writes it. */
  blank?: string | undefined;
  unit?: string | undefined;
  trueTexts?: readonly string[] | undefined;
  falseTexts?: readonly string[] | undefined;
  codeFor?: Readonly<Record<string, string>> | undefined;
}

export interface TableSpec {
  name: string;
  /** What its records are about. Of a level, the key `household` holds the unit's own id. */
  unit: Unit;
  /** Whether it says in which states units were. */
  isRegister: boolean;
  keys: readonly ('household' | 'member' | 'period')[];
  optional: boolean;
  /** Keys first, then the columns of the pack in its order. */
  columns: ColumnSpec[];
  /** The one period of all records, where dataset.yaml says so. */
  constantPeriod?: number | undefined;
  source: TableSource | undefined;
  periodKind: PeriodKind;
  /** The table that says which households there are. */
  spine: boolean;
  /** A column that nothing asks for is worth a remark. */
  remarkExtra: boolean;
  /** Whether a column's values are read after the checks; all are if not given. */
  wanted?: ((column: string) => boolean) | undefined;
}

export const REGISTER = 'register';

/** The names under which dataset.yaml may speak of the key columns. */
const KEY_NAMES = {
  household: ['household_id', 'household'],
  member: ['member_id', 'member'],
  period: ['period', 'year', 'quarter', 'month'],
} as const;

/** Headers by which a key column is known, best first, as the files of counties and the national exports have them. */
export function keyHeaders(key: keyof typeof KEY_NAMES, periodKind: PeriodKind): readonly string[] {
  switch (key) {
    case 'household':
      return [...KEY_NAMES.household, '户编号', '农户编号', '户号'];
    case 'member':
      return [...KEY_NAMES.member, '人口编号', '人编号'];
    case 'period':
      // In a file by quarter or month, a column of years is only half of the period.
      return ['period', periodKind, '时期', '期', ...(periodKind === 'year' ? ['年度', '年份'] : [])];
  }
}

const KEY_TYPES = { household: 'id', member: 'member', period: 'period' } as const;

/** What intake looks for: the pack's tables as a dataset describes them, and the register last. */
export function tableSpecs(pack: Pack, dataset: Dataset | undefined): TableSpec[] {
  const source = (name: string): TableSource | undefined =>
    dataset?.tables && Object.hasOwn(dataset.tables, name) ? dataset.tables[name] : undefined;
  const tables = Object.entries(pack.inputs).map(([name, table]) =>
    tableSpec(name, table, pack.period, source(name)),
  );
  const levels = levelsOf(pack).flatMap(([name, { inputs = {}, states }]) => {
    const unit = levelUnit(name);
    const headers = unitHeaders(name, pack);
    const register = registerSpec({ ...pack, states }, source(registerName(unit)));
    return [
      ...Object.entries(inputs).map(([table, { key, ...input }]) => {
        const parts = key
          .split(',')
          .map((part) => (part === name ? HOUSEHOLD.name : part))
          .join(',');
        return tableSpec(table, { ...input, key: parts as TableKey }, pack.period, source(table));
      }),
      { ...register, name: registerName(unit) },
    ].map((spec) => ofUnit(spec, unit, headers));
  });
  const lists = tables.filter((table) => table.keys.length === 1);
  const spine = lists.find((table) => table.name === HOUSEHOLD.spine) ?? lists[0];
  if (spine) spine.spine = true;
  return [...tables, registerSpec(pack, source(REGISTER)), ...levels];
}

/** The register of a level has the level in its name: `register-village.csv`. */
export function registerName({ name }: Unit): string {
  return name === HOUSEHOLD.name ? REGISTER : `${REGISTER}-${name}`;
}

/** A unit is called in its own tables what the households call it. */
function unitHeaders(name: string, { inputs }: Pack): string[] {
  const region = inputs[HOUSEHOLD.spine]?.columns[name];
  return [name, `${name}_id`, ...(region ? knownHeaders(region) : [])];
}

function ofUnit(spec: TableSpec, unit: Unit, headers: readonly string[]): TableSpec {
  const { columns, source } = spec;
  const named = [unit.name, `${unit.name}_id`]
    .map((name) => source?.columns?.[name]?.column)
    .find((header) => header !== undefined);
  const key = named === undefined ? { headers: [...headers] } : { headers: [named], named: true };
  return {
    ...spec,
    unit,
    columns: columns.map((column) => (column.name === HOUSEHOLD.name ? { ...column, ...key } : column)),
  };
}

function tableSpec(
  name: string,
  table: InputTable,
  periodKind: PeriodKind,
  source: TableSource | undefined,
): TableSpec {
  const keys = table.key.split(',') as TableSpec['keys'];
  const constantPeriod = source?.period === undefined ? undefined : parsePeriod(source.period, periodKind);
  const values = Object.entries(table.columns).map(([column, spec]) =>
    valueColumn(column, spec, source?.columns?.[column], source?.missing ?? []),
  );
  return {
    name,
    unit: HOUSEHOLD,
    isRegister: false,
    keys,
    optional: table.optional === true,
    columns: [...keyColumns(keys, periodKind, source, constantPeriod), ...values],
    constantPeriod,
    source,
    periodKind,
    spine: false,
    remarkExtra: true,
  };
}

/** The register has the shape of a table keyed by household and period. */
export function registerSpec(pack: Pack, source: TableSource | undefined): TableSpec {
  const codes = pack.states.map((state) => state.id);
  const spec = tableSpec(
    REGISTER,
    { key: 'household,period', optional: true, columns: { state: { type: 'category', codes } } },
    pack.period,
    source,
  );
  const since = valueColumn('since', { type: 'text' }, source?.columns?.since, source?.missing ?? []);
  const decided = OF_DECISIONS.map((name) => ({
    ...valueColumn(name, { type: 'text' }, undefined, []),
    headers: [],
    optional: true,
  }));
  return {
    ...spec,
    isRegister: true,
    columns: [...spec.columns, { ...since, type: 'period', optional: true }, ...decided],
  };
}

/** What the decisions of an earlier run say of a period beside the state; any other register has a blank there. */
const OF_DECISIONS = ['state_before', 'outcome', 'code'] as const;

/** A register outside the dataset: perhaps an earlier run, and what else it has is nobody's business. */
export function outsideRegister(spec: TableSpec): TableSpec {
  const isOfDecisions = ({ name }: ColumnSpec): boolean => OF_DECISIONS.some((other) => other === name);
  const columns = spec.columns.map((column) =>
    isOfDecisions(column) ? { ...column, headers: [column.name] } : column,
  );
  return { ...spec, columns, remarkExtra: false };
}

function keyColumns(
  keys: TableSpec['keys'],
  periodKind: PeriodKind,
  source: TableSource | undefined,
  constantPeriod: number | undefined,
): ColumnSpec[] {
  return keys
    .filter((key) => key !== 'period' || constantPeriod === undefined)
    .map((key) => {
      const named = namedKey(key, source) ?? (key === 'period' ? source?.period : undefined);
      return {
        name: key,
        type: KEY_TYPES[key],
        key: true,
        optional: false,
        headers: named === undefined ? [...keyHeaders(key, periodKind)] : [named],
        named: named !== undefined,
        missing: source?.missing ?? [],
      };
    });
}

/** dataset.yaml may call the keys by either of their names. */
function namedKey(key: keyof typeof KEY_NAMES, source: TableSource | undefined): string | undefined {
  return keyNames(key)
    .map((name) => source?.columns?.[name]?.column)
    .find((header) => header !== undefined);
}

/** The names under which dataset.yaml may speak of a key column. */
export function keyNames(key: keyof typeof KEY_NAMES): readonly string[] {
  return KEY_NAMES[key];
}

/** Headers under which files are known to carry a column, beside its name. */
function knownHeaders({ label, aliases = [] }: Column): string[] {
  const labels = typeof label === 'object' ? [label.en, label.zh] : [label];
  return [...aliases, ...labels].filter((header) => header !== undefined);
}

function valueColumn(
  name: string,
  column: Column,
  source: ColumnSource | undefined,
  tableMissing: readonly string[],
): ColumnSpec {
  const known = [name, ...knownHeaders(column)];
  return {
    name,
    type: column.type,
    key: false,
    optional: false,
    headers: source?.column === undefined ? known : [source.column],
    named: source?.column !== undefined,
    range: column.range,
    codes: column.codes,
    missing: [...new Set([...(column.missing ?? []), ...tableMissing, ...(source?.missing ?? [])])],
    blank: column.blank === undefined ? undefined : String(column.blank),
    unit: source?.unit,
    trueTexts: source?.true,
    falseTexts: source?.false,
    codeFor: source?.codes,
  };
}
