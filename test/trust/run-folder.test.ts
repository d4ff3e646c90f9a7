import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkResultPlace, RunFolder } from '../../src/trust/run-folder.ts';
import { verifyAudit } from '../../src/trust/verify.ts';

/**
 * Counts calls that change the disk. `killed`: from call number `after` on every one fails, which leaves what
 * SIGKILL leaves at that point. `ENOSPC`: only that one fails, and only if it is one that takes space.
 */
const trouble = vi.hoisted(() => ({ kind: '' as '' | 'killed' | 'ENOSPC', after: 0 }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<Record<string, unknown>>();
  const changing = /^(chmod|close|fsync|mkdir|open|rename|rm|rmdir|truncate|write|writeFile)Sync$/;
  const growing = /^(fsync|mkdir|open|write|writeFile)Sync$/;
  const isDue = (name: string): boolean => {
    if (!trouble.kind || !(trouble.kind === 'killed' ? changing : growing).test(name)) return false;
    const left = trouble.after--;
    return trouble.kind === 'killed' ? left <= 0 : left === 0;
  };
  const wrapped = Object.entries(fs).map(([name, value]) => {
    if (typeof value !== 'function' || !changing.test(name)) return [name, value];
    const call = (...args: unknown[]) => {
      if (isDue(name)) throw Object.assign(new Error(trouble.kind), { code: trouble.kind });
      return value(...args);
    };
    return [name, call];
  });
  return Object.fromEntries(wrapped);
});

const TIME = new Date('2012-12-31T00:00:00Z');
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'run-folder-'));
});
afterEach(() => {
  trouble.kind = '';
  rmSync(parent, { recursive: true, force: true });
});

async function makeRun(name: string, content: string, replace = false): Promise<void> {
  const folder = await RunFolder.open(join(parent, name), replace);
  try {
    writeFileSync(join(folder.path, 'decisions.csv'), content);
    writeFileSync(join(folder.path, 'run.json'), JSON.stringify({ content }));
    await folder.commit(TIME);
  } catch (error) {
    if (trouble.kind !== 'killed') folder.abandon();
    throw error;
  }
}

async function makeResults(content: string): Promise<void> {
  const folder = await RunFolder.open(join(parent, 'a'), true, checkResultPlace(['decisions.csv']));
  try {
    writeFileSync(join(folder.path, 'decisions.csv'), content);
    await folder.publish();
  } catch (error) {
    if (trouble.kind !== 'killed') folder.abandon();
    throw error;
  }
}

const contentOf = (name: string) => readFileSync(join(parent, name, 'decisions.csv'), 'utf8');
const lineCount = () => readFileSync(join(parent, 'audit.jsonl'), 'utf8').split('\n').length - 1;
const problems = async () => (await verifyAudit(parent)).problems;

