import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const COLUMNS = ['state_before', 'state', 'outcome', 'code', 'able_members', 'seriously_ill'];

/** The first households and periods, at most five, whose decisions differ between a run folder and a plain decisions.csv. */
export async function differences(runFolder, decisionsCsv) {
  const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
  const texts = COLUMNS.map((name) => `nullif(${name}::VARCHAR, '') AS ${name}`).join(', ');
  const side = (source) => `(SELECT household, period::VARCHAR AS period, ${texts} FROM ${source})`;
  const differs = COLUMNS.map((name) => `ours.${name} IS DISTINCT FROM plain.${name}`).join(' OR ');
  const pairs = COLUMNS.map(
    (name) => `concat_ws(' / ', coalesce(ours.${name}, '–'), coalesce(plain.${name}, '–')) AS ${name}`,
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`
      SELECT household, period, ${pairs.join(', ')}
      FROM ${side(quoted(join(runFolder, 'decisions.parquet')))} ours
      FULL JOIN ${side(`read_csv(${quoted(decisionsCsv)}, header = true, all_varchar = true)`)} plain
        USING (household, period)
      WHERE ours.state IS NULL OR plain.state IS NULL OR ${differs}
      ORDER BY household, period LIMIT 5`);
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Names of the files of two run folders that are not the same bytes; run.json, which has the time in it, is left out. */
export function differingFiles(oneFolder, otherFolder) {
  const one = digests(oneFolder);
  const other = digests(otherFolder);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .sort();
}

function digests(folder) {
  const names = filesIn(folder).filter((name) => name !== 'run.json');
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

/** The files of a run folder, those of its folders among them. */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
