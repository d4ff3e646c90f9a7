import type { PeriodKind } from '../model/period.ts';
import { raw, type Sql, sql } from '../model/sql.ts';
import { type FastCell, readName } from './fast-cell.ts';
import type { ColumnSpec } from './tables.ts';

/** Years beyond these are slips of the pen; a single one would make thousands of empty periods. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const PER_YEAR = { year: 1, quarter: 4, month: 12 } as const;

const FAST = {
  quarter: '(?:19|20)[0-9]{2}-Q[1-4]',
  month: '(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])',
} as const;

/** Ways to write a period of each kind: the year first, then its part. */
const CAREFUL = {
  year: String.raw`[0-9]{4}(?:\.0+)?年?`,
  quarter: '[0-9]{4}(?:[-/ ]?[Qq]|年第?)[1-4](?:季度?)?',
  month: '[0-9]{4}(?:[-/.年]?(?:0[1-9]|1[0-2])|[-/.年][1-9])月?',
} as const;

export function fastPeriod(
  column: ColumnSpec,
  n: number,
  cell: Sql,
  kind: PeriodKind,
  missing: Sql,
): FastCell {
  const read = readName(n);
  const shape =
    kind === 'year'
      ? sql`strlen(${cell}) <> 4 OR ${read} < 1900 OR ${read} > 2099`
      : sql`NOT regexp_full_match(${cell}, ${FAST[kind]})`;
  const isBlank = column.key ? sql`${cell} IS NULL` : sql`false`;
  return {
    read: numbered(sql`left(${cell}, 4)`, sql`${cell}[${kind === 'quarter' ? 7 : 6}:]`, kind),
    value: read,
    doubt: sql`${isBlank} OR ${missing} OR ${shape} OR (${cell} IS NOT NULL AND ${read} IS NULL)`,
  };
}

/** A period as one integer, from the texts of its year and its part; NULL if they are none. */
function numbered(year: Sql, part: Sql, kind: PeriodKind): Sql {
  const whole = sql`TRY_CAST(${year} AS INTEGER)`;
  if (kind === 'year') return whole;
  return sql`${whole} * ${PER_YEAR[kind]} + TRY_CAST(${part} AS INTEGER) - 1`;
}

/** The period a tidied cell stands for, however it is written; NULL if it is none of this kind. */
export function carefulPeriod(cell: Sql, kind: PeriodKind): Sql {
  const part = sql`regexp_replace(${cell}[5:], '[^0-9]', '', 'g')`;
  const value = numbered(sql`left(${cell}, 4)`, part, kind);
  return sql`CASE WHEN regexp_full_match(${cell}, ${CAREFUL[kind]}) THEN ${value} END`;
}

export function isPlausible(period: Sql, kind: PeriodKind): Sql {
  const per = PER_YEAR[kind];
  return sql`${period} BETWEEN ${raw(String(FIRST_YEAR * per))} AND ${raw(String(LAST_YEAR * per + per - 1))}`;
}
