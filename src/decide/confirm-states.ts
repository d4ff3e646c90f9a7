import { periodLabel } from '../model/period.ts';
import { labelOf } from '../model/period-text.ts';
import { join, type Sql, sql } from '../model/sql.ts';
import type { ConfirmSettings } from './confirm.ts';

/**
 * What the next year starts from, in the form of a register: household, period, state and, where it is known, since. It
 * holds the register that the run began from, the decided periods before the one that is confirmed as they were decided,
 * and that one as confirmed: proposals that are pending have not moved. Before them stands the state each household was
 * in before its first decision. So `ever` and the length of a spell are known
 * next year as they are now.
 */
export function statesQuery({ pack, decisions, register, first, period }: ConfirmSettings): string {
  const span = Array.from({ length: period - first + 1 }, (_, index) => first + index);
  const at = join(
    span.map((one) => sql`WHEN ${periodLabel(one, pack.period)} THEN ${one}`),
    ' ',
  );
  const pending = sql`num = ${period} AND household IN (SELECT household FROM defects)`;
  const decided = sql`SELECT household, num, state, CASE WHEN state <> before THEN num END AS since, before FROM (
    SELECT household, num, before, CASE WHEN ${pending} THEN before ELSE state END AS state FROM (
      SELECT household, CASE period ${at} END AS num, state_before::VARCHAR AS before, state::VARCHAR AS state
      FROM ${decisions}) WHERE num IS NOT NULL)`;
  const earlier: Sql[] = register
    ? [
        sql`SELECT household, period AS num, state, since, CASE WHEN outcome IS NOT NULL THEN state_before END AS before
          FROM ${register} WHERE period < ${first}`,
      ]
    : [];
  const given = join([...earlier, decided], ' UNION ALL ');
  // What a household was before its first decision is said by that decision alone.
  const rows = sql`WITH given AS (${given}) SELECT household, num, state, since FROM given
    UNION ALL SELECT household, num - 1, before, NULL FROM given g WHERE before IS NOT NULL
      AND NOT EXISTS (FROM given o WHERE o.household = g.household AND o.num = g.num - 1)`;
  // A spell begins with a row that says since when, or with the first row in a state right after another state.
  const marked = sql`SELECT *, state IS DISTINCT FROM lag(state) OVER w AS changed, lag(num) OVER w AS at_before
    FROM (${rows}) WINDOW w AS (PARTITION BY household ORDER BY num)`;
  const begun = sql`SELECT household, num, state, COALESCE(since, CASE WHEN changed AND at_before = num - 1 THEN num END) AS begin,
      sum(changed::INTEGER) OVER (PARTITION BY household ORDER BY num) AS spell FROM (${marked})`;
  const known = sql`SELECT household, num, state, last_value(begin IGNORE NULLS) OVER (PARTITION BY household, spell
      ORDER BY num ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS since FROM (${begun})`;
  return sql`SELECT household, ${labelOf(sql`num`, pack.period)} AS period, state, ${labelOf(sql`since`, pack.period)} AS since
    FROM (${known}) ORDER BY household, num`.text;
}
