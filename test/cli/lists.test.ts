import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packWith } from '../system/small-pack.ts';
import { runCli } from './run-cli.ts';

const FILES = [
  'entry.csv',
  'entry.html',
  'exit.csv',
  'exit.html',
  'lists.json',
  'return.csv',
  'return.html',
  'review.csv',
  'review.html',
  'watch.csv',
  'watch.html',
];

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);
const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
  for (const [name, ...more] of [['sanpai'], ['of-2011', '--period', '2011']] as const) {
    const args = [
      'classify',
      'fixtures/sanpai',
      '--rules',
      'guangdong-2009',
      '--out',
      at('runs', name),
      '--quiet',
    ];
    expect((await runCli([...args, ...more])).exitCode).toBe(0);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe('the lists of a run', () => {
  it.each([
    ['sanpai', '2012'],
    ['of-2011', '2011'],
  ])('say of a period what the run %s says, which listed %s', async (listed, period) => {
    const out = at('lists', listed);
    const { exitCode, stdout } = await runCli([
      'lists',
      at('runs/sanpai'),
      '--period',
      period,
      '--out',
      out,
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(readdirSync(out)).toEqual(FILES);
    const index = JSON.parse(stdout);
    expect(index.lists.map(({ list }: { list: string }) => list)).toEqual([
      'entry',
      'exit',
      'return',
      'review',
      'watch',
    ]);
    await runCli(['watch', at('runs/sanpai'), '--period', period, '--out', at('watch', listed)]);
    for (const { list, csv, households } of index.lists) {
      const [head, ...rows] = linesOf(read('lists', listed, csv));
      const [runHead, ...runRows] = linesOf(read(list === 'watch' ? 'watch' : 'runs', listed, csv));
      expect(head).toBe(runHead);
      expect([...rows].sort()).toEqual([...runRows].sort());
      expect(rows.length).toBe(households);
    }
    for (const file of FILES) expect(statSync(join(out, file)).mode & 0o777).toBe(0o600);
  });

  it('are sorted by region and household, and the same every time', async () => {
    await runCli(['lists', at('runs/sanpai'), '--period', '2012', '--out', at('lists/again'), '--quiet']);
    for (const file of FILES) expect(read('lists/again', file)).toBe(read('lists/sanpai', file));
    const places = linesOf(read('lists/sanpai/exit.csv'))
      .slice(1)
      .map((line) => line.split(','));
    const keys = places.map(([household, , county, village]) => [county, village, household].join(' '));
    const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
    expect(keys).toEqual([...keys].sort(byCodePoint));
  });

  it('are printed with one section for each outermost region, all in the page itself', () => {
    const page = read('lists/sanpai/exit.html');
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|@import|url\(/i);
    expect(page.match(/<section>/g)).toHaveLength(1);
    expect(page).toContain('<h2>连南 · ');
    expect(page.match(/<tr><td><\/td><td>SP-/g)).toHaveLength(31);
    expect(page).toContain('<span lang="en">31 households</span>');
    expect(page).toContain('公示地点');
    expect(page).toContain('Checked by');
    expect(page).toContain('size: A4');
  });

  it('are not overwritten unasked, and leave no trace in the record', async () => {
    const again = await runCli(['lists', at('runs/sanpai'), '--period', '2012', '--out', at('lists/sanpai')]);
    expect(again).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('never overwritten unasked'),
    });
    const forced = await runCli(['lists', at('runs/sanpai'), '--out', at('lists/sanpai'), '--force']);
    expect(forced).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Exit list') });
    const other = at('other');
    mkdirSync(other);
    writeFileSync(join(other, 'letter.txt'), 'mine');
    const taken = await runCli(['lists', at('runs/sanpai'), '--out', other, '--force']);
    expect(taken).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('letter.txt, which this command does not write'),
    });
    expect(readdirSync(at('lists')).filter((name) => name.startsWith('.') || name === 'audit.jsonl')).toEqual(
      [],
    );
    expect((await runCli(['audit', 'verify', at('runs')])).exitCode).toBe(0);
  });

  it('are asked for a decided period of a run that is as it was', async () => {
    const outside = await runCli(['lists', at('runs/sanpai'), '--period', '2013']);
    expect(outside).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('2009 to 2012') });
    cpSync(at('runs/sanpai'), at('changed'), { recursive: true });
    rmSync(at('changed/decisions.parquet'));
    cpSync(at('runs/of-2011/decisions.parquet'), at('changed/decisions.parquet'));
    writeFileSync(
      at('changed/decisions.parquet'),
      Buffer.concat([readFileSync(at('changed/decisions.parquet')), Buffer.from('x')]),
    );
    expect((await runCli(['lists', at('changed')])).exitCode).toBe(1);
  });
});

describe('a page', () => {
  it('shows hostile names as what they are', async () => {
    const hostile = '<script>alert(1)</script>&"\'\u202e';
    mkdirSync(at('data'));
    writeFileSync(
      at('data/households.csv'),
      `household_id,village,able\n"${hostile.replace('"', '""')}",<b>v1</b>,true\nH2,,true\n`,
    );
    writeFileSync(
      at('data/members.csv'),
      `household_id,member_id,age\n"${hostile.replace('"', '""')}",1,30\nH2,1,40\n`,
    );
    const rows = [2009, 2010].flatMap((year) => [
      `"${hostile.replace('"', '""')}",${year},5`,
      `H2,${year},5`,
    ]);
    writeFileSync(at('data/income.csv'), `household_id,period,wage\n${rows.join('\n')}\n`);
    writeFileSync(at('pack.yaml'), packWith({}));
    const run = at('hostile/run');
    expect(
      (await runCli(['classify', at('data'), '--rules', at('pack.yaml'), '--out', run, '--quiet'])).stderr,
    ).toBe('');
    await runCli(['lists', run, '--out', at('hostile/lists'), '--quiet']);
    const page = read('hostile/lists/entry.html');
    expect(page).toContain('<td>&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\ufffd</td>');
    expect(page).not.toMatch(/<script|<b>|\u202e/);
    expect(page.match(/<h2>.*?<\/h2>/g)?.map((head) => head.replace(/<span.*/, ''))).toEqual([
      '<h2>&lt;b&gt;v1&lt;/b&gt; · ',
      '<h2>',
    ]);
    expect(page).toContain('地区未填');
  });
});
