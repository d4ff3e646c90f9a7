import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const SANPAI = join(import.meta.dirname, '../../fixtures/sanpai');
const check = (...options: string[]) => runCli(['check', SANPAI, '--rules', 'guangdong-2009', ...options]);

describe('check', () => {
  it('tells what was read and what is wrong in it, and is done', async () => {
    const { exitCode, stdout, stderr } = await check();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^What was read\n {2}table +file +records +used +rejected\n {2}households +households\.csv/,
    );
    expect(stdout).toMatch(/^ {2}error +undeclared-sentinel +\d+ +income-2012\.csv:\d+: /m);
    expect(stdout).not.toContain('Where to look');
  });

  it('exits with 1 when there are more errors than allowed', async () => {
    expect((await check('--strict', '--quiet')).exitCode).toBe(1);
    expect((await check('--max-issues', '1000', '--quiet')).exitCode).toBe(0);
  });

  it('gives the same as data, with read = used + rejected for every file', async () => {
    const { files, issues } = JSON.parse((await check('--json')).stdout);
    expect(files.length).toBeGreaterThan(3);
    for (const { read, used, rejected } of files) expect(read).toBe(used + rejected);
    expect(issues.map(({ code }: { code: string }) => code)).toContain('damaged-id');
  });

  it('says what is in the way', async () => {
    const { exitCode, stderr } = await runCli(['check', '/nonexistent', '--rules', 'guangdong-2009']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .*\/nonexistent/);
  });
});
