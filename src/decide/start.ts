import { labelOf } from '../model/period-text.ts';
import { id, text } from '../model/sql.ts';
import { inputTable, type Unit } from '../model/unit.ts';
import type { LoadedPack } from '../rules/load.ts';
import { valueTypeOf } from '../rules/names.ts';
import { plainTables } from './analysis.ts';
import { noRecord, whyColumn } from './blame.ts';
import type { Context } from './context.ts';
import { byTable, memberRows } from './members-sql.ts';
import { keepColumns } from './period-sql.ts';
import type { DecideSettings } from './settings.ts';
import type { Span } from './span.ts';

/** Longer than any data: the periods before the first were not false, nobody knows them. */
const FOREVER = 1_000_000;

export interface StartOptions {
  span: Span;
  /** Any period's: what is fixed is the same in all. */
  context: Context;
  /** Whether to note what is missing, beside what is decided. */
  blame: boolean;
  /** A query of the hids to compute for; everybody if not given. */
  only: string | undefined;
}

/**
 * Every household before the first period: what about it does not change by period, and where it stands, which is
 * its last state in the register or else the pack's initial state. A spell's length is known if the register
 * gives `since` or shows the change itself.
 */
export function startTable(settings: DecideSettings, { span, context, blame, only }: StartOptions): string {
  const { loaded, analysis } = settings;
  const initial = text(loaded.pack.initial).text;
  const beginning = beginningOf(settings, span);
  const ever = analysis.ever.map((state) => {
    const seen = `COALESCE(r.${id(`ever$${state}`).text}, FALSE)`;
    // Who is not yet in the register when it or the data begin is in the initial state then.
    const late = `COALESCE(r.first_period > ${beginning}, TRUE)`;
    const began = state === loaded.pack.initial ? ` OR ${late}` : '';
    return `(${seen}${began}) AS ${id(`ever$${state}`).text}`;
  });
  const held = analysis.held.flatMap((criterion) => [
    `0 AS ${id(`run$${criterion}`).text}`,
    `${FOREVER} AS ${id(`open$${criterion}`).text}`,
  ]);
  const kept = analysis.previous.flatMap((name) =>
    keepColumns(name, loaded).map(
      (column) => `CAST(NULL AS ${emptyType(name, loaded)}) AS ${id(column).text}`,
    ),
  );
  const why = (blame ? [...analysis.lookback] : []).flatMap(([name, depth]) =>
    Array.from({ length: depth }, (_, index) => {
      const label = noRecord(span.historyFrom - index - 1, loaded.pack.period);
      return `${text(label).text} AS ${id(whyColumn(name, index + 1)).text}`;
    }),
  );
  const lasting = lastingInputs(settings);
  const fixed = fixedMembers(settings, context, only);
  const select = [
    ...['h.hid', 'h.household', ...lasting.select, ...fixed.select],
    `CAST(${numbered(settings, `COALESCE(r.state, ${initial})`)} AS SMALLINT) AS ${id('state_now$').text}`,
    `r.spell AS ${id('spell$').text}`,
    ...ever,
    ...held,
    ...kept,
    ...why,
  ];
  const joins = ['LEFT JOIN last_row AS r ON r.hid = h.hid', ...lasting.joins, ...fixed.joins];
  return (
    `WITH ${registerSpells(settings, span.firstDecided)} ` +
    `SELECT ${select.join(', ')} FROM ${checked(loaded.unit, loaded.unit.spine)} AS h ${joins.join(' ')}${only ? ` WHERE h.hid IN (${only})` : ''}`
  );
}

/** When the register or the data begin: who is not in the register then is in the initial state. */
function beginningOf({ loaded }: DecideSettings, span: Span): string {
  return `least(${span.from}, (SELECT min(period) FROM ${checked(loaded.unit, 'register')}))`;
}

/**
 * A query of the register that units began from, in its own form, so that a run after this one knows what it knew:
 * of who came into it late, `state_before` says that it was in the initial state before.
 */
export function registerQuery(settings: DecideSettings, span: Span): string {
  const { pack, unit } = settings.loaded;
  const label = (column: string): string => `${labelOf(id('r', column), pack.period).text} AS ${column}`;
  const late = `r.period = r.first_period AND r.first_period > ${beginningOf(settings, span)}`;
  const before = `COALESCE(r.state_before, CASE WHEN ${late} THEN ${text(pack.initial).text} END)`;
  const rows = `SELECT *, min(period) OVER (PARTITION BY hid) AS first_period FROM ${checked(unit, 'register')}`;
  return (
    `SELECT h.household AS ${id(unit.name).text}, ${label('period')}, r.state, ${label('since')}, ` +
    `${before} AS state_before, r.outcome, r.code FROM (${rows}) AS r ` +
    `JOIN ${checked(unit, unit.spine)} AS h ON h.hid = r.hid ORDER BY h.household, r.period`
  );
}

function checked(unit: Unit, table: string): string {
  return id(inputTable(unit, table)).text;
}

