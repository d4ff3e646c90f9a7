import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder for what must be rewritten before it can be read. What lies in it is personal: nobody else may look. */
export class TempFolder {
  readonly #path: string;
  #count = 0;

  constructor(parent = tmpdir()) {
    this.#path = mkdtempSync(join(parent, 'intake-'));
  }

  /** A new name in the folder. */
  name(ending: string): string {
    return join(this.#path, `${this.#count++}${ending}`);
  }

  file(ending: string): TempFile {
    return new TempFile(this.name(ending));
  }

  /** The path itself, or a link to it where the engine would take its name for a pattern. */
  plainName(path: string): string {
    if (!/[*?[\]{}]/.test(path)) return path;
    const link = this.name('.link');
    symlinkSync(resolve(path), link);
    return link;
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

const BUFFERED = 1 << 20;

/** A file written from the start to the end, readable by its owner only. */
export class TempFile {
  readonly path: string;
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFERED);
  #used = 0;
  #at = 0;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'wx', 0o600);
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (this.#used + bytes.length > BUFFERED) this.#flush();
    if (bytes.length > BUFFERED) this.#put(bytes);
    else {
      this.#buffer.set(bytes, this.#used);
      this.#used += bytes.length;
    }
  }

  /** Writes a record of comma-separated values. */
  record(cells: readonly (string | number | undefined)[]): void {
    this.write(
      `${cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : (cell ?? ''))).join(',')}\n`,
    );
  }

  /** Forgets what was written. */
  restart(): void {
    this.#used = 0;
    this.#at = 0;
    ftruncateSync(this.#fd, 0);
  }

  close(): void {
    this.#flush();
    closeSync(this.#fd);
  }

  #flush(): void {
    this.#put(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#at + done);
    this.#at += bytes.length;
  }
}

/** A cell in quotes. */
export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
