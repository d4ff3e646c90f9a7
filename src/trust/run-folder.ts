import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../model/problem.ts';
import { isOccupied, record, withAuditLock } from './audit-log.ts';
import { filesBelow, sha256File } from './digest.ts';
import { isAlive, readHolder, thisProcess } from './lock.ts';

/** Every run folder has it; a folder without it is none. */
export const STATEMENT_FILE = 'run.json';

const PARTIAL = /^\..+\.\d+-[0-9a-f]{12}\.partial$/;
const DAY = 24 * 3600 * 1000;

export interface SealedFile {
  sha256: string;
  bytes: number;
}

/**
 * A run folder in the making. Everything is written to `path`, inside a hidden folder beside the final place;
 * `commit` puts it there whole and records it, `abandon` leaves nothing. A killed process leaves the hidden
 * folder, which is no run folder, and the next run removes it.
 *
 *     <parent>/.<name>.<pid>-<random>.partial/
 *         owner.json   the process that works here
 *         run/         becomes <parent>/<name>
 *         scratch/     for what the engine spills
 *         replaced/    the earlier run of that name, for the moment in which it is replaced
 */
export class RunFolder {
  /** Where to write the run's files. */
  readonly path: string;
  /** For files that are no part of the run. */
  readonly scratch: string;
  /** The final place. */
  readonly place: string;
  readonly #partial: string;
  readonly #replace: boolean;
  /** The outermost parent that had to be made, taken back if the run is abandoned. */
  readonly #made: string | undefined;
  readonly #sealed: Record<string, SealedFile> = {};

  private constructor(place: string, replace: boolean, made: string | undefined) {
    const owner = thisProcess();
    this.place = place;
    this.#replace = replace;
    this.#made = made;
    this.#partial = join(dirname(place), `.${basename(place)}.${owner.pid}-${owner.token}.partial`);
    this.path = join(this.#partial, 'run');
    this.scratch = join(this.#partial, 'scratch');
    try {
      mkdirSync(this.#partial, { mode: 0o700 });
      writeFileSync(join(this.#partial, 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
      mkdirSync(this.path, { mode: 0o700 });
      mkdirSync(this.scratch, { mode: 0o700 });
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** @throws Failure `run-exists`, `not-a-run-folder` if the place is taken */
  static async open(out: string, replace: boolean): Promise<RunFolder> {
    const wanted = resolve(out);
    checkPlace(wanted, replace);
    const made = makeFolders(dirname(wanted));
    try {
      const place = join(realpathSync(dirname(wanted)), basename(wanted));
      return await withAuditLock(dirname(place), () => {
        removeStale(dirname(place));
        return new RunFolder(place, replace, made);
      });
    } catch (error) {
      if (made) removeEmpty(dirname(wanted), dirname(made));
      throw error;
    }
  }

  /** Seals one file that is complete, while others are still being written: flushing takes its time. */
  async sealFile(name: string): Promise<void> {
    this.#sealed[name] ??= await sealFile(join(this.path, name));
  }

  /**
   * Flushes the files that are not sealed yet, lets only their owner read them, and tells the digest and size of
   * every file by name. They are final from here on.
   */
  async seal(): Promise<Readonly<Record<string, SealedFile>>> {
    const names = await filesBelow(this.path);
    await Promise.all(names.map((name) => this.sealFile(name)));
    return Object.fromEntries(names.map((name) => [name, this.#sealed[name] as SealedFile]));
  }

  /** Moves the folder to its place and appends the run to `audit.jsonl` beside it. */
  async commit(time: Date): Promise<void> {
    const { [STATEMENT_FILE]: statement, ...outputs } = await this.seal();
    if (!statement) throw new Error(`a run folder needs ${STATEMENT_FILE}`);
    const digests = Object.entries(outputs).map(([name, { sha256 }]) => [name, sha256]);
    checkPlace(this.place, this.#replace);
    await record(
      dirname(this.place),
      {
        time: time.toISOString(),
        kind: 'run',
        run: basename(this.place),
        statement: statement.sha256,
        outputs: Object.fromEntries(digests),
      },
      { partial: basename(this.#partial), name: basename(this.place), replace: this.#replace },
    );
  }

  /** Moves the folder to its place without a line in the log: what it holds decides nothing. */
  async publish(): Promise<void> {
    await this.seal();
    if (isOccupied(this.place)) throw failure('usage', 'folder-exists', { folder: this.place });
    renameSync(this.path, this.place);
    rmSync(this.#partial, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes what was written so far. After a commit there is nothing left to remove. */
  abandon(): void {
    rmSync(this.#partial, { recursive: true, force: true, maxRetries: 3 });
    if (this.#made) removeEmpty(dirname(this.place), dirname(this.#made));
  }
}

async function sealFile(path: string): Promise<SealedFile> {
  const file = await open(path, 'r+');
  try {
    await file.chmod(0o600);
    const [sha256, { size }] = await Promise.all([sha256File(path), file.stat(), file.sync()]);
    return { sha256, bytes: size };
  } finally {
    await file.close();
  }
}

/** @throws Failure `run-exists`, `not-a-run-folder` if a run can't be put there */
export function checkPlace(place: string, replace: boolean): void {
  if (!isOccupied(place)) return;
  if (!existsSync(join(place, STATEMENT_FILE))) throw failure('usage', 'not-a-run-folder', { folder: place });
  if (!replace) throw failure('usage', 'run-exists', { folder: place });
}

/**
 * Makes a folder and those above it that are not there. One by one, since Node's own way reports a disk that can
 * only be read as a missing folder.
 * @returns the outermost folder that was made
 */
function makeFolders(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const above = makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return above ?? folder;
}

/**
 * Removes the hidden folders of processes that are gone. It runs under the same lock as the making of them, so
 * one without a readable owner is none that is just being made.
 */
function removeStale(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => PARTIAL.test(entry))) {
    const folder = join(parent, name);
    const owner = readHolder(join(folder, 'owner.json'));
    const alive = owner ? isAlive(owner) : false;
    const old = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY;
    // Whether a process lives on another machine can't be asked; age has to tell.
    if (alive === false || (alive === undefined && old)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes `folder` and its parents up to `stop` while they are empty. */
function removeEmpty(folder: string, stop: string): void {
  for (let path = folder; path !== stop && path !== dirname(path); path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch {
      return;
    }
  }
}
