import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * The yardstick: what an analyst with DuckDB would write for the rules of guangdong-2009. It trusts the files, gives no
 * reasons and writes one decisions.csv. `node bench/plain-sql.js DATASET OUT.csv`
 */
const [dataset, out] = process.argv.slice(2);
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const csv = (name, columns) =>
  `read_csv(${text(join(dataset, name))}, header = true, delim = ',', columns = {${columns}})`;

const households = `
  CREATE TABLE households AS
  SELECT household_id AS household, able_to_work, housing_safe
  FROM ${csv(
    'households.csv',
    `household_id: VARCHAR, county: VARCHAR, county_name: VARCHAR, township_name: VARCHAR, village: VARCHAR,
     village_name: VARCHAR, head: VARCHAR, able_to_work: BOOLEAN, housing_safe: BOOLEAN, main_cause: VARCHAR,
     wish: VARCHAR`,
  )}`;

// One member of whom it isn't known makes the number unknown.
const members = `
  CREATE TABLE members AS
  SELECT household_id AS household,
         CASE WHEN count(labour) = count(*)
              THEN count(*) FILTER (labour IN ('普通劳动力', '技能劳动力', '弱劳动力或半劳动力')) END AS able_members,
         CASE WHEN count(health) = count(*) THEN count(*) FILTER (health = '患有大病') END AS seriously_ill
  FROM ${csv(
    'members.csv',
    `household_id: VARCHAR, member_id: VARCHAR, relation: VARCHAR, sex: VARCHAR, age: INTEGER, health: VARCHAR,
     labour: VARCHAR`,
  )}
  GROUP BY household`;

const income = `
  CREATE TABLE income AS
  WITH cells AS (
    SELECT household_id AS household, year, size, nullif(wage, -99) AS wage, business,
           coalesce(property, 0) AS property, transfer, production_cost
    FROM ${csv(
      'income.csv',
      `household_id: VARCHAR, year: INTEGER, size: INTEGER, wage: 'DECIMAL(12,2)', business: 'DECIMAL(12,2)',
       property: 'DECIMAL(12,2)', transfer: 'DECIMAL(12,2)', production_cost: 'DECIMAL(12,2)'`,
    )}
  ), sums AS (
    SELECT household, year, size, wage + business - production_cost AS earned, earned + property + transfer AS net
    FROM cells
  )
  SELECT household, year, net < 1500 * size AS below_entry, net >= 2500 * size AS above_exit,
         CASE WHEN net > 0 THEN earned >= 0.95 * net WHEN net < 0 THEN earned <= 0.95 * net END AS self_earned
  FROM sums`;

/** Each household's year: its state before is in the year before, or not_listed at the start. */
const decide = (year) => `
  CREATE TABLE decided_${year} AS
  WITH facts AS (
    SELECT h.household, ${year === 2009 ? `'not_listed'` : 'p.state'} AS state_before,
           i.household IS NOT NULL AS seen,
           i.below_entry AND h.able_to_work AS enters,
           i.above_exit AND ${year === 2009 ? 'NULL' : 'p.above_exit'} AND i.self_earned AND h.housing_safe AS leaves,
           i.above_exit
    FROM households h
    LEFT JOIN income i ON i.household = h.household AND i.year = ${year}
    ${year === 2009 ? '' : `JOIN decided_${year - 1} p ON p.household = h.household`}
  ), answers AS (
    SELECT *, CASE WHEN state_before = 'listed' THEN leaves ELSE enters END AS answer,
           CASE state_before WHEN 'not_listed' THEN 'ENTER' WHEN 'listed' THEN 'EXIT' ELSE 'RETURN' END AS candidate
    FROM facts
  )
  SELECT household, ${year} AS period, state_before,
         CASE WHEN seen AND answer THEN CASE state_before WHEN 'listed' THEN 'exited' ELSE 'listed' END
              ELSE state_before END AS state,
         CASE WHEN NOT seen THEN 'unobserved' WHEN answer THEN 'moved' WHEN answer IS NULL THEN 'review'
              ELSE 'kept' END AS outcome,
         CASE WHEN seen AND answer IS NOT FALSE THEN candidate END AS code,
         above_exit
  FROM answers`;

const years = [2009, 2010, 2011, 2012];
const write = `
  COPY (
    SELECT d.* EXCLUDE (above_exit), able_members, seriously_ill
    FROM (${years.map((y) => `FROM decided_${y}`).join(' UNION ALL ')}) d LEFT JOIN members USING (household)
    ORDER BY household, period
  ) TO ${text(out)} (HEADER)`;

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
for (const statement of [households, members, income, ...years.map(decide), write])
  await connection.run(statement);
connection.closeSync();
