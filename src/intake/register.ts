import type { Engine } from '../engine/duckdb.ts';
import { Failure } from '../model/problem.ts';
import { sql } from '../model/sql.ts';
import { numberOf, recordsView } from './records-view.ts';
import { checkedTable, spineFor } from './settle.ts';
import { valueName } from './stage.ts';
import type { TableSpec } from './tables.ts';

/**
 * A state cannot begin after the period at whose end it is recorded; such a `since` is unknown. Where an earlier run
 * moved a unit, the state began in that period.
 */
export async function settleRegister(engine: Engine, spec: TableSpec): Promise<void> {
  const table = checkedTable(spec);
  await engine.run(sql`UPDATE ${table} SET since = period
    WHERE since IS NULL AND outcome = 'moved' AND state_before <> state`);
  const since = valueName(numberOf(spec, 'since'));
  const { n } = await engine.one<{ n: number }>(sql`SELECT count(*) AS n FROM ${table} WHERE since > period`);
  if (n === 0) return;
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'out-of-range', ${spec.name}, _file, _record, 'since', household, ${since}::VARCHAR, '..' || period
    FROM ${recordsView(spec)} WHERE ${since} > period`);
  await engine.run(sql`UPDATE ${table} SET since = NULL WHERE since > period`);
}

type Wrong = {
  code: string;
  file: string;
  line: number | null;
  column: string | null;
  household: string | null;
  value: string | null;
  expected: string | null;
};

/**
 * A register that says two things about a household, something that is no state of the pack, or something that cannot
 * be read, would decide wrongly without a sound. A household that is not in the dataset does no harm, and with a damaged id
 * nothing is matched anywhere.
 * @throws Failure with every such record
 */
export async function stopOnRegister(engine: Engine, spec: TableSpec): Promise<void> {
  await engine.run(sql`CREATE OR REPLACE TABLE intake.stateless AS SELECT household FROM ${checkedTable(spec)} r
    JOIN ${spineFor(spec)} USING (hid) WHERE state IS NULL`);
  const rows =
    await engine.rows<Wrong>(sql`SELECT code, file, line, column_name AS "column", household, value, expected
    FROM issues i WHERE table_name = ${spec.name}
    AND (code = 'duplicate-key' OR (column_name IS NOT NULL AND code = 'unknown-code'
        AND household IN (FROM intake.stateless))
      OR (code NOT IN ('orphan', 'duplicate-row', 'damaged-id') AND EXISTS (FROM rejects r WHERE r.table_name = i.table_name
        AND r.code = i.code AND r.file = i.file AND r.first_line IS NOT DISTINCT FROM i.line)))`);
  const { blank } = await engine.one<{ blank: number }>(sql`SELECT count(*) AS blank FROM intake.stateless
    WHERE household NOT IN (SELECT household FROM issues WHERE table_name = ${spec.name} AND household IS NOT NULL)`);
  if (rows.length === 0 && blank === 0) return;
  const problems = rows.map(({ code, ...params }) => ({
    code: `register-${code}`,
    severity: 'error' as const,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? ''])),
  }));
  const stateless = { code: 'register-without-state', severity: 'error' as const, params: { count: blank } };
  throw new Failure('usage', blank > 0 ? [...problems, stateless] : problems);
}
