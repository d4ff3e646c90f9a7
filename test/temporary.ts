import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder for one run of the tests, and for what they start: nothing of it is left behind. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'shuangdao-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
