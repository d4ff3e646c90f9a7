import { createRequire } from 'node:module';
import type * as DuckDB from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import type { Plan } from '../model/plan.ts';
import { type Sql, sql } from '../model/sql.ts';
import type { NamedChunk } from './columns.ts';

export interface EngineOptions {
  /** Memory limit such as `4GB`; work that needs more spills to disk. */
  memory?: string | undefined;
  threads?: number | undefined;
  /** Folder for what does not fit into memory; without one the engine does not spill. */
  spill?: string | undefined;
}

/** Told which step runs, and how far it is (0–100) where the engine knows. */
export type OnProgress = (step: string, percent: number | undefined) => void;

export type Row = Record<string, string | number | boolean | null>;

/**
 * An embedded DuckDB in memory.
 * The only place, with its neighbours in this folder, that knows DuckDB.
 */
export class Engine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spill: string | undefined;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, spill: string | undefined) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spill = spill;
  }

  static async open(options: EngineOptions = {}): Promise<Engine> {
    // Imported, its CommonJS files would first be searched for their export names; that costs a tenth of a second.
    const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api') as typeof DuckDB;
    const settings: Record<string, string> = {
      temp_directory: options.spill ?? '',
      preserve_insertion_order: 'true',
      // It makes a join of a long IN list, and rows that pass a join are no longer in the order they were read or
      // sorted in: records would be given the wrong lines, and tables be written out of order.
      disabled_optimizers: 'in_clause',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    if (options.memory) settings.memory_limit = options.memory;
    if (options.threads) settings.threads = String(options.threads);
    const instance = await DuckDBInstance.create(':memory:', settings);
    return new Engine(instance, await instance.connect(), options.spill);
  }

  /** From here on the engine reads and writes only below `folder`, and its settings can't be changed. */
  async confine(folder: string): Promise<void> {
    const folders = this.#spill === undefined ? sql`${folder}` : sql`${folder}, ${this.#spill}`;
    await this.run(
      sql`SET allowed_directories = [${folders}]; SET enable_external_access = false; SET lock_configuration = true`,
    );
  }

  /** Runs one or more statements. */
  async run(statement: string | Sql): Promise<void> {
    await this.#connection.run(String(statement));
  }

  /** Rows of a small result as plain objects; integers beyond 2^53 and decimals come as text. */
  async rows<T extends Row = Row>(statement: string | Sql): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(String(statement));
    return reader.getRowObjects().map((row) => mapValues(row)) as T[];
  }

  /** The first row of a result that always has one. */
  async one<T extends Row = Row>(statement: string | Sql): Promise<T> {
    const [row] = await this.rows<T>(statement);
    if (!row) throw new Error('a query that always has a row returned none');
    return row;
  }

  /** A result as the engine's own chunks of columns, as they come; one without rows has no chunks. */
  async *chunks(statement: string | Sql): AsyncGenerator<NamedChunk> {
    const result = await this.#connection.stream(String(statement));
    const names = result.columnNames();
    for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
      if (chunk.rowCount === 0) return;
      yield { names, chunk };
    }
  }

  /** Runs the steps of a plan in order, telling `onProgress` about each. */
  async runPlan(plan: Plan, onProgress?: OnProgress): Promise<void> {
    for (const step of plan) {
      onProgress?.(step.name, undefined);
      const timer = onProgress && this.#watch(step.name, onProgress);
      try {
        await this.run(step.sql);
      } finally {
        clearInterval(timer);
      }
    }
  }

  #watch(step: string, onProgress: OnProgress): NodeJS.Timeout {
    return setInterval(() => {
      const percent = this.#connection.progress.percentage;
      if (percent >= 0) onProgress(step, percent);
    }, 200);
  }

  /**
   * Does several things at once, each on a connection of its own: where one alone can't keep all threads busy,
   * another fills them.
   */
  async atOnce(jobs: readonly ((engine: Engine) => Promise<void>)[]): Promise<void> {
    const connections = await Promise.all(jobs.map(() => this.#instance.connect()));
    try {
      const work = jobs.map((job, index) =>
        job(new Engine(this.#instance, connections[index] as DuckDBConnection, this.#spill)),
      );
      const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    } finally {
      for (const connection of connections) connection.closeSync();
    }
  }

  async version(): Promise<string> {
    return String((await this.one(`SELECT version() AS v`)).v);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

function mapValues(row: Record<string, DuckDBValue>): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]));
}

function plain(value: DuckDBValue): string | number | boolean | null {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}
