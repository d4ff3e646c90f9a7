import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../model/problem.ts';
import { thisProcess } from './lock.ts';

/**
 * A folder of files that are made from a run and can be made again. It is filled beside its place and put there whole;
 * an earlier one of the same kind makes way. What a killed process leaves is removed like that of a run folder.
 */
export class ProductFolder {
  /** Where to write the files. */
  readonly path: string;
  readonly place: string;
  readonly #partial: string;

  /**
   * @param names the files it may have: a folder with any other is nobody's to replace
   * @throws Failure `not-replaced`
   */
  constructor(out: string, names: readonly string[]) {
    this.place = resolve(out);
    const present = statSync(this.place, { throwIfNoEntry: false });
    const foreign = present?.isDirectory()
      ? readdirSync(this.place).find((name) => !names.includes(name))
      : present && basename(this.place);
    if (foreign !== undefined) throw failure('usage', 'not-replaced', { folder: out, file: foreign });
    const owner = thisProcess();
    mkdirSync(dirname(this.place), { recursive: true, mode: 0o700 });
    const name = `.${basename(this.place)}.${owner.pid}-${owner.token}.partial`;
    this.#partial = join(dirname(this.place), name);
    this.path = join(this.#partial, 'run');
    mkdirSync(this.#partial, { mode: 0o700 });
    writeFileSync(join(this.#partial, 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
    mkdirSync(this.path, { mode: 0o700 });
  }

  /** Puts the folder in its place; only its owner can read what is in it. */
  commit(): void {
    for (const name of readdirSync(this.path)) chmodSync(join(this.path, name), 0o600);
    if (statSync(this.place, { throwIfNoEntry: false }))
      renameSync(this.place, join(this.#partial, 'replaced'));
    renameSync(this.path, this.place);
    this.abandon();
  }

  /** Removes what was written so far. */
  abandon(): void {
    rmSync(this.#partial, { recursive: true, force: true, maxRetries: 3 });
  }
}
