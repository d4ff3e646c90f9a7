import type { Dialect } from '../model/dialect.ts';
import { huge, hugeLiteral, shifted, unscaled, type Whole, wholeLiteral } from './integer-sql.ts';
import { digits, type Exact, fitted, NARROW, type NumberSql, type Quotient, WIDE } from './number-sql.ts';

/** Rounds half away from zero; exact for exact numbers and for quotients of them. */
export function rounded(a: NumberSql, places: number, dialect: Dialect): NumberSql {
  if (a.kind === 'double') return { kind: 'double', sql: dialect.finite(`round(${a.sql}, ${places})`) };
  if (a.kind === 'quotient') return roundedQuotient(a, places, dialect);
  if (a.scale <= places) return a;
  const max = a.max + 1n;
  const width = digits(max, places) <= NARROW ? NARROW : WIDE;
  const sql = `CAST(round(${a.sql}, ${places}) AS DECIMAL(${width}, ${places}))`;
  return { kind: 'exact', sql, scale: places, max, width, positive: false };
}

/**
 * In whole numbers, as decimals would not hold what stands between: n and d are the two sides without their points
 * and without their signs, and the quotient is n / d · 10^zeros in units of the last place.
 */
function roundedQuotient({ num, den }: Quotient, places: number, dialect: Dialect): Exact {
  const zeros = places + den.scale - num.scale;
  const [n, d] = [num, den].map((side) => size(unscaled(side, dialect))) as [Whole, Whole];
  const units = zeros < 0 ? cut(n, d, -zeros, dialect) : stretched(n, d, zeros, dialect);
  const signs = [num, den].filter(({ positive }) => !positive);
  const signed = [units, ...signs.map(({ sql }) => `(CASE WHEN ${sql} < 0 THEN -1 ELSE 1 END)`)].join(' * ');
  // No divisor but 0 is smaller than one unit of its last place.
  const max = num.max * 10n ** BigInt(den.scale) + 1n;
  if (digits(max, places) <= NARROW)
    return {
      kind: 'exact',
      sql: decimal(signed, NARROW, places),
      scale: places,
      max,
      width: NARROW,
      positive: false,
    };
  return fitted(decimal(signed, WIDE, places), { scale: places, max }, dialect);
}

function size(a: Whole): Whole {
  return { ...a, sql: `abs(${a.sql})` };
}

/** Whole units as a decimal of so many places. */
function decimal(units: string, width: number, places: number): string {
  if (places === 0) return `CAST(${units} AS DECIMAL(${width}, 0))`;
  const unit = `CAST(0.${'0'.repeat(places - 1)}1 AS DECIMAL(${places}, ${places}))`;
  return `(CAST(${units} AS DECIMAL(${width}, 0)) * ${unit})`;
}

/** n / d without so many digits at the end. What the first division drops cannot tip the balance. */
function cut(n: Whole, d: Whole, zeros: number, dialect: Dialect): string {
  const half = wholeLiteral(5n * 10n ** BigInt(zeros - 1));
  const whole = divided(n, d, dialect);
  if (n.digits <= NARROW && d.digits <= NARROW && zeros < NARROW)
    return dialect.integerDivide(`(${whole} + ${half})`, wholeLiteral(10n ** BigInt(zeros)));
  return dialect.integerDivide(`(CAST(${whole} AS HUGEINT) + ${half})`, hugeLiteral(10n ** BigInt(zeros)));
}

/** n / d with so many digits more: at once, or the whole part and what is left over each for itself. */
function stretched(n: Whole, d: Whole, zeros: number, dialect: Dialect): string {
  if (n.digits + zeros <= WIDE) return nearest(shifted(n, zeros), d, dialect);
  const left: Whole = { sql: `(${huge(n)} % NULLIF(${huge(d)}, 0))`, digits: d.digits };
  const whole = shifted({ sql: divided({ ...n, digits: WIDE }, d, dialect), digits: WIDE }, zeros);
  const rest = nearest(shifted(left, zeros), d, dialect);
  const sql = `(${whole.sql} + ${rest})`;
  // Where the result has too many digits, `fitted` sees to it.
  return d.digits + zeros <= WIDE ? sql : dialect.attempt(sql);
}

/** ⌊(n + ⌊d/2⌋) / d⌋: half rounds up. */
function nearest(n: Whole, d: Whole, dialect: Dialect): string {
  const narrow = n.digits <= NARROW && d.digits <= NARROW;
  const [top, bottom] = narrow ? [n.sql, d.sql] : [huge(n), huge(d)];
  const half = dialect.integerDivide(bottom, wholeLiteral(2n));
  return dialect.integerDivide(`(${top} + ${half})`, `NULLIF(${bottom}, 0)`);
}

function divided(n: Whole, d: Whole, dialect: Dialect): string {
  const narrow = n.digits <= NARROW && d.digits <= NARROW;
  const [top, bottom] = narrow ? [n.sql, d.sql] : [huge(n), huge(d)];
  return dialect.integerDivide(top, `NULLIF(${bottom}, 0)`);
}
