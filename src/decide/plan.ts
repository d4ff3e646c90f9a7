import { OUTCOMES, type Transition } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import type { Plan, Step } from '../model/plan.ts';
import { id } from '../model/sql.ts';
import type { Value } from '../rules/to-sql.ts';
import { keptName } from './columns.ts';
import { Context } from './context.ts';
import { decidedPeriod, historyPeriod, keptByPeriod, replacedName } from './period-sql.ts';
import type { DecideSettings } from './settings.ts';
import type { Span } from './span.ts';
import { lastingColumns, startTable } from './start.ts';
import { watchName, watchWhyName } from './watch-conditions.ts';

/** Periods computed in one query, which hands each household on without writing it down in between. */
const BLOCK = 4;

/**
 * Everything is computed twice over: once for everybody, and once more for the few households that came under
 * review, this time with what was missing. To find that for all would cost more than to decide.
 */
interface Pass {
  prefix: string;
  blame: boolean;
  only: string | undefined;
}
const DECIDE: Pass = { prefix: '', blame: false, only: undefined };
const BLAME = { prefix: 'why$', blame: true };

/** The table of a pass that holds a period. */
export function tableOf(
  settings: DecideSettings,
  span: Span,
  period: number,
  { prefix }: Pick<Pass, 'prefix'> = DECIDE,
): string {
  return `${settings.loaded.unit.prefix}${prefix}block$${period - ((period - span.historyFrom) % blockLength(settings))}`;
}

/** Lists that read their household are joined to it, which engines compute twice within one query. */
export function blockLength({ analysis }: Pick<DecideSettings, 'analysis'>): number {
  return analysis.members.every((column) => column.fixed) ? BLOCK : 1;
}

/**
 * The steps that decide every household in every period, each period from the one before. Leaves tables of a few
 * periods each, which `decisionRows` reads.
 */
export function decidePlan(settings: DecideSettings, span: Span): Plan {
  const reviewed = `${settings.loaded.unit.prefix}reviewed`;
  return [
    ...passPlan(settings, span, DECIDE),
    create(reviewed, reviewed, reviewedHouseholds(settings, span)),
    ...passPlan(settings, span, { ...BLAME, only: `SELECT hid FROM ${id(reviewed).text}` }),
  ];
}

function passPlan(settings: DecideSettings, span: Span, pass: Pass): Step[] {
  const { historyFrom, last } = span;
  const length = blockLength(settings);
  const steps: Step[] = [];
  const start = `${settings.loaded.unit.prefix}${pass.prefix}start`;
  let before: Before = { source: start, shapes: new Map() };
  for (let first = historyFrom; first <= last; first += length) {
    const periods = Array.from({ length: Math.min(length, last - first + 1) }, (_, index) => first + index);
    const { sql, context } = decideBlock(settings, span, periods, before, pass);
    if (first === historyFrom)
      steps.push(create('start', start, startTable(settings, { span, context, ...pass })));
    const labels = [first, periods.at(-1) ?? first].map((period) =>
      periodLabel(period, settings.loaded.pack.period),
    );
    before = { source: tableOf(settings, span, first, pass), shapes: context.shapes };
    steps.push(create([...new Set(labels)].join('–'), before.source, sql));
  }
  return steps;
}

/** Where a block of periods begins: a table, and what the facts were in the last period in it. */
interface Before {
  source: string;
  shapes: ReadonlyMap<string, Value>;
}

