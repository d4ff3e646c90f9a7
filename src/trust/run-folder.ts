import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../model/problem.ts';
import { isOccupied, type OnRemark, record, withAuditLock } from './audit-log.ts';
import { filesBelow, sha256File } from './digest.ts';
import { inParent, makeFolders, removeEmpty } from './folders.ts';
import { isAlive, readHolder, thisProcess } from './lock.ts';

/** Every run folder has it; a folder without it is none. */
export const STATEMENT_FILE = 'run.json';
/** Other programs write a `run.json` too; none writes this beside it. */
const DECISIONS_FILE = 'decisions.parquet';

/** The kinds of folder that are recorded, each with the file that every such folder has. */
export const STATEMENTS = { run: STATEMENT_FILE, confirmation: 'confirmation.json' } as const;
export type FolderKind = keyof typeof STATEMENTS;

const PARTIAL = /^\.(.+)\.\d+-[0-9a-f]{12}\.partial$/;
const REPLACED = 'replaced';
const DAY = 24 * 3600 * 1000;

export interface SealedFile {
  sha256: string;
  bytes: number;
}

/**
 * A run folder in the making. Everything is written to `path`, inside a hidden folder beside the final place;
 * `commit` puts it there whole and records it, `abandon` leaves nothing. A killed process leaves the hidden
 * folder, which is no run folder, and the next run removes it. A folder of results that decide nothing is made
 * in the same way, and `publish` puts it there without a record.
 *
 *     <parent>/.<name>.<pid>-<random>.partial/
 *         owner.json   the process that works here
 *         run/         becomes <parent>/<name>
 *         scratch/     for what the engine spills
 *         replaced/    the earlier folder of that name, for the moment in which it is replaced
 */
export class RunFolder {
  /** Where to write the run's files. */
  readonly path: string;
  /** For files that are no part of the run. */
  readonly scratch: string;
  /** The final place. */
  readonly place: string;
  /** None for results that decide nothing. */
  readonly #kind: FolderKind | undefined;
  readonly #partial: string;
  readonly #replace: boolean;
  readonly #check: CheckPlace;
  readonly #onRemark: OnRemark | undefined;
  /** The outermost parent that had to be made, taken back if the run is abandoned. */
  readonly #made: string | undefined;
  readonly #sealed: Record<string, SealedFile> = {};
  readonly #noted: Record<string, unknown> = {};

  private constructor(
    place: string,
    replace: boolean,
    kind: FolderKind | CheckPlace,
    made: string | undefined,
    onRemark: OnRemark | undefined,
  ) {
    const owner = thisProcess();
    this.place = place;
    this.#replace = replace;
    this.#kind = typeof kind === 'string' ? kind : undefined;
    this.#check = checkFor(kind);
    this.#made = made;
    this.#onRemark = onRemark;
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

  /**
   * @param kind what is recorded, or for results that are not, what tells whether they can be put at a place
   * @param onRemark told, now or at the end, if something is wrong with the log beside it
   * @throws Failure if nothing can be put there
   */
  static async open(
    out: string,
    replace: boolean,
    kind: FolderKind | CheckPlace = 'run',
    onRemark?: OnRemark,
  ): Promise<RunFolder> {
    const wanted = resolve(out);
    checkFor(kind)(wanted, replace);
    const made = makeFolders(dirname(wanted));
    try {
      const place = join(realpathSync(dirname(wanted)), basename(wanted));
      const work = (): RunFolder => {
        removeStale(dirname(place));
        return new RunFolder(place, replace, kind, made, onRemark);
      };
      return await withAuditLock(dirname(place), work, onRemark);
    } catch (error) {
      if (made) removeEmpty(dirname(wanted), dirname(made));
      throw inParent(error, dirname(wanted));
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
    if (!this.#kind) throw new Error('results are not recorded');
    const file = STATEMENTS[this.#kind];
    const { [file]: statement, ...outputs } = await this.seal();
    if (!statement) throw new Error(`a folder of kind ${this.#kind} needs ${file}`);
    const digests = Object.entries(outputs).map(([name, { sha256 }]) => [name, sha256]);
    this.#check(this.place, this.#replace);
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
      {
        partial: basename(this.#partial),
        name: basename(this.place),
        replace: this.#replace,
        statement: file,
      },
      this.#onRemark,
    );
  }

  /**
   * Moves the folder to its place without a line in the log: what it holds decides nothing and can be made again.
   * Killed between the two renames it leaves the earlier folder in `replaced`, and the next one puts that back.
   */
  async publish(): Promise<void> {
    await this.seal();
    const work = (): void => {
      this.#check(this.place, this.#replace);
      if (isOccupied(this.place)) renameSync(this.place, join(this.#partial, REPLACED));
      try {
        renameSync(this.path, this.place);
      } catch (error) {
        putBack(this.#partial, this.place);
        throw error;
      }
    };
    await withAuditLock(dirname(this.place), work, this.#onRemark);
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

/** Throws if a folder can't be put at `place`, also not in place of what is there if that is to be replaced. */
export type CheckPlace = (place: string, replace: boolean) => void;

const checkFor = (kind: FolderKind | CheckPlace): CheckPlace =>
  typeof kind === 'string' ? (place, replace) => checkPlace(place, replace, kind) : kind;

/** @throws Failure if a folder of that kind can't be put there: `run-exists`, `not-a-run-folder`, `inside-run` and their like */
export function checkPlace(place: string, replace: boolean, kind: FolderKind = 'run'): void {
  refuseInsideRun(place);
  if (!isOccupied(place)) return;
  const isRun = kind === 'run';
  const file = STATEMENTS[kind];
  if (!existsSync(join(place, file)))
    throw failure('usage', isRun ? 'not-a-run-folder' : 'place-taken', { folder: place, file });
  if (!replace) throw failure('usage', isRun ? 'run-exists' : 'result-exists', { folder: place });
}

/** What systems and office programs leave in any folder that somebody looks into. */
const LITTER = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\.~lock\..*#|~\$.*)$/i;

/**
 * For results of a command that writes files of these `names` and no others: a folder with anything else in it is not
 * the command's to replace, whoever asks.
 * @returns what throws Failure `folder-exists`, `foreign-file`, `not-a-folder` or `inside-run`
 */
export function checkResultPlace(names: readonly string[]): CheckPlace {
  return (place, replace) => {
    refuseInsideRun(place);
    if (!isOccupied(place)) return;
    if (!lstatSync(place).isDirectory()) throw failure('usage', 'not-a-folder', { path: place });
    const foreign = readdirSync(place).find((name) => !names.includes(name) && !LITTER.test(name));
    if (foreign !== undefined) throw failure('usage', 'foreign-file', { folder: place, file: foreign });
    if (!replace) throw failure('usage', 'folder-exists', { folder: place });
  };
}

/** A run folder is sealed: whatever is added to it later is told by `audit verify`. */
function refuseInsideRun(place: string): void {
  for (let above = dirname(place); above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, STATEMENT_FILE)) && existsSync(join(above, DECISIONS_FILE)))
      throw failure('usage', 'inside-run', { folder: place, run: above });
  }
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
    if (alive !== false && !(alive === undefined && old)) continue;
    putBack(folder, join(parent, PARTIAL.exec(name)?.[1] ?? ''));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Undoes half a replacement: the earlier folder stands in its place again. */
function putBack(partial: string, place: string): void {
  const replaced = join(partial, REPLACED);
  if (existsSync(replaced) && !existsSync(place)) renameSync(replaced, place);
}
