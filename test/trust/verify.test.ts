import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunFolder } from '../../src/trust/run-folder.ts';
import { verifyAudit } from '../../src/trust/verify.ts';

let parent: string;
const at = (...parts: string[]) => join(parent, ...parts);

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'verify-'));
  for (const name of ['a', 'b', 'c']) {
    const folder = await RunFolder.open(at(name), false);
    writeFileSync(join(folder.path, 'decisions.csv'), `household\n${name}\n`);
    writeFileSync(join(folder.path, 'entry.csv'), 'household\n');
    writeFileSync(join(folder.path, 'run.json'), JSON.stringify({ name }));
    await folder.commit(new Date('2012-12-31T00:00:00Z'));
  }
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const found = async () =>
  (await verifyAudit(parent)).problems.map(({ code, params }) => ({ code, ...params }));
const editLines = (edit: (lines: string[]) => string[]) => {
  const lines = readFileSync(at('audit.jsonl'), 'utf8').trimEnd().split('\n');
  writeFileSync(at('audit.jsonl'), `${edit(lines).join('\n')}\n`);
};

describe('audit verify', () => {
  it('finds nothing where nothing was touched, also in a copy', async () => {
    expect(await verifyAudit(parent)).toMatchObject({ lines: 3, runs: 3, files: 9, problems: [] });
    const copy = at('../', `${parent.split('/').at(-1)}-copy`);
    cpSync(parent, copy, { recursive: true });
    expect((await verifyAudit(copy)).problems).toEqual([]);
    rmSync(copy, { recursive: true });
  });

  it('finds one changed byte in an output', async () => {
    writeFileSync(at('b/decisions.csv'), 'household\nB\n');
    expect(await found()).toEqual([{ code: 'audit-changed-file', run: 'b', file: 'decisions.csv', line: 2 }]);
  });

  it('finds a changed run statement', async () => {
    writeFileSync(at('c/run.json'), '{"name": "c"}');
    expect(await found()).toEqual([{ code: 'audit-changed-file', run: 'c', file: 'run.json', line: 3 }]);
  });

  it('finds removed and added files, and a link in place of a file', async () => {
    rmSync(at('a/entry.csv'));
    mkdirSync(at('a/more'));
    writeFileSync(at('a/more/exit.csv'), '');
    renameSync(at('b/entry.csv'), at('entry.csv'));
    symlinkSync('../entry.csv', at('b/entry.csv'));
    expect(await found()).toEqual([
      { code: 'audit-missing-file', run: 'a', file: 'entry.csv', line: 1 },
      { code: 'audit-added-file', run: 'a', file: 'more/exit.csv', line: 1 },
      { code: 'audit-changed-file', run: 'b', file: 'entry.csv', line: 2 },
    ]);
  });

  it('minds no file that a desktop leaves behind', async () => {
    for (const name of ['.DS_Store', '~$decisions.xlsx', '.~lock.decisions.csv#'])
      writeFileSync(at('a', name), '');
    expect(await found()).toEqual([]);
  });

  it('finds removed, renamed and unrecorded runs', async () => {
    rmSync(at('a'), { recursive: true });
    renameSync(at('b'), at('d'));
    expect(await found()).toEqual([
      { code: 'audit-missing-run', run: 'a', line: 1 },
      { code: 'audit-missing-run', run: 'b', line: 2 },
      { code: 'audit-unrecorded-run', run: 'd' },
    ]);
  });

  it('finds a changed, removed, inserted and moved line', async () => {
    const untouched = readFileSync(at('audit.jsonl'));
    editLines((lines) => lines.map((line, index) => (index === 1 ? line.replace('2012', '2011') : line)));
    expect(await found()).toEqual([{ code: 'audit-changed-line', line: 2 }]);

    writeFileSync(at('audit.jsonl'), untouched);
    editLines((lines) => lines.toSpliced(1, 1));
    expect(await found()).toEqual([
      { code: 'audit-removed-lines', line: 2, count: 1, first: 2, last: 2 },
      { code: 'audit-unrecorded-run', run: 'b' },
    ]);

    writeFileSync(at('audit.jsonl'), untouched);
    editLines((lines) => lines.toSpliced(1, 0, lines[0] ?? ''));
    expect((await found()).map(({ code }) => code)).toContain('audit-inserted-lines');

    writeFileSync(at('audit.jsonl'), untouched);
    editLines(([a = '', b = '', c = '']) => [a, c, b]);
    expect((await found()).map(({ code }) => code)).toEqual(['audit-moved-line', 'audit-inserted-lines']);
  });

  it('finds a cut-off end by the runs that are left', async () => {
    editLines((lines) => lines.slice(0, 2));
    expect(await found()).toEqual([{ code: 'audit-unrecorded-run', run: 'c' }]);
    rmSync(at('audit.jsonl'));
    expect((await found()).map((problem) => problem)).toMatchObject([
      { run: 'a' },
      { run: 'b' },
      { run: 'c' },
    ]);
  });

  it('finds a change to the very last byte', async () => {
    const log = readFileSync(at('audit.jsonl'), 'utf8');
    writeFileSync(at('audit.jsonl'), log.replace(/\n$/, ' '));
    expect((await found())[0]).toMatchObject({ code: 'audit-torn-line', line: 3 });
    writeFileSync(at('audit.jsonl'), log);
    appendFileSync(at('audit.jsonl'), '\n');
    expect(await found()).toEqual([{ code: 'audit-unreadable-line', line: 4 }]);
  });

  it('goes on in a damaged log without hiding the damage', async () => {
    editLines((lines) => lines.toSpliced(1, 1));
    const folder = await RunFolder.open(at('d'), false);
    writeFileSync(join(folder.path, 'run.json'), '{}');
    await folder.commit(new Date('2013-01-01T00:00:00Z'));
    expect((await found()).map(({ code }) => code)).toEqual(['audit-removed-lines', 'audit-unrecorded-run']);
  });

  it('says so where there is nothing to verify', async () => {
    await expect(verifyAudit(at('nowhere'))).rejects.toMatchObject({ problems: [{ code: 'no-audit-log' }] });
  });
});
