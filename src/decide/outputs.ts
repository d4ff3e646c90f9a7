import type { TransitionKind } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import { HOUSEHOLD, inputTable } from '../model/unit.ts';
import { regionalRows } from '../rules/regional-sql.ts';
import { codedColumns, decisionColumns, decisionRows, firedBy, UNDECIDED, UNOBSERVED } from './plan.ts';
import { REASON_COLUMNS, type Reasons } from './reasons.ts';
import { type DecideSettings, stateNumber } from './settings.ts';
import type { Span } from './span.ts';

/** The column of decisions that holds a unit's id, whatever the unit is. */
const KEY = HOUSEHOLD.name;

/** All periods that a span decides. */
export function decidedPeriods(span: Span): number[] {
  return Array.from({ length: span.last - span.firstDecided + 1 }, (_, index) => span.firstDecided + index);
}

/** A table to be written: its query and the names of its columns. */
export interface OutputTable {
  query: string;
  columns: string[];
}

/** The decisions of some periods, sorted by household and period. */
export function decisionsTable(
  settings: DecideSettings,
  span: Span,
  periods: readonly number[],
): OutputTable {
  const columns = decisionColumns(settings).map(({ name }) => name);
  return written(settings, columns, decisionRows(settings, span, periods));
}

/** The households that transitions of a kind moved in a period, with facts and reason: a list of proposals. */
export function movedTable(
  settings: DecideSettings,
  span: Span,
  period: number,
  kind: TransitionKind,
  reasons: Reasons,
): OutputTable {
  const rows = decisionRows(
    settings,
    span,
    [period],
    firedBy(settings, (rule) => rule.kind === kind),
  );
  return movedList(settings, rows, kind, reasons);
}

/** The same from rows of decisions, wherever they come from. */
export function movedList(
  settings: DecideSettings,
  rows: string,
  kind: TransitionKind,
  reasons: Reasons,
): OutputTable {
  const decision = ['household', 'period', ...named(settings, 'region'), 'state_before', 'state', 'code'];
  const columns = [...decision, ...named(settings, 'fact'), ...REASON_COLUMNS];
  return written(settings, columns, `SELECT *, ${reasons.moved(kind).join(', ')} FROM (${rows}) AS r`);
}

/** The work list of a period: households under review, or not observed while in another state than the first. */
export function reviewTable(
  settings: DecideSettings,
  span: Span,
  period: number,
  reasons: Reasons,
): OutputTable {
  const initial = stateNumber(settings, settings.loaded.pack.initial);
  const listed = `(${UNDECIDED} OR (${UNOBSERVED} AND ${id('state_now$').text} <> ${initial}))`;
  const rows = decisionRows(settings, span, [period], listed);
  return reviewList(settings, rows, reasons);
}

/** The same from rows of decisions, wherever they come from. */
export function reviewList(settings: DecideSettings, rows: string, reasons: Reasons): OutputTable {
  const decision = [
    'household',
    'period',
    ...named(settings, 'region'),
    'state',
    'outcome',
    'code',
    'missing',
  ];
  const columns = [...decision, ...REASON_COLUMNS];
  const inWords = `SELECT *, ${reasons.missingNames().join(', ')} FROM (${rows}) AS d`;
  return written(settings, columns, `SELECT *, ${reasons.review().join(', ')} FROM (${inWords}) AS r`);
}

/** A table of some columns of decisions, in which a unit's id stands under what the unit is called. */
function written({ loaded }: DecideSettings, columns: readonly string[], rows: string): OutputTable {
  const called = (name: string): string => (name === KEY ? loaded.unit.name : name);
  const select = columns.map((name) => `${id(name).text} AS ${id(called(name)).text}`);
  return { query: `SELECT ${select.join(', ')} FROM (${rows}) AS o`, columns: columns.map(called) };
}

function named(settings: DecideSettings, from: 'region' | 'fact'): string[] {
  return decisionColumns(settings).flatMap((column) => (column.from === from ? [column.name] : []));
}

/** The outermost region column that is not the unit itself. */
export function countedRegion({ pack, unit }: DecideSettings['loaded']): string | undefined {
  return pack.regions?.find((region) => region !== unit.name);
}

/**
 * Numbers of households by outermost region, for each period, with states and transitions as numbers: `state` by
 * place in the pack, `fired` as in the plan.
 */
export function countsQuery(settings: DecideSettings, span: Span, periods: readonly number[]): string {
  const region = countedRegion(settings.loaded);
  const column = region === undefined ? 'CAST(NULL AS VARCHAR)' : id(region).text;
  const counts = periods.map((period) => {
    const { table, state, fired } = codedColumns(settings, span, period);
    return (
      `SELECT ${period} AS period, ${column} AS region, ${state} AS state, ${fired} AS fired, count(*) AS households ` +
      `FROM ${id(table).text} GROUP BY 1, 2, 3, 4`
    );
  });
  return `SELECT * FROM (${counts.join(' UNION ALL ')}) AS c ORDER BY period, region, state, fired`;
}

