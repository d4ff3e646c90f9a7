import type { Column, InputTable, Pack } from '../../src/model/pack.ts';
import { compare, parseDecimal, toDouble } from './decimal.ts';
import { type Cell, compareText, type OracleData, type Row } from './types.ts';
import { bool, double, exact, text, type Value } from './values.ts';

const LIMIT = '999999999999';
const NUMERIC: ReadonlySet<string> = new Set(['money', 'number', 'integer']);

/** A dataset as intake should leave it: duplicates and orphans gone, bad cells unknown, blanks read as declared. */
export interface Resolved {
  /** Of every table in the pack, also those not given; sorted by key. Incomplete member lists are left out. */
  tables: Record<string, Row[]>;
  register: Row[];
  /** `table.column` of number columns that hold doubles, since a value has more than four decimals. */
  doubles: ReadonlySet<string>;
}

export const isKeyed = (table: InputTable, part: 'member' | 'period'): boolean =>
  table.key.split(',').includes(part);

/** The table that says which households there are. */
export function spineOf(pack: Pack): string {
  const names = Object.keys(pack.inputs).filter((name) => pack.inputs[name]?.key === 'household');
  const spine = names.includes('households') ? 'households' : names[0];
  if (spine === undefined) throw new Error('a pack without a table of households');
  return spine;
}

export function resolve(pack: Pack, data: OracleData): Resolved {
  const spine = spineOf(pack);
  const known = new Set((data.tables[spine] ?? []).map((row) => row.household));
  const doubles = new Set<string>();
  const tables: Record<string, Row[]> = {};
  for (const [name, table] of Object.entries(pack.inputs)) {
    const rows = (data.tables[name] ?? []).filter((row) => known.has(row.household ?? null));
    for (const column of Object.keys(table.columns))
      if (isDouble(table.columns[column], data.tables[name] ?? [], column)) doubles.add(`${name}.${column}`);
    tables[name] = clean(table, rows, name === spine).sort(byKey(table));
  }
  const register = data.register.filter((row) => known.has(row.household ?? null));
  return { tables, register, doubles };
}

function isDouble(column: Column | undefined, rows: readonly Row[], name: string): boolean {
  if (column?.type !== 'number') return false;
  return rows.some((row) => (parseDecimal(String(row[name] ?? ''))?.scale ?? 0) > 4);
}

const keyOf = (row: Row, parts: readonly string[]): string =>
  JSON.stringify(parts.map((part) => row[part] ?? null));

function byKey(table: InputTable): (a: Row, b: Row) => number {
  const parts = table.key.split(',');
  return (a, b) => {
    for (const part of parts) {
      const difference = compareText(String(a[part]), String(b[part]));
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

/** Equal rows count once; rows that share a key and differ are all dropped, with the member list they belong to. */
function clean(table: InputTable, rows: readonly Row[], isSpine: boolean): Row[] {
  const parts = table.key.split(',');
  const listParts = parts.filter((part) => part !== 'member');
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row, parts);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const kept: Row[] = [];
  const broken = new Set<string>();
  for (const group of groups.values()) {
    const first = group[0];
    if (!first) continue;
    const asRead = (row: Row): string => keyOf(row, Object.keys(table.columns));
    const same = group.every((row) => asRead(row) === asRead(first));
    if (same) kept.push(readRow(table, first));
    else if (isSpine) kept.push({ household: first.household ?? null, ...allUnknown(table) });
    else broken.add(keyOf(first, listParts));
  }
  return isKeyed(table, 'member') ? kept.filter((row) => !broken.has(keyOf(row, listParts))) : kept;
}

const allUnknown = (table: InputTable): Row =>
  Object.fromEntries(Object.keys(table.columns).map((name) => [name, null]));

function readRow(table: InputTable, row: Row): Row {
  const keys = table.key.split(',').map((part) => [part, row[part] ?? null] as const);
  const cells = Object.entries(table.columns).map(
    ([name, column]) => [name, readCell(column, row[name] ?? null)] as const,
  );
  return Object.fromEntries([...keys, ...cells]);
}

function readCell(column: Column, cell: Cell): Cell {
  if (cell === null) {
    if (column.blank === undefined) return null;
    return column.type === 'boolean' ? String(column.blank) === 'true' : String(column.blank);
  }
  if (column.missing?.includes(String(cell))) return null;
  if (column.type === 'boolean') return cell;
  if (column.codes && !column.codes.includes(String(cell))) return null;
  return NUMERIC.has(column.type) ? readNumber(column, String(cell)) : cell;
}

function readNumber(column: Column, cell: string): Cell {
  const n = parseDecimal(cell);
  const low = parseDecimal(column.range?.[0] ?? `-${LIMIT}`);
  const high = parseDecimal(column.range?.[1] ?? LIMIT);
  if (!n || !low || !high || compare(n, low) < 0 || compare(n, high) > 0) return null;
  const places = column.type === 'money' ? 4 : column.type === 'integer' ? 0 : Number.POSITIVE_INFINITY;
  return n.scale > places ? null : cell;
}

/** A resolved cell as a value. */
export function toValue(column: Column, cell: Cell, isDoubleColumn: boolean): Value | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'boolean') return bool(cell);
  if (!NUMERIC.has(column.type)) return text(cell);
  const n = parseDecimal(cell);
  if (!n) return undefined;
  return isDoubleColumn ? double(toDouble(n)) : exact(n);
}
