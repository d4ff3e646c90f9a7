import { periodLabel } from '../model/period.ts';
import type { Plan } from '../model/plan.ts';
import { id, text } from '../model/sql.ts';
import type { WatchLevel } from '../model/watch.ts';
import { inLanguage, LANGUAGES } from '../model/words.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { OutputTable } from './outputs.ts';
import { REASON_COLUMNS, type Reasons } from './reasons.ts';
import type { DecideSettings } from './settings.ts';
import { watchedRows, watchRows } from './watch-sql.ts';

/** The columns of the watch list after household, period and regions. */
export const WATCH_COLUMNS = [
  ...['state', 'level', 'type', 'since', 'condition', ...REASON_COLUMNS, 'do_en', 'do_zh'],
  ...['source', 'undetermined', 'missing'],
] as const;

/** No name of a pack ends in a dollar sign, so these cannot be taken for one. */
const INNER = ['level', 'since', 'condition', 'undetermined', 'signs'] as const;

/** The tables of a run that the watch is worked out from, as table functions, and the periods it decided. */
export interface WatchSource {
  decisions: string;
  signs: string;
  first: number;
  last: number;
}

/**
 * The steps that lay out, for all periods of a run, its decisions (`moments`), signs (`signs`) and who is on the watch
 * (`watched`); and the whole decisions of one period (`listed`).
 */
export function watchPlan(loaded: LoadedPack, source: WatchSource, period: number): Plan {
  const labels = Array.from({ length: source.last - source.first + 1 }, (_, index) => {
    const at = source.first + index;
    return `WHEN ${text(periodLabel(at, loaded.pack.period)).text} THEN ${at}`;
  });
  const t = `CAST(CASE period ${labels.join(' ')} END AS INTEGER) AS t`;
  const listed = text(periodLabel(period, loaded.pack.period)).text;
  const create = (name: string, query: string) => ({ name, sql: `CREATE TABLE ${name} AS ${query}` });
  return [
    create(
      'moments',
      `SELECT household, ${t}, CAST(state_before AS VARCHAR) AS state_before, CAST(state AS VARCHAR) AS state,
        CAST(outcome AS VARCHAR) AS outcome, CAST(code AS VARCHAR) AS code FROM ${source.decisions}`,
    ),
    create('signs', `SELECT household, ${t}, level, condition, signs, missing FROM ${source.signs}`),
    create('watched', watchedRows(watchRows(loaded, { decisions: 'moments', signs: 'signs' }))),
    create('listed', `SELECT * FROM ${source.decisions} WHERE period = ${listed}`),
  ];
}

/**
 * The watch list of a period, by household: who is on a level, and of whom nobody can tell. A household that nobody has
 * seen is among the latter only if it has ever been on a list, as on the work list of a run.
 */
export function watchTable(
  { loaded, dialect }: DecideSettings,
  { first, period }: { first: number; period: number },
  reasons: Reasons,
): OutputTable {
  const { pack, watch } = loaded;
  const [level, since, condition, undetermined, signs] = INNER.map((name) => id(`${name}$`).text);
  const ofLevel = (column: string, value: (rule: WatchLevel) => string): string => {
    const arms = watch.map(({ level: rule }, index) => `WHEN ${index} THEN ${text(value(rule)).text}`);
    return `CASE ${column} ${arms.join(' ')} END`;
  };
  const sinces = Array.from({ length: period - first + 1 }, (_, index) => first + index).map(
    (at) => `WHEN ${at} THEN ${text(periodLabel(at, pack.period)).text}`,
  );
  const idOf = (rule: WatchLevel): string => rule.id;
  const rows = `SELECT d.* EXCLUDE (missing), w.level AS ${level}, w.since AS ${since}, w.condition AS ${condition},
      w.undetermined AS ${undetermined}, COALESCE(${dialect.joinSorted(['w.missing'])}, '') AS missing, s.signs AS ${signs}
    FROM (${watchedIn(loaded, period)}) AS w JOIN listed AS d ON d.household = w.household
    LEFT JOIN signs AS s ON s.household = w.household AND s.t = w.t AND s.level = ${ofLevel('w.level', idOf)}`;
  const inWords = `SELECT *, ${reasons.missingNames().join(', ')} FROM (${rows}) AS r`;
  const concerned = `COALESCE(${level}, CAST(split_part(${undetermined}, ';', 1) AS INTEGER))`;
  const truth = `CASE WHEN ${condition} THEN 'true' WHEN NOT ${condition} THEN 'false' ELSE 'unknown' END`;
  const todo = LANGUAGES.map(
    (language) => `${ofLevel(`${level}`, (rule) => inLanguage(rule.do, language))} AS do_${language}`,
  );
  const open = dialect.mapJoined(`${undetermined}`, 'place', ofLevel('CAST(place AS INTEGER)', idOf), ';');
  const select = [
    ...['household', 'period', ...(pack.regions ?? []), 'state'].map((name) => id(name).text),
    `${ofLevel(`${level}`, idOf)} AS level`,
    `${ofLevel(concerned, (rule) => rule.type)} AS type`,
    `CASE ${since} ${sinces.join(' ')} END AS since`,
    `CASE WHEN ${level} IS NOT NULL THEN ${truth} END AS condition`,
    ...reasons.watched(),
    ...todo,
    `${ofLevel(`${level}`, (rule) => rule.source)} AS source`,
    `${open} AS undetermined`,
    'missing',
  ];
  const columns = ['household', 'period', ...(pack.regions ?? []), ...WATCH_COLUMNS];
  return { query: `SELECT ${select.join(', ')} FROM (${inWords}) AS n ORDER BY household`, columns };
}

/** Who is on the watch list of a period, as `watchedRows` has them. */
function watchedIn({ pack }: LoadedPack, period: number): string {
  return `SELECT w.* FROM watched AS w JOIN moments AS m ON m.household = w.household AND m.t = w.t
    WHERE w.t = ${period} AND NOT (w.level IS NULL AND m.outcome = 'unobserved' AND m.state = ${text(pack.initial).text})`;
}

/** Households of a period by outermost region, level (its place in the pack), condition and whether they are new on it. */
export function watchCounts(loaded: LoadedPack, period: number): string {
  const region = loaded.pack.regions?.[0];
  const column = region === undefined ? 'CAST(NULL AS VARCHAR)' : `d.${id(region).text}`;
  return `SELECT ${column} AS region, w.level, w.condition, w.since = w.t AS entered, count(*) AS households
    FROM (${watchedIn(loaded, period)}) AS w JOIN listed AS d ON d.household = w.household
    GROUP BY ALL ORDER BY region NULLS FIRST, w.level NULLS LAST, w.condition NULLS FIRST, entered NULLS FIRST`;
}
