import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Engine, Row } from '../../src/engine/duckdb.ts';
import { sql } from '../../src/model/sql.ts';
import type { FactValue, OracleDecision } from '../oracle/types.ts';

export interface Outputs {
  facts: readonly string[];
  criteria: readonly string[];
}

/** The decisions of a run folder as its Parquet file has them, in the form the interpreter gives them. */
export async function fromParquet(
  engine: Engine,
  run: string,
  names: Outputs,
  level?: string,
): Promise<OracleDecision[]> {
  const file = level === undefined ? 'decisions.parquet' : `decisions-${level}.parquet`;
  const rows = await engine.rows(sql`SELECT * FROM read_parquet(${join(run, file)})`);
  return rows.map((row) => decision({ ...row, household: row[level ?? 'household'] ?? null }, names));
}

const CSV_VALUES: ReadonlyMap<string, FactValue> = new Map<string, FactValue>([
  ['', null],
  ['unknown', null],
  ['true', true],
  ['false', false],
]);

/** The same as its CSV file has them. */
export function fromCsv(run: string, names: Outputs): OracleDecision[] {
  return rowsOf(run, 'decisions.csv').map((row) => {
    const values = Object.entries(row).map(([name, cell]) => [
      name,
      CSV_VALUES.has(cell) ? CSV_VALUES.get(cell) : cell,
    ]);
    return decision(Object.fromEntries(values), names);
  });
}

export function rowsOf(run: string, file: string): Record<string, string>[] {
  return parse(readFileSync(join(run, file)), { columns: true });
}

function decision(row: Row, { facts, criteria }: Outputs): OracleDecision {
  const truth = (value: unknown) => (value === null ? 'unknown' : value ? 'true' : 'false');
  return {
    household: String(row.household),
    period: String(row.period),
    state_before: String(row.state_before),
    state: String(row.state),
    outcome: String(row.outcome),
    code: String(row.code ?? ''),
    missing: row.missing ? String(row.missing).split(';') : [],
    facts: Object.fromEntries(facts.map((name) => [name, row[name] ?? null])),
    criteria: Object.fromEntries(criteria.map((name) => [name, truth(row[name])])),
  };
}
