import { id, text } from '../model/sql.ts';
import { decimalType } from '../rules/column-sql.ts';
import type { LoadedPack } from '../rules/load.ts';
import { toDouble } from '../rules/number-sql.ts';
import { plain, type Value } from '../rules/to-sql.ts';
import { type Coalesce, keyOf, whenName } from './analysis.ts';
import { noRecord, when, whyColumn } from './blame.ts';
import { type Context, replacedInList } from './context.ts';
import { type DecideSettings, stateNumber } from './settings.ts';
import { sidesOf } from './sides.ts';
import { scopeAfterwards, watchBlame, watchColumns } from './watch-conditions.ts';

/** A column of a query: its SQL and its name. */
export interface Column {
  sql: string;
  name: string;
}

/** What a period gives: columns to keep for the decisions, and columns to hand to the next period. */
export interface PeriodColumns {
  /** The query that has what the columns are made of. */
  from: string;
  kept: Column[];
  memory: Column[];
}

/**
 * A period decided: for every household its state before and after, the transition that fired or is undetermined,
 * its facts and criteria, and what the next period must remember.
 */
export function decidedPeriod(settings: DecideSettings, context: Context, blame: boolean): PeriodColumns {
  const [now, after, fired, spell] = ['state_now$', 'state_after$', 'fired$', 'spell$'].map(
    (name) => id(name).text,
  );
  const firing = `SELECT *, ${firedColumn(settings)} AS ${fired} FROM ${context.last}`;
  return {
    from: `(SELECT *, ${stateAfter(settings)} AS ${after} FROM (${firing}) AS t)`,
    kept: blame
      ? [
          { sql: `CASE WHEN ${fired} < 0 THEN ${missing(settings, context)} END`, name: 'missing' },
          ...watchBlame(settings, context),
        ]
      : [
          { sql: `${now}`, name: 'before$' },
          { sql: `${after}`, name: 'state_now$' },
          { sql: `${fired}`, name: 'fired$' },
          ...keptByPeriod(settings).map((name) => ({ sql: id(name).text, name })),
          ...quotientSides(settings, context),
          ...watchColumns(settings, context),
          ...replacements(settings, context),
        ],
    memory: [
      { sql: `${after}`, name: 'state_now$' },
      { sql: `CASE WHEN ${after} <> ${now} THEN 1 ELSE ${spell} + 1 END`, name: 'spell$' },
      ...settings.analysis.ever.map((state) => everColumn(settings, state, `${after}`)),
      ...memory(settings, context, blame),
    ],
  };
}

/** The column that says whether a unit has a record in a period that is only history. */
export const RECORDED = 'recorded$';

/**
 * A period that is only history: its states are given, its facts and criteria serve `held` and `previous`, and those of
 * a level above, for which they are kept.
 */
export function historyPeriod(settings: DecideSettings, context: Context, blame: boolean): PeriodColumns {
  const same = ['state_now$', 'spell$', ...settings.analysis.ever.map((state) => `ever$${state}`)];
  return {
    from: context.last,
    kept: blame ? [] : [...seenAbove(settings), ...quotientSides(settings, context)],
    memory: [...same.map((name) => ({ sql: id(name).text, name })), ...memory(settings, context, blame)],
  };
}

function seenAbove(settings: DecideSettings): Column[] {
  const seen = keptByPeriod(settings).filter((name) => settings.loaded.seen.has(name));
  return [
    { sql: id('has$record').text, name: RECORDED },
    ...seen.map((name) => ({ sql: id(name).text, name })),
  ];
}

function quotientSides({ loaded }: DecideSettings, context: Context): Column[] {
  return [...loaded.seen].flatMap((name) => {
    const shape = context.shapes.get(name);
    if (shape?.kind !== 'quotient') return [];
    const names = sidesOf(name);
    return (['num', 'den'] as const).map((side) => ({
      sql: `CAST(${shape[side].sql} AS ${decimalType(shape[side])})`,
      name: names[side],
    }));
  });
}

/** The column that counts how often a use of `coalesce` replaced an unknown of a household in a period. */
export function replacedName(index: number): string {
  return `replaced$${index}`;
}

function replacements({ analysis }: DecideSettings, context: Context): Column[] {
  const record = id('has$record').text;
  return analysis.coalesces.map(({ expr, afterwards }, index) => {
    const isThis = (use: Coalesce): boolean => keyOf(use) === keyOf(expr);
    const list = analysis.members.find((column) => column.coalesces.some(isThis));
    const count = list
      ? `COALESCE(${id(replacedInList(list.name, list.coalesces.findIndex(isThis))).text}, 0)`
      : `CASE WHEN ${context.replaces(expr, afterwards ? scopeAfterwards(context) : context.scope)} THEN 1 ELSE 0 END`;
    return { sql: `CASE WHEN ${record} THEN ${count} ELSE 0 END`, name: replacedName(index) };
  });
}

/** Facts, criteria, and the inputs by period that decide directly. */
export function keptByPeriod({ loaded, analysis }: DecideSettings): string[] {
  const direct = analysis.direct.filter((name) => analysis.byPeriod.includes(name));
  return [...loaded.facts.keys(), ...loaded.criteria.keys(), ...new Set([...direct, ...analysis.seen])];
}

/**
 * For a household under review: the inputs that are missing and could change the answer, of all transitions that
 * are unknown up to the first that is true. In any order, some perhaps twice: they are put in order once, at the end.
 */
