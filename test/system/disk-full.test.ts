import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Result, runCli } from '../cli/run-cli.ts';
import { digests, troubledProvince, writeFiles } from './dataset.ts';

/** Mounts a small disk in memory. @returns why not, if that can't be done */
function mount(path: string, options: string): string | undefined {
  mkdirSync(path, { recursive: true });
  const { status, error, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  return status === 0 ? undefined : (error?.message ?? String(stderr).trim());
}

const unmount = (path: string): void => void spawnSync('umount', ['-l', path]);

const folder = mkdtempSync(join(tmpdir(), 'disk-full-'));
const disk = join(folder, 'disk');
const reason = mount(disk, 'size=64k');
if (reason === undefined) unmount(disk);
else console.warn(`disk-full: skipped, a small disk cannot be mounted here: ${reason}`);

let province: string;
let large: string;
beforeAll(async () => {
  province = await troubledProvince(join(folder, 'province'), 2_000);
  large = await troubledProvince(join(folder, 'large'), 30_000);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function classify(dataset: string, out: string, ...options: string[]): Promise<Result> {
  return runCli(['classify', dataset, '--rules', 'guangdong-2009', '--out', out, '--quiet', ...options]);
}

function expectDiskFull({ exitCode, stdout, stderr }: Result, round?: string): void {
  expect(stderr, round).toMatch(/^error: the disk is full.*nothing was left behind\n {2}Free some space/);
  expect({ exitCode, stdout }, round).toEqual({ exitCode: 2, stdout: '' });
}

/** Fills what is left of the disk but for some bytes. */
function fillBut(spare: number): void {
  rmSync(join(disk, 'filler'), { force: true });
  const { stdout } = spawnSync('df', ['--output=avail', '-B1', disk]);
  const free = Number(String(stdout).trim().split('\n').at(-1));
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, free - spare)));
}

describe.skipIf(reason !== undefined)('the disk of the run folder is full', () => {
  let size: number;
  beforeAll(async () => {
    const out = join(folder, 'whole', 'runs', 'run');
    expect(await classify(province, out)).toMatchObject({ exitCode: 0 });
    size = readdirSync(out, { recursive: true })
      .map((name) => join(out, String(name)))
      .reduce((sum, path) => sum + (path.includes('.') ? 4096 * Math.ceil(readBytes(path) / 4096) : 4096), 0);
  });
  const readBytes = (path: string): number => {
    try {
      return readFileSync(path).length;
    } catch {
      return 0;
    }
  };
  beforeEach(() => void mount(disk, 'size=8m'));
  afterEach(() => unmount(disk));

  it.each([0, 0.02, 0.2, 0.5, 0.8, 0.95])(
    'after %d of what a run needs',
    { timeout: 60_000 },
    async (share) => {
      fillBut(size * share);
      expectDiskFull(await classify(province, join(disk, 'runs', 'run')));
      expect(readdirSync(disk)).toEqual(['filler']);
    },
  );

  it('when a run is to be replaced, which then stays', { timeout: 60_000 }, async () => {
    const out = join(disk, 'runs', 'run');
    expect(await classify(province, out, '--period', '2011')).toMatchObject({ exitCode: 0 });
    const before = digests(join(disk, 'runs'));
    for (const share of [0, 0.3, 0.9]) {
      fillBut(size * share);
      expectDiskFull(await classify(province, out, '--force'), `${share}`);
      expect(readdirSync(join(disk, 'runs')).sort()).toEqual(['audit.jsonl', 'run']);
      expect(digests(join(disk, 'runs')), `${share}`).toEqual(before);
    }
    rmSync(join(disk, 'filler'));
    expect(await classify(province, out, '--force')).toMatchObject({ exitCode: 0 });
    expect(await runCli(['audit', 'verify', join(disk, 'runs'), '--quiet'])).toMatchObject({ exitCode: 0 });
  });

  it('in Chinese', async () => {
    fillBut(0);
    const { exitCode, stderr } = await classify(province, join(disk, 'runs', 'run'), '--lang', 'zh');
    expect(stderr).toContain('磁盘已满');
    expect(exitCode).toBe(2);
  });
});

