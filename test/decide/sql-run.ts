import { stringify } from 'csv-stringify/sync';
import { analyse } from '../../src/decide/analysis.ts';
import { levelPlan, settleLevels } from '../../src/decide/levels.ts';
import { decidedPeriods } from '../../src/decide/outputs.ts';
import { decidePlan, decisionColumns, decisionRows } from '../../src/decide/plan.ts';
import type { DecideSettings } from '../../src/decide/settings.ts';
import { type Span, settleSpan } from '../../src/decide/span.ts';
import { signRows, watchedRows, watchRows } from '../../src/decide/watch-sql.ts';
import { DUCKDB } from '../../src/engine/dialect.ts';
import type { Engine } from '../../src/engine/duckdb.ts';
import type { Column, InputTable } from '../../src/model/pack.ts';
import { parsePeriod, periodLabel } from '../../src/model/period.ts';
import { id, text } from '../../src/model/sql.ts';
import { inputTable } from '../../src/model/unit.ts';
import { type LoadedPack, loadPack } from '../../src/rules/load.ts';
import { Parameters } from '../../src/rules/parameters.ts';
import { resolve } from '../oracle/prepare.ts';
import { compareText, type OracleCase, type OracleDecision, type Row, type Truth } from '../oracle/types.ts';
import type { OracleWatch } from '../oracle/watch.ts';
import type { World } from '../oracle/world.ts';
import { toYaml } from '../oracle/write-case.ts';

const SQL_TYPES: Record<Column['type'], string> = {
  money: 'DECIMAL(18, 4)',
  number: 'DECIMAL(18, 4)',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  category: 'VARCHAR',
  code: 'VARCHAR',
  text: 'VARCHAR',
  date: 'VARCHAR',
};

const REGISTER =
  'hid INTEGER, period INTEGER, state VARCHAR, since INTEGER, state_before VARCHAR, outcome VARCHAR, code VARCHAR';

/** A generated case with its tables in the engine as intake leaves them. */
export interface ReadyCase {
  loaded: LoadedPack;
  settings: DecideSettings;
  span: Span;
  /** Households by hid. */
  households: string[];
}

/** @param clean whether the engine has held other cases; a new one keeps its tables where every connection finds them */
export async function readyCase(engine: Engine, test: OracleCase, clean = true): Promise<ReadyCase> {
  const { pack, data, options } = test;
  const loaded = loadPack({
    file: 'pack.yaml',
    text: toYaml(pack),
    readBeside: (path) => parameterTable(test, path),
  });
  if (clean) await engine.run('USE main; DROP SCHEMA IF EXISTS work CASCADE; CREATE SCHEMA work; USE work');
  const tables = resolve(pack, data);
  const period = (label: string): number => parsePeriod(label, pack.period) ?? Number.NaN;
  const ids = (tables.tables.households ?? []).map((row) => String(row.household)).sort(compareText);
  const hid = new Map(ids.map((household, index) => [household, index]));
  const periods: number[] = [];
  for (const [name, table] of Object.entries(pack.inputs)) {
    const rows = tables.tables[name] ?? [];
    if (table.key.endsWith('period')) periods.push(...rows.map((row) => period(String(row.period))));
    await engine.run(
      createTable(`in_${name}`, name === 'households', { ...table, name }, rows, hid, period, tables.doubles),
    );
  }
  const register = tables.register.map((row) => {
    const since = row.since === null ? 'NULL' : period(String(row.since));
    return `(${hid.get(String(row.household))}, ${period(String(row.period))}, ${text(String(row.state)).text}, ${since})`;
  });
  await engine.run(`CREATE TABLE in_register(${REGISTER})`);
  if (register.length > 0)
    await engine.run(`INSERT INTO in_register(hid, period, state, since) VALUES ${register.join(', ')}`);

  const parameters = new Parameters(loaded, { carryForward: options.carryForward });
  const settings = {
    loaded,
    analysis: analyse(loaded),
    parameters,
    dialect: DUCKDB,
    doubles: tables.doubles,
  };
  const registerPeriods = tables.register.map((row) => period(String(row.period)));
  const span = settleSpan(loaded, parameters, {
    found: periods.length > 0 ? { first: Math.min(...periods), last: Math.max(...periods) } : undefined,
    registerLast: registerPeriods.length > 0 ? Math.max(...registerPeriods) : undefined,
    from: options.from === undefined ? undefined : period(options.from),
    to: options.to === undefined ? undefined : period(options.to),
  });
  return { loaded, settings, span, households: ids };
}

