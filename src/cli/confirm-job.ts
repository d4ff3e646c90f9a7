import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type ConfirmSettings, stepsPlan } from '../decide/confirm.ts';
import { DEFECTS, defectsPlan } from '../decide/confirm-defects.ts';
import { readParquet } from '../engine/csv.ts';
import type { Engine } from '../engine/duckdb.ts';
import { type ProcedureFile, readProcedure } from '../intake/read-procedure.ts';
import type { Confirmation } from '../model/confirmation.ts';
import type { Pack } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { periodOf } from '../model/period-text.ts';
import { Failure, failure, type Problem } from '../model/problem.ts';
import { PROPOSAL_KINDS } from '../model/procedure.ts';
import { id, sql } from '../model/sql.ts';
import { HOUSEHOLD, runRegister } from '../model/unit.ts';
import { renderConfirmation } from '../report/confirmation.ts';
import { paintFor } from '../report/paint.ts';
import { renderProblem } from '../report/problems.ts';
import { latestRecord } from '../trust/confirmations.ts';
import { sha256 } from '../trust/digest.ts';
import { checkPlace, type RunFolder, STATEMENTS } from '../trust/run-folder.ts';
import type { ConfirmOptions } from './confirm.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { openRun } from './open-run.ts';
import { withRunFolder } from './run-folder.ts';
import { decidedPeriod } from './run-period.ts';
import { packageVersion } from './version.ts';
import { writeConfirmed } from './write-confirmation.ts';
import { writeJson } from './write-run.ts';

/** Confirms the proposals of one period of a run, and records that beside the run. */
export async function confirm(run: string, options: ConfirmOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const opened = await openRun(run);
  const { pack } = opened.loaded;
  if (!pack.procedure) throw failure('usage', 'procedure-undeclared', { pack: pack.id });
  const { period, first } = decidedPeriod(opened, options.period);
  const label = periodLabel(period, pack.period);
  const place = resolve(run);
  const out = options.out ?? join(dirname(place), `${basename(place)}-confirmed-${label}`);
  checkPlace(resolve(out), options.force ?? false, 'confirmation');
  if (!statSync(options.procedure, { throwIfNoEntry: false })?.isFile())
    throw failure('usage', 'procedure-not-there', { file: options.procedure });
  const time = io.now();
  const settings: ConfirmSettings = {
    ...{ pack, period, first, decisions: sql`decisions`, today: today(time) },
    register: existsSync(registerOf(run)) ? sql`register` : undefined,
  };
  const { confirmation, folder, remarks } = await work(run, { ...options, out }, settings, time, context);
  if (!options.quiet) {
    const paint = await paintFor(io.stderr, io.env);
    for (const remark of remarks) io.stderr.write(`${renderProblem(remark, language, paint)}\n`);
  }
  if (options.json) io.stdout.write(`${JSON.stringify({ ...confirmation, folder }, null, 2)}\n`);
  else if (!options.quiet)
    io.stdout.write(renderConfirmation(confirmation, folder, language, await paintFor(io.stdout, io.env)));
  return 0;
}

/** Most rows that are named one by one. */
const MOST_TOLD = 1000;

interface Confirmed {
  confirmation: Confirmation;
  folder: string;
  remarks: Problem[];
}

async function work(
  run: string,
  { procedure, out, force = false }: ConfirmOptions & { out: string },
  settings: ConfirmSettings,
  time: Date,
  context: Context,
): Promise<Confirmed> {
  return withEngine({}, context.io, async (engine, scratch) => {
    let done: Omit<Confirmed, 'folder'> | undefined;
    const folder = await withRunFolder({ out, force, time, kind: 'confirmation' }, context, async (place) => {
      await loadRun(engine, run, settings);
      const file = await readRecord(engine, procedure, { place, scratch, pack: settings.pack });
      await engine.runPlan([...stepsPlan(settings), ...defectsPlan(settings)]);
      await writeConfirmed(engine, place.path, settings);
      const counts = await countAll(engine, settings, file);
      const statement = {
        name: basename(resolve(run)),
        statement: sha256(readFileSync(join(run, 'run.json'))),
      };
      const confirmation: Confirmation = {
        format: 'shuangdao-confirmation/1',
        time: time.toISOString(),
        versions: {
          ...{ shuangdao: packageVersion(), duckdb: await engine.version(), node: process.versions.node },
        },
        pack: { id: settings.pack.id, version: settings.pack.version },
        period: periodLabel(settings.period, settings.pack.period),
        run: statement,
        procedure: fileOf(file, counts),
        counts,
        outputs: await place.seal(),
      };
      writeJson(place.path, STATEMENTS.confirmation, confirmation);
      done = { confirmation, remarks: remarksOn(file) };
      place.note({ run: statement, procedure: { name: file.name, sha256: file.sha256 } });
    });
    if (!done) throw new Error('a confirmation without a statement');
    return { ...done, folder };
  });
}

const registerOf = (run: string): string => join(resolve(run), runRegister(HOUSEHOLD));

/** The last date that is today anywhere on Earth. */
function today(time: Date): string {
  return new Date(time.getTime() + 14 * 3600 * 1000).toISOString().slice(0, 10);
}

/** `.csv`, `.csv.gz`, `.parquet`: by its ending a file is known for what it is. */
function endingOf(path: string): string {
  return /(\.(csv|tsv)(\.gz)?|\.parquet)$/i.exec(path)?.[0].toLowerCase() ?? '.csv';
}

/**
 * Reads the record of steps from the copy that is kept, so that what is kept is what was read; and before it the one that
 * the latest confirmation read, if it has the same name. From here on the engine reaches nothing outside.
 */
