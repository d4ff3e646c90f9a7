import { id } from '../model/sql.ts';
import { inputTable } from '../model/unit.ts';
import { isByPeriod } from '../rules/names.ts';
import type { Value } from '../rules/to-sql.ts';
import { columnsRead, type MembersColumn } from './analysis.ts';
import type { DecideSettings } from './settings.ts';
import { sidesOf } from './sides.ts';

/** The column of a member inside a query over members, distinct from every household-level name. */
export function memberColumn(table: string, column: string): string {
  return id(`${table}$${column}`).text;
}

/** A value of a unit below, in a query over those units. */
export function memberValue(shape: Value, table: string, column: string): Value {
  if (shape.kind !== 'quotient') return { ...shape, sql: memberColumn(table, column) } as Value;
  const sides = sidesOf(column);
  const side = (name: 'num' | 'den') => ({ ...shape[name], sql: memberColumn(table, sides[name]) });
  return { kind: 'quotient', num: side('num'), den: side('den') };
}

/** The members of a table (in a period), columns renamed so that none is taken for a household's. */
export function memberRows(
  { loaded, analysis, shapes }: DecideSettings,
  table: string,
  period: number | undefined,
): string {
  const input = loaded.pack.inputs[table];
  if (!input) throw new Error(`no table ${table}`);
  const read = columnsRead(loaded, analysis);
  const columns = Object.keys(input.columns)
    .filter((column) => read.has(`${table}.${column}`))
    .flatMap((column) =>
      shapes?.get(`${table}.${column}`)?.kind === 'quotient' ? Object.values(sidesOf(column)) : [column],
    )
    .map((column) => `${id(column).text} AS ${memberColumn(table, column)}`);
  const select = [`hid AS ${id('hid$').text}`, `member AS ${id('member$').text}`, ...columns].join(', ');
  const where = isByPeriod(input.key) ? ` WHERE period = ${period}` : '';
  return `SELECT ${select} FROM ${id(inputTable(loaded.unit, table)).text}${where}`;
}

export function byTable(columns: readonly MembersColumn[]): Map<string, MembersColumn[]> {
  const tables = new Map<string, MembersColumn[]>();
  for (const column of columns)
    tables.set(column.expr.table, [...(tables.get(column.expr.table) ?? []), column]);
  return tables;
}