/** Decides a generated case by the SQL plan, from tables as intake leaves them. */
export async function decideBySql(engine: Engine, test: OracleCase): Promise<OracleDecision[]> {
  return (await decided(engine, test)).decisions;
}

/** Decides and watches a generated case. */
export async function runBySql(
  engine: Engine,
  test: OracleCase,
): Promise<{ decisions: OracleDecision[]; watch: OracleWatch }> {
  const { decisions, settings, span } = await decided(engine, test);
  return { decisions, watch: await watchBySql(engine, settings, span) };
}

/** Decides a generated case with the levels above households, by their names. */
export async function decideLevelsBySql(
  engine: Engine,
  test: OracleCase,
  worlds: Readonly<Record<string, World>>,
): Promise<{ households: OracleDecision[]; levels: Record<string, OracleDecision[]> }> {
  const { decisions: households, settings, span } = await decided(engine, test);
  const period = (label: string): number => parsePeriod(label, test.pack.period) ?? Number.NaN;
  const doubles = new Set(settings.doubles);
  const firstRecord: Record<string, number> = {};
  for (const { unit } of settings.loaded.levels) {
    const world = worlds[unit.name];
    if (!world) throw new Error(`no level ${unit.name}`);
    for (const name of world.resolved.doubles) doubles.add(name);
    const ids = world.households.toSorted(compareText);
    const hid = new Map(ids.map((id_, index) => [id_, index]));
    for (const [name, table] of Object.entries(world.pack.inputs)) {
      const target = inputTable(unit, name === 'units' ? unit.spine : name);
      const rows = world.resolved.tables[name] ?? [];
      await engine.run(createTable(target, name === 'units', { ...table, name }, rows, hid, period, doubles));
      if (!table.key.endsWith('period')) continue;
      for (const row of rows)
        firstRecord[unit.name] = Math.min(
          period(String(row.period)),
          firstRecord[unit.name] ?? Number.POSITIVE_INFINITY,
        );
    }
    const register = id(inputTable(unit, 'register')).text;
    await engine.run(`CREATE TABLE ${register}(${REGISTER})`);
  }
  const all = { settings: { ...settings, doubles }, span };
  const levels: Record<string, OracleDecision[]> = {};
  for (const level of settleLevels(all, test.options, { firstRecord })) {
    await engine.runPlan(levelPlan(level));
    levels[level.settings.loaded.unit.name] = await decisionsOf(engine, level.settings, level.span);
  }
  return { households, levels };
}

async function decided(
  engine: Engine,
  test: OracleCase,
): Promise<{ decisions: OracleDecision[]; settings: DecideSettings; span: Span }> {
  const { settings, span } = await readyCase(engine, test);
  await engine.runPlan(decidePlan(settings, span));
  return { decisions: await decisionsOf(engine, settings, span), settings, span };
}

async function decisionsOf(engine: Engine, settings: DecideSettings, span: Span): Promise<OracleDecision[]> {
  const rows = await engine.rows(`SELECT * FROM (${decisionRows(settings, span, decidedPeriods(span))}) `);
  const columns = decisionColumns(settings);
  const named = (from: string): string[] =>
    columns.filter((column) => column.from === from).map(({ name }) => name);
  return rows.map((row) => ({
    household: String(row.household),
    period: String(row.period),
    state_before: String(row.state_before),
    state: String(row.state),
    outcome: String(row.outcome),
    code: String(row.code ?? ''),
    missing: row.missing ? String(row.missing).split(';') : [],
    facts: Object.fromEntries(named('fact').map((name) => [name, row[name] ?? null])),
    criteria: Object.fromEntries(named('criterion').map((name) => [name, truthOf(row[name] ?? null)])),
  }));
}

