import { periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import { ANY_STATE } from '../model/watch.ts';
import type { LoadedPack } from '../rules/load.ts';
import { codedColumns } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import type { Span } from './span.ts';
import { signsOf } from './watch-conditions.ts';

/** The columns of a query of watch signs, after `hid` and the period as an integer, `at$`. */
export const SIGN_COLUMNS = ['household', 'period', 'level', 'condition', 'signs', 'missing'] as const;

/**
 * A query of the levels whose condition was true or unknown for a household in a period, sorted by household, period
 * and level. Whatever is not in it was false, if the level applies to the household's state and there was a record.
 * `signs` are the numbers, from 1, of those parts of the condition that are true, joined by `;`.
 */
export function signRows(settings: DecideSettings, span: Span, periods: readonly number[]): string {
  const { loaded } = settings;
  const tables = new Map<string, SignedTable>();
  const queries = periods.flatMap((period) => {
    const label = text(periodLabel(period, loaded.pack.period)).text;
    const { table, watch, why, watchWhy } = codedColumns(settings, span, period);
    const signed = tables.get(table) ?? { why, columns: [], found: [] };
    tables.set(table, signed);
    return loaded.watch.map(({ level, when }, index) => {
      const mask = watch(index);
      const found = `(${mask} IS NULL OR ${mask} <> 0)`;
      signed.columns.push(`d.${mask}`, `w.${watchWhy(index)}`);
      signed.found.push(found);
      const signs = signsOf(when).map(
        (_, digit) => `CASE WHEN ${mask} & ${2 ** digit} <> 0 THEN '${digit + 1}' END`,
      );
      return (
        `SELECT hid, household, ${period} AS ${id('at$').text}, ${index} AS ${id('level$').text}, ` +
        `${label} AS period, ` +
        `${text(level.id).text} AS level, CASE WHEN ${mask} <> 0 THEN TRUE END AS condition, ` +
        `concat_ws(';', ${signs.join(', ')}) AS signs, ${watchWhy(index)} AS missing ` +
        `FROM ${signedName(table)} WHERE ${found}`
      );
    });
  });
  const ctes = [...tables].map(
    ([table, { why, columns, found }]) =>
      `${signedName(table)} AS (SELECT d.hid, d.household, ${columns.join(', ')} FROM ${id(table).text} AS d ` +
      `LEFT JOIN ${id(why).text} AS w ON w.hid = d.hid WHERE ${found.join(' OR ')})`,
  );
  const order = ['hid', id('at$').text, id('level$').text].join(', ');
  return `WITH ${ctes.join(', ')} SELECT * FROM (${queries.join(' UNION ALL ')}) AS u ORDER BY ${order}`;
}

/** The households of a table with a sign in some period: few, so the others are looked at once only. */
interface SignedTable {
  why: string;
  columns: string[];
  found: string[];
}

const signedName = (table: string): string => id(`signed$${table}`).text;

/** The relations that `watchRows` reads: names of tables or queries in parentheses. */
export interface WatchInput {
  /** Every decision: `household`, `t` (the period as an integer), `state`, `outcome`. */
  decisions: string;
  /** The watch signs: `household`, `t`, `level`, `condition`, `missing`. */
  signs: string;
}

/**
 * A query of every level that applies to a household in a period, with what has become of it: `household`, `t`,
 * `level` (its place in the pack, from 0), `condition` (NULL if unknown or without a record), `missing`, `active` and,
 * for an active one, `since`.
 *
 * A level becomes active when its condition is true. It stays so until its condition has been false in as many observed
 * periods in a row as the pack says, where a period without a record neither counts nor interrupts and one in which the
 * condition is unknown interrupts; or until the household's state is none that the level is for.
 */
export function watchRows(loaded: LoadedPack, { decisions, signs }: WatchInput): string {
  const levels = loaded.watch.map(({ level }, index) => {
    const states = level.for.map((state) => text(state).text).join(', ');
    const applies = level.for.includes(ANY_STATE) ? 'TRUE' : `d.state IN (${states})`;
    return (
      `SELECT d.household, d.t, ${index} AS level, ${applies} AS applies, d.outcome <> 'unobserved' AS observed, ` +
      `CASE WHEN d.outcome <> 'unobserved' THEN CASE WHEN s.household IS NULL THEN FALSE ELSE s.condition END END AS condition, ` +
      `CASE WHEN d.outcome = 'unobserved' THEN 'record' ELSE s.missing END AS missing, ${level.leave.held} AS needed ` +
      `FROM ${decisions} AS d LEFT JOIN (SELECT * FROM ${signs} AS o WHERE level = ${text(level.id).text}) AS s ` +
      `ON s.household = d.household AND s.t = d.t`
    );
  });
  const key = 'household, level';
  const over = (partition: string): string => `OVER (PARTITION BY ${partition} ORDER BY t)`;
  const times = (condition: string, partition: string): string =>
    `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) ${over(partition)}`;
  // A stay is an unbroken time in the level's states. Within it, a run is the time since the condition was last other
  // than false when observed, and a watch the time since it was last true.
  const stays = `SELECT *, ${times('NOT applies', key)} AS stay FROM (${levels.join(' UNION ALL ')}) AS l`;
  const runs = `SELECT *, ${times('observed AND COALESCE(condition, TRUE)', `${key}, stay`)} AS run,
    ${times('condition', `${key}, stay`)} AS watch FROM (${stays}) AS a WHERE applies`;
  const falses = `SELECT *, ${times('NOT condition', `${key}, stay, run`)} AS falses FROM (${runs}) AS b`;
  const active = `SELECT *, watch > 0 AND max(falses) ${over(`${key}, stay, watch`)} < needed AS active
    FROM (${falses}) AS c`;
  const spells = `SELECT *, ${times('NOT active', `${key}, stay`)} AS spell FROM (${active}) AS e`;
  return `SELECT household, t, level, condition, missing, active,
    CASE WHEN active THEN min(CASE WHEN active THEN t END) OVER (PARTITION BY ${key}, stay, spell) END AS since
    FROM (${spells}) AS f`;
}

/**
 * A query with one row for each household and period in which it is on a level, or in which nobody can tell whether it
 * is on one, or on a more urgent one: `household`, `t`, `level` (NULL if on none), `since`, `condition`,
 * `undetermined` (the places of the levels that cannot be told, joined by `;`) and `missing`.
 * @param rows what `watchRows` gives
 */
export function watchedRows(rows: string): string {
  const first = `min(CASE WHEN active THEN level END) OVER (PARTITION BY household, t)`;
  const found = `SELECT *, ${first} AS first FROM (${rows}) AS r`;
  const open = `condition IS NULL AND (first IS NULL OR level <= first)`;
  return `SELECT * FROM (
    SELECT household, t, min(first) AS level,
      min(CASE WHEN level = first THEN since END) AS since,
      bool_or(CASE WHEN level = first THEN condition END) AS condition,
      string_agg(CASE WHEN ${open} THEN CAST(level AS VARCHAR) END, ';' ORDER BY level) AS undetermined,
      string_agg(CASE WHEN ${open} THEN nullif(missing, '') END, ';' ORDER BY level) AS missing
    FROM (${found}) AS f GROUP BY household, t
  ) AS w WHERE level IS NOT NULL OR undetermined IS NOT NULL`;
}
