import type { Engine } from '../engine/duckdb.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import { HOUSEHOLD, inputTable, regionsTo, type Unit } from '../model/unit.ts';
import type { Loaded } from './load.ts';
import { numberOf, recordsView } from './records-view.ts';
import { settleRegister } from './register.ts';
import { checkedTable, type Doubles, prepareRecords, settleRecords, spineFor } from './settle.ts';
import { valueName } from './stage.ts';
import { createEmpty } from './summary.ts';
import type { TableSpec } from './tables.ts';

const HOMES = id(inputTable(HOUSEHOLD, HOUSEHOLD.spine));

/**
 * Makes the checked tables of the levels above households. Which units there are is said by the households, and by
 * the level's own tables. What does not agree between them is noted as issues.
 * @param regions the pack's region columns, outer to inner
 */
export async function settleLevels(
  engine: Engine,
  specs: readonly TableSpec[],
  files: readonly Loaded[],
  doubles: Map<string, Doubles>,
  regions: readonly string[],
): Promise<void> {
  const units = new Map(specs.map(({ unit }) => [unit.name, unit]));
  units.delete(HOUSEHOLD.name);
  for (const unit of units.values()) {
    const own = specs.filter((spec) => spec.unit.name === unit.name);
    const given = own.filter((spec) => files.some((file) => file.spec.name === spec.name));
    for (const spec of given) {
      const records = files.filter((file) => file.spec.name === spec.name);
      doubles.set(spec.name, await prepareRecords(engine, spec, records));
    }
    const outer = regionsTo(unit.name, { regions: [...regions] }).slice(0, -1);
    await settleUnits(engine, unit, given, outer);
    for (const spec of own) {
      if (!given.includes(spec)) await createEmpty(engine, spec);
      else await settleRecords(engine, spec, doubles.get(spec.name) ?? new Set());
      if (spec.isRegister && given.includes(spec)) await settleRegister(engine, spec);
    }
    for (const spec of given.filter(({ isRegister }) => !isRegister)) await noteGaps(engine, spec);
    await noteHomeless(engine, unit);
  }
}

/** The table that says which units there are, numbered in the order of their names, with the regions they lie in. */
async function settleUnits(
  engine: Engine,
  unit: Unit,
  given: readonly TableSpec[],
  outer: readonly string[],
): Promise<void> {
  const own = id(unit.name);
  const claims = [
    sql`SELECT ${[own, ...outer.map((region) => id(region))]} FROM ${HOMES} WHERE ${own} IS NOT NULL`,
    ...given.filter(({ isRegister }) => !isRegister).map((spec) => claimsOf(spec, outer)),
  ];
  const claimed = id('intake', `claims_${unit.name}`);
  await engine.run(sql`CREATE TABLE ${claimed} AS ${join(claims, ' UNION ')}`);
  const agreed = outer.map(
    (region) => sql`CASE WHEN count(DISTINCT ${id(region)}) = 1 THEN min(${id(region)}) END AS ${id(region)}`,
  );
  await engine.run(sql`CREATE TABLE ${id(inputTable(unit, unit.spine))} AS
    SELECT (row_number() OVER (ORDER BY ${own}) - 1)::INTEGER AS hid, ${own} AS household, *
    FROM (SELECT ${[own, ...agreed]} FROM ${claimed} GROUP BY ${own})`);
  await engine.run(sql`CREATE VIEW ${spineFor({ unit })} AS
    SELECT hid, household FROM ${id(inputTable(unit, unit.spine))}`);
  for (const region of outer.map((name) => ({ name, column: id(name) }))) {
    await engine.run(sql`INSERT INTO intake.found
      SELECT 'region-conflict', ${HOUSEHOLD.spine}, NULL, NULL, ${region.name}, NULL, ${own},
        string_agg(DISTINCT ${region.column}, ', ' ORDER BY ${region.column})
      FROM ${claimed} GROUP BY ${own} HAVING count(DISTINCT ${region.column}) > 1`);
  }
}

/** The units that a table names, with the regions it puts them in. */
function claimsOf(spec: TableSpec, outer: readonly string[]): Sql {
  const regions = outer.map((region) => {
    const n = numberOf(spec, region);
    return n < 0 ? sql`CAST(NULL AS VARCHAR) AS ${id(region)}` : sql`${valueName(n)} AS ${id(region)}`;
  });
  return sql`SELECT ${[sql`household AS ${id(spec.unit.name)}`, ...regions]} FROM ${recordsView(spec)}`;
}

/** Units that a table of the level names but no household does, and, where it has no periods, the other way round. */
async function noteGaps(engine: Engine, spec: TableSpec): Promise<void> {
  const column = spec.unit.name;
  const own = id(column);
  const homes = sql`(SELECT DISTINCT ${own} AS household FROM ${HOMES} WHERE ${own} IS NOT NULL)`;
  const named = sql`(SELECT household FROM ${spineFor(spec)} SEMI JOIN ${checkedTable(spec)} USING (hid))`;
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'unit-without-households', ${spec.name}, NULL, NULL, ${column}, NULL, household, NULL FROM ${named}
    ANTI JOIN ${homes} h USING (household)`);
  if (spec.keys.length > 1) return;
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'unit-not-in-table', ${spec.name}, NULL, NULL, ${column}, NULL, household, NULL FROM ${homes}
    ANTI JOIN ${named} n USING (household)`);
}

/** Households that belong to no unit of a level, since nobody says to which. */
async function noteHomeless(engine: Engine, unit: Unit): Promise<void> {
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'region-missing', ${HOUSEHOLD.spine}, NULL, NULL, ${unit.name}, household, NULL, NULL FROM ${HOMES}
    WHERE ${id(unit.name)} IS NULL`);
}