async function readRecord(
  engine: Engine,
  procedure: string,
  { place, scratch, pack }: { place: RunFolder; scratch: string; pack: Pack },
): Promise<ProcedureFile> {
  const name = basename(procedure);
  const copy = join(place.path, `procedure${endingOf(procedure)}`);
  copyFileSync(procedure, copy);
  const earlier = latestRecord(dirname(place.place), name);
  const before = earlier && join(scratch, basename(earlier.path));
  if (before) copyFileSync(earlier.path, before);
  await engine.confine(place.path);
  if (before) {
    await readProcedure(engine, { path: before, name, pack, scratch });
    await engine.run('ALTER TABLE procedure RENAME TO earlier');
  }
  const file = await readProcedure(engine, { path: copy, name, pack, scratch });
  if (earlier) await refuseRemoved(engine, name, earlier.confirmation);
  return file;
}

/**
 * A record of steps is only ever added to: what an earlier confirmation read must still be in it.
 * @throws Failure with every row that is not
 */
async function refuseRemoved(engine: Engine, file: string, confirmation: string): Promise<void> {
  const columns = 'household, period, step, day, "by", document, result, remark';
  const rows = await engine.rows(`SELECT household, step, day::VARCHAR AS date, count(*) OVER () AS count
    FROM (SELECT ${columns} FROM earlier EXCEPT SELECT ${columns} FROM procedure)
    ORDER BY household, period, day, step LIMIT ${MOST_TOLD}`);
  if (rows.length === 0) return;
  const problems = rows.map(({ household, step, date }): Problem => {
    const params = {
      file,
      confirmation,
      household: String(household),
      step: String(step),
      date: String(date),
    };
    return { code: 'procedure-row-gone', severity: 'error', params };
  });
  const more = Number(rows[0]?.count) - rows.length;
  const rest: Problem = { code: 'procedure-more', severity: 'error', params: { count: more } };
  throw new Failure('check', more > 0 ? [...problems, rest] : problems);
}

/** What is needed of the decisions, and the register: afterwards the engine need not reach the run any more. */
async function loadRun(engine: Engine, run: string, { pack, register }: ConfirmSettings): Promise<void> {
  const regions = (pack.regions ?? []).map((name) => id(name));
  const columns = ['household', 'period', 'state_before', 'state', 'outcome', 'code'].map((name) => id(name));
  const decisions = readParquet(join(resolve(run), 'decisions.parquet'));
  await engine.run(sql`CREATE TABLE decisions AS SELECT ${[...columns, ...regions]} FROM ${decisions}`);
  if (register)
    await engine.run(sql`CREATE TABLE register AS SELECT household, ${periodOf(sql`period`, pack.period)} AS period,
      state, ${periodOf(sql`since`, pack.period)} AS since, state_before, outcome FROM ${readParquet(registerOf(run))}`);
}

async function countAll(
  engine: Engine,
  settings: ConfirmSettings,
  { issues }: ProcedureFile,
): Promise<Confirmation['counts']> {
  const tally = async (query: string): Promise<Record<string, number>> => {
    const rows = await engine.rows(`SELECT name, count(*) AS n FROM (${query}) AS q GROUP BY name`);
    return Object.fromEntries(rows.map(({ name, n }) => [String(name), Number(n)]));
  };
  const lists = await tally(`SELECT list || (CASE WHEN household IN (SELECT household FROM defects)
    THEN ' pending' ELSE ' confirmed' END) AS name FROM proposals`);
  const defects = await tally('SELECT defect AS name FROM defects');
  const states = await tally(`SELECT state AS name FROM (SELECT household,
    CASE WHEN household IN (SELECT household FROM defects) THEN state_before ELSE state END AS state
    FROM decisions WHERE period = ${sql`${periodLabel(settings.period, settings.pack.period)}`})`);
  const counted = await engine.one(sql`SELECT
    (SELECT count(*) FROM procedure WHERE period <> ${settings.period}) AS others,
    (SELECT count(*) FROM unmatched) AS unmatched`);
  const named = settings.pack.transitions.map(({ kind }) => kind);
  return {
    lists: Object.fromEntries(
      PROPOSAL_KINDS.filter((kind) => named.includes(kind)).map((kind) => [
        kind,
        { confirmed: lists[`${kind} confirmed`] ?? 0, pending: lists[`${kind} pending`] ?? 0 },
      ]),
    ),
    defects: inOrder(defects, DEFECTS),
    unmatched: Number(counted.unmatched),
    other_periods: Number(counted.others),
    states: inOrder(
      states,
      settings.pack.states.map((state) => state.id),
    ),
    issues: Object.fromEntries(issues.map(({ code, count }) => [code, count])),
  };
}

function inOrder(counts: Readonly<Record<string, number>>, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.flatMap((name) => (counts[name] ? [[name, counts[name]]] : [])));
}

/** Rows are used if they belong to a proposal; one that stands there twice is used once. */
function fileOf(
  { name, sha256: digest, bytes, records }: ProcedureFile,
  { unmatched, other_periods, issues }: Confirmation['counts'],
): Confirmation['procedure'] {
  const used = records - unmatched - other_periods - (issues['duplicate-row'] ?? 0);
  return { name, sha256: digest, bytes, records, used };
}

/** What the reader of the result should know about the file, one remark for each kind. */
function remarksOn({ issues }: ProcedureFile): Problem[] {
  return issues.map(({ code, count, example }) => {
    const { file = '', line = '', column = '', household = '', value = '' } = example;
    const params = { file, line, column, household, value, count: count > 1 ? count : '' };
    return { code: `procedure-${code}`, severity: 'warning', params };
  });
}
