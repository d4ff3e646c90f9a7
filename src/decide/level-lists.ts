import type { Plan } from '../model/plan.ts';
import { id, text } from '../model/sql.ts';
import { inputTable } from '../model/unit.ts';
import { inputValue, storedType, together } from '../rules/column-sql.ts';
import { BELOW } from '../rules/level-pack.ts';
import type { Value } from '../rules/to-sql.ts';
import { type Analysis, columnsRead } from './analysis.ts';
import { keptName } from './columns.ts';
import { Context } from './context.ts';
import { RECORDED } from './period-sql.ts';
import { codedColumns, tableOf } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import { sidesOf } from './sides.ts';
import type { Span } from './span.ts';

/** Units below a level as they were decided: what a list of the level is made of. */
export interface DecidedBelow {
  list: string;
  settings: DecideSettings;
  span: Span;
}

/** What every column of a list that a level reads is in SQL, in all periods alike. */
export function listShapes(
  level: { loaded: DecideSettings['loaded']; analysis: Analysis; span: Span },
  below: readonly DecidedBelow[],
): Map<string, Value> {
  const shapes = new Map<string, Value>();
  for (const { list, settings, span } of below) {
    const byPeriod = factShapes(settings, span, level.span.historyFrom);
    for (const column of columnsSeen(level, list)) {
      const found = byPeriod.flatMap((facts) => facts.get(column) ?? []);
      const shape = found.length > 0 ? found.reduce(together) : inputShape(settings, column);
      if (shape) shapes.set(`${list}.${column}`, shape);
    }
  }
  return shapes;
}

/** The columns of a list that anything of a level reads. */
function columnsSeen(
  { loaded, analysis }: { loaded: DecideSettings['loaded']; analysis: Analysis },
  list: string,
): string[] {
  const head = `${list}.`;
  const read = [...columnsRead(loaded, analysis)].filter((name) => name.startsWith(head));
  return read.map((name) => name.slice(head.length)).sort();
}

/** What facts and criteria are in each period; numbers may differ in how many places they have. */
function factShapes(settings: DecideSettings, span: Span, from: number): ReadonlyMap<string, Value>[] {
  const all: ReadonlyMap<string, Value>[] = [];
  let shapesBefore: ReadonlyMap<string, Value> = new Map();
  for (let period = span.historyFrom; period <= span.last; period++) {
    const options = { period, source: '', blame: false, only: undefined, shapesBefore };
    shapesBefore = new Context(settings, options).shapes;
    if (period >= from) all.push(shapesBefore);
  }
  return all;
}

function inputShape({ loaded, doubles }: DecideSettings, name: string): Value | undefined {
  const info = loaded.names.get(name);
  return info?.kind === 'input'
    ? inputValue(name, info.column, doubles.has(`${info.table}.${name}`))
    : undefined;
}

/** A level while its lists are laid out. */
interface Above {
  settings: DecideSettings;
  span: Span;
}

/** Whether a unit below was recorded in the period of its row: no column of a pack can have this name. */
const IS_RECORDED = id(RECORDED).text;

/** Steps that lay out the lists of a level, and in which periods anything below its units was recorded. */
export function listPlan(level: Above, below: readonly DecidedBelow[]): Plan {
  const { unit } = level.settings.loaded;
  const lists = below.map((one) => ({
    name: `${unit.name}: ${one.list}`,
    sql: `CREATE TABLE ${id(inputTable(unit, one.list)).text} AS ${listRows(level, one)}`,
  }));
  const seen = below.map(
    ({ list }) => `SELECT DISTINCT hid, period FROM ${id(inputTable(unit, list)).text} WHERE ${IS_RECORDED}`,
  );
  const records = `CREATE TABLE ${id(inputTable(unit, BELOW)).text} AS ${seen.join(' UNION ')}`;
  return [...lists, { name: `${unit.name}: records`, sql: records }];
}

/**
 * One row for each unit below and period, also in periods that are only history for the level: the unit of the level it
 * belongs to, and what the level reads of it.
 */
