import { statSync } from 'node:fs';
import type { Engine, OnProgress } from '../engine/duckdb.ts';
import type { Pack } from '../model/pack.ts';
import { failure } from '../model/problem.ts';
import type { Warning } from '../model/run.ts';
import { raw } from '../model/sql.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { readDescription } from './description.ts';
import { BrokenRecords, type IssueTally, tallyIssues, writeIssues } from './issues.ts';
import { settleLevels } from './levels.ts';
import { type Loaded, loadFile } from './load.ts';
import { locateRecords } from './locate.ts';
import { compareSizes, declaresSize, SIZE, settleMembers } from './members.ts';
import { type Opened, openAll } from './open-all.ts';
import { settleRegister, stopOnRegister } from './register.ts';
import { type Doubles, NOTES, prepareRecords, settleHouseholds, settleRecords } from './settle.ts';
import { createEmpty, filesOf, findPeriods, replacedBlanks } from './summary.ts';
import { outsideRegister, REGISTER, registerSpec, type TableSpec, tableSpecs } from './tables.ts';
import { TempFolder } from './temp.ts';
import { emptyTables } from './unused.ts';

export interface IntakeRequest {
  /** The dataset. */
  folder: string;
  pack: Pack;
  /** A register, or the decisions of an earlier run, outside the dataset. */
  previous?: string | undefined;
  /** Tables of the pack, with one column each, whose file lies outside the dataset. */
  outside?: Readonly<Record<string, OutsideFile>> | undefined;
  /** Whether a register in the dataset is left aside, for one in `previous` or for none. */
  ignoreRegister?: boolean | undefined;
  /** The columns whose values are wanted, as `table.column`; the others are checked and let go. All if not given. */
  wanted?: ReadonlySet<string> | undefined;
  /** Where files that must be rewritten may lie for a while; the system's temporary folder if not given. */
  scratch?: string | undefined;
  onProgress?: OnProgress | undefined;
}

export interface OutsideFile {
  path: string;
  /** The header of the column; what else the file has is nobody's business. */
  header: string;
}

export interface IntakeFile {
  /** As named, relative to the dataset. */
  path: string;
  bytes: number;
  sha256: string;
  /** Undefined for a Parquet file. */
  encoding: string | undefined;
  delimiter: string | undefined;
  /** Records: read = used + rejected. */
  read: number;
  used: number;
  rejected: number;
}

export interface IntakeTable {
  name: string;
  given: boolean;
  /** `number` columns that are stored as doubles, since a cell has more than four decimals. */
  doubles: string[];
  files: IntakeFile[];
}

export interface IntakeResult {
  /** The pack's tables in its order, then the register. */
  tables: IntakeTable[];
  /** First and last period found in the tables keyed by period. */
  periods: { first: number; last: number } | undefined;
  registerLast: number | undefined;
  /** The last period in the register of a level, by level. */
  levelRegisters: Record<string, number>;
  /** The first period in the tables of a level, by level. */
  levelRecords: Record<string, number>;
  households: number;
  issues: IssueTally[];
  /** Blank cells that the pack gives a value, by `table.column`. */
  blanks: Record<string, number>;
  /** Tables that may be left out, and were. */
  absent: string[];
  /** What is odd about the dataset as a whole. */
  warnings: Warning[];
}

/**
 * Reads and checks a dataset. Leaves `in_<table>` for each table of the pack, `in_register`, `issues` and `rejects`
 * in the engine.
 * @throws Failure of kind `usage`, with every problem found, if something keeps the run from deciding
 */
export async function readDataset(engine: Engine, request: IntakeRequest): Promise<IntakeResult> {
  const { folder, pack, previous } = request;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw failure('usage', 'dataset-not-a-folder', { folder });
  const description = readDescription(folder, pack);
  const described = withPrevious(tableSpecs(pack, description?.dataset), pack, previous);
  const specs = described.map((spec) => ({
    ...withHeader(spec, request.outside?.[spec.name]),
    wanted: wantedOf(spec, request.wanted),
  }));
  if (!specs.some((spec) => spec.spine)) throw failure('pack', 'no-household-table');
  const temp = new TempFolder(request.scratch);
  await engine.run('CREATE SCHEMA intake');
  try {
    const opened = await openAll(engine, specs, request, temp, description?.remarks ?? []);
    return await readAll(engine, specs, opened, request, temp);
  } finally {
    await engine.run('DROP SCHEMA IF EXISTS intake CASCADE');
    temp.remove();
  }
}

