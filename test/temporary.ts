import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

/** A temporary folder for one run of the tests, and for what they start: nothing of it is left behind. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'shuangdao-tests-'));
  // Some tests run the command as another user.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