function lastingInputs({ loaded, analysis }: DecideSettings): { select: string[]; joins: string[] } {
  const others = plainTables(loaded, false).filter(({ columns }) =>
    columns.some((name) => analysis.lasting.includes(name)),
  );
  const home = Object.keys(loaded.pack.inputs[loaded.unit.spine]?.columns ?? {}).map((name) => ({
    name,
    alias: 'h',
  }));
  const away = others.flatMap(({ alias, columns }) => columns.map((name) => ({ name, alias })));
  return {
    select: [...home, ...away]
      .filter(({ name }) => analysis.lasting.includes(name))
      .map(({ name, alias }) => id(alias, name).text),
    joins: others.map(
      ({ table, alias }) =>
        `LEFT JOIN ${checked(loaded.unit, table)} AS ${id(alias).text} ON ${id(alias).text}.hid = h.hid`,
    ),
  };
}

function numbered({ loaded }: DecideSettings, state: string): string {
  const arms = loaded.pack.states.map(({ id: name }, index) => `WHEN ${text(name).text} THEN ${index}`);
  return `CASE ${state} ${arms.join(' ')} END`;
}

/** Per household of the register: its last state, how long it has lasted, and which states it was ever in. */
function registerSpells({ analysis, loaded }: DecideSettings, firstDecided: number): string {
  const ever = analysis.ever.map(
    (state) =>
      `bool_or(state = ${text(state).text} OR COALESCE(state_before = ${text(state).text}, FALSE)) ` +
      `OVER (PARTITION BY hid) AS ${id(`ever$${state}`).text}`,
  );
  const rows = `SELECT hid, period, state, since, state_before,
      lag(state) OVER w AS last_state, lag(period) OVER w AS last_period
    FROM ${checked(loaded.unit, 'register')} WHERE period < ${firstDecided} WINDOW w AS (PARTITION BY hid ORDER BY period)`;
  // A spell begins with a row that gives `since`, or with the first row in a state right after another state.
  const begun = `SELECT hid, period, state, state_before,
      CASE WHEN state = last_state THEN since
        ELSE COALESCE(since, CASE WHEN last_period = period - 1 THEN period END) END AS begin,
      CASE WHEN state = last_state THEN 0 ELSE 1 END AS changed
    FROM (${rows}) AS r`;
  const numbered = `SELECT *, sum(changed) OVER (PARTITION BY hid ORDER BY period) AS spell_number FROM (${begun}) AS b`;
  const spells = `SELECT hid, period, state,
      max_by(begin, CASE WHEN begin IS NULL THEN NULL ELSE period END) OVER (PARTITION BY hid, spell_number) AS begin,
      min(period) OVER (PARTITION BY hid) AS first_period,
      row_number() OVER (PARTITION BY hid ORDER BY period DESC) AS newest${ever.map((column) => `, ${column}`).join('')}
    FROM (${numbered}) AS n`;
  const everNames = analysis.ever.map((state) => `, ${id(`ever$${state}`).text}`).join('');
  return `last_row AS (SELECT hid, state, CAST(${firstDecided} - begin AS INTEGER) AS spell, first_period${everNames}
    FROM (${spells}) AS s WHERE newest = 1)`;
}

/** Member aggregates that are the same in every period, computed once. */
function fixedMembers(
  settings: DecideSettings,
  context: Context,
  only: string | undefined,
): { select: string[]; joins: string[] } {
  const fixed = settings.analysis.members.filter((column) => column.fixed);
  const hid = id('hid$').text;
  const tables = [...byTable(fixed)].map(([table, columns]) => {
    const alias = id(`f$${table}`).text;
    const values = columns.flatMap((column) => context.listValues(column));
    const names = columns.flatMap((column) => context.listNames(column)).map((name) => id(name).text);
    const rows = memberRows(settings, table, undefined);
    const where = only ? ` WHERE ${hid} IN (${only})` : '';
    const groups = `SELECT ${[hid, ...values].join(', ')} FROM (${rows}) AS m${where} GROUP BY ${hid}`;
    return { alias, names, join: `LEFT JOIN (${groups}) AS ${alias} ON ${alias}.${hid} = h.hid` };
  });
  return {
    select: tables.flatMap(({ alias, names }) => names.map((name) => `${alias}.${name}`)),
    joins: tables.map(({ join }) => join),
  };
}

/** What every later period carries along from the start table. */
export function lastingColumns({ analysis }: DecideSettings, context: Context): string[] {
  const fixed = analysis.members
    .filter((column) => column.fixed)
    .flatMap((column) => context.listNames(column));
  return ['hid', 'household', ...analysis.lasting, ...fixed];
}

/** Whether a column is stored as text, number or condition, for columns that nothing computes. */
function emptyType(name: string, loaded: LoadedPack): string {
  const info = loaded.names.get(name);
  const type = info?.kind === 'input' ? valueTypeOf(info.column) : (info?.type ?? 'text');
  return type === 'number' ? 'DECIMAL(18, 4)' : type === 'boolean' ? 'BOOLEAN' : 'VARCHAR';
}
