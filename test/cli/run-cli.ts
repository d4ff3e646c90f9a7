import { type ExecFileOptions, execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../src/cli/main.ts';

export interface Result {
  exitCode: number;
  stdout: string;
  stderr: string;
}

interface Setting {
  env?: Record<string, string>;
  isTTY?: boolean;
}

/** Runs a command line in this process, with collectors for streams and a fixed clock. */
export async function runCli(
  argv: readonly string[],
  { env = {}, isTTY = false }: Setting = {},
): Promise<Result> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await run(argv, {
    stdout: { write: (text) => out.push(text), isTTY, columns: 80 },
    stderr: { write: (text) => err.push(text), isTTY, columns: 80 },
    env,
    now: () => new Date('2013-01-01T00:00:00Z'),
    onInterrupt: () => () => {},
  });
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Builds the package into a temporary folder, as it would be installed, and returns that folder. Type errors are
 * the type check's business; the build comes about all the same.
 */
export function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  spawnSync(tsc, ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')]);
  for (const part of ['bin', 'rules', 'package.json'])
    if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the installed command as its own process. */
export function runInstalled(
  folder: string,
  argv: readonly string[],
  options: ExecFileOptions = {},
): Promise<Result> {
  return new Promise((done) => {
    const command = [join(folder, 'bin/shuangdao.js'), ...argv];
    const child = execFile(process.execPath, command, options, (_, stdout, stderr) => {
      done({ exitCode: child.exitCode ?? -1, stdout: String(stdout), stderr: String(stderr) });
    });
  });
}
