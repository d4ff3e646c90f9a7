import type { Plan, Step } from '../model/plan.ts';
import { id } from '../model/sql.ts';
import type { Parameters } from '../rules/parameters.ts';
import type { Value } from '../rules/to-sql.ts';
import { keptName } from './columns.ts';
import { Context } from './context.ts';
import { type Column, decidedPeriod, historyPeriod } from './period-sql.ts';
import { blockLength } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import { BASE, type BasePlan, type BaseSettings, create, drop, trialFrom } from './simulate-base.ts';
import type { SplitPack } from './simulate-split.ts';
import type { Span } from './span.ts';

/** How the pack as it is decided, where the base holds it beside each household. */
export const AS_IS = { state: 'as_is_state$', fired: 'as_is_fired$' } as const;

/** Everything that trials of one dataset share. */
export interface TrialSettings extends BaseSettings {
  split: SplitPack;
  span: Span;
  base: BasePlan;
  /** Names of the measures: a condition is kept as it is, a number to four decimals. */
  measures: readonly string[];
  /** The region column to count by, kept beside what is decided. */
  by: string | undefined;
}

/** Periods decided for one setting. The table has `state_now$@p`, `fired$@p` and the measures of each period. */
export interface TrialBlock {
  step: Step;
  table: string;
  /** The decided periods among those of the block. */
  periods: readonly number[];
}

/** The tables that decide every household under one setting, each made from the one before. */
export function trialBlocks(shared: TrialSettings, parameters: Parameters, name: string): TrialBlock[] {
  const { split, span } = shared;
  const settings: DecideSettings = { ...shared, ...split.trial, parameters };
  const length = blockLength(split.trial);
  const blocks: TrialBlock[] = [];
  let before: Before = { table: BASE, shapes: new Map(), handedOn: [] };
  for (let first = trialFrom(split, span); first <= span.last; first += length) {
    const periods = Array.from(
      { length: Math.min(length, span.last - first + 1) },
      (_, index) => first + index,
    );
    const table = `${name}$${first}`;
    const block = trialBlock(shared, settings, periods, before);
    blocks.push({
      step: create(table, block.sql),
      table,
      periods: periods.filter((period) => period >= span.firstDecided),
    });
    before = { table, ...block };
  }
  return blocks;
}

/** Where a block begins: the base, or the block before it, which knows how households stood at its end. */
interface Before {
  table: string;
  shapes: ReadonlyMap<string, Value>;
  /** Its columns that the next block reads. */
  handedOn: readonly string[];
}

function trialBlock(
  { base, span, measures, by }: TrialSettings,
  settings: DecideSettings,
  periods: readonly number[],
  before: Before,
): Omit<Before, 'table'> & { sql: string } {
  const isFirst = before.table === BASE;
  const ctes = isFirst ? [] : [`${id('before$').text} AS (${joinedToBase(base, periods, before)})`];
  let source = isFirst ? BASE : 'before$';
  let kept: string[] = [];
  let handedOn: string[] = [];
  let context: Context | undefined;
  for (const period of periods) {
    const shapesBefore: ReadonlyMap<string, Value> = context?.shapes ?? before.shapes;
    const given = base.given.get(period);
    context = new Context(settings, { period, source, blame: false, only: undefined, shapesBefore, given });
    const isDecided = period >= span.firstDecided;
    const columns = isDecided
      ? decidedPeriod(settings, context, false)
      : historyPeriod(settings, context, false);
    const own = isDecided ? ownColumns(settings, context, measures) : [];
    const later = periods.filter((other) => other > period).flatMap((other) => columnsAt(base, other));
    const passed = [...base.lasting, ...later, ...kept].map((name) => id(name).text);
    const named = own.map(({ sql, name }) => ({ sql, name: keptName(name, period) }));
    const made = [...named, ...columns.memory].map(({ sql, name }) => `${sql} AS ${id(name).text}`);
    source = `trial$decided$${period}`;
    ctes.push(
      ...context.ctes,
      `${id(source).text} AS (SELECT ${[...passed, ...made].join(', ')} FROM ${columns.from} AS d)`,
    );
    kept = [...kept, ...named.map(({ name }) => name)];
    handedOn = columns.memory.map(({ name }) => name);
  }
  if (!context) throw new Error('a block without periods');
  const isLast = periods.at(-1) === span.last;
  const asIs = periods
    .flatMap((period) => Object.values(AS_IS).map((name) => keptName(name, period)))
    .filter((name) => base.lasting.includes(name));
  const all = ['hid', ...(by === undefined ? [] : [by]), ...asIs, ...kept, ...(isLast ? [] : handedOn)];
  const select = all.map((name) => id(name).text).join(', ');
  const sql = `WITH ${ctes.join(', ')} SELECT ${select} FROM ${id(source).text}`;
  return { sql, shapes: context.shapes, handedOn };
}