function missing(settings: DecideSettings, context: Context): string {
  const walker = context.walker('');
  const before: string[] = [];
  const blame = settings.loaded.transitions.flatMap(({ when: condition }, index) => {
    const holds = appliesAndHolds(settings, index);
    const open = [`${holds} IS NULL`, ...before].join(' AND ');
    before.push(`NOT COALESCE(${holds}, FALSE)`);
    return when(open, walker.blame(condition));
  });
  return walker.text(blame);
}

/** The condition under which a transition applies to a household and is true, false or unknown. */
export function appliesAndHolds(settings: DecideSettings, index: number): string {
  const rule = settings.loaded.transitions[index]?.rule;
  if (!rule) throw new Error(`no transition ${index}`);
  const states = rule.from.map((state) => stateNumber(settings, state)).join(', ');
  return `(${id('state_now$').text} IN (${states}) AND ${id(whenName(index)).text})`;
}

/** n if the n-th transition (from 1) fires, −n if it is the first unknown one, 0 if none, NULL without a record. By state, so that each household is asked its own. */
function firedColumn(settings: DecideSettings): string {
  const { pack, transitions } = settings.loaded;
  const states = pack.states.flatMap(({ id: state }, number) => {
    const arms = transitions.flatMap(({ rule }, index) => {
      const when = id(whenName(index)).text;
      return rule.from.includes(state)
        ? [`WHEN ${when} THEN ${index + 1} WHEN ${when} IS NULL THEN ${-index - 1}`]
        : [];
    });
    return arms.length === 0 ? [] : [`WHEN ${number} THEN CASE ${arms.join(' ')} ELSE 0 END`];
  });
  const fired = states.length === 0 ? '0' : `CASE ${id('state_now$').text} ${states.join(' ')} ELSE 0 END`;
  return `CAST(CASE WHEN NOT ${id('has$record').text} THEN NULL ELSE ${fired} END AS SMALLINT)`;
}

function stateAfter(settings: DecideSettings): string {
  const arms = settings.loaded.transitions.map(
    ({ rule }, index) => `WHEN ${index + 1} THEN ${stateNumber(settings, rule.to)}`,
  );
  return `CAST(CASE ${id('fired$').text} ${arms.join(' ')} ELSE ${id('state_now$').text} END AS SMALLINT)`;
}

function everColumn(settings: DecideSettings, state: string, after: string): Column {
  const name = `ever$${state}`;
  return { sql: `(${id(name).text} OR ${after} = ${stateNumber(settings, state)})`, name };
}

/** What the next period needs: how long criteria have held, and values it may look back to. */
function memory({ analysis, loaded, ...rest }: DecideSettings, context: Context, blame: boolean): Column[] {
  const record = id('has$record').text;
  const held = analysis.held.flatMap((criterion) => {
    const names = [criterion, `run$${criterion}`, `open$${criterion}`] as const;
    const [now, run, open] = names.map((name) => id(name).text);
    return [
      { sql: `CASE WHEN ${record} AND ${now} THEN ${run} + 1 ELSE 0 END`, name: names[1] },
      { sql: `CASE WHEN ${record} AND NOT ${now} THEN 0 ELSE ${open} + 1 END`, name: names[2] },
    ];
  });
  const kept = analysis.previous.flatMap((name) => {
    const value = context.scope.name(name);
    const texts = keepColumns(name, loaded).length === 1 ? [plain(value)] : numberSides(value);
    return keepColumns(name, loaded).map((column, index) => ({
      sql: `CASE WHEN ${record} THEN ${texts[index]} END`,
      name: column,
    }));
  });
  return [...held, ...kept, ...(blame ? whyUnknown({ analysis, loaded, ...rest }, context) : [])];
}

/** For names that later periods look back at: what is to blame if they are unknown, and what was before. */
function whyUnknown({ analysis, loaded, dialect }: DecideSettings, context: Context): Column[] {
  const walker = context.walker(context.backSuffix);
  const none = text(noRecord(context.period, loaded.pack.period)).text;
  return [...analysis.lookback].flatMap(([name, depth]) => {
    const unknown = `(${plain(context.scope.name(name))}) IS NULL`;
    const span = { start: 0, end: 0 };
    const all = walker.text(walker.blame({ op: 'name', type: 'number', span, name }));
    const names = walker.looksBack(name) ? dialect.joinSorted([all]) : all;
    const why = `CASE WHEN NOT ${id('has$record').text} THEN ${none} WHEN ${unknown} THEN ${names} END`;
    const older = Array.from({ length: depth - 1 }, (_, index) => id(whyColumn(name, index + 1)).text);
    return [why, ...older].map((sql, index) => ({ sql, name: whyColumn(name, index + 1) }));
  });
}

/** A number fact may be a quotient, whose two sides are kept too. */
export function keepColumns(name: string, loaded: LoadedPack): string[] {
  const info = loaded.names.get(name);
  const sides =
    info?.kind === 'fact' && info.type === 'number' ? [`keep$${name}$num`, `keep$${name}$den`] : [];
  return [`keep$${name}`, ...sides];
}

/** A number fact as one value and, if it is a quotient, its two sides. */
function numberSides(value: Value): string[] {
  if (value.kind !== 'quotient') {
    const unused = 'CAST(NULL AS DECIMAL(18, 4))';
    return [plain(value), unused, unused];
  }
  const sides = [value.num, value.den].map((side) => `CAST(${side.sql} AS ${decimalType(side)})`);
  return [toDouble(value), ...sides];
}
