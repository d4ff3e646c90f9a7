import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installed, runCli } from '../cli/run-cli.ts';
import { digests, random, troubledProvince } from './dataset.ts';

let command: string;
let folder: string;
let dataset: string;
/** How long a run takes here, in milliseconds: only so that kills fall all over it. */
let duration: number;
/** What a run leaves that nobody kills, listing 2011 and 2012. */
let whole: Record<'2011' | '2012', Record<string, string>>;
/** Where the runs of a test go, and what they use as the system's temporary folder. */
let runs: string;
let temporary: string;

beforeAll(async () => {
  command = installed();
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  dataset = await troubledProvince(join(folder, 'province'), 3_000);
  newPlace('whole');
  await finish(start('2011'));
  const before = Date.now();
  const last = digests(join(runs, 'run'));
  await finish(start('2012', '--force'));
  duration = Date.now() - before;
  whole = { 2011: last, 2012: digests(join(runs, 'run')) };
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(command, { recursive: true, force: true });
});
beforeEach(({ task }) => newPlace(task.id));

function newPlace(name: string): void {
  runs = join(folder, name, 'runs');
  temporary = join(folder, name, 'tmp');
  mkdirSync(temporary, { recursive: true });
}

function start(period: '2011' | '2012', ...options: string[]): ChildProcess {
  const program = join(command, 'bin/shuangdao.js');
  const words = ['classify', dataset, '--rules', 'guangdong-2009', '--period', period, '--quiet'];
  return spawn(process.execPath, [program, ...words, '--out', join(runs, 'run'), ...options], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function finish(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const [exitCode] = await once(child, 'exit');
  expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
}

/** Sends a signal, unless the process has ended. @returns exit code or signal by which it ended */
async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | string | null> {
  if (child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  return child.exitCode ?? child.signalCode;
}

const listing = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);
const shown = (): string[] => listing(runs).filter((name) => !/^\.|^audit\.jsonl/.test(name));

/** Whatever is in the run's place is whole, and the audit log agrees with what is there. */
async function expectSound(
  round: string,
  allowed: readonly (Record<string, string> | undefined)[],
): Promise<void> {
  const found = shown().includes('run') ? digests(join(runs, 'run')) : undefined;
  expect(allowed, round).toContainEqual(found);
  expect(shown(), round).toEqual(found ? ['run'] : []);
  if (!found && !existsSync(join(runs, 'audit.jsonl'))) return;
  expect(await runCli(['audit', 'verify', runs, '--quiet']), round).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: '',
  });
}

/** The next run needs no cleaning up, and leaves nothing of the killed one behind. */
async function expectNextRunClean(round: string): Promise<void> {
  await finish(start('2012', '--force'));
  await expectSound(round, [whole[2012]]);
  expect(listing(runs).sort(), round).toEqual(['audit.jsonl', 'run']);
}

describe('SIGKILL', () => {
  it('at random moments of a first run leaves a whole run or none, and the next run just works', {
    timeout: 300_000,
  }, async () => {
    const next = random(20_090_101);
    for (let round = 0; round < 8; round++) {
      const child = start('2012');
      await sleep(((round + next()) / 8) * duration);
      await stop(child, 'SIGKILL');
      await expectSound(`kill ${round}`, [undefined, whole[2012]]);
      if (round % 4 === 3) await expectNextRunClean(`run after kill ${round}`);
      rmSync(runs, { recursive: true, force: true });
    }
  });

  it('at random moments of a run that replaces another leaves one of the two', {
    timeout: 300_000,
  }, async () => {
    const next = random(20_100_101);
    await finish(start('2011'));
    for (let round = 0; round < 5; round++) {
      const child = start('2012', '--force');
      // Most of what can go wrong here happens at the end.
      await sleep((0.5 + (round + next()) / 10) * duration);
      await stop(child, 'SIGKILL');
      await expectSound(`kill ${round}`, [whole[2011], whole[2012]]);
    }
    await expectNextRunClean('the run after all kills');
  });

  it('at each step towards the end leaves the old run or the new one', { timeout: 300_000 }, async () => {
    const moments: [string, () => boolean][] = [
      ['the run begins to write', () => listing(runs).some((name) => name.endsWith('.partial'))],
      ['decisions.csv appears', () => inPartial('run/decisions.csv')],
      ['the run statement appears', () => inPartial('run/run.json')],
      ['the run is being put into its place', () => existsSync(join(runs, 'audit.jsonl.pending'))],
      ['the old run is set aside', () => inPartial('replaced')],
      ['the lock is held', () => existsSync(join(runs, 'audit.jsonl.lock'))],
    ];
    await finish(start('2011'));
    for (const [moment, isNow] of moments) {
      const child = start('2012', '--force');
      while (child.exitCode === null && !isNow()) await sleep(0);
      await stop(child, 'SIGKILL');
      await expectSound(moment, [whole[2011], whole[2012]]);
    }
    await expectNextRunClean('the run after all kills');
  });

  it('leaves no household data in the temporary folder once another run has ended', async () => {
    for (const share of [0.2, 0.4, 0.6, 0.8]) {
      const child = start('2012', '--force');
      await sleep(share * duration);
      await stop(child, 'SIGKILL');
    }
    await finish(start('2012', '--force'));
    expect(listing(temporary)).toEqual([]);
  });
});

function inPartial(name: string): boolean {
  const partial = listing(runs).find((entry) => entry.endsWith('.partial'));
  return partial !== undefined && existsSync(join(runs, partial, name));
}

describe('being told to stop', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s leaves nothing', { timeout: 120_000 }, async (signal, exitCode) => {
    for (const share of [0.25, 0.5, 0.75]) {
      rmSync(runs, { recursive: true, force: true });
      const child = start('2012');
      await sleep(share * duration);
      const how = await stop(child, signal);
      if (how === 0) continue; // The run was quicker.
      expect([signal, exitCode], `${share}`).toContain(how);
      // A signal that comes when the run is in its place no longer takes it away.
      if (shown().length > 0) await expectSound(`${share}`, [whole[2012]]);
      else expect(listing(runs), `${share}`).toEqual([]);
      expect(listing(temporary), `${share}`).toEqual([]);
    }
  });
});

describe('two runs at once', () => {
  it('both come out whole, and neither takes away what the other is using', {
    timeout: 120_000,
  }, async () => {
    const first = start('2012', '--out', join(runs, 'run'));
    const second = start('2011', '--out', join(runs, 'other'));
    await Promise.all([finish(first), finish(second)]);
    expect(listing(runs).sort()).toEqual(['audit.jsonl', 'other', 'run']);
    expect(listing(temporary)).toEqual([]);
    expect(digests(join(runs, 'run'))).toEqual(whole[2012]);
    expect(await runCli(['audit', 'verify', runs, '--quiet'])).toMatchObject({ exitCode: 0 });
  });

  it('come out one after the other if they go to the same place', { timeout: 120_000 }, async () => {
    await Promise.all([finish(start('2012', '--force')), finish(start('2011', '--force'))]);
    await expectSound('after both', [whole[2011], whole[2012]]);
    expect(listing(runs).sort()).toEqual(['audit.jsonl', 'run']);
    expect(listing(temporary)).toEqual([]);
  });
});
