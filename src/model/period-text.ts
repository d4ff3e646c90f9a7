import type { PeriodKind } from './period.ts';
import { type Sql, sql } from './sql.ts';

/** The text of a period that SQL has as an integer. */
export function labelOf(period: Sql, kind: PeriodKind): Sql {
  if (kind === 'year') return sql`CAST(${period} AS VARCHAR)`;
  const known = (text: Sql): Sql => sql`CASE WHEN ${period} IS NOT NULL THEN ${text} END`;
  if (kind === 'quarter') return known(sql`printf('%d-Q%d', ${period} // 4, ${period} % 4 + 1)`);
  return known(sql`printf('%d-%02d', ${period} // 12, ${period} % 12 + 1)`);
}

/** The integer of a period that SQL has as a text. */
export function periodOf(label: Sql, kind: PeriodKind): Sql {
  const year = sql`CAST(left(${label}, 4) AS INTEGER)`;
  if (kind === 'year') return year;
  const part = (digits: number): Sql => sql`CAST(right(${label}, ${digits}) AS INTEGER) - 1`;
  return kind === 'quarter' ? sql`${year} * 4 + ${part(1)}` : sql`${year} * 12 + ${part(2)}`;
}
