import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from './run-cli.ts';

/** Whoever may do anything, as in a container, is refused by us. */
const closed = vi.hoisted(() => ({ folder: '' }));
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const openSync: typeof fs.openSync = (path, ...more) => {
    if (closed.folder !== '' && String(path).startsWith(join(closed.folder, 'audit')))
      throw Object.assign(new Error('EACCES'), { code: 'EACCES', path });
    return fs.openSync(path, ...more);
  };
  return { ...fs, openSync };
});

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'no-place-'));
  mkdirSync(join(folder, 'runs'));
  const args = ['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--quiet'];
  expect((await runCli([...args, '--out', join(folder, 'runs/a')])).exitCode).toBe(0);
  closed.folder = join(folder, 'runs');
  chmodSync(closed.folder, 0o555);
});
afterAll(() => {
  chmodSync(closed.folder, 0o755);
  rmSync(folder, { recursive: true });
});

it.each(['watch', 'lists'])(
  '%s of a run where nothing can be written says where to write',
  async (command) => {
    const run = join(folder, 'runs/a');
    const { exitCode, stderr } = await runCli([command, run]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `error: the system does not permit this program to write into ${join(folder, 'runs')}\n` +
        '  Choose another place with --out, or check who owns it and what its permissions are.\n',
    );
    expect((await runCli([command, run, '--lang', 'zh'])).stderr).toContain('请用 --out 另选位置');
    expect((await runCli([command, run, '--out', join(folder, command)])).exitCode).toBe(0);
  },
);
