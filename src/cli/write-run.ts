import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Decided } from '../decide/levels.ts';
import {
  decidedPeriods,
  decisionsTable,
  leafTexts,
  movedTable,
  type OutputTable,
  reviewTable,
} from '../decide/outputs.ts';
import { Reasons, type ReasonWords } from '../decide/reasons.ts';
import { registerQuery } from '../decide/start.ts';
import { SIGN_COLUMNS, signRows } from '../decide/watch-sql.ts';
import type { Engine } from '../engine/duckdb.ts';
import { columnsOf, writeCsv, writeParquet } from '../engine/export.ts';
import { ISSUE_COLUMNS, issuesQuery, leavesQuery, REJECT_COLUMNS, rejectsQuery } from '../engine/records.ts';
import { periodLabel } from '../model/period.ts';
import { WATCH_FILE } from '../model/run.ts';
import { id } from '../model/sql.ts';
import { fileOf, runRegister } from '../model/unit.ts';
import { type DataTable, dataPackage } from '../report/datapackage.ts';
import { intakeMessages } from '../report/messages/intake.ts';
import { reasonMessages } from '../report/messages/reasons.ts';
import { merkleRoot } from '../trust/merkle.ts';
import type { Run } from './statement.ts';

export interface WriteRequest extends Pick<Run, 'settings' | 'span' | 'levels' | 'listed' | 'packFiles'> {
  /** Whether decisions.csv has all periods. */
  csvAll: boolean;
  /** The kinds of units, by name, whose states before the first period were given. */
  registers: readonly string[];
  onStep(step: string): void;
  /** Told about each file as it is complete; what it does may go on meanwhile. */
  onWritten(path: string): Promise<void>;
}

export interface Written {
  /** Number of households and root of the tree over their decisions. */
  merkle: { leaves: number; root: string };
}

/** Writes the tables of a run, each from a query. */
export async function writeTables(engine: Engine, folder: string, request: WriteRequest): Promise<Written> {
  const { settings, listed, levels } = request;
  const units = await Promise.all([request, ...levels].map((decided) => tablesOf(engine, decided, request)));
  const signs = await signsTable(engine, request);
  const whole = [...units.map(({ decisions }) => decisions), ...signs];
  const csv: CsvTable[] = [
    ...units.flatMap(({ lists }) => lists),
    { path: 'issues.csv', query: issuesQuery(intakeMessages), columns: ISSUE_COLUMNS },
    { path: 'rejects.csv', query: rejectsQuery(), columns: REJECT_COLUMNS },
  ];
  let merkle = { leaves: 0, root: '' };
  const sealing: Promise<void>[] = [];
  const written = (path: string): void => {
    request.onStep(path);
    const sealed = request.onWritten(path);
    // Awaited below; should another file fail first, this one's failure is of no interest.
    sealed.catch(() => {});
    sealing.push(sealed);
  };
  await engine.atOnce([
    async (one) => {
      for (const { path, query } of whole) {
        await writeParquet(one, query, join(folder, path));
        written(path);
      }
    },
    async (one) => {
      merkle = await decisionsTree(one, request);
      for (const { settings: of, span } of [request, ...levels]) {
        const { unit } = of.loaded;
        if (!request.registers.includes(unit.name)) continue;
        await writeParquet(one, registerQuery(of, span), join(folder, runRegister(unit)));
        written(runRegister(unit));
      }
      for (const { path, query, columns } of csv) {
        await writeCsv(one, query, columns, join(folder, path));
        written(path);
      }
    },
  ]);
  await Promise.all(sealing);
  writePack(folder, request.packFiles);
  const { pack } = settings.loaded;
  writeJson(
    folder,
    'datapackage.json',
    dataPackage(pack, periodLabel(listed, pack.period), [...whole, ...csv]),
  );
  return { merkle };
}

type CsvTable = DataTable & { query: string };

/** What is written about the units of one kind: all their decisions, and the lists of the listed period. */
async function tablesOf(
  engine: Engine,
  { settings, span }: Decided,
  { listed, csvAll }: WriteRequest,
): Promise<{ decisions: CsvTable; lists: CsvTable[] }> {
  const { pack, unit } = settings.loaded;
  const path = (name: string, ending = 'csv'): string => `${fileOf(name, unit)}.${ending}`;
  const reasons = new Reasons(settings, reasonWords, listed);
  const all = decisionsTable(settings, span, decidedPeriods(span));
  const kinds = (['entry', 'exit', 'return'] as const).filter(
    (kind) => kind !== 'return' || pack.transitions.some((rule) => rule.kind === kind),
  );
  const lists: [string, OutputTable][] = [
    ['decisions', csvAll ? all : decisionsTable(settings, span, [listed])],
    ...kinds.map((kind): [string, OutputTable] => [kind, movedTable(settings, span, listed, kind, reasons)]),
    ['review', reviewTable(settings, span, listed, reasons)],
  ];
  const columns = await columnsOf(engine, all.query);
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return {
    decisions: { path: path('decisions', 'parquet'), query: all.query, columns, pack },
    lists: lists.map(([name, table]) => ({
      ...{ path: path(name), query: table.query, pack },
      columns: table.columns.map((column) => ({ name: column, type: types.get(column) ?? 'VARCHAR' })),
    })),
  };
}

/** The signs that `watch` goes by, where the pack has any. */
async function signsTable(engine: Engine, { settings, span }: WriteRequest): Promise<CsvTable[]> {
  if (settings.loaded.watch.length === 0) return [];
  const columns = SIGN_COLUMNS.map((name) => id(name).text).join(', ');
  const query = `SELECT ${columns} FROM (${signRows(settings, span, decidedPeriods(span))}) AS s`;
  return [{ path: WATCH_FILE, query, columns: await columnsOf(engine, query) }];
}

/** The Merkle tree over every household's decisions. */
async function decisionsTree(engine: Engine, { settings, span }: WriteRequest): Promise<Written['merkle']> {
  const { leaves } = await engine.one(leavesQuery(leafTexts(settings, span, decidedPeriods(span))));
  const hashes = Buffer.from(String(leaves ?? ''), 'hex');
  return { leaves: hashes.length / 32, root: merkleRoot(hashes).toString('hex') };
}

export function writeJson(folder: string, name: string, content: object): void {
  writeText(folder, name, `${JSON.stringify(content, null, 2)}\n`);
}

export function writeText(folder: string, name: string, content: string): void {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
}

/** The pack as used goes with the run, so that every decision can be explained later. */
function writePack(folder: string, files: Readonly<Record<string, string>>): void {
  Object.entries(files).forEach(([name, content], index) => {
    const path = join(folder, 'pack', index === 0 ? 'pack.yaml' : name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, content, { mode: 0o600 });
  });
}

/** The words of reasons, as SQL is to say them. */
export const reasonWords: ReasonWords = (key, language, params = {}) => {
  const message = (reasonMessages as Record<string, { en: string; zh: string }>)[key];
  if (!message) throw new Error(`no wording for ${key}`);
  return message[language].replace(/\{(\w+)\}/g, (blank, name: string) => params[name] ?? blank);
};
