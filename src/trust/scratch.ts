import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, readHolder, thisProcess } from './lock.ts';

const SCRATCH = /^shuangdao-\d+-[0-9a-f]{12}$/;

/**
 * Makes a folder in the system's temporary folder (`TMPDIR`) for what must lie on disk while a command works. It
 * may hold household data, so only its owner can look. A killed process leaves its folder; the next one removes it.
 * @returns the folder's path; the caller removes it
 */
export function makeScratch(): string {
  removeStale(tmpdir());
  const owner = thisProcess();
  const path = join(tmpdir(), `shuangdao-${owner.pid}-${owner.token}`);
  mkdirSync(path, { mode: 0o700 });
  try {
    writeFileSync(join(path, 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
  return path;
}

function removeStale(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => SCRATCH.test(entry))) {
    const folder = join(parent, name);
    const owner = readHolder(join(folder, 'owner.json'));
    // Another user's folder can't be read, and is that user's to remove.
    if (owner && isAlive(owner) === false) rmSync(folder, { recursive: true, force: true });
  }
}
