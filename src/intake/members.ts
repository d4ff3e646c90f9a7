import type { Engine } from '../engine/duckdb.ts';
import { id, type Sql, sql } from '../model/sql.ts';
import { recordsView } from './records-view.ts';
import { checkedTable, SPINE } from './settle.ts';
import type { TableSpec } from './tables.ts';

/**
 * Leaves in the checked table only complete lists: a household (in a period) that lost a member's record, other than
 * to an identical one, has no rows. A household without any member's record is an issue. How long the lists are is
 * left in `intake.lists`.
 */
export async function settleMembers(engine: Engine, spec: TableSpec): Promise<void> {
  const table = checkedTable(spec);
  await engine.run(sql`CREATE OR REPLACE TABLE intake.lost AS SELECT DISTINCT h.hid, x.period
    FROM intake.rejected x JOIN ${SPINE} h USING (household)
    WHERE x.table_name = ${spec.name} AND x.code NOT IN ('duplicate-row', 'orphan')`);
  await engine.run(sql`CREATE OR REPLACE TABLE intake.lists AS SELECT ${listKey(spec)}, count(*) AS counted
    FROM ${table} GROUP BY ALL`);
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'no-members', ${spec.name}, NULL, NULL, NULL, household, NULL, NULL FROM ${SPINE}
    ANTI JOIN intake.lists USING (hid) ANTI JOIN intake.lost USING (hid)`);
  const { n } = await engine.one<{ n: number }>('SELECT count(*) AS n FROM intake.lost');
  if (n === 0) return;
  // A record whose period can't be read may be missing from any of them.
  const samePeriod = spec.keys.includes('period')
    ? sql`AND (l.period IS NULL OR l.period = m.period)`
    : sql``;
  for (const lists of [table, sql`intake.lists`])
    await engine.run(
      sql`DELETE FROM ${lists} m WHERE EXISTS (FROM intake.lost l WHERE l.hid = m.hid ${samePeriod})`,
    );
}

const listKey = (spec: TableSpec): Sql[] =>
  spec.keys.includes('period') ? [sql`hid`, sql`period`] : [sql`hid`];

/** The column that says how many members a household has. */
export const SIZE = 'size';

/** The whole-number column `size` of a table, if it declares how many members a household has. */
export function declaresSize(spec: TableSpec): boolean {
  return (
    !spec.keys.includes('member') &&
    spec.columns.some((column) => column.name === SIZE && column.type === 'integer')
  );
}

/** Notes where a declared size differs from the length of a complete list of members in `intake.lists`. */
export async function compareSizes(engine: Engine, declared: TableSpec, members: TableSpec): Promise<void> {
  if (members.keys.includes('period') && !declared.keys.includes('period')) return;
  const place: Sql[] = declared.keys.includes('period') ? [sql`household`, sql`period`] : [sql`household`];
  await engine.run(sql`CREATE OR REPLACE TABLE intake.sizes AS
    SELECT ${place.map(({ text }) => id(text === 'household' ? 'h' : 'd', text))}, d.size AS said, m.counted
    FROM ${checkedTable(declared)} d JOIN intake.lists m USING (${listKey(members)})
    JOIN ${SPINE} h ON h.hid = d.hid WHERE d.size <> m.counted`);
  await engine.run(sql`INSERT INTO intake.found
    SELECT 'size-mismatch', ${declared.name}, r._file, r._record, ${SIZE}, household, said::VARCHAR, counted::VARCHAR
    FROM ${recordsView(declared)} r JOIN intake.sizes USING (${place})
    WHERE NOT EXISTS (FROM intake.rejected x
      WHERE x.table_name = ${declared.name} AND x.file = r._file AND x.record = r._record)`);
}
