import type { Dialect } from '../model/dialect.ts';
import { id } from '../model/sql.ts';
import { decimalType } from './column-sql.ts';
import type { Expr, MembersExpr } from './expr.ts';
import type { LoadedPack } from './load.ts';
import { type NumberSql, summable, toDouble } from './number-sql.ts';
import { plain, type Scope, toSql, type Value } from './to-sql.ts';

/** Nobody's household has more members; it bounds the size of a sum. */
const MOST_MEMBERS = 100_000n;
/** No country has more households. */
const MOST_UNITS = 1_000_000_000n;

/** How many rows a list of one household, or of one unit of a level, may have. */
export function mostRows({ below }: Pick<LoadedPack, 'below'>, table: string): bigint {
  return below.some(({ list }) => list === table) ? MOST_UNITS : MOST_MEMBERS;
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
  taken: NumberSql,
  dialect: Dialect,
  most: bigint,
): Value {
  const value = expr.take === 'sum' && taken.kind === 'exact' ? summable(taken, most, dialect) : taken;
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
