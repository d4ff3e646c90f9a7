import type { Plan, Step } from '../model/plan.ts';
import { id } from '../model/sql.ts';
import { decimalType, stored } from '../rules/column-sql.ts';
import { withFormulas } from '../rules/region-cases.ts';
import { plain, type Value } from '../rules/to-sql.ts';
import { type GivenColumns, keptName } from './columns.ts';
import { Context } from './context.ts';
import { type Column, historyPeriod } from './period-sql.ts';
import { blockLength } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import type { SplitPack } from './simulate-split.ts';
import type { Span } from './span.ts';
import { lastingColumns, startTable } from './start.ts';
import { namesRead } from './touched.ts';

/** The table with every household and all that no setting touches. */
export const BASE = 'base$';

/** A table of all that no setting touches, and what its columns are in each period. */
export interface BasePlan {
  plan: Plan;
  given: ReadonlyMap<number, GivenColumns>;
  /** Columns that do not change by period. */
  lasting: readonly string[];
}

/** What the two halves of a pack are planned with: the pack's own numbers, and what the data turned out to be. */
export type BaseSettings = Pick<DecideSettings, 'parameters' | 'dialect' | 'doubles'>;

/** The steps that compute, once for all settings, what none of them touches. Leaves the table `BASE`. */
export function basePlan(split: SplitPack, settings: BaseSettings, span: Span): BasePlan {
  const base: DecideSettings = { ...settings, ...split.base };
  const trial: DecideSettings = { ...settings, ...split.trial };
  const steps: Step[] = [];
  const given = new Map<number, GivenColumns>();
  const blocks: { table: string; columns: string[] }[] = [];
  const length = blockLength(split.base);
  let before: Before = { source: 'base$start', shapes: new Map() };
  for (let first = span.historyFrom; first <= span.last; first += length) {
    const periods = Array.from(
      { length: Math.min(length, span.last - first + 1) },
      (_, index) => first + index,
    );
    const block = baseBlock(split, base, periods, before, trialFrom(split, span));
    if (first === span.historyFrom) {
      const options = { span, context: block.context, blame: false, only: undefined };
      steps.push(
        create('base$start', startTable(base, options)),
        create('trial$start', startTable(trial, options)),
      );
    }
    const table = `base$${first}`;
    steps.push(create(table, block.sql));
    blocks.push({ table, columns: block.columns });
    for (const [period, columns] of block.given) given.set(period, columns);
    before = { source: table, shapes: block.context.shapes };
  }
  steps.push(create(BASE, joined('trial$start', blocks)), drop('base$start'), drop('trial$start'));
  steps.push(...blocks.map(({ table }) => drop(table)));
  return { plan: steps, given, lasting: [...new Set(['hid', 'household', ...split.trial.analysis.lasting])] };
}

interface Before {
  source: string;
  shapes: ReadonlyMap<string, Value>;
}

interface BaseBlock {
  sql: string;
  context: Context;
  /** The columns kept for the trials. */
  columns: string[];
  given: [number, GivenColumns][];
}

/** A few periods in one query, each after the one before; nothing is decided, so every period is like history. */
function baseBlock(
  split: SplitPack,
  base: DecideSettings,
  periods: readonly number[],
  before: Before,
  trialFrom: number,
): BaseBlock {
  const ctes: string[] = [];
  const given: BaseBlock['given'] = [];
  const columns: string[] = [];
  let handedOn: string[] = [];
  let source = before.source;
  let context: Context | undefined;
  for (const period of periods) {
    const shapesBefore: ReadonlyMap<string, Value> = context?.shapes ?? before.shapes;
    context = new Context(base, { period, source, blame: false, only: undefined, shapesBefore });
    const { from, memory } = historyPeriod(base, context, false);
    const wanted = period < trialFrom ? NOTHING : wantedOf(split, base, context);
    const own = wanted.columns.map(({ sql, name }) => ({ sql, name: keptName(name, period) }));
    const passed = [...lastingColumns(base, context), ...columns].map((name) => id(name).text);
    const made = [...own, ...memory].map(({ sql, name }) => `${sql} AS ${id(name).text}`);
    source = `base$decided$${period}`;
    ctes.push(
      ...context.ctes,
      `${id(source).text} AS (SELECT ${[...passed, ...made].join(', ')} FROM ${from} AS d)`,
    );
    columns.push(...own.map(({ name }) => name));
    handedOn = memory.map(({ name }) => name);
    given.push([period, { columns: wanted.columns.map(({ name }) => name), shapes: wanted.shapes }]);
  }
  if (!context) throw new Error('a block without periods');
  const all = [...lastingColumns(base, context), ...columns, ...handedOn].map((name) => id(name).text);
  const sql = `WITH ${ctes.join(', ')} SELECT ${all.join(', ')} FROM ${id(source).text}`;
  return { sql, context, columns, given };
}