describe.skipIf(reason !== undefined)('a disk without room for more files', () => {
  beforeEach(() => void mount(disk, 'size=8m,nr_inodes=12'));
  afterEach(() => unmount(disk));

  it('is a full disk', async () => {
    expectDiskFull(await classify(province, join(disk, 'runs', 'run')));
    expect(readdirSync(disk)).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)('a disk that can only be read', () => {
  beforeEach(() => {
    mount(disk, 'size=1m');
    spawnSync('mount', ['-o', 'remount,ro', disk]);
  });
  afterEach(() => unmount(disk));

  it('is named as that', async () => {
    const { exitCode, stderr } = await classify(province, join(disk, 'runs', 'run'));
    expect(stderr).toMatch(/is on a disk that can only be read/);
    expect(exitCode).toBe(2);
  });
});

describe.skipIf(reason !== undefined)('the disk for temporary files is full', () => {
  const usual = process.env.TMPDIR;
  const out = join(folder, 'spill', 'runs', 'run');
  beforeEach(() => {
    mount(disk, 'size=4m');
    process.env.TMPDIR = disk;
  });
  afterEach(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    unmount(disk);
  });

  const read = (name: string): Buffer => readFileSync(join(large, name));

  function expectNothingLeft(): void {
    expect(existsSync(join(folder, 'spill'))).toBe(false);
    expect(readdirSync(disk)).toEqual([]);
  }

  it('when the engine spills', { timeout: 120_000 }, async () => {
    const result = await classify(large, out, '--memory', '100MB', '--threads', '2');
    expectDiskFull(result);
    // The engine does not say where; had it been a file of ours, its path would be there.
    expect(result.stderr).toMatch(/^error: the disk is full; nothing/);
    expectNothingLeft();
  });

  it('when a compressed file is unpacked', async () => {
    const packed = writeFiles(join(folder, 'packed'), {
      'households.csv': read('households.csv'),
      'members.csv.gz': gzipSync(read('members.csv'), { level: 1 }),
      'income.csv': read('income.csv'),
    });
    expectDiskFull(await classify(packed, out));
    expectNothingLeft();
  });

  it('when a file is decoded', async () => {
    const decoded = writeFiles(join(folder, 'decoded'), {
      'households.csv': read('households.csv'),
      'members.csv': Buffer.from(`\ufeff${read('members.csv')}`, 'utf16le'),
      'income.csv': read('income.csv'),
    });
    expectDiskFull(await classify(decoded, out));
    expectNothingLeft();
  });

  it('when broken records are set aside', async () => {
    const rows = Array.from(
      { length: 90_000 },
      (_, n) => `H${n},one cell too many, and text to fill the disk,,,,,`,
    );
    const broken = writeFiles(join(folder, 'broken'), {
      'households.csv': read('households.csv'),
      'members.csv': read('members.csv'),
      'income.csv': `${read('income.csv')}${rows.join('\n')}\n`,
    });
    expectDiskFull(await classify(broken, out));
    expectNothingLeft();
  });

  it('from the start', async () => {
    fillBut(0);
    const { exitCode, stderr } = await classify(province, out);
    // Whether the little that a run of this size needs still fits is the disk's business.
    expect([0, 2]).toContain(exitCode);
    if (exitCode === 2) expect(stderr).toMatch(/^error: the disk is full/);
    expect(readdirSync(disk)).toEqual(['filler']);
  });
});

describe('memory runs out', () => {
  it('and that is said, and nothing left', { timeout: 60_000 }, async () => {
    const out = join(folder, 'memory', 'runs', 'run');
    const { exitCode, stdout, stderr } = await classify(large, out, '--memory', '30MB');
    expect(stderr).toMatch(/^error: there was not enough memory; nothing was left behind\n/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(existsSync(join(folder, 'memory'))).toBe(false);
  });
});
