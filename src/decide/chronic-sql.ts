import type { Dialect } from '../model/dialect.ts';
import { raw, type Sql, sql } from '../model/sql.ts';
import { exact, scoped } from './dynamics-sql.ts';

/**
 * The table `panel`: a row for each household and period of those whose income and line are known in every period and
 * whose weight in the first, which they keep throughout. `ratio` is income / line.
 * An income below −100,000 lines counts as unknown: its squared gap could not be added up.
 */
export function panelTable(periods: number, poor: '<' | '<='): Sql {
  const [income, line] = [sql`CAST(income AS DOUBLE)`, sql`CAST(line AS DOUBLE)`];
  return sql`CREATE TABLE panel AS
    SELECT * FROM (
      SELECT household, "at", ratio, poor, count(*) OVER (PARTITION BY household) AS known,
        first_value(w) OVER h AS w, first_value(domain) OVER h AS domain
      FROM (SELECT *, ${income} / ${line} AS ratio, income ${raw(poor)} line AS poor FROM observed) AS o
      WHERE ratio > -1e5 AND ("at" > 0 OR w IS NOT NULL)
      WINDOW h AS (PARTITION BY household ORDER BY "at")) AS p
    WHERE known = ${periods}`;
}

/**
 * The table `means`: each household of the panel with its mean income in lines, and in how many periods it was poor.
 * What rounding adds to a mean must not carry it over the line: it is compared to twelve places.
 */
export function meansTable(dialect: Dialect, periods: number, poor: '<' | '<='): Sql {
  return sql`CREATE TABLE means AS
    SELECT *, round(ratio, 12) ${raw(poor)} 1 AS poor
    FROM (SELECT household, min(domain) AS domain, min(w) AS w, count(*) FILTER (WHERE poor) AS periods_poor,
        ${raw(dialect.orderedSum('ratio', '"at"'))} / ${periods} AS ratio
      FROM panel GROUP BY household) AS m`;
}

/** Sums behind FGT 0, 1 and 2: of every period, and (at NULL) of mean income. */
export function povertySumsQuery(by: string | undefined): Sql {
  const { scope, group } = scoped(by, ['at']);
  return sql`SELECT ${scope}, "at", count(*) AS households, sum(w) AS weight,
      ${summed(sql`w`)} AS sum0, ${summed(weighted(GAP))} AS sum1, ${summed(weighted(sql`${GAP} * ${GAP}`))} AS sum2
    FROM (SELECT domain, "at", w, ratio, poor FROM panel
      UNION ALL SELECT domain, NULL AS "at", w, ratio, poor FROM means) AS p
    ${group} ORDER BY scope, domain NULLS LAST, "at" NULLS LAST`;
}

const GAP = sql`greatest(1 - ratio, 0)`;
const weighted = (power: Sql): Sql => exact(sql`CAST(w AS DOUBLE) * ${power}`);
const summed = (value: Sql): Sql => sql`COALESCE(sum(CASE WHEN poor THEN ${value} END), 0)`;

/** Households of the panel by the number of periods in which they were poor. */
export function poorPeriodsQuery(by: string | undefined): Sql {
  const { scope, group } = scoped(by, ['periods']);
  return sql`SELECT ${scope}, periods, count(*) AS households, sum(w) AS weight,
      count(*) FILTER (WHERE poor) AS chronic_households, COALESCE(sum(w) FILTER (WHERE poor), 0) AS chronic_weight
    FROM (SELECT domain, w, poor, periods_poor AS periods FROM means) AS m
    ${group} ORDER BY scope, domain NULLS LAST, periods`;
}