const NOTHING: ReturnType<typeof wantedOf> = { columns: [], shapes: new Map() };

/** The first period a trial computes: one that looks back at nothing needs no history. */
export function trialFrom({ trial }: SplitPack, { historyFrom, firstDecided }: Span): number {
  const { held, previous } = trial.analysis;
  return held.length + previous.length > 0 ? historyFrom : firstDecided;
}

/** What the trials read of a period: inputs and regional numbers as they are, and what the base has computed. */
function wantedOf(
  { trial, given }: SplitPack,
  { parameters, loaded }: DecideSettings,
  context: Context,
): { columns: Column[]; shapes: Map<string, Value> } {
  const names = [
    ...trial.loaded.facts.values(),
    ...trial.loaded.criteria.values(),
    ...trial.loaded.transitions.map(({ when }) => when),
  ].flatMap((expr) => [...namesRead(expr)]);
  const regional = [...withFormulas(names, loaded)].filter(
    (name) =>
      loaded.names.get(name)?.kind === 'parameter' && parameters.at(name, context.period).kind === 'regional',
  );
  const plainly = ['has$record', ...trial.analysis.byPeriod, ...regional.map((name) => `param$${name}`)];
  const columns = plainly.map((name) => ({ sql: id(name).text, name }));
  const shapes = new Map<string, Value>();
  for (const name of given) {
    const kept = keep(name, context.scope.name(name));
    columns.push(...kept.columns);
    shapes.set(name, kept.shape);
  }
  return { columns, shapes };
}

/** A computed value as columns: one, or two for the sides of a quotient. */
function keep(name: string, value: Value): { columns: Column[]; shape: Value } {
  if (value.kind !== 'quotient') {
    const shape = { ...stored(value), sql: id(name).text } as Value;
    return { columns: [{ sql: plain(value), name }], shape };
  }
  const [num, den] = (['num', 'den'] as const).map((side) => {
    const part = value[side];
    const column = `${name}$${side}`;
    return {
      column: { sql: `CAST(${part.sql} AS ${decimalType(part)})`, name: column },
      shape: { ...stored(part), sql: id(column).text },
    };
  });
  if (!num || !den) throw new Error('a quotient has two sides');
  return {
    columns: [num.column, den.column],
    shape: { kind: 'quotient', num: num.shape, den: den.shape },
  };
}

function joined(start: string, blocks: readonly { table: string; columns: readonly string[] }[]): string {
  const own = blocks.flatMap(({ table, columns }) => columns.map((name) => id(table, name).text));
  const joins = blocks.map(({ table }) => `JOIN ${id(table).text} ON ${id(table).text}.hid = s.hid`);
  return `SELECT ${['s.*', ...own].join(', ')} FROM ${id(start).text} AS s ${joins.join(' ')}`;
}

export function create(table: string, query: string): Step {
  return { name: table, sql: `CREATE TABLE ${id(table).text} AS ${query}` };
}

export function drop(table: string): Step {
  return { name: table, sql: `DROP TABLE ${id(table).text}` };
}
