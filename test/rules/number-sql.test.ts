import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DUCKDB } from '../../src/engine/dialect.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import type { Dialect } from '../../src/model/dialect.ts';
import { type Constant, evaluateConstant } from '../../src/rules/constant.ts';
import { childrenOf, type Expr } from '../../src/rules/expr.ts';
import { decimalPlaces, fromDecimal, rational, toDecimal } from '../../src/rules/rational.ts';
import { plain, type Scope, toSql } from '../../src/rules/to-sql.ts';
import { COLUMNS, numbersCase, type Row } from './number-cases.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

/** The SQL of an expression, and whether anything in it might have more than 38 digits. */
function translated(expr: Expr): { sql: string; isSure: boolean } {
  let isSure = true;
  const dialect: Dialect = {
    ...DUCKDB,
    attempt: (sql) => {
      isSure = false;
      return DUCKDB.attempt(sql);
    },
  };
  const none = (): never => {
    throw new Error('not in these expressions');
  };
  const scope: Scope = {
    dialect,
    name: (name) => COLUMNS[name]?.value ?? none(),
    ...{ member: none, members: none, previous: none, held: none, ever: none, spell: none },
  };
  return { sql: plain(toSql(expr, scope)), isSure };
}

/** What the engine makes of an expression for each row. */
async function computed(sql: string, rows: readonly Row[]): Promise<(string | null)[]> {
  const names = Object.keys(COLUMNS);
  const tuples = rows.map((row, at) => {
    const cells = names.map((name) => `CAST(${toDecimal(row[name] ?? ZERO)} AS ${COLUMNS[name]?.type})`);
    return `(${[at, ...cells].join(', ')})`;
  });
  const query = `SELECT CAST(${sql} AS VARCHAR) AS v FROM (VALUES ${tuples.join(', ')}) AS t(nr, ${names.join(', ')}) ORDER BY nr`;
  return (await engine.rows(query)).map(({ v }) => (v === null ? null : String(v)));
}

const ZERO = rational(0n);

function asText(value: Constant): string | null {
  return value === undefined ? null : typeof value === 'object' ? toDecimal(value) : String(value);
}

/** A number as the engine writes it, without needless zeros. */
function normal(text: string | null): string | null {
  if (text === null || !/\d/.test(text)) return text;
  return toDecimal(fromDecimal(text.replace(/^(-?)\./, (_, minus: string) => `${minus}0.`)));
}

/** Whether anything that an expression computes on its way has more than 38 digits for a row. */
function hasTooManyDigits(expr: Expr, row: Row): boolean {
  if (childrenOf(expr).some((part) => hasTooManyDigits(part, row))) return true;
  if (expr.op === 'call' && expr.fn === 'round') {
    // What a division leaves over gets zeros until it has all the places asked for.
    const [of, places] = expr.args as [Expr, Expr & { value: string }];
    const sides = of.op === 'arithmetic' && of.kind === '/' ? [of.left, of.right] : [];
    const zeros = sides.length > 0 ? Number(places.value) + decimals(sides[1]) - decimals(sides[0]) : 0;
    if (zeros > 0 && sides.every((side) => isTooLong(computedFor(side, row), decimals(side) + zeros)))
      return true;
  }
  if (expr.op === 'compare') return hasLongFactors(expr, row);
  const scale = scaleOf(expr);
  if (scale === undefined) return false;
  // Numbers that are added, or chosen from, get as many decimals as the one with the most.
  const alike = expr.op === 'call' || (expr.op === 'arithmetic' && expr.kind !== '*') ? childrenOf(expr) : [];
  return [expr, ...alike].some((part) => isTooLong(computedFor(part, row), scale));
}

/** Whether what is multiplied crosswise has more than 36 digits, with the zeros that bring both sides to one scale. */
function hasLongFactors({ left, right }: Expr & { op: 'compare' }, row: Row): boolean {
  const [p, r] = [left, right].map((side) =>
    side.op === 'arithmetic' && side.kind === '/' ? [side.left, side.right] : [side],
  ) as [Expr[], Expr[]];
  const scales = [decimals(p[0]) + decimals(r[1]), decimals(r[0]) + decimals(p[1])];
  const zeros = Math.abs((scales[0] ?? 0) - (scales[1] ?? 0));
  return [...p, ...r].some((side) => isTooLong(computedFor(side, row), decimals(side) + zeros, 36));
}

function computedFor(expr: Expr, row: Row): Constant {
  return evaluateConstant(expr, (name) => row[name] ?? ZERO);
}

function isTooLong(value: Constant, scale: number, digits = 38): boolean {
  if (typeof value !== 'object') return false;
  const units = (value.n * 10n ** BigInt(scale)) / value.d;
  return units >= 10n ** BigInt(digits) || units <= -(10n ** BigInt(digits));
}

const decimals = (expr: Expr | undefined): number => (expr && scaleOf(expr)) ?? 0;

/** The decimals of an exact number; undefined for quotients and conditions. */
function scaleOf(expr: Expr): number | undefined {
  const [first = 0, second = 0] = childrenOf(expr).map((part) => scaleOf(part) ?? 0);
  if (expr.op === 'number') return decimalPlaces(fromDecimal(expr.value));
  if (expr.op === 'name') return COLUMNS[expr.name]?.value.scale;
  if (expr.op === 'call')
    return expr.fn === 'round' ? Number((expr.args[1] as { value: string }).value) : Math.max(first, second);
  if (expr.op !== 'arithmetic' || expr.kind === '/') return undefined;
  return expr.kind === '*' ? first + second : Math.max(first, second);
}

it('computes as fractions do, at every size that a column may have', { timeout: 600_000 }, async () => {
  const numRuns = Number(process.env.SHUANGDAO_CASES ?? 400);
  await fc.assert(
    fc.asyncProperty(numbersCase(), async ({ expr, rows }) => {
      const { sql, isSure } = translated(expr);
      const found = (await computed(sql, rows)).map(normal);
      const wanted = rows.map((row, at) => {
        if (!isSure && found[at] === null && hasTooManyDigits(expr, row)) return null;
        return asText(computedFor(expr, row));
      });
      expect(found).toEqual(wanted);
    }),
    { numRuns },
  );
});
