import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { analyse } from '../decide/analysis.ts';
import { byRegion, LISTS, type ListName, listRows, listTable } from '../decide/lists.ts';
import type { OutputTable } from '../decide/outputs.ts';
import { Reasons } from '../decide/reasons.ts';
import type { DecideSettings } from '../decide/settings.ts';
import { watchPlan, watchTable } from '../decide/watch-outputs.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf, writeCsv } from '../engine/export.ts';
import { periodLabel } from '../model/period.ts';
import { WATCH_FILE } from '../model/run.ts';
import { sql } from '../model/sql.ts';
import { type ListPage, type ListSection, listPage } from '../report/list-page.ts';
import { listMessages } from '../report/messages/lists.ts';
import { paintFor } from '../report/paint.ts';
import { renderTable } from '../report/table.ts';
import { speaker } from '../report/wording.ts';
import { sha256 } from '../trust/digest.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import type { ListsOptions } from './lists.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import { withResultFolder } from './run-folder.ts';
import { decidedPeriod } from './run-period.ts';
import { spanOf, watchSource } from './watch-source.ts';
import { reasonWords, writeJson } from './write-run.ts';

const INDEX = 'lists.json';
const filesOf = (list: ListName): [csv: string, page: string] => [`${list}.csv`, `${list}.html`];

/** `lists.json`: what a script needs to find its way. It says nothing that differs between two runs of the command. */
export interface ListsIndex {
  format: 'shuangdao-lists/1';
  run: { name: string; statement: string };
  pack: { id: string; version: string };
  period: string;
  lists: { list: ListName; csv: string; page: string; households: number }[];
}

/** Writes the lists of one decided period of a run. They are no part of the record: a run can give them at any time. */
export async function lists(run: string, options: ListsOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const opened = await openRun(run);
  const { pack } = opened.loaded;
  const { period } = decidedPeriod(opened, options.period);
  const label = periodLabel(period, pack.period);
  const out = options.out ?? join(dirname(resolve(run)), `${basename(resolve(run))}-lists-${label}`);
  const watched = opened.loaded.watch.length > 0 && existsSync(join(run, WATCH_FILE));
  const index: ListsIndex = {
    format: 'shuangdao-lists/1',
    run: { name: basename(resolve(run)), statement: sha256(readFileSync(join(run, 'run.json'))) },
    pack: { id: pack.id, version: pack.version },
    period: label,
    lists: [],
  };
  const names = [INDEX, ...[...LISTS, 'watch' as const].flatMap((list) => filesOf(list))];
  const { written } = await withResultFolder({ out, force: options.force, names }, context, (folder = out) =>
    withEngine({}, io, async (engine) => {
      const settings = settingsOf(opened);
      const reasons = new Reasons(settings, reasonWords, period);
      // Afterwards the engine need not reach the run any more.
      await engine.run(
        sql`CREATE TABLE decisions AS SELECT * FROM ${opened.decisions} WHERE period = ${label}`,
      );
      if (watched) await engine.runPlan(watchPlan(opened.loaded, watchSource(run, opened), period));
      await engine.confine(folder);
      for (const list of LISTS) {
        const table = listTable(settings, list, { decisions: sql`decisions`, period, reasons });
        index.lists.push(await writeList(engine, folder, { settings, list, table, index }));
      }
      if (watched) {
        const table = byRegion(settings, watchTable(settings, { ...spanOf(opened), period }, reasons));
        index.lists.push(await writeList(engine, folder, { settings, list: 'watch', table, index }));
      }
      writeJson(folder, INDEX, index);
    }),
  );
  const folder = written?.folder ?? out;
  if (options.json) io.stdout.write(`${JSON.stringify({ ...index, folder }, null, 2)}\n`);
  else if (!options.quiet) {
    const say = speaker(listMessages, language);
    const paint = await paintFor(io.stdout, io.env);
    const rows = index.lists.map(({ list, households }) => [
      say(list),
      say('households', { count: households }),
    ]);
    const table = renderTable([{ title: '' }, { title: '', align: 'right' }], rows).replace(/^/gm, '  ');
    const heading = say('printed-heading', { run: index.run.name, period: label });
    io.stdout.write(`${paint.strong(heading)}\n${table}\n\n${say('where-to-look', { folder })}\n`);
  }
  return 0;
}

function settingsOf({ loaded, parameters }: OpenedRun): DecideSettings {
  return { loaded, parameters, analysis: analyse(loaded), dialect: DUCKDB, doubles: new Set() };
}

interface ListRequest {
  settings: DecideSettings;
  list: ListName;
  table: OutputTable;
  index: ListsIndex;
}

/** Writes one list as `<list>.csv` and `<list>.html`. */
async function writeList(
  engine: Engine,
  folder: string,
  { settings, list, table, index }: ListRequest,
): Promise<ListsIndex['lists'][number]> {
  const [csv, page] = filesOf(list);
  await writeCsv(engine, table.query, await columnsOf(engine, table.query), join(folder, csv));
  const rows = await engine.rows(listRows(settings, table));
  const sections = rows.map(
    ({ region, households, rows: text }): ListSection => ({
      ...{
        region: region === null ? null : String(region),
        households: Number(households),
        rows: String(text),
      },
    }),
  );
  const { pack } = settings.loaded;
  const columns = pack.inputs.households?.columns ?? {};
  const content: ListPage = {
    ...{ list, period: index.period, run: index.run, sections },
    pack: { ...pack, regions: (pack.regions ?? []).map((name) => columns[name]?.label ?? name) },
  };
  writeFileSync(join(folder, page), listPage(content), { mode: 0o600 });
  return { list, csv, page, households: sections.reduce((sum, { households }) => sum + households, 0) };
}
