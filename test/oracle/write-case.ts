import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { InputTable, Level, Pack } from '../../src/model/pack.ts';
import type { Cell, OracleCase, Row } from './types.ts';

const HEADERS: Record<string, string> = { household: 'household_id', member: 'member_id' };

/** Writes a case as an analyst would have it: pack.yaml with its tables beside it, and one CSV file per table. */
export function writeCase(directory: string, { pack, data }: OracleCase): void {
  write(directory, 'pack.yaml', toYaml(pack));
  for (const [name, table] of Object.entries(pack.inputs)) {
    const rows = data.tables[name];
    if (rows) write(directory, `${name}.csv`, toCsv(columnsOf(table), rows));
  }
  for (const level of Object.values(pack.levels ?? {}))
    for (const [name, table] of Object.entries(level.inputs ?? {})) {
      const rows = data.tables[name];
      if (rows) write(directory, `${name}.csv`, toCsv(columnsOf(table), rows));
    }
  if (data.register.length > 0)
    write(directory, 'register.csv', toCsv(['household', 'period', 'state', 'since'], data.register));
  for (const [name, rows] of Object.entries(data.parameterTables)) {
    const parameter = pack.parameters?.[name];
    if (parameter && 'from' in parameter)
      write(directory, parameter.from.file, toCsv([...parameter.from.key, parameter.from.value], rows));
  }
}

const columnsOf = (table: { key: string; columns: InputTable['columns'] }): string[] => [
  ...table.key.split(','),
  ...Object.keys(table.columns),
];

function write(directory: string, file: string, content: string): void {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
  return stringify([
    columns.map((column) => HEADERS[column] ?? column),
    ...rows.map((row) => columns.map((column) => text(row[column]))),
  ]);
}

/** The pack as a plain object of the file's shape, before the schema reads it. Numbers stay decimal text. */
export function toPlain(pack: Pack): unknown {
  const levels = Object.entries(pack.levels ?? {}).map(([name, level]) => [name, plainRules(level)] as const);
  return {
    ...pack,
    ...plainRules(pack),
    ...(pack.levels ? { levels: Object.fromEntries(levels) } : {}),
  };
}

function plainRules(rules: Pack | Level): object {
  const inputs = Object.entries(rules.inputs ?? {}).map(
    ([name, table]) => [name, { ...table, key: table.key.split(',') }] as const,
  );
  return {
    ...rules,
    inputs: Object.fromEntries(inputs),
    states: rules.states.map(({ id, label }) => (label === undefined ? id : { id, label })),
    transitions: rules.transitions.map((transition) => ({
      ...transition,
      from: transition.from.length === 1 ? transition.from[0] : transition.from,
    })),
  };
}

/** Numbers are written bare where the schema wants numbers, as an author would; every other text in quotes. */
export function toYaml(pack: Pack): string {
  return `${block(toPlain(pack), '')}\n`;
}

const BARE: ReadonlySet<string> = new Set(['value', 'range', 'round', 'blank', 'from', 'to', 'valid_to']);

function block(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return inline(value, '');
  const lines = Object.entries(value).flatMap(([key, part]) => {
    if (part === undefined) return [];
    const label = /^\d/.test(key) || /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
    const nested = typeof part === 'object' && part !== null && !Array.isArray(part);
    if (nested && Object.keys(part).length > 0) return [`${indent}${label}:`, block(part, `${indent}  `)];
    return [`${indent}${label}: ${inline(part, key)}`];
  });
  return lines.join('\n');
}

function inline(value: unknown, key: string): string {
  if (typeof value === 'string')
    return BARE.has(key) && /^[+-]?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, key)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).flatMap(([name, part]) =>
    part === undefined ? [] : [`${name}: ${inline(part, name)}`],
  );
  return `{${parts.join(', ')}}`;
}
