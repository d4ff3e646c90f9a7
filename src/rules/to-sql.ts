import type { Dialect } from '../model/dialect.ts';
import { text as quoted } from '../model/sql.ts';
import { comparison } from './compare-sql.ts';
import type { Expr, MembersExpr, PlainFunction } from './expr.ts';
import * as N from './number-sql.ts';
import { fromDecimal } from './rational.ts';
import { rounded } from './round-sql.ts';

/** An expression as SQL. Unknown is NULL throughout; conditions follow SQL's own three-valued logic. */
export type Value = { kind: 'boolean' | 'text'; sql: string } | N.NumberSql;

/** What the names of an expression are in the SELECT it becomes part of. */
export interface Scope {
  dialect: Dialect;
  name(name: string): Value;
  member(table: string, column: string): Value;
  members(expr: MembersExpr): Value;
  previous(name: string): Value;
  held(criterion: string, periods: number): Value;
  ever(state: string): Value;
  spell(): Value;
}

/** Translates a checked expression. */
export function toSql(expr: Expr, scope: Scope): Value {
  const sub = (part: Expr): Value => toSql(part, scope);
  const number = (part: Expr): N.NumberSql => sub(part) as N.NumberSql;
  switch (expr.op) {
    case 'number':
      return N.literal(fromDecimal(expr.value));
    case 'literal':
      if (typeof expr.value === 'boolean') return { kind: 'boolean', sql: expr.value ? 'TRUE' : 'FALSE' };
      return { kind: 'text', sql: quoted(expr.value).text };
    case 'name':
      return scope.name(expr.name);
    case 'member':
      return scope.member(expr.table, expr.column);
    case 'members':
      return scope.members(expr);
    case 'previous':
      return scope.previous(expr.name);
    case 'held':
      return scope.held(expr.criterion, expr.periods);
    case 'ever':
      return scope.ever(expr.state);
    case 'spell':
      return scope.spell();
    case 'negate':
      return N.negated(number(expr.of));
    case 'not':
      return condition(`(NOT ${plain(sub(expr.of))})`);
    case 'and':
    case 'or':
      return condition(`(${plain(sub(expr.left))} ${expr.op.toUpperCase()} ${plain(sub(expr.right))})`);
    case 'arithmetic':
      return N.arithmetic(expr.kind, number(expr.left), number(expr.right), scope.dialect);
    case 'compare':
      return condition(compared(expr.kind, sub(expr.left), sub(expr.right), scope.dialect));
    case 'in': {
      const item = sub(expr.item);
      const tests = expr.list.map((other) => compared('==', item, sub(other), scope.dialect));
      return condition(
        tests.length > 0 ? `(${tests.join(' OR ')})` : `CASE WHEN ${plain(item)} IS NOT NULL THEN FALSE END`,
      );
    }
    case 'if': {
      const test = plain(sub(expr.test));
      return chosen(
        [sub(expr.then), sub(expr.else)],
        ([yes, no]) =>
          // A NULL test must not fall through to ELSE.
          `CASE WHEN ${test} THEN ${yes} WHEN NOT ${test} THEN ${no} END`,
        scope.dialect,
      );
    }
    case 'call': {
      if (expr.fn !== 'round') return call(expr.fn, expr.args.map(sub), scope.dialect);
      const [of, places] = expr.args as [Expr, Expr & { op: 'number' }];
      return rounded(number(of), Number(places.value), scope.dialect);
    }
  }
}

function condition(sql: string): Value {
  return { kind: 'boolean', sql };
}

/** The SQL text of a value as it would be stored: quotients as doubles. */
export function plain(value: Value): string {
  if (value.kind === 'quotient') return N.toDouble(value);
  return value.sql;
}

function isNumber(value: Value): value is N.NumberSql {
  return value.kind !== 'boolean' && value.kind !== 'text';
}

function compared(kind: Parameters<typeof comparison>[0], a: Value, b: Value, dialect: Dialect): string {
  if (isNumber(a) && isNumber(b)) return comparison(kind, a, b, dialect);
  const operator = kind === '==' ? '=' : kind === '!=' ? '<>' : kind;
  return `(${plain(a)} ${operator} ${plain(b)})`;
}

/** A value made by choosing among others, all brought to one type first. */
function chosen(values: Value[], choose: (texts: string[]) => string, dialect: Dialect): Value {
  const numbers = values.filter(isNumber);
  if (numbers.length < values.length) {
    return { kind: values[0]?.kind === 'text' ? 'text' : 'boolean', sql: choose(values.map(plain)) };
  }
  const { texts, as } = N.aligned(numbers, dialect);
  return as(choose(texts));
}

function call(fn: Exclude<PlainFunction, 'round'>, args: Value[], dialect: Dialect): Value {
  const [first] = args;
  if (!first) throw new Error(`${fn} without an argument`);
  const texts = args.map(plain) as [string, string];
  switch (fn) {
    case 'known':
      return condition(`(${texts[0]} IS NOT NULL)`);
    case 'coalesce':
      return chosen(args, (parts) => `COALESCE(${parts.join(', ')})`, dialect);
    case 'abs':
      return N.absolute(first as N.NumberSql);
    case 'min':
    case 'max':
      // least and greatest pass over NULLs; here one unknown makes the result unknown.
      return chosen(
        args,
        ([a, b]) =>
          `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN ${a} ${fn === 'min' ? '<=' : '>='} ${b} THEN ${a} ELSE ${b} END`,
        dialect,
      );
    case 'startsWith':
      return condition(dialect.startsWith(...texts));
    case 'endsWith':
      return condition(dialect.endsWith(...texts));
    case 'contains':
      return condition(dialect.contains(...texts));
    case 'length':
      return N.exactColumn(`CAST(${dialect.length(texts[0])} AS DECIMAL(18, 0))`, 0, N.DEFAULT_MAX);
  }
}