function listRows(level: Above, below: DecidedBelow): string {
  const { unit } = level.settings.loaded;
  const { settings, span } = below;
  const spine = id(inputTable(unit, unit.spine)).text;
  const columns = columnsSeen(level.settings, below.list).filter((name) => name !== 'outcome');
  const first = Math.max(span.historyFrom, level.span.historyFrom);
  const periods = Array.from({ length: span.last - first + 1 }, (_, index) => first + index);
  const queries = periods.map((period) => {
    const { own, from } =
      period < span.firstDecided ? given(settings, period) : decided(settings, span, period);
    const values = columns.flatMap((name) => {
      return Object.hasOwn(own, name)
        ? [`${own[name]} AS ${id(name).text}`]
        : listed(level.settings, below, period, name);
    });
    const select = [
      ...['u.hid', 'd.household AS member', `${period} AS period`, `${own.outcome} AS outcome`],
      ...[`${own[RECORDED]} AS ${IS_RECORDED}`, ...values],
    ];
    return (
      `SELECT ${select.join(', ')} FROM ${id(tableOf(settings, span, period)).text} AS d ` +
      `JOIN ${spine} AS u ON u.household = d.${id(unit.name).text}${from}`
    );
  });
  return queries.join(' UNION ALL ');
}

/** What a level sees of a unit beside its inputs, facts and criteria, as SQL by column; and what to join for it. */
interface Own {
  own: Readonly<Record<string, string>>;
  from: string;
}

function decided(settings: DecideSettings, span: Span, period: number): Own {
  const { state, before, fired } = codedColumns(settings, span, period);
  const states = settings.loaded.pack.states.map(({ id: name }) => name);
  const codes = settings.loaded.transitions.map(({ rule }) => rule.code);
  const own = {
    // Under review or not seen, nobody knows the state; `state_before` is the one that is kept meanwhile.
    state: `CASE WHEN ${fired} >= 0 THEN ${named(state, states, 0)} END`,
    state_before: named(before, states, 0),
    code: `CASE WHEN ${fired} = 0 THEN '' ELSE ${named(fired, codes, 1)} END`,
    outcome: `CASE WHEN ${fired} IS NULL THEN 'unobserved' WHEN ${fired} > 0 THEN 'moved' WHEN ${fired} < 0 THEN 'review' ELSE 'kept' END`,
    [RECORDED]: `${fired} IS NOT NULL`,
  };
  return { own, from: '' };
}

/**
 * The same in a period that is only history. Nobody is decided in it: states are known as far as the register gives them
 * for this very period, and how they came about only from the decisions of an earlier run.
 */
function given({ loaded }: DecideSettings, period: number): Own {
  const register = id(inputTable(loaded.unit, 'register')).text;
  const initial = text(loaded.pack.initial).text;
  // Who is not in the register at all is in the initial state in the periods that it gives.
  const state = (row: string, at: number): string =>
    `COALESCE(${row}.state, CASE WHEN d.hid NOT IN (SELECT hid FROM ${register}) AND ${at} BETWEEN ` +
    `(SELECT min(period) FROM ${register}) AND (SELECT max(period) FROM ${register}) THEN ${initial} END)`;
  const own = {
    state: `CASE WHEN r.outcome IN ('review', 'unobserved') THEN NULL ELSE ${state('r', period)} END`,
    state_before: `CASE WHEN r.outcome IS NOT NULL THEN r.state_before ELSE ${state('b', period - 1)} END`,
    code: `CASE r.outcome WHEN 'moved' THEN r.code WHEN 'kept' THEN '' END`,
    outcome: 'r.outcome',
    [RECORDED]: `d.${id(keptName(RECORDED, period)).text}`,
  };
  const row = (name: string, at: number): string =>
    ` LEFT JOIN ${register} AS ${name} ON ${name}.hid = d.hid AND ${name}.period = ${at}`;
  return { own, from: row('r', period) + row('b', period - 1) };
}

/** A column of a list, or the two that a quotient has, from what was kept of a period. */
function listed(
  { shapes }: DecideSettings,
  { list, settings }: DecidedBelow,
  period: number,
  name: string,
): string[] {
  const shape = shapes?.get(`${list}.${name}`);
  if (!shape) throw new Error(`no shape of ${list}.${name}`);
  const at = (part: string): string => `d.${id(keptAt(settings, part, period)).text}`;
  if (shape.kind !== 'quotient') return [`CAST(${at(name)} AS ${storedType(shape)}) AS ${id(name).text}`];
  const sides = sidesOf(name);
  return (['num', 'den'] as const).map(
    (side) => `CAST(${at(sides[side])} AS ${storedType(shape[side])}) AS ${id(sides[side]).text}`,
  );
}

/** What lasts is kept under its own name, the rest by period. */
function keptAt({ analysis }: DecideSettings, name: string, period: number): string {
  return analysis.lasting.includes(name) ? name : keptName(name, period);
}

function named(column: string, names: readonly string[], first: number): string {
  const arms = names.map((name, index) => `WHEN ${index + first} THEN ${text(name).text}`);
  return `CASE ${column} ${arms.join(' ')} END`;
}
