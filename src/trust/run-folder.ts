import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../model/problem.ts';
import { isOccupied, type Placing, placeUnrecorded, record, withAuditLock } from './audit-log.ts';
import { filesBelow, sha256File } from './digest.ts';
import { isAlive, readHolder, thisProcess } from './lock.ts';

/** Every run folder has it; a folder without it is none. */
export const STATEMENT_FILE = 'run.json';

/** The kinds of folder that appear whole or not at all, each with the file that every such folder has. */
export const STATEMENTS = {
  run: STATEMENT_FILE,
  confirmation: 'confirmation.json',
  lists: 'lists.json',
  diff: 'diff.json',
  simulation: 'simulate.json',
} as const;
export type FolderKind = keyof typeof STATEMENTS;

/** Whether a folder of this kind is a line of the audit log; any other decides nothing and can be made again. */
export const isRecorded = (kind: FolderKind): boolean => kind === 'run' || kind === 'confirmation';

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
  readonly #kind: FolderKind;
  readonly #partial: string;
  readonly #replace: boolean;
  /** The outermost parent that had to be made, taken back if the run is abandoned. */
  readonly #made: string | undefined;
  readonly #sealed: Record<string, SealedFile> = {};
  readonly #noted: Record<string, unknown> = {};

  private constructor(place: string, replace: boolean, kind: FolderKind, made: string | undefined) {
    const owner = thisProcess();
    this.place = place;
    this.#replace = replace;
    this.#kind = kind;
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

  /** @throws Failure `run-exists`, `not-a-run-folder` and their like if the place is taken */
  static async open(out: string, replace: boolean, kind: FolderKind = 'run'): Promise<RunFolder> {
    const wanted = resolve(out);
    checkPlace(wanted, replace, kind);
    const made = makeFolders(dirname(wanted));
    try {
      const place = join(realpathSync(dirname(wanted)), basename(wanted));
      return await withAuditLock(dirname(place), () => {
        removeStale(dirname(place));
        return new RunFolder(place, replace, kind, made);
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

  /** Has its line in the log say more than its kind, its name and the digests of its files. */
  note(members: Readonly<Record<string, unknown>>): void {
    Object.assign(this.#noted, members);
  }

  /** Moves the folder to its place and appends it to `audit.jsonl` beside it. */
  async commit(time: Date): Promise<void> {
    const file = STATEMENTS[this.#kind];
    const { [file]: statement, ...outputs } = await this.seal();
    if (!statement) throw new Error(`a folder of kind ${this.#kind} needs ${file}`);
    const digests = Object.entries(outputs).map(([name, { sha256 }]) => [name, sha256]);
    checkPlace(this.place, this.#replace, this.#kind);
    await record(
      dirname(this.place),
      {
        time: time.toISOString(),
        kind: this.#kind,
        [this.#kind]: basename(this.place),
        ...this.#noted,
        statement: statement.sha256,
        outputs: Object.fromEntries(digests),
      },
      this.#placing(),
    );
  }

  /** Moves the folder to its place. It is no part of the record: it can be made again at any time. */
  async put(): Promise<void> {
    await this.seal();
    checkPlace(this.place, this.#replace, this.#kind);
    placeUnrecorded(dirname(this.place), this.#placing());
  }

  #placing(): Placing {
    const [partial, name] = [basename(this.#partial), basename(this.place)];
    return { partial, name, replace: this.#replace, statement: STATEMENTS[this.#kind] };
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

/** @throws Failure if a folder of that kind can't be put there */
export function checkPlace(place: string, replace: boolean, kind: FolderKind = 'run'): void {
  if (!isOccupied(place)) return;
  const isRun = kind === 'run';
  const file = STATEMENTS[kind];
  if (!existsSync(join(place, file)))
    throw failure('usage', isRun ? 'not-a-run-folder' : 'place-taken', { folder: place, file });
  if (!replace) throw failure('usage', isRun ? 'run-exists' : 'result-exists', { folder: place });
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
