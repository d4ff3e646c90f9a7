import { id, join, type Sql, sql, text } from '../model/sql.ts';

/** A poverty line: a decimal number for each period, or a column of the decisions. */
export type LineSource = { byPeriod: readonly string[] } | { column: string };

/** What the histories of households are read from, and how. */
export interface DynamicsQuery {
  /** The decisions: one row a household and period. */
  decisions: Sql;
  /** The decided periods in their order. */
  periods: readonly string[];
  /** The states whose spells are looked at. */
  inside: readonly string[];
  /** Whether the state before the first period was given (a register), and not only assumed. */
  stateBeforeGiven: boolean;
  /** Columns whose product weighs a household; 1 without any. */
  weights: readonly string[];
  /** What weights are multiplied by while they are summed, so that small ones keep their digits. */
  weightFactor: number;
  /** The column that divides households into domains. */
  by: string | undefined;
  /** The column compared with a line, and the line. */
  poverty: { income: string; line: LineSource } | undefined;
}

/** The type in which weights are summed: sums of decimals do not depend on the order of threads, those of doubles do. */
export const EXACT = sql`DECIMAL(38, 15)`;
export const exact = (value: Sql): Sql => sql`TRY_CAST(${value} AS ${EXACT})`;
const double = (value: Sql): Sql => sql`CAST(${value} AS DOUBLE)`;
const tally = sql`count(*) AS count, COALESCE(sum(w), 0) AS weight, COALESCE(sum(w2), 0) AS squares`;

/**
 * The table `observed`: household, at (number of the period), state, status, inside (NULL unless determined),
 * inside_before, w and its square w2, domain, and income and line where asked for. The state is that on record, also
 * where it was not determined.
 */
export function observedTable(query: DynamicsQuery): Sql {
  const { decisions, periods, inside, by, poverty } = query;
  const at = join(
    periods.map((label, index) => sql`WHEN ${label} THEN ${index}`),
    ' ',
  );
  const isInside = (column: Sql): Sql => sql`${column} IN (${inside.map(text)})`;
  const [income, line] = poverty
    ? [id(poverty.income), lineValue(poverty.line, periods)]
    : [sql`NULL`, sql`NULL`];
  const domain = by === undefined ? sql`CAST(NULL AS VARCHAR)` : sql`CAST(${id(by)} AS VARCHAR)`;
  const columns = sql`${weightOf(query)} AS w, ${domain} AS domain, ${income} AS income, ${line} AS line`;
  return sql`CREATE TABLE observed AS
    SELECT household, "at", state, status, CASE WHEN status = 'determined' THEN ${isInside(sql`state`)} END AS inside,
      ${isInside(sql`state_before`)} AS inside_before, w, ${exact(sql`${double(sql`w`)} * ${double(sql`w`)}`)} AS w2,
      domain, income, line
    FROM (SELECT *, CASE period ${at} END AS "at",
        CASE WHEN outcome IN ('review', 'unobserved') THEN outcome WHEN w IS NULL THEN 'no_weight' ELSE 'determined' END AS status
      FROM (SELECT household, period, state, state_before, outcome, ${columns} FROM ${decisions}) AS d) AS o`;
}

/** The product of the weight columns; NULL where one is unknown, or it is too large to be added up. */
function weightOf({ weights, weightFactor }: DynamicsQuery): Sql {
  const weight = product(weights);
  return exact(sql`CASE WHEN ${weight} <= 1e11 THEN ${weight} * ${weightFactor} END`);
}

const product = (weights: readonly string[]): Sql =>
  join([sql`1`, ...weights.map((name) => double(id(name)))], ' * ');

/** The largest weight, as `largest`. */
export function largestWeightQuery({
  decisions,
  weights,
}: Pick<DynamicsQuery, 'decisions' | 'weights'>): Sql {
  return sql`SELECT max(${product(weights)}) AS largest FROM ${decisions}`;
}

/** The line as an expression over the decisions. */
function lineValue(line: LineSource, periods: readonly string[]): Sql {
  if ('column' in line) return id(line.column);
  const arms = periods.map((label, index) => sql`WHEN ${label} THEN ${line.byPeriod[index] ?? null}`);
  return sql`CAST(CASE period ${join(arms, ' ')} END AS DECIMAL(38, 12))`;
}

/** Households whose line is zero or negative in some period. */
export function badLinesQuery(): Sql {
  return sql`SELECT count(DISTINCT household) AS count FROM observed WHERE line <= 0`;
}

/**
 * Groups by some columns, over all and, if domains were asked for, for each of them as well: the columns `scope` and
 * `domain`, and the grouping.
 */
export function scoped(by: string | undefined, keys: readonly string[]): { scope: Sql; group: Sql } {
  const names = keys.map((key) => id(key));
  if (by === undefined)
    return { scope: sql`'all' AS scope, domain`, group: sql`GROUP BY ${[sql`domain`, ...names]}` };
  return {
    scope: sql`CASE WHEN grouping(domain) = 1 THEN 'all' ELSE 'domain' END AS scope, domain`,
    group: sql`GROUP BY GROUPING SETS ((${[sql`domain`, ...names]}), (${names}))`,
  };
}

