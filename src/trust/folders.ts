import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are not there. One by one, since Node's own way reports a disk that can
 * only be read as a missing folder.
 * @returns the outermost folder that was made
 */
export function makeFolders(folder: string): string | undefined {
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

/** Removes `folder` and its parents up to `stop` while they are empty. */
export function removeEmpty(folder: string, stop: string): void {
  for (let path = folder; path !== stop && path !== dirname(path); path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch {
      return;
    }
  }
}

/** Where nothing can be written the system names our lock file, which would tell the reader nothing. */
export function inParent(error: unknown, parent: string): unknown {
  const { path } = error as NodeJS.ErrnoException;
  return path !== undefined && dirname(path) === parent
    ? Object.assign(error as Error, { path: parent })
    : error;
}