function decideBlock(
  settings: DecideSettings,
  span: Span,
  periods: readonly number[],
  before: Before,
  { blame, only }: Pass,
): { sql: string; context: Context } {
  const ctes: string[] = [];
  let kept: string[] = [];
  let handedOn: string[] = [];
  let source = before.source;
  let context: Context | undefined;
  for (const period of periods) {
    context = new Context(settings, {
      period,
      source,
      blame,
      only,
      shapesBefore: context?.shapes ?? before.shapes,
    });
    const columns =
      period < span.firstDecided
        ? historyPeriod(settings, context, blame)
        : decidedPeriod(settings, context, blame);
    const passed = [...lastingColumns(settings, context), ...kept].map((name) => id(name).text);
    const own = columns.kept.map(({ sql, name }) => ({ sql, name: keptName(name, period) }));
    const made = [...own, ...columns.memory].map(({ sql, name }) => `${sql} AS ${id(name).text}`);
    source = `decided$${period}`;
    const select = [...passed, ...made].join(', ');
    ctes.push(...context.ctes, `${id(source).text} AS (SELECT ${select} FROM ${columns.from} AS d)`);
    kept = [...kept, ...own.map(({ name }) => name)];
    handedOn = columns.memory.map(({ name }) => name);
  }
  if (!context) throw new Error('a block without periods');
  const last = periods.at(-1) === span.last;
  const { contains, joinSorted } = settings.dialect;
  const ordered = (name: string): string => {
    const column = id(name).text;
    return `CASE WHEN ${contains(column, "';'")} THEN ${joinSorted([column])} ELSE ${column} END AS ${column}`;
  };
  const select = [
    ...lastingColumns(settings, context).map((name) => id(name).text),
    ...kept.map((name) => (blame ? ordered(name) : id(name).text)),
    // Only another block reads what the last period hands on.
    ...(last ? [] : handedOn.map((name) => id(name).text)),
  ];
  return { sql: `WITH ${ctes.join(', ')} SELECT ${select.join(', ')} FROM ${id(source).text}`, context };
}

function reviewedHouseholds(settings: DecideSettings, span: Span): string {
  const periods = Array.from(
    { length: span.last - span.firstDecided + 1 },
    (_, index) => span.firstDecided + index,
  );
  const queries = periods.map((period) => {
    const { table, fired, watch } = codedColumns(settings, span, period);
    const open = settings.loaded.watch.map((_, index) => `${watch(index)} IS NULL`);
    return `SELECT hid FROM ${id(table).text} WHERE ${[`${fired} < 0`, ...open].join(' OR ')}`;
  });
  return queries.join(' UNION ');
}

function create(name: string, table: string, query: string): Step {
  return { name, sql: `CREATE TABLE ${id(table).text} AS ${query}` };
}

/** Every column of the decisions, in the order of the files. */
export function decisionColumns({ loaded, analysis }: DecideSettings): {
  name: string;
  from: 'decision' | 'region' | 'fact' | 'criterion' | 'input';
}[] {
  const decision = ['household', 'period', 'state_before', 'state', 'outcome', 'code', 'missing'] as const;
  const all = loaded.pack.regions ?? [];
  // A level's own region column is what its units are called.
  const regions = all.filter((name) => name !== loaded.unit.name);
  return [
    ...decision.map((name) => ({ name, from: 'decision' as const })),
    ...regions.map((name) => ({ name, from: 'region' as const })),
    ...[...loaded.facts.keys()].map((name) => ({ name, from: 'fact' as const })),
    ...[...loaded.criteria.keys()].map((name) => ({ name, from: 'criterion' as const })),
    ...analysis.direct
      .filter((name) => !all.includes(name))
      .map((name) => ({ name, from: 'input' as const })),
  ];
}

/**
 * A query of all decisions of some periods as they are kept: states and transitions as numbers (`before$`,
 * `state_now$`, `fired$`), with `hid` and `at$` (the period as an integer) to sort by.
 */
function codedRows(settings: DecideSettings, span: Span, periods: readonly number[], where = 'TRUE'): string {
  const dated = ['before$', 'state_now$', 'fired$', ...keptByPeriod(settings)];
  const names = decisionColumns(settings).flatMap(({ name, from }) => (from === 'decision' ? [] : [name]));
  const all = ['household', ...dated.slice(0, 3), ...names];
  const queries = periods.map((period) => {
    const select = all.map((name) => {
      const column = id('d', dated.includes(name) ? keptName(name, period) : name).text;
      return `${column} AS ${id(name).text}`;
    });
    const [table, why] = [DECIDE, BLAME].map((pass) => id(tableOf(settings, span, period, pass)).text);
    const missing = `w.${id(keptName('missing', period)).text} AS missing`;
    return (
      `SELECT d.hid, ${[...select, missing].join(', ')}, ${period} AS ${id('at$').text} ` +
      `FROM ${table} AS d LEFT JOIN ${why} AS w ON w.hid = d.hid`
    );
  });
  return `SELECT * FROM (${queries.join(' UNION ALL BY NAME ')}) AS u WHERE ${where}`;
}

