import type { ColumnType, InputTable, PackTest } from '../model/pack.ts';
import { parsePeriod } from '../model/period.ts';
import type { Plan, Step } from '../model/plan.ts';
import { id, text } from '../model/sql.ts';
import { inputTable, type Unit } from '../model/unit.ts';
import { type Given, isForWholeTest, UNKNOWN } from '../rules/check-tests.ts';
import type { LoadedPack } from '../rules/load.ts';
import { isByPeriod, isMembersKey } from '../rules/names.ts';
import { GIVEN } from './given-facts.ts';

export interface TestHousehold {
  household: string;
  test: PackTest;
}

type Cells = Readonly<Record<string, Given>>;

const SQL_TYPES: Record<ColumnType, string> = {
  money: 'DECIMAL(18, 4)',
  number: 'DECIMAL(18, 4)',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  category: 'VARCHAR',
  code: 'VARCHAR',
  text: 'VARCHAR',
  date: 'VARCHAR',
};

/** The input tables and the register as intake would leave them. */
export function testTables(
  loaded: LoadedPack,
  tests: readonly TestHousehold[],
  span: { first: number; last: number },
): { steps: Plan; doubles: ReadonlySet<string> } {
  const doubles = new Set<string>();
  const steps: Step[] = [];
  for (const [name, table] of Object.entries(loaded.pack.inputs)) {
    const rows = isMembersKey(table.key)
      ? memberRows(loaded, name, table, tests)
      : plainRows(loaded, name, table, tests, span);
    for (const [column, { type }] of Object.entries(table.columns)) {
      if (type === 'number' && rows.some(({ cells }) => isLong(cells[column])))
        doubles.add(`${name}.${column}`);
    }
    steps.push({ name: `table ${name}`, sql: createTable(loaded.unit, name, table, rows, doubles) });
  }
  steps.push({ name: 'register', sql: register(loaded, tests, span.first) });
  return { steps, doubles };
}

/** A row: the SQL texts of its keys, and its cells. */
interface Row {
  keys: readonly string[];
  cells: Cells;
}

function isLong(value: Given | undefined): boolean {
  return typeof value === 'string' && /\.\d{5}/.test(value);
}

function plainRows(
  loaded: LoadedPack,
  name: string,
  table: InputTable,
  tests: readonly TestHousehold[],
  span: { first: number; last: number },
): Row[] {
  const period = (label: string): number => parsePeriod(label, loaded.pack.period) ?? 0;
  return tests.flatMap(({ household, test: { given } }, hid): Row[] => {
    if (!isByPeriod(table.key)) {
      const keys = [String(hid), ...(name === loaded.unit.spine ? [text(household).text] : [])];
      return [{ keys, cells: wholeTest(given, loaded) }];
    }
    const rows = new Map(Object.entries(given).map(([label, cells]) => [period(label), cells]));
    // Giving a fact makes a table by period; where the pack has none, every period has its record.
    if (
      name === GIVEN &&
      !Object.entries(loaded.pack.inputs).some(
        ([other, { key }]) => other !== GIVEN && key === 'household,period',
      )
    ) {
      for (let at = span.first; at <= span.last; at++) if (!rows.has(at)) rows.set(at, {});
    }
    return [...rows].map(([at, cells]) => ({ keys: [String(hid), String(at)], cells }));
  });
}

/** What a test gives for a household and not for a period of it. */
function wholeTest(given: PackTest['given'], loaded: LoadedPack): Cells {
  const all = Object.values(given).flatMap((values) => Object.entries(values));
  return Object.fromEntries(all.filter(([name]) => isForWholeTest(name, loaded)));
}

function memberRows(
  loaded: LoadedPack,
  name: string,
  table: InputTable,
  tests: readonly TestHousehold[],
): Row[] {
  return tests.flatMap(({ test: { given } }, hid) => {
    const lists = isByPeriod(table.key)
      ? Object.entries(given).map(([label, cells]) => ({
          at: [String(parsePeriod(label, loaded.pack.period))],
          list: cells[name],
        }))
      : [{ at: [], list: wholeTest(given, loaded)[name] }];
    return lists.flatMap(({ at, list }) =>
      (Array.isArray(list) ? list : []).map((cells, index) => ({
        keys: [String(hid), text(String(index + 1).padStart(3, '0')).text, ...at],
        cells,
      })),
    );
  });
}

function createTable(
  unit: Unit,
  name: string,
  table: InputTable,
  rows: readonly Row[],
  doubles: ReadonlySet<string>,
): string {
  const columns = Object.entries(table.columns);
  const keys = [
    'hid INTEGER',
    ...(name === unit.spine ? ['household VARCHAR'] : []),
    ...(isMembersKey(table.key) ? ['member VARCHAR'] : []),
    ...(isByPeriod(table.key) ? ['period INTEGER'] : []),
  ];
  const types = columns.map(([column, { type }]) => {
    const sqlType = doubles.has(`${name}.${column}`) ? 'DOUBLE' : SQL_TYPES[type];
    return `${id(column).text} ${sqlType}`;
  });
  const target = id(inputTable(unit, name)).text;
  const create = `CREATE TABLE ${target}(${[...keys, ...types].join(', ')})`;
  if (rows.length === 0) return create;
  const values = rows.map(
    ({ keys: own, cells }) =>
      `(${[...own, ...columns.map(([column]) => literal(cells[column]))].join(', ')})`,
  );
  return `${create}; INSERT INTO ${target} VALUES ${values.join(', ')}`;
}

function literal(value: Given | undefined): string {
  if (value === undefined || value === UNKNOWN || Array.isArray(value)) return 'NULL';
  return typeof value === 'boolean' ? String(value) : text(value.replace(/^\+(?=\d)/, '')).text;
}

/** A test's state is the register's word on the last period before the batch. */
function register(loaded: LoadedPack, tests: readonly TestHousehold[], first: number): string {
  const target = id(inputTable(loaded.unit, 'register')).text;
  const create = `CREATE TABLE ${target}(hid INTEGER, period INTEGER, state VARCHAR, since INTEGER,
    state_before VARCHAR, outcome VARCHAR, code VARCHAR)`;
  const rows = tests.flatMap(({ test: { state, since } }, hid) => {
    if (state === undefined && since === undefined) return [];
    const begun = since === undefined ? 'NULL' : String(parsePeriod(since, loaded.pack.period));
    return [`(${hid}, ${first - 1}, ${text(state ?? loaded.pack.initial).text}, ${begun})`];
  });
  return rows.length === 0
    ? create
    : `${create}; INSERT INTO ${target}(hid, period, state, since) VALUES ${rows.join(', ')}`;
}
