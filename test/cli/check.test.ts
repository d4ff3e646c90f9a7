import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Summary } from '../../src/model/run.ts';
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

  it('shows that a table was left out, and the file that was meant for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sanpai-'));
    try {
      cpSync(SANPAI, folder, { recursive: true });
      renameSync(join(folder, 'members.csv'), join(folder, 'member.csv'));
      const args = [folder, '--rules', 'guangdong-2009'];
      for (const command of [['check'], ['classify', '--out', join(folder, 'runs/r')]]) {
        const { exitCode, stdout } = await runCli([...command, ...args]);
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/^ {2}members {5}– not there \(optional\)$/m);
        expect(stdout).toContain('these files: member.csv (members?)\n  Where one is meant for a table');
      }
      const { absent, warnings } = JSON.parse((await runCli(['check', ...args, '--json'])).stdout);
      expect({ absent, warnings }).toMatchObject({
        absent: ['members'],
        warnings: [{ code: 'files-not-read' }],
      });
      const summary = Summary.parse(JSON.parse(readFileSync(join(folder, 'runs/r/summary.json'), 'utf8')));
      expect(summary).toMatchObject({ absent, warnings });
      const zh = await runCli(['check', ...args, '--lang', 'zh']);
      expect(zh.stdout).toMatch(/^ {2}members {5}– 没有（可缺）$/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has nothing odd to say of a dataset that is whole', async () => {
    expect(JSON.parse((await check('--json')).stdout)).toMatchObject({ absent: [], warnings: [] });
  });

  it('says what is in the way', async () => {
    const { exitCode, stderr } = await runCli(['check', '/nonexistent', '--rules', 'guangdong-2009']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .*\/nonexistent/);
  });
});
