import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Engine, type EngineOptions, type Row } from '../../src/engine/duckdb.ts';
import { type IntakeResult, readDataset } from '../../src/intake/read-dataset.ts';
import { Pack } from '../../src/model/pack.ts';
import { Failure, type Problem } from '../../src/model/problem.ts';
import { parseYaml } from '../../src/model/yaml.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A pack that is nothing but its inputs. */
export function packOf(inputs: unknown, more: object = {}): Pack {
  return Pack.parse({
    format: 'shuangdao-rules/1',
    id: 'made-up',
    version: '1.0.0',
    title: 'made up',
    period: 'year',
    valid: { from: '2009', to: '2012' },
    currency: 'CNY',
    sources: {},
    inputs,
    states: ['out', 'in'],
    initial: 'out',
    transitions: [{ code: 'ENTER', kind: 'entry', from: 'out', to: 'in', when: 'true' }],
    ...more,
  });
}

export function readPack(path: string): Pack {
  return Pack.parse(parseYaml(readFileSync(path, 'utf8'), path).yaml.value);
}

export interface Outcome {
  result: IntakeResult;
  issues: Row[];
  rejects: Row[];
  /** All rows of a checked table, sorted. */
  table(name: string): Promise<Row[]>;
}

interface Options extends EngineOptions {
  previous?: string;
}

/** Reads a folder, and shows the outcome while the engine lives. */
export async function readFolder<T>(
  folder: string,
  pack: Pack,
  look: (outcome: Outcome) => T | Promise<T>,
  { previous, ...options }: Options = {},
): Promise<T> {
  const engine = await Engine.open(options);
  try {
    const result = await readDataset(engine, { folder, pack, previous });
    const issues = await engine.rows('SELECT * FROM issues');
    const rejects = await engine.rows('SELECT * FROM rejects');
    const table = (name: string): Promise<Row[]> => engine.rows(`SELECT * FROM in_${name} ORDER BY ALL`);
    return await look({ result, issues, rejects, table });
  } finally {
    engine.close();
  }
}

/** Writes files into a folder of their own, reads it, and takes it away again. */
export async function readFiles<T>(
  files: Files,
  pack: Pack,
  look: (outcome: Outcome) => T | Promise<T>,
  options: Options = {},
): Promise<T> {
  return inFolder(files, (folder) => readFolder(folder, pack, look, options));
}

export async function inFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-test-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The problems that keep a dataset from being read. */
export async function problemsOf(reading: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof Failure) return error.problems;
    throw error;
  }
  throw new Error('it was read without a problem');
}

/** Issues as `code file:line column value`. */
export function brief(issues: readonly Row[]): string[] {
  return issues.map(({ code, file, line, column_name, value }) => {
    const place = file === null ? '' : ` ${file}${line === null ? '' : `:${line}`}`;
    return `${code}${place}${column_name === null ? '' : ` ${column_name}`}${value === null ? '' : ` ${value}`}`;
  });
}

export const HOUSEHOLDS = { key: ['household'], columns: { village: { type: 'code' } } };
export const INCOME = { key: ['household', 'period'], columns: { wage: { type: 'money' } } };