/** How often each use of `coalesce` replaced an unknown: `kind`, `where`, `value` as it was written, `count`. */
export function replacedQuery(settings: DecideSettings, span: Span): string {
  const { unit } = settings.loaded;
  const head = unit.name === HOUSEHOLD.name ? '' : `levels.${unit.name}.`;
  const queries = settings.analysis.coalesces.map(({ where, written }, index) => {
    const counts = decidedPeriods(span).map((period) => {
      const { table, replaced } = codedColumns(settings, span, period);
      return `(SELECT COALESCE(sum(${replaced(index)}), 0) FROM ${id(table).text})`;
    });
    return `SELECT 'coalesce' AS kind, ${text(head + where).text} AS "where", ${text(written).text} AS value, CAST(${counts.join(' + ')} AS BIGINT) AS count`;
  });
  const none = `SELECT '' AS kind, '' AS "where", '' AS value, 0 AS count WHERE FALSE`;
  return queries.length === 0 ? none : queries.join(' UNION ALL ');
}

/**
 * The text of which a household's leaf in the Merkle tree is the hash: its id and, for each period on a line of
 * its own, period, state, outcome or code of the move, code under review and missing inputs.
 */
export function leafTexts(settings: DecideSettings, span: Span, periods: readonly number[]): string {
  const tables = new Set<string>();
  const parts = periods.flatMap((period) => {
    const { table, state, fired, why, missing } = codedColumns(settings, span, period);
    tables.add(table).add(why);
    const label = text(`\n${periodLabel(period, settings.loaded.pack.period)} `).text;
    const own = (name: string, from: string): string => `${id(from).text}.${name}`;
    return [label, ...leafParts(settings, own(state, table), own(fired, table), own(missing, why))];
  });
  const [first = '', ...others] = [...tables].map((table) => id(table).text);
  const joins = others.map((table) => ` LEFT JOIN ${table} ON ${table}.hid = ${first}.hid`).join('');
  return `SELECT ${first}.hid, concat(${first}.household, ${parts.join(', ')}) AS leaf FROM ${first}${joins}`;
}

/** `listed ENTER`, `listed kept`, `listed unobserved`, `not_listed review ENTER wage;size`. */
function leafParts({ loaded }: DecideSettings, at: string, fired: string, missing: string): string[] {
  const state = loaded.pack.states.map(
    ({ id: name }, index) => `WHEN ${index} THEN ${text(`${name} `).text}`,
  );
  const arms = loaded.transitions.flatMap(({ rule }, index) => [
    `WHEN ${index + 1} THEN ${text(rule.code).text}`,
    `WHEN ${-index - 1} THEN ${text(`review ${rule.code} `).text}`,
  ]);
  return [
    `CASE ${at} ${state.join(' ')} END`,
    `CASE WHEN ${fired} IS NULL THEN 'unobserved' ELSE CASE ${fired} ${arms.join(' ')} ELSE 'kept' END END`,
    missing,
  ];
}

/**
 * Regions that a parameter table does not know, as issues: one for each parameter, period and region.
 * @returns undefined if no parameter is regional
 */
export function regionalGaps(settings: DecideSettings, periods: readonly number[]): string | undefined {
  const { loaded, parameters } = settings;
  const queries = periods.flatMap((period) =>
    parameters.names.flatMap((name) => {
      const state = parameters.at(name, period);
      if (state.kind !== 'regional') return [];
      const regions = state.regions.map((region) => id('h', region).text);
      const match = state.regions
        .map((region) => `p.${id(region).text} = ${id('h', region).text}`)
        .join(' AND ');
      const known = regions.map((region) => `${region} IS NOT NULL`).join(' AND ');
      const expected = `${name} ${periodLabel(period, loaded.pack.period)}`;
      return (
        `SELECT DISTINCT 'parameter-missing' AS code, 'warning' AS severity, ${text(loaded.unit.prefix === '' ? loaded.unit.spine : loaded.unit.name).text} AS table_name, ` +
        `${text(state.regions.join('/')).text} AS column_name, concat_ws('/', ${regions.join(', ')}) AS value, ` +
        `${text(expected).text} AS expected FROM ${id(inputTable(loaded.unit, loaded.unit.spine)).text} AS h ` +
        `LEFT JOIN (${regionalRows(state)}) AS p ON ${match} WHERE p.value IS NULL AND ${known}`
      );
    }),
  );
  return queries.length === 0 ? undefined : queries.join(' UNION ALL ');
}