/** State, transition and measures of a household in a decided period. */
function ownColumns(settings: DecideSettings, context: Context, measures: readonly string[]): Column[] {
  return [
    { sql: id('state_after$').text, name: 'state_now$' },
    { sql: id('fired$').text, name: 'fired$' },
    ...measures.map((name) => ({ sql: measured(settings, context, name), name })),
  ];
}

/** Nobody who was not observed is measured. */
function measured({ dialect }: DecideSettings, context: Context, name: string): string {
  const value = context.shapes.get(name);
  const column = id(name).text;
  const isNumber = value?.kind !== 'boolean' && value?.kind !== 'text';
  const fits = value?.kind === 'exact' && String(value.max).length <= 14;
  const amount = fits
    ? `CAST(${column} AS DECIMAL(18, 4))`
    : dialect.attempt(`CAST(${column} AS DECIMAL(38, 4))`);
  return `CASE WHEN ${id('has$record').text} THEN ${isNumber ? amount : column} END`;
}

function columnsAt({ given }: BasePlan, period: number): string[] {
  return (given.get(period)?.columns ?? []).map((name) => keptName(name, period));
}

function joinedToBase(base: BasePlan, periods: readonly number[], { table, handedOn }: Before): string {
  const own = [...base.lasting, ...periods.flatMap((period) => columnsAt(base, period))];
  const select = [...own.map((name) => id('b', name).text), ...handedOn.map((name) => id('m', name).text)];
  return `SELECT ${select.join(', ')} FROM ${id(BASE).text} AS b JOIN ${id(table).text} AS m ON m.hid = b.hid`;
}

/**
 * Puts what the pack as it is decided into the base, so that every later setting has it at hand to be compared with: the
 * states of all periods, and what fired in the one whose changes are wanted.
 */
export function rememberAsIs(
  base: BasePlan,
  blocks: readonly TrialBlock[],
  shown: number,
): { plan: Plan; base: BasePlan } {
  const columns = blocks.flatMap(({ table, periods }) =>
    periods.flatMap((period) =>
      (
        [
          ['state_now$', AS_IS.state],
          ...(period === shown ? [['fired$', AS_IS.fired] as const] : []),
        ] as const
      ).map(([from, name]) => ({
        from: id(table, keptName(from, period)).text,
        name: keptName(name, period),
      })),
    ),
  );
  const select = ['b.*', ...columns.map(({ from, name }) => `${from} AS ${id(name).text}`)].join(', ');
  const joins = blocks
    .map(({ table }) => `JOIN ${id(table).text} ON ${id(table).text}.hid = b.hid`)
    .join(' ');
  const compared = 'compared$';
  return {
    plan: [
      create(compared, `SELECT ${select} FROM ${id(BASE).text} AS b ${joins}`),
      drop(BASE),
      { name: BASE, sql: `ALTER TABLE ${id(compared).text} RENAME TO ${id(BASE).text}` },
    ],
    base: { ...base, lasting: [...base.lasting, ...columns.map(({ name }) => name)] },
  };
}
