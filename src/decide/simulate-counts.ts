import { OUTCOMES, type TransitionKind } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import type { LoadedPack } from '../rules/load.ts';
import { keptName } from './columns.ts';
import { BASE } from './simulate-base.ts';
import { AS_IS, type TrialBlock } from './simulate-trial.ts';

/** The measures of a household, by the names of their columns. */
export const MEASURES = {
  poor: 'poor$',
  persons: 'persons$',
  shortfall: 'shortfall$',
  benchmark: 'benchmark$',
} as const;

/** Where counts and changes are taken from. */
export interface Counting {
  loaded: LoadedPack;
  /** The region column to count by. */
  by: string | undefined;
  measures: readonly string[];
}

/** A row of counts: how many households are alike in all that is counted by. */
export interface CountedRow {
  period: number;
  region: string | null;
  state: number;
  fired: number | null;
  as_is: number;
  poor: boolean | null;
  benchmark: boolean | null;
  households: number;
  /** Households whose shortfall and persons are known, and the sums over them. */
  known: number;
  persons: string | null;
  shortfall: string | null;
}

/**
 * States in which a household is on the list, by place in the pack: those that entries and returns lead to, and those
 * from which exits lead away.
 */
export function listedStates({ pack, transitions }: LoadedPack): number[] {
  const names = transitions.flatMap(({ rule }) => {
    if (rule.kind === 'entry' || rule.kind === 'return') return [rule.to];
    return rule.kind === 'exit' ? rule.from : [];
  });
  return pack.states.flatMap((state, index) => (names.includes(state.id) ? [index] : []));
}

/**
 * Numbers of households by region, state, transition and measures, for each decided period of a block.
 * @param isFirst whether it is the pack as it is, with which there is nothing to compare yet
 */
export function trialCounts({ by, measures }: Counting, block: TrialBlock, isFirst: boolean): string {
  const region = by === undefined ? 'CAST(NULL AS VARCHAR)' : id(by).text;
  const measure = (name: string, period: number, type: string): string =>
    measures.includes(name) ? id(keptName(name, period)).text : `CAST(NULL AS ${type})`;
  const queries = block.periods.map((period) => {
    const state = id(keptName('state_now$', period)).text;
    const asIs = isFirst ? state : id(keptName(AS_IS.state, period)).text;
    const [persons, shortfall] = [MEASURES.persons, MEASURES.shortfall].map((name) =>
      measure(name, period, 'DECIMAL(18, 4)'),
    );
    const isKnown = `${shortfall} IS NOT NULL${measures.includes(MEASURES.persons) ? ` AND ${persons} IS NOT NULL` : ''}`;
    const keys = [
      `${region} AS region`,
      `${state} AS state`,
      `${id(keptName('fired$', period)).text} AS fired`,
      `${asIs} AS as_is`,
      `${measure(MEASURES.poor, period, 'BOOLEAN')} AS poor`,
      `${measure(MEASURES.benchmark, period, 'BOOLEAN')} AS benchmark`,
    ];
    const sums = [
      'count(*) AS households',
      `count(CASE WHEN ${isKnown} THEN 1 END) AS known`,
      `CAST(sum(CASE WHEN ${isKnown} THEN ${persons} END) AS VARCHAR) AS persons`,
      `CAST(sum(CASE WHEN ${isKnown} THEN ${shortfall} END) AS VARCHAR) AS shortfall`,
    ];
    return `SELECT ${period} AS period, ${[...keys, ...sums].join(', ')} FROM ${id(block.table).text} GROUP BY ${keys.map((_, index) => index + 2).join(', ')}`;
  });
  return `SELECT * FROM (${queries.join(' UNION ALL ')}) AS c ORDER BY ALL`;
}

/**
 * How many of the listed poor a budget lifts to the line in a period, those furthest below it first: `households`,
 * `persons` and `spent`.
 */
export function budgetQuery(
  { loaded, measures }: Counting,
  block: TrialBlock,
  period: number,
  budget: string,
): string {
  const [state, poor, persons, shortfall] = (
    ['state_now$', MEASURES.poor, MEASURES.persons, MEASURES.shortfall] as const
  ).map((name) => id(keptName(name, period)).text) as [string, string, string, string];
  const hasPersons = measures.includes(MEASURES.persons);
  const depth = hasPersons
    ? `CAST(${shortfall} AS DOUBLE) / NULLIF(CAST(${persons} AS DOUBLE), 0)`
    : shortfall;
  const listed = `${state} IN (${[...listedStates(loaded), -1].join(', ')})`;
  const known = `${shortfall} IS NOT NULL${hasPersons ? ` AND ${persons} IS NOT NULL` : ''}`;
  const running =
    `SELECT ${hasPersons ? persons : 'NULL'} AS persons, sum(${shortfall}) OVER (ORDER BY ${depth} DESC NULLS LAST, hid ` +
    `ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS spent FROM ${id(block.table).text} WHERE ${listed} AND ${poor} AND ${known}`;
  return (
    `SELECT count(*) AS households, CAST(COALESCE(sum(persons), 0) AS VARCHAR) AS persons ` +
    `FROM (${running}) AS r WHERE spent <= ${budget}`
  );
}