const truthOf = (cell: unknown): Truth => (cell === null ? 'unknown' : cell ? 'true' : 'false');
const listOf = (cell: unknown): string[] => (cell ? [...new Set(String(cell).split(';'))].sort() : []);

async function watchBySql(engine: Engine, settings: DecideSettings, span: Span): Promise<OracleWatch> {
  const { loaded } = settings;
  if (loaded.watch.length === 0) return { watched: [], signs: [] };
  const t = `${id('at$').text} AS t`;
  const periods = decidedPeriods(span);
  const moments = `SELECT household, ${t}, state, outcome FROM (${decisionRows(settings, span, periods)}) AS d`;
  await engine.run(`CREATE TABLE moments AS ${moments}`);
  await engine.run(`CREATE TABLE signs AS SELECT *, ${t} FROM (${signRows(settings, span, periods)}) AS s`);
  const label = (cell: unknown): string =>
    cell === null ? '' : periodLabel(Number(cell), loaded.pack.period);
  const level = (cell: unknown): string =>
    cell === null ? '' : (loaded.watch[Number(cell)]?.level.id ?? '?');
  const watched = await engine.rows(
    `${watchedRows(watchRows(loaded, { decisions: 'moments', signs: 'signs' }))} ORDER BY household, t`,
  );
  const signs = await engine.rows('SELECT * FROM signs');
  return {
    watched: watched.map((row) => ({
      household: String(row.household),
      period: label(row.t),
      level: level(row.level),
      since: label(row.since),
      condition: row.level === null ? '' : truthOf(row.condition),
      undetermined: listOf(row.undetermined).map(level),
      missing: listOf(row.missing),
    })),
    signs: signs.map((row) => ({
      household: String(row.household),
      period: String(row.period),
      level: String(row.level),
      condition: truthOf(row.condition),
      signs: listOf(row.signs).map(Number),
      missing: listOf(row.missing),
    })),
  };
}

export function parameterTable({ pack, data }: OracleCase, path: string): string | undefined {
  for (const [name, parameter] of Object.entries(pack.parameters ?? {})) {
    if (!('from' in parameter) || parameter.from.file !== path) continue;
    const columns = [...parameter.from.key, parameter.from.value];
    return stringify([
      columns,
      ...(data.parameterTables[name] ?? []).map((row) => columns.map((c) => row[c] ?? '')),
    ]);
  }
  return undefined;
}

function createTable(
  target: string,
  isSpine: boolean,
  table: InputTable & { name: string },
  rows: readonly Row[],
  hid: ReadonlyMap<string, number>,
  period: (label: string) => number,
  doubles: ReadonlySet<string>,
): string {
  const columns = Object.entries(table.columns);
  const types = columns.map(
    ([column, definition]) =>
      `${id(column).text} ${doubles.has(`${table.name}.${column}`) ? 'DOUBLE' : SQL_TYPES[definition.type]}`,
  );
  const member = table.key.includes('member');
  const byPeriod = table.key.includes('period');
  const keys = [
    'hid INTEGER',
    ...(isSpine ? ['household VARCHAR'] : []),
    ...(member ? ['member VARCHAR'] : []),
    ...(byPeriod ? ['period INTEGER'] : []),
  ];
  const create = `CREATE TABLE ${id(target).text}(${[...keys, ...types].join(', ')})`;
  if (rows.length === 0) return create;
  const values = rows.map((row) => {
    const cells = [
      String(hid.get(String(row.household))),
      ...(isSpine ? [text(String(row.household)).text] : []),
      ...(member ? [text(String(row.member)).text] : []),
      ...(byPeriod ? [String(period(String(row.period)))] : []),
      ...columns.map(([column]) => literal(row[column] ?? null)),
    ];
    return `(${cells.join(', ')})`;
  });
  return `${create}; INSERT INTO ${id(target).text} VALUES ${values.join(', ')}`;
}

function literal(cell: string | boolean | null): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'boolean' ? String(cell) : text(cell).text;
}