/** How often a column that must not be negative is. */
export function negativesQuery(decisions: Sql, column: string): Sql {
  return sql`SELECT count(*) AS count FROM ${decisions} WHERE ${id(column)} < 0`;
}

/** Households by period and what was known them. */
export function periodCoverageQuery({ by }: DynamicsQuery): Sql {
  const counts = ['determined', 'review', 'unobserved', 'no_weight'].map(
    (status) => sql`count(*) FILTER (WHERE status = ${status}) AS ${id(status)}`,
  );
  const { scope, group } = scoped(by, ['at']);
  return sql`SELECT ${scope}, "at", ${counts}, count(*) FILTER (WHERE inside) AS inside
    FROM observed ${group} ORDER BY scope, domain NULLS LAST, "at"`;
}

/** Households: how many were known always, never, late, no longer, or with a gap. */
export function historyCoverageQuery({ by, periods }: DynamicsQuery): Sql {
  const kinds: Record<string, Sql> = {
    always: sql`known = ${periods.length}`,
    never: sql`known = 0`,
    late: sql`first_known > 0`,
    lost: sql`last_known < ${periods.length - 1}`,
    gap: sql`last_known - first_known + 1 > known`,
  };
  const counts = Object.entries(kinds).map(
    ([name, condition]) => sql`count(*) FILTER (WHERE ${condition}) AS ${id(name)}`,
  );
  const { scope, group } = scoped(by, []);
  return sql`SELECT ${scope}, count(*) AS households, ${counts}
    FROM (SELECT ${FIRST_DOMAIN} AS domain, count(inside) AS known,
        min("at") FILTER (WHERE inside IS NOT NULL) AS first_known, max("at") FILTER (WHERE inside IS NOT NULL) AS last_known
      FROM observed GROUP BY household) AS h
    ${group} ORDER BY scope, domain NULLS LAST`;
}

const FIRST_DOMAIN = sql`min_by(domain, "at")`;

/** Households by period, and state in it and in the next. Weights are those of the earlier period. */
export function transitionsQuery({ by }: DynamicsQuery): Sql {
  const keys = ['at', 'from', 'from_status', 'to', 'to_status'];
  const { scope, group } = scoped(by, keys);
  return sql`SELECT ${scope}, ${keys.map((key) => id(key))}, ${tally}
    FROM (SELECT domain, "at", w, w2, state AS "from", status AS from_status,
        lead(state) OVER h AS "to", lead(status) OVER h AS to_status
      FROM observed WINDOW h AS (PARTITION BY household ORDER BY "at")) AS t
    WHERE "to" IS NOT NULL
    ${group} ORDER BY scope, domain NULLS LAST, ${keys.map((key) => id(key))}`;
}

/**
 * Spells by whether inside, first period, length, beginning and ending. A spell is a household's longest row of
 * consecutive determined periods inside the chosen states, or outside of them; whatever is not determined cuts it
 * off. Its weight and domain are those of its first period.
 */
export function spellsQuery({ by, periods, stateBeforeGiven }: DynamicsQuery): Sql {
  const known = stateBeforeGiven ? sql`inside_before <> inside` : sql`FALSE`;
  const keys = ['inside', 'start', 'length', 'begins', 'ends'];
  const { scope, group } = scoped(by, keys);
  return sql`WITH marked AS (
      SELECT *, CASE WHEN inside IS NOT DISTINCT FROM lag(inside) OVER h AND "at" > 0 THEN 0 ELSE 1 END AS opens
      FROM observed WINDOW h AS (PARTITION BY household ORDER BY "at")),
    numbered AS (SELECT *, sum(opens) OVER (PARTITION BY household ORDER BY "at") AS number FROM marked),
    runs AS (
      SELECT household, number, bool_and(inside) AS inside, bool_or(inside_before) FILTER (WHERE "at" = 0) AS inside_before,
        min("at") AS start, count(*) AS length, min_by(w, "at") AS w, min_by(w2, "at") AS w2, ${FIRST_DOMAIN} AS domain
      FROM numbered GROUP BY household, number),
    neighbours AS (
      SELECT *, lag(inside) OVER h AS previous, lead(inside) OVER h AS next
      FROM runs WINDOW h AS (PARTITION BY household ORDER BY number)),
    spells AS (
      SELECT *,
        CASE WHEN start = 0 THEN CASE WHEN ${known} THEN 'known' ELSE 'first_period' END
          WHEN previous IS NULL THEN 'not_known_before' ELSE 'known' END AS begins,
        CASE WHEN start + length = ${periods.length} THEN 'last_period'
          WHEN next IS NULL THEN 'not_known_after' ELSE 'ended' END AS ends
      FROM neighbours WHERE inside IS NOT NULL)
    SELECT ${scope}, ${keys.map((key) => id(key))}, ${tally}
    FROM spells ${group} ORDER BY scope, domain NULLS LAST, inside DESC, start, length, begins, ends`;
}