describe('a run folder', () => {
  it('appears whole, readable by its owner only, and on record', async () => {
    const folder = await RunFolder.open(join(parent, 'a'), false);
    mkdirSync(join(folder.path, 'sub'));
    writeFileSync(join(folder.path, 'sub/list.csv'), 'x');
    writeFileSync(join(folder.path, 'run.json'), '{}');
    expect(existsSync(join(parent, 'a'))).toBe(false);
    await folder.commit(TIME);
    expect(readdirSync(parent).sort()).toEqual(['a', 'audit.jsonl']);
    expect(statSync(join(parent, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(join(parent, 'a/sub/list.csv')).mode & 0o777).toBe(0o600);
    expect(statSync(join(parent, 'audit.jsonl')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(parent, 'audit.jsonl'), 'utf8'))).toMatchObject({
      seq: 1,
      time: '2012-12-31T00:00:00.000Z',
      kind: 'run',
      run: 'a',
      statement: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      outputs: { 'sub/list.csv': '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' },
    });
    expect(await problems()).toEqual([]);
  });

  it('is never overwritten unasked, and replaced whole when asked', async () => {
    await makeRun('a', 'first');
    await expect(makeRun('a', 'second')).rejects.toMatchObject({ problems: [{ code: 'run-exists' }] });
    expect(contentOf('a')).toBe('first');
    await makeRun('a', 'second', true);
    expect(contentOf('a')).toBe('second');
    expect(await verifyAudit(parent)).toMatchObject({ lines: 2, runs: 1, replaced: 1, problems: [] });
  });

  it('takes the place of an empty folder, and of nothing else that is no run folder', async () => {
    mkdirSync(join(parent, 'empty'));
    await makeRun('empty', 'x');
    mkdirSync(join(parent, 'letters'));
    writeFileSync(join(parent, 'letters/letter.txt'), 'dear');
    await expect(makeRun('letters', 'x', true)).rejects.toMatchObject({
      problems: [{ code: 'not-a-run-folder' }],
    });
    expect(readdirSync(join(parent, 'letters'))).toEqual(['letter.txt']);
  });

  it('leaves nothing when it is abandoned, not even a parent made for it', async () => {
    const folder = await RunFolder.open(join(parent, 'deep/er/a'), false);
    writeFileSync(join(folder.path, 'decisions.csv'), 'half');
    folder.abandon();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('gives each of many runs at once its line', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => makeRun(`run-${n}`, String(n))));
    expect(await verifyAudit(parent)).toMatchObject({ lines: 12, runs: 12, problems: [] });
  });

  it('lets one of two runs for the same place win', async () => {
    const results = await Promise.allSettled([makeRun('a', '1'), makeRun('a', '2')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await verifyAudit(parent)).toMatchObject({ lines: 1, runs: 1, problems: [] });
  });
});

describe('a run killed', () => {
  it.each([false, true])('at any moment leaves all or nothing (replacing: %s)', async (replacing) => {
    for (let calls = 0; ; calls++) {
      rmSync(parent, { recursive: true, force: true });
      mkdirSync(parent);
      await makeRun('before', 'before');
      if (replacing) await makeRun('a', 'old');

      Object.assign(trouble, { kind: 'killed', after: calls });
      const killed = await makeRun('a', 'new', replacing).then(
        () => false,
        () => true,
      );
      trouble.kind = '';
      const wentThrough = existsSync(join(parent, 'a')) && contentOf('a') === 'new';
      pretendOwnersDied();
      expect(await problems(), `after ${calls} calls`).toEqual([]);

      await makeRun('next', 'next');
      expect(await problems(), `after ${calls} calls and another run`).toEqual([]);
      expect(readdirSync(parent).sort()).toEqual(
        [...(wentThrough || replacing ? ['a'] : []), 'audit.jsonl', 'before', 'next'].sort(),
      );
      if (wentThrough) expect(contentOf('a')).toBe('new');
      else if (replacing) expect(contentOf('a')).toBe('old');
      expect(lineCount()).toBe(2 + Number(replacing) + Number(wentThrough));
      if (!killed) return;
    }
  });
});

describe('a full disk', () => {
  it.each([false, true])('at any moment leaves things as they were (replacing: %s)', async (replacing) => {
    for (let calls = 0; ; calls++) {
      rmSync(parent, { recursive: true, force: true });
      mkdirSync(parent);
      await makeRun('before', 'before');
      if (replacing) await makeRun('a', 'old');

      Object.assign(trouble, { kind: 'ENOSPC', after: calls });
      const failed = await makeRun('a', 'new', replacing).then(
        () => false,
        () => true,
      );
      trouble.kind = '';
      expect(await problems(), `after ${calls} calls`).toEqual([]);
      if (!failed) return;
      expect(existsSync(join(parent, 'a')) ? contentOf('a') : undefined).toBe(replacing ? 'old' : undefined);
      expect(readdirSync(parent).filter((name) => name.startsWith('.') || name.includes('pending'))).toEqual(
        [],
      );
    }
  });
});

describe('results that replace earlier ones', () => {
  it.each(['killed', 'ENOSPC'] as const)('are there whole, or the earlier ones are (%s)', async (kind) => {
    for (let calls = 0; ; calls++) {
      rmSync(parent, { recursive: true, force: true });
      mkdirSync(parent);
      await makeRun('before', 'before');
      await makeResults('old');

      Object.assign(trouble, { kind, after: calls });
      const stopped = await makeResults('new').then(
        () => false,
        () => true,
      );
      trouble.kind = '';
      pretendOwnersDied();
      await makeRun('next', 'next');
      expect(['old', 'new'], `after ${calls} calls`).toContain(contentOf('a'));
      expect(readdirSync(parent).sort()).toEqual(['a', 'audit.jsonl', 'before', 'next']);
      expect(await problems()).toEqual([]);
      if (!stopped) return;
    }
  });
});

describe('a torn last line', () => {
  it('is told, and the next run cuts it off', async () => {
    await makeRun('a', 'x');
    writeFileSync(join(parent, 'audit.jsonl'), '{"seq":2,"ti', { flag: 'a' });
    expect(await problems()).toMatchObject([{ code: 'audit-torn-line', params: { line: 2, bytes: 12 } }]);
    await makeRun('b', 'y');
    expect(await verifyAudit(parent)).toMatchObject({ lines: 2, problems: [] });
  });

  it('is completed if only its line break is missing', async () => {
    await makeRun('a', 'x');
    const log = join(parent, 'audit.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').trimEnd());
    expect(await problems()).toEqual([]);
    await makeRun('b', 'y');
    expect(await verifyAudit(parent)).toMatchObject({ lines: 2, problems: [] });
  });
});

/** The "killed" process is this one, so what it left is made to look like a dead one's, and old. */
function pretendOwnersDied(): void {
  const dead = (path: string) => {
    try {
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), started: 'another' }));
    } catch {
      // Not there, or cut short.
    }
  };
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (name.includes('.lock')) dead(path);
    if (name.endsWith('.partial')) dead(join(path, 'owner.json'));
    if (name.includes('.lock') || name.endsWith('.partial')) utimesSync(path, 0, 0);
  }
}
