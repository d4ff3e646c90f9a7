import type { Engine } from '../engine/duckdb.ts';
import type { Warning } from '../model/run.ts';
import { sql } from '../model/sql.ts';
import { declaredLayout, shownNames } from './missing-columns.ts';
import type { IntakeTable } from './read-dataset.ts';
import type { TableSpec } from './tables.ts';

/**
 * Files of which no record is used, and tables that the pack needs without any: all that hangs on them is unknown, and
 * mostly one mistake made it so.
 */
export async function emptyTables(
  engine: Engine,
  specs: readonly TableSpec[],
  tables: readonly IntakeTable[],
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const spec of specs) {
    const files = tables.find(({ name }) => name === spec.name)?.files ?? [];
    const unused = files.filter(({ read, used }) => read > 0 && used === 0);
    if (unused.length > 0) {
      const { names, more } = shownNames(unused.map(({ path }) => path));
      const params = { table: spec.name, files: names, more, declared: declaredLayout(spec) };
      const read = unused.reduce((sum, file) => sum + file.read, 0);
      warnings.push({
        code: 'nothing-used',
        params: { ...params, read, ...(await mainReason(engine, spec, unused)) },
      });
    }
    if (!spec.optional && !files.some(({ read }) => read > 0)) {
      const { names, more } = shownNames(files.map(({ path }) => path));
      warnings.push({ code: 'no-records', params: { table: spec.name, files: names, more } });
    }
  }
  return warnings;
}

/** Why most of the records of some files were rejected. */
async function mainReason(
  engine: Engine,
  spec: TableSpec,
  files: readonly { path: string }[],
): Promise<{ reason: string }> {
  const [first] = await engine.rows<{ code: string }>(sql`SELECT code FROM rejects
    WHERE table_name = ${spec.name} AND file IN (${files.map(({ path }) => sql`${path}`)})
    GROUP BY code ORDER BY count(*) DESC, code LIMIT 1`);
  return { reason: first?.code ?? '' };
}
