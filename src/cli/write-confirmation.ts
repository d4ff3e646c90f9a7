import { join } from 'node:path';
import { type ConfirmSettings, unmatchedQuery } from '../decide/confirm.ts';
import { reasonedDefects } from '../decide/confirm-defects.ts';
import { statesQuery } from '../decide/confirm-states.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf, writeCsv } from '../engine/export.ts';
import { periodLabel } from '../model/period.ts';
import { id, join as list, raw, type Sql, sql } from '../model/sql.ts';
import { defectMessages } from '../report/messages/procedure.ts';

/** Writes the tables of a confirmation, each from a query over what the plans of decide/confirm left. */
export async function writeConfirmed(
  engine: Engine,
  folder: string,
  settings: ConfirmSettings,
): Promise<void> {
  await engine.run(`CREATE TABLE unmatched AS ${unmatchedQuery(settings)}`);
  const tables = {
    'confirmed.csv': confirmedQuery(settings),
    'pending.csv': pendingQuery(settings),
    'unmatched.csv': unmatched(),
    'states.csv': statesQuery(settings),
  };
  for (const [name, query] of Object.entries(tables)) {
    const text = query.toString();
    await writeCsv(engine, text, await columnsOf(engine, text), join(folder, name));
  }
}

/** Household, period and regions: how every row of these tables begins. */
function head({ pack, period }: ConfirmSettings): Sql {
  const regions = (pack.regions ?? []).map((name) => id('p', name));
  return list([sql`p.household`, sql`${periodLabel(period, pack.period)} AS period`, ...regions]);
}

function confirmedQuery(settings: ConfirmSettings): Sql {
  return sql`SELECT ${head(settings)}, p.list, p.code, p.state_before, p.state, a.last_day::VARCHAR AS confirmed_on
    FROM proposals p JOIN asked a ON a.household = p.household AND a.final
    WHERE p.household NOT IN (SELECT household FROM defects) ORDER BY p.household`;
}

function pendingQuery(settings: ConfirmSettings): Sql {
  const reasons = reasonedDefects((defect, language) => defectMessages[defect][language]);
  return sql`SELECT ${head(settings)}, p.list, p.code, p.state_before AS state, p.state AS proposed, p.step, p.defect,
    p.reason_en, p.reason_zh FROM (${reasons}) p ORDER BY p.household, p.nth, p.defect`;
}

function unmatched(): Sql {
  return raw(`SELECT record, household, period, step, day::VARCHAR AS date, list, defect FROM unmatched
    ORDER BY record`);
}
