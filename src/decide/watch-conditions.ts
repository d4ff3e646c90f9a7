import { id } from '../model/sql.ts';
import { ANY_STATE } from '../model/watch.ts';
import type { Expr } from '../rules/expr.ts';
import { exactColumn } from '../rules/number-sql.ts';
import { plain, type Scope, toSql } from '../rules/to-sql.ts';
import type { Context } from './context.ts';
import type { Column } from './period-sql.ts';
import { type DecideSettings, stateNumber } from './settings.ts';

/** A number of this many binary digits fits into the engine's whole numbers. */
const MOST_SIGNS = 60;

/**
 * The signs of a level of watch: the parts of its condition that `||` joins, any of which is enough. They are numbered
 * from 0 in the order in which they are written.
 */
export function signsOf(when: Expr): Expr[] {
  const signs = alternatives(when);
  return signs.length <= MOST_SIGNS ? signs : [when];
}

function alternatives(expr: Expr): Expr[] {
  return expr.op === 'or' ? [...alternatives(expr.left), ...alternatives(expr.right)] : [expr];
}

/**
 * The column of a level's condition in a period: NULL if it is unknown, otherwise a number with a binary digit for each
 * sign, set where the sign is true. So 0 means that the condition is false, or that nobody asks: the level does not
 * apply to the household's state, or it has no record.
 */
export function watchName(index: number): string {
  return `watch$${index}`;
}

/** The column with what is missing where a level's condition is unknown. */
export function watchWhyName(index: number): string {
  return `watch_why$${index}`;
}

/** The conditions of all levels, once the state at the end of the period is decided. */
export function watchColumns(settings: DecideSettings, context: Context): Column[] {
  const scope = scopeAfterwards(context);
  return settings.loaded.watch.map(({ level, when }, index) => {
    const condition = plain(toSql(when, scope));
    const signs = signsOf(when).map(
      (sign, digit) => `CASE WHEN ${plain(toSql(sign, scope))} THEN ${2 ** digit} ELSE 0 END`,
    );
    const asked = asksFor(settings, level.for);
    const sql =
      `CASE WHEN NOT (${asked}) THEN 0 WHEN ${condition} THEN ${signs.join(' + ')} ` +
      `WHEN NOT ${condition} THEN 0 END`;
    return { sql: `CAST(${sql} AS ${signs.length < 8 ? 'TINYINT' : 'BIGINT'})`, name: watchName(index) };
  });
}

/** What is missing for each level whose condition is unknown. */
export function watchBlame(settings: DecideSettings, context: Context): Column[] {
  const scope = scopeAfterwards(context);
  const walker = context.walker('', scope);
  return settings.loaded.watch.map(({ level, when }, index) => {
    const unknown = `${asksFor(settings, level.for)} AND (${plain(toSql(when, scope))}) IS NULL`;
    return {
      sql: `CASE WHEN ${unknown} THEN ${walker.text(walker.blame(when))} END`,
      name: watchWhyName(index),
    };
  });
}

function asksFor(settings: DecideSettings, states: readonly string[]): string {
  const record = id('has$record').text;
  if (states.includes(ANY_STATE)) return record;
  const numbers = states.map((state) => stateNumber(settings, state)).join(', ');
  return `${record} AND ${id('state_after$').text} IN (${numbers})`;
}

/**
 * The scope of what is judged once a state has been decided: a household that has just moved has been in its new state
 * for no period before this one.
 */
export function scopeAfterwards({ scope }: Context): Scope {
  const [before, after, spell] = ['state_now$', 'state_after$', 'spell$'].map((name) => id(name).text);
  const length = `CASE WHEN ${after} <> ${before} THEN 0 ELSE ${spell} END`;
  return {
    ...scope,
    spell: () => exactColumn(`CAST(${length} AS DECIMAL(9, 0))`, 0, 999_999_999n),
  };
}
