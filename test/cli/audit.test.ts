import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  return withRunFolder(
    { out: join(parent, name), force: false, time: TIME },
    { io, language: 'en' },
    async (folder) => {
      writeFileSync(join(folder.path, 'entry.csv'), 'household\n');
      writeFileSync(join(folder.path, 'run.json'), '{}');
    },
  );
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

describe('a log that is not as it was written', () => {
  const log = (): string => join(parent, 'audit.jsonl');
  const classify = (name: string, ...more: string[]) =>
    runCli([
      ...['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--to', '2009', '--quiet'],
      ...['--out', join(parent, name), ...more],
    ]);

  it('is gone on with, but not in silence', async () => {
    for (const name of ['b', 'c', 'd']) await makeRun(name);
    const lines = readFileSync(log(), 'utf8').split('\n');
    writeFileSync(log(), [lines[0], ...lines.slice(2)].join('\n'));
    const { exitCode, stderr } = await classify('e');
    expect(stderr).toBe(
      `warning: line 2 of the audit log ${log()} is not as it was written; the new line was added below, ` +
        'and shuangdao audit verify tells what was changed\n',
    );
    expect(exitCode).toBe(0);
    expect(readFileSync(log(), 'utf8').trimEnd().split('\n')).toHaveLength(4);
    writeFileSync(log(), readFileSync(log(), 'utf8').replace('"run":"a"', '"run":"x"'));
    const chinese = await classify('f', '--lang', 'zh');
    expect(chinese.stderr).toBe(
      `警告：审计日志 ${log()} 的第 1 行已不是写入时的内容，另有 1 处；新的一行已续在后面，请用 shuangdao audit verify 查明改动\n`,
    );
    expect((await runCli(['audit', 'verify', parent])).exitCode).toBe(1);
  });

  it('loses a line that was never finished, and says so', async () => {
    appendFileSync(log(), '{"seq":2,"ti');
    const told =
      `warning: line 2 of the audit log ${log()} was unfinished (12 bytes), ` +
      'as an interrupted run leaves it, and was removed\n';
    expect(await classify('b')).toEqual({ exitCode: 0, stdout: '', stderr: told });
    expect((await classify('c')).stderr).toBe('');
    appendFileSync(log(), '{"seq":4,"ti');
    const listed = await runCli(['lists', join(parent, 'b'), '--quiet']);
    expect(listed).toEqual({ exitCode: 0, stdout: '', stderr: told.replace('line 2', 'line 4') });
    expect((await runCli(['audit', 'verify', parent])).exitCode).toBe(0);
  });

  it('is whole if only a line break is missing', async () => {
    writeFileSync(log(), readFileSync(log(), 'utf8').trimEnd());
    expect((await classify('b')).stderr).toBe('');
  });
});

describe('a run that is interrupted', () => {
  it('leaves nothing', async () => {
    const done = withRunFolder(
      { out: join(parent, 'b'), force: false, time: TIME },
      { io, language: 'en' },
      async (folder) => {
        writeFileSync(join(folder.path, 'half.csv'), '');
        interrupt?.();
        throw new Error('the process ends here');
      },
    );
    await expect(done).rejects.toThrow('the process ends here');
    expect(interrupt).toBeUndefined();
    expect((await runCli(['audit', 'verify', parent])).exitCode).toBe(0);
  });
});
