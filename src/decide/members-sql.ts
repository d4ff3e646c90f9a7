import type { Dialect } from '../model/dialect.ts';
import { id } from '../model/sql.ts';
import { inputTable } from '../model/unit.ts';
import type { Expr, MembersExpr } from '../rules/expr.ts';
import { isByPeriod } from '../rules/names.ts';
import { type NumberSql, toDouble } from '../rules/number-sql.ts';
import { plain, type Scope, toSql, type Value } from '../rules/to-sql.ts';
import { columnsRead, type MembersColumn } from './analysis.ts';
import { decimalType } from './columns.ts';
import type { DecideSettings } from './settings.ts';
import { sidesOf } from './sides.ts';

/** Nobody's household has more members; it bounds the size of a sum. */
export const MOST_MEMBERS = 100_000n;
/** No country has more households. */
export const MOST_UNITS = 1_000_000_000n;

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

/** All filters as one condition; none keeps everybody. */
export function keptCondition(expr: MembersExpr, scope: Scope): string {
  const conditions = expr.filters.map((filter) => plain(toSql(filter, scope)));
  return conditions.length === 0 ? 'TRUE' : `(${conditions.join(' AND ')})`;
}

/**
 * A members expression as an aggregate over the member rows of one household, in three-valued logic.
 * A household without rows has no group, and so NULL: its list is not complete.
 */
export function membersAggregate(expr: MembersExpr, scope: Scope, most: bigint): Value {
  const kept = keptCondition(expr, scope);
  switch (expr.take) {
    case 'size': {
      const count = expr.filters.length === 0 ? 'count(*)' : `count(CASE WHEN ${kept} THEN 1 END)`;
      const sql =
        expr.filters.length === 0 ? count : `CASE WHEN bool_or(${kept} IS NULL) THEN NULL ELSE ${count} END`;
      return exact(`CAST(${sql} AS DECIMAL(18, 0))`, 0, most);
    }
    case 'exists': {
      const found = `(${kept} AND ${plain(toSql(takenValue(expr), scope))})`;
      return {
        kind: 'boolean',
        sql: `CASE WHEN bool_or(${found}) THEN TRUE WHEN bool_or(${found} IS NULL) THEN NULL ELSE FALSE END`,
      };
    }
    case 'all': {
      const meets = `(NOT ${kept} OR ${plain(toSql(takenValue(expr), scope))})`;
      return {
        kind: 'boolean',
        sql: `CASE WHEN bool_or(NOT ${meets}) THEN FALSE WHEN bool_or(${meets} IS NULL) THEN NULL ELSE TRUE END`,
      };
    }
    default:
      return numberAggregate(expr, kept, toSql(takenValue(expr), scope) as NumberSql, scope.dialect, most);
  }
}

function numberAggregate(
  expr: MembersExpr,
  kept: string,
  value: NumberSql,
  dialect: Dialect,
  most: bigint,
): Value {
  const text = value.kind === 'exact' ? value.sql : toDouble(value);
  const incomplete = `bool_or(${kept} IS NULL OR (${kept} AND ${text} IS NULL))`;
  const chosen = `CASE WHEN ${kept} THEN ${text} END`;
  const whole = (aggregate: string): string => `CASE WHEN ${incomplete} THEN NULL ELSE ${aggregate} END`;
  if (expr.take !== 'sum') {
    const sql = whole(`${expr.take}(${chosen})`);
    return value.kind === 'exact' ? { ...value, sql } : { kind: 'double', sql };
  }
  if (value.kind !== 'exact') {
    const sum = `COALESCE(${dialect.orderedSum(chosen, id('member$').text)}, 0)`;
    return { kind: 'double', sql: dialect.finite(whole(sum)) };
  }
  const max = value.max * most;
  const result = exact(whole(`COALESCE(sum(${chosen}), 0)`), value.scale, max);
  return { ...result, sql: `CAST(${result.sql} AS ${decimalType(result)})` };
}

function exact(sql: string, scale: number, max: bigint): Extract<Value, { kind: 'exact' }> {
  const width = String(max).length + scale <= 18 ? 18 : 38;
  return { kind: 'exact', sql, scale, max, width, positive: false };
}

export function takenValue(expr: MembersExpr): Expr {
  if (!expr.value) throw new Error(`${expr.take} without a value`);
  return expr.value;
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
