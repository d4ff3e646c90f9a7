import type { Plan } from '../model/plan.ts';
import { id, text } from '../model/sql.ts';
import { inputTable } from '../model/unit.ts';
import { inputValue, storedType, together } from '../rules/column-sql.ts';
import { BELOW } from '../rules/level-pack.ts';
import type { Value } from '../rules/to-sql.ts';
import { type Analysis, columnsRead } from './analysis.ts';
import { keptName } from './columns.ts';
import { Context } from './context.ts';
import { decidedPeriods } from './outputs.ts';
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
  level: { loaded: DecideSettings['loaded']; analysis: Analysis },
  below: readonly DecidedBelow[],
): Map<string, Value> {
  const shapes = new Map<string, Value>();
  for (const { list, settings, span } of below) {
    const byPeriod = factShapes(settings, span);
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
function factShapes(settings: DecideSettings, span: Span): ReadonlyMap<string, Value>[] {
  const all: ReadonlyMap<string, Value>[] = [];
  let shapesBefore: ReadonlyMap<string, Value> = new Map();
  for (let period = span.historyFrom; period <= span.last; period++) {
    const options = { period, source: '', blame: false, only: undefined, shapesBefore };
    shapesBefore = new Context(settings, options).shapes;
    if (period >= span.firstDecided) all.push(shapesBefore);
  }
  return all;
}

function inputShape({ loaded, doubles }: DecideSettings, name: string): Value | undefined {
  const info = loaded.names.get(name);
  return info?.kind === 'input'
    ? inputValue(name, info.column, doubles.has(`${info.table}.${name}`))
    : undefined;
}

/** Steps that lay out the lists of a level, and in which periods anything below its units was recorded. */
export function listPlan(level: DecideSettings, below: readonly DecidedBelow[]): Plan {
  const { unit } = level.loaded;
  const lists = below.map(({ list, settings, span }) => ({
    name: `${unit.name}: ${list}`,
    sql: `CREATE TABLE ${id(inputTable(unit, list)).text} AS ${listRows(level, { list, settings, span })}`,
  }));
  const seen = below.map(
    ({ list }) =>
      `SELECT DISTINCT hid, period FROM ${id(inputTable(unit, list)).text} WHERE outcome <> 'unobserved'`,
  );
  const records = `CREATE TABLE ${id(inputTable(unit, BELOW)).text} AS ${seen.join(' UNION ')}`;
  return [...lists, { name: `${unit.name}: records`, sql: records }];
}

/** One row for each unit below and period: the unit of the level it belongs to, and what the level reads of it. */
function listRows(level: DecideSettings, { list, settings, span }: DecidedBelow): string {
  const { unit } = level.loaded;
  const spine = id(inputTable(unit, unit.spine)).text;
  const columns = columnsSeen(level, list).filter((name) => name !== 'outcome');
  const queries = decidedPeriods(span).map((period) => {
    const values = columns.flatMap((name) => listed(level, settings, span, period, list, name));
    return (
      `SELECT u.hid, d.household AS member, ${period} AS period, ${outcome(settings, span, period)} AS outcome` +
      `${values.map((value) => `, ${value}`).join('')} FROM ${id(tableOf(settings, span, period)).text} AS d ` +
      `JOIN ${spine} AS u ON u.household = d.${id(unit.name).text}`
    );
  });
  return queries.join(' UNION ALL ');
}

/** A column of a list, or the two that a quotient has, from the decisions of a period. */
function listed(
  { shapes }: DecideSettings,
  settings: DecideSettings,
  span: Span,
  period: number,
  list: string,
  name: string,
): string[] {
  const { state, before, fired } = codedColumns(settings, span, period);
  const states = settings.loaded.pack.states.map(({ id: state_ }) => state_);
  const codes = settings.loaded.transitions.map(({ rule }) => rule.code);
  const column = id(name).text;
  switch (name) {
    case 'state':
      // Under review or not seen, nobody knows the state; `state_before` is the one that is kept meanwhile.
      return [`CASE WHEN ${fired} >= 0 THEN ${named(state, states, 0)} END AS ${column}`];
    case 'state_before':
      return [`${named(before, states, 0)} AS ${column}`];
    case 'code':
      return [`CASE WHEN ${fired} = 0 THEN '' ELSE ${named(fired, codes, 1)} END AS ${column}`];
    default: {
      const shape = shapes?.get(`${list}.${name}`);
      if (!shape) throw new Error(`no shape of ${list}.${name}`);
      const at = (part: string): string => `d.${id(keptAt(settings, part, period)).text}`;
      if (shape.kind !== 'quotient') return [`CAST(${at(name)} AS ${storedType(shape)}) AS ${column}`];
      const sides = sidesOf(name);
      return (['num', 'den'] as const).map(
        (side) => `CAST(${at(sides[side])} AS ${storedType(shape[side])}) AS ${id(sides[side]).text}`,
      );
    }
  }
}

/** What lasts is kept under its own name, the rest by period. */
function keptAt({ analysis }: DecideSettings, name: string, period: number): string {
  return analysis.lasting.includes(name) ? name : keptName(name, period);
}

function named(column: string, names: readonly string[], first: number): string {
  const arms = names.map((name, index) => `WHEN ${index + first} THEN ${text(name).text}`);
  return `CASE ${column} ${arms.join(' ')} END`;
}

function outcome(settings: DecideSettings, span: Span, period: number): string {
  const { fired } = codedColumns(settings, span, period);
  return `CASE WHEN ${fired} IS NULL THEN 'unobserved' WHEN ${fired} > 0 THEN 'moved' WHEN ${fired} < 0 THEN 'review' ELSE 'kept' END`;
}