/** The register and a declared size are always read: by the chain of states and by the comparison with members. */
function wantedOf({ name, isRegister }: TableSpec, wanted: IntakeRequest['wanted']): TableSpec['wanted'] {
  if (!wanted || isRegister) return undefined;
  return (column) => column === SIZE || wanted.has(`${name}.${column}`);
}

/** With `--previous` the register is that file, whose other columns are nobody's business. */
function withPrevious(specs: TableSpec[], pack: Pack, previous: string | undefined): TableSpec[] {
  if (previous === undefined) return specs;
  return specs.map((spec) => {
    if (!spec.isRegister) return spec;
    return outsideRegister(spec.name === REGISTER ? registerSpec(pack, undefined) : spec);
  });
}

function withHeader(spec: TableSpec, file: OutsideFile | undefined): TableSpec {
  if (!file) return spec;
  const columns = spec.columns.map((column) =>
    column.key ? column : { ...column, headers: [file.header], named: true },
  );
  return { ...spec, columns, remarkExtra: false };
}

async function readAll(
  engine: Engine,
  specs: readonly TableSpec[],
  { staged, remarks, warnings }: Opened,
  request: IntakeRequest,
  temp: TempFolder,
): Promise<IntakeResult> {
  const broken = new BrokenRecords(temp.file('.csv'));
  const context = {
    engine,
    temp,
    onBroken: (record: Parameters<typeof broken.add>[0]) => broken.add(record),
  };
  const files: Loaded[] = [];
  for (const file of staged) files.push(await loadFile(file, { ...context, onProgress: request.onProgress }));
  await broken.store(engine);
  request.onProgress?.('check', undefined);
  const doubles = await settleAll(engine, specs, files, request.pack.regions ?? []);
  await locateRecords(engine, files, WANTED, temp);
  await writeIssues(engine, files, remarks);
  for (const spec of specs.filter(({ isRegister }) => isRegister)) await stopOnRegister(engine, spec);
  const uses = await filesOf(engine, files);
  const tables = specs.map(({ name }): IntakeTable => {
    const own = uses.filter(({ table }) => table === name);
    return {
      name,
      given: own.length > 0,
      doubles: [...(doubles.get(name) ?? [])],
      files: own.map(({ file }) => file),
    };
  });
  const given = specs.filter(({ name }) => files.some((file) => file.spec.name === name));
  return {
    tables,
    ...(await findPeriods(engine, specs)),
    issues: await tallyIssues(engine),
    blanks: await replacedBlanks(engine, given),
    absent: specs.filter((spec) => !spec.isRegister && !given.includes(spec)).map(({ name }) => name),
    warnings: [...warnings, ...(await emptyTables(engine, specs, tables))],
  };
}

const WANTED = raw(`SELECT file, record, false AS rejected FROM intake.found WHERE record IS NOT NULL
  UNION ALL SELECT file, record, true FROM intake.rejected`);

/** Households first, since all else hangs on them; sizes last, since they need complete lists of members. */
async function settleAll(
  engine: Engine,
  specs: readonly TableSpec[],
  files: readonly Loaded[],
  regions: readonly string[],
): Promise<Map<string, Doubles>> {
  for (const statement of NOTES) await engine.run(statement);
  const doubles = new Map<string, Doubles>();
  const given = new Set(files.map(({ spec }) => spec.name));
  const ofHouseholds = specs.filter(({ unit }) => unit.name === HOUSEHOLD.name);
  for (const spec of ofHouseholds.toSorted((a, b) => Number(b.spine) - Number(a.spine))) {
    if (!given.has(spec.name)) {
      await createEmpty(engine, spec);
      continue;
    }
    const own = files.filter((file) => file.spec.name === spec.name);
    const found = await prepareRecords(engine, spec, own);
    doubles.set(spec.name, found);
    if (spec.spine) await settleHouseholds(engine, spec, found);
    else await settleRecords(engine, spec, found);
    if (spec.isRegister) await settleRegister(engine, spec);
  }
  await settleLevels(engine, specs, files, doubles, regions);
  const lists = specs.filter((spec) => given.has(spec.name) && spec.keys.includes('member'));
  for (const members of lists) {
    await settleMembers(engine, members);
    for (const declared of ofHouseholds.filter((spec) => given.has(spec.name) && declaresSize(spec)))
      await compareSizes(engine, declared, members);
  }
  return doubles;
}
