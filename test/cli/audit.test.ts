import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withRunFolder } from '../../src/cli/run-folder.ts';
import { runCli } from './run-cli.ts';

const TIME = new Date('2013-01-01T00:00:00Z');
let parent: string;
let interrupt: (() => void) | undefined;
const io = {
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  env: {},
  now: () => TIME,
  onInterrupt: (cleanup: () => void) => {
    interrupt = cleanup;
    return () => {
      interrupt = undefined;
    };
  },
};

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'audit-'));
  await makeRun('a');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function makeRun(name: string): Promise<string> {
  return withRunFolder({ out: join(parent, name), force: false, time: TIME }, io, async (folder) => {
    writeFileSync(join(folder.path, 'entry.csv'), 'household\n');
    writeFileSync(join(folder.path, 'run.json'), '{}');
  });
}

describe('audit verify', () => {
  it.each([[''], ['a'], ['audit.jsonl'], ['a/']])('is content, asked with the path of %j', async (path) => {
    const { exitCode, stdout, stderr } = await runCli(['audit', 'verify', join(parent, path)]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^The audit log and everything it names are as they were written\.\n1 line\(s\), 1 run\(s\), 2 file\(s\) compared\nLast line: [0-9a-f]{64}\n/,
    );
  });

  it('names what was changed and exits with 1', async () => {
    appendFileSync(join(parent, 'a/entry.csv'), 'x');
    const { exitCode, stdout, stderr } = await runCli(['audit', 'verify', parent]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('error: run a (line 1): entry.csv was changed after the run\n');
    expect(stdout).toContain('1 thing(s) do not agree with the audit log.');
    const chinese = await runCli(['audit', 'verify', parent, '--lang', 'zh', '--quiet']);
    expect(chinese).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: '错误：运行 a（第 1 行）：entry.csv 在运行之后被改动过\n',
    });
  });

  it('gives its findings as data', async () => {
    rmSync(join(parent, 'a'), { recursive: true });
    const { exitCode, stdout } = await runCli(['audit', 'verify', parent, '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      good: false,
      lines: 1,
      problems: [{ code: 'audit-missing-run', params: { run: 'a', line: 1 }, message: expect.any(String) }],
    });
  });
});

describe('a run that is interrupted', () => {
  it('leaves nothing', async () => {
    const done = withRunFolder({ out: join(parent, 'b'), force: false, time: TIME }, io, async (folder) => {
      writeFileSync(join(folder.path, 'half.csv'), '');
      interrupt?.();
      throw new Error('the process ends here');
    });
    await expect(done).rejects.toThrow('the process ends here');
    expect(interrupt).toBeUndefined();
    expect((await runCli(['audit', 'verify', parent])).exitCode).toBe(0);
  });
});