/** Where the states and transitions of a period are kept as numbers, and what was missing in it. */
export function codedColumns(
  settings: DecideSettings,
  span: Span,
  period: number,
): {
  table: string;
  before: string;
  state: string;
  fired: string;
  replaced(index: number): string;
  watch(index: number): string;
  why: string;
  missing: string;
  watchWhy(index: number): string;
} {
  const [before, state, fired, missing] = ['before$', 'state_now$', 'fired$', 'missing'].map(
    (name) => id(keptName(name, period)).text,
  );
  return {
    table: tableOf(settings, span, period),
    before: `${before}`,
    state: `${state}`,
    fired: `${fired}`,
    replaced: (index) => id(keptName(replacedName(index), period)).text,
    watch: (index) => id(keptName(watchName(index), period)).text,
    why: tableOf(settings, span, period, BLAME),
    missing: `${missing}`,
    watchWhy: (index) => id(keptName(watchWhyName(index), period)).text,
  };
}

/** Decisions of a kind, as conditions over what is kept. */
export const UNDECIDED = `${id('fired$').text} < 0`;
export const UNOBSERVED = `${id('fired$').text} IS NULL`;

/** The decisions in which one of some transitions fired. */
export function firedBy({ loaded }: DecideSettings, matches: (rule: Transition) => boolean): string {
  const numbers = loaded.transitions.flatMap(({ rule }, index) => (matches(rule) ? [index + 1] : []));
  return numbers.length === 0 ? 'FALSE' : `${id('fired$').text} IN (${numbers.join(', ')})`;
}

/**
 * A query of the decisions of some periods, sorted by household and period, with `hid` and `at$` (the period as an
 * integer) beside their columns.
 * @param where which decisions, as a condition over what is kept
 */
export function decisionRows(
  settings: DecideSettings,
  span: Span,
  periods: readonly number[],
  where?: string,
): string {
  const names = decisionColumns(settings).map(({ name }) => decoded(settings, periods, name));
  // Sorted before states and transitions become texts: numbers are narrow to move about.
  const kept = `SELECT * FROM (${codedRows(settings, span, periods, where)}) AS c ORDER BY hid, ${id('at$').text}`;
  return `SELECT ${names.join(', ')}, hid, ${id('at$').text} FROM (${kept}) AS s`;
}

/** A column of the decisions from what is kept. */
function decoded({ loaded, dialect }: DecideSettings, periods: readonly number[], name: string): string {
  const fired = id('fired$').text;
  const states = loaded.pack.states.map((state, index) => [index, state.id] as const);
  const lookup = (column: string, texts: readonly (readonly [number, string])[]): string => {
    const all = texts.map(([, value]) => value);
    const arms = texts.map(([key, value]) => `WHEN ${key} THEN ${dialect.label(value, all)}`);
    return `CASE ${column} ${arms.join(' ')} END AS ${id(name).text}`;
  };
  switch (name) {
    case 'period':
      return lookup(
        id('at$').text,
        periods.map((period) => [period, periodLabel(period, loaded.pack.period)]),
      );
    case 'state_before':
      return lookup(id('before$').text, states);
    case 'state':
      return lookup(id('state_now$').text, states);
    case 'outcome':
      return lookup(
        `CASE WHEN ${fired} IS NULL THEN 3 ELSE sign(${fired}) END`,
        ([1, 0, -1, 3] as const).map((key, index) => [key, OUTCOMES[index] ?? '']),
      );
    case 'code':
      return lookup(
        `abs(${fired})`,
        loaded.transitions.map(({ rule }, index) => [index + 1, rule.code]),
      );
    default:
      return id(name).text;
  }
}
