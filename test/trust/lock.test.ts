import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess, withLock } from '../../src/trust/lock.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'x.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leaveLock = (holder: object) => writeFileSync(lock, JSON.stringify({ ...thisProcess(), ...holder }));

describe('a lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withLock(lock, () => {
          expect(++inside).toBe(1);
          expect(existsSync(lock)).toBe(true);
          inside--;
        }),
      ),
    );
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1 }],
    ['a process whose number another one has now', { started: '1' }],
  ])('of %s is broken, by one of those who find it', async (_, holder) => {
    leaveLock(holder);
    const done: number[] = [];
    await Promise.all([1, 2, 3].map((n) => withLock(lock, () => done.push(n))));
    expect(done).toHaveLength(3);
  });

  it('of a living process is waited for, then named', async () => {
    leaveLock({});
    const late = withLock(lock, () => 'in', 2000);
    await sleep(60);
    rmSync(lock);
    expect(await late).toBe('in');
    leaveLock({});
    await expect(withLock(lock, () => 'in', 50)).rejects.toMatchObject({
      problems: [{ code: 'locked', params: { pid: process.pid } }],
    });
  });

  it('of another machine is broken when it is old', async () => {
    leaveLock({ host: 'elsewhere' });
    await expect(withLock(lock, () => 'in', 50)).rejects.toThrow('locked');
    utimesSync(lock, 0, 0);
    expect(await withLock(lock, () => 'in', 50)).toBe('in');
  });

  it('is released when the work fails', async () => {
    await expect(
      withLock(lock, () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });
});