/** Whom a setting decides otherwise than the pack as it is, in one period, to be added to `changes$`. */
export function changesQuery(block: TrialBlock, period: number, setting: number): string {
  const [state, fired, stateAsIs, firedAsIs] = ['state_now$', 'fired$', AS_IS.state, AS_IS.fired].map(
    (name) => id(keptName(name, period)).text,
  );
  return (
    `SELECT ${setting} AS setting, hid, ${stateAsIs} AS state_as_is, ${firedAsIs} AS fired_as_is, ${state} AS state, ` +
    `${fired} AS fired FROM ${id(block.table).text} WHERE ${state} <> ${stateAsIs} OR ${fired} <> ${firedAsIs}`
  );
}

export const CHANGES = `CREATE TABLE ${id('changes$').text}(setting INTEGER, hid INTEGER, state_as_is SMALLINT, fired_as_is SMALLINT, state SMALLINT, fired SMALLINT)`;

const CHANGE_COLUMNS = [...['setting', 'change', 'state_as_is', 'outcome_as_is', 'code_as_is']];

/** A region or a parameter may be called like a column of changes.csv; then it gets a mark. */
function columnFor(name: string): string {
  return CHANGE_COLUMNS.includes(name.toLowerCase()) ? `${name}_` : name;
}

/** The columns of changes.csv, in their order; what a household is asked and what it earns is not among them. */
export function changeColumns({ pack }: LoadedPack, parameters: readonly string[]): string[] {
  const [setting = '', change = '', ...before] = CHANGE_COLUMNS;
  const [tried, regions] = [parameters, pack.regions ?? []].map((names) => names.map(columnFor));
  const after = ['state', 'outcome', 'code'];
  return [setting, ...(tried ?? []), 'household', 'period', ...(regions ?? []), change, ...before, ...after];
}

/**
 * All changes of a period, sorted by setting and household.
 * @param values the tried values as texts, by setting and parameter
 */
export function changesTable(
  loaded: LoadedPack,
  period: number,
  parameters: readonly string[],
  values: ReadonlyMap<number, Readonly<Record<string, string>>>,
): string {
  const { pack, transitions } = loaded;
  const states = pack.states.map((state, index) => [index, state.id] as const);
  const codes = transitions.map(({ rule }, index) => [index + 1, rule.code] as const);
  const outcomes = ([1, 0, -1, 3] as const).map((key, index) => [key, OUTCOMES[index] ?? ''] as const);
  const lookup = (column: string, texts: readonly (readonly [number, string])[], name: string): string =>
    `CASE ${column} ${texts.map(([key, value]) => `WHEN ${key} THEN ${text(value).text}`).join(' ')} END AS ${name}`;
  const described = (suffix: string): string[] => [
    lookup(`c.state${suffix}`, states, `state${suffix}`),
    lookup(
      `CASE WHEN c.fired${suffix} IS NULL THEN 3 ELSE sign(c.fired${suffix}) END`,
      outcomes,
      `outcome${suffix}`,
    ),
    lookup(`abs(c.fired${suffix})`, codes, `code${suffix}`),
  ];
  const listed = [...listedStates(loaded), -1].join(', ');
  const change =
    `CASE WHEN c.state IN (${listed}) AND c.state_as_is NOT IN (${listed}) THEN 'into_list' ` +
    `WHEN c.state NOT IN (${listed}) AND c.state_as_is IN (${listed}) THEN 'out_of_list' ` +
    `WHEN c.state <> c.state_as_is THEN 'other_state' ELSE 'same_state' END AS change`;
  const tried = parameters.map((name) => {
    const arms = [...values].map(
      ([setting, value]) => `WHEN ${setting} THEN ${text(value[name] ?? '').text}`,
    );
    return `CASE c.setting ${arms.join(' ')} END AS ${id(columnFor(name)).text}`;
  });
  const select = [
    'c.setting',
    ...tried,
    'b.household',
    `${text(periodLabel(period, pack.period)).text} AS period`,
    ...(pack.regions ?? []).map((region) => `${id('b', region).text} AS ${id(columnFor(region)).text}`),
    ...[change, ...described('_as_is'), ...described('')],
  ];
  return (
    `SELECT ${select.join(', ')} FROM ${id('changes$').text} AS c JOIN ${id(BASE).text} AS b ON b.hid = c.hid ` +
    `ORDER BY c.setting, c.hid`
  );
}

/** Whether a transition that fired is of a kind. */
export function isKind({ transitions }: LoadedPack, fired: number | null, kind: TransitionKind): boolean {
  return transitions[(fired ?? 0) - 1]?.rule.kind === kind;
}
