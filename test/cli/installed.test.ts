import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/trust/verify.ts';
import { installed, runInstalled } from './run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = installed();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the installed command', () => {
  it('starts, and tells its version', async () => {
    expect(await runInstalled(folder, ['--version'])).toEqual({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('returns the exit codes of the house', async () => {
    expect((await runInstalled(folder, ['nonsense'])).exitCode).toBe(2);
    expect((await runInstalled(folder, ['audit', 'verify', '/nonexistent'])).exitCode).toBe(2);
  });

  it('minds no closed pipe', async () => {
    const command = `"${process.execPath}" "${join(folder, 'bin/shuangdao.js')}" rules show guangdong-2009 | true; echo "\${PIPESTATUS[0]}"`;
    const result = await new Promise<string>((done) => {
      execFile('bash', ['-c', command], (_, stdout, stderr) => done(stdout + stderr));
    });
    expect(result).toBe('0\n');
  });

  it('loads nothing heavy for --help', async () => {
    const { stderr } = await runInstalled(folder, ['--help'], {
      env: { ...process.env, NODE_DEBUG: 'module,esm' },
    });
    expect(stderr).not.toMatch(/node_modules\/(zod|yaml|@duckdb|@marcbachmann|chalk|csv-)/);
  });
});

/** A run that writes for a while, then commits: to be killed at any moment. */
const SLOW_RUN = `
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
const [, , dist, out, force] = process.argv;
const { RunFolder } = await import(join(dist, 'trust/run-folder.js'));
for (let n = 0; ; n++) {
  const folder = await RunFolder.open(out + (force ? '' : n), force === 'force');
  for (let k = 0; k < 5; k++) writeFileSync(join(folder.path, 'file-' + k), 'x'.repeat(10000) + n);
  writeFileSync(join(folder.path, 'run.json'), JSON.stringify({ n }));
  await folder.commit(new Date());
  if (n === 0) console.log('ready');
}
`;

describe('SIGKILL at random moments', () => {
  it.each(['', 'force'])('breaks neither runs nor their record (%s)', async (force) => {
    const parent = mkdtempSync(join(tmpdir(), 'kill-'));
    const script = join(parent, 'slow-run.mjs');
    const runs = join(parent, 'runs');
    mkdirSync(runs);
    writeFileSync(script, SLOW_RUN);
    for (let round = 0; round < 10; round++) {
      const out = join(runs, force ? 'same' : `r${round}-`);
      const child = spawn(process.execPath, [script, join(folder, 'dist'), out, force], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await sleep(Math.random() * 60);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect((await verifyAudit(runs)).problems, `round ${round}`).toEqual([]);
    }
    const last = await verifyAudit(runs);
    expect(last.lines).toBeGreaterThan(10);
    expect(readdirSync(runs).filter((name) => name.startsWith('.')).length).toBeLessThanOrEqual(1);
    expect(existsSync(join(runs, 'audit.jsonl'))).toBe(true);
    rmSync(parent, { recursive: true });
  });
});
