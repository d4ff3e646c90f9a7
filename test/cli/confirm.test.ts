import {
  appendFileSync,
  cpSync,
  existsSync,
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
import { runCli } from './run-cli.ts';

let folder: string;
let run: string;
const at = (...parts: string[]): string => join(folder, ...parts);
const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'confirm-'));
  const parts = ['rules/guangdong-2009.yaml', 'fixtures/sanpai/procedure.yaml'];
  writeFileSync(at('rules.yaml'), parts.map((path) => readFileSync(path, 'utf8')).join(''));
  run = at('runs/all');
  await classify(run);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function classify(out: string, ...more: string[]): Promise<void> {
  const args = ['classify', 'fixtures/sanpai', '--rules', at('rules.yaml'), '--out', out, '--quiet', ...more];
  expect(await runCli(args)).toMatchObject({ exitCode: 0, stderr: '' });
}

async function confirm(procedure: string, ...more: string[]) {
  return runCli(['confirm', run, '--procedure', procedure, ...more]);
}

/** A record of steps, written for one test. */
function record(...lines: string[]): string {
  const path = at(`procedure-${readdirSync(folder).length}.csv`);
  writeFileSync(path, `household,period,step,date,by,document,result,remark\n${lines.join('\n')}\n`);
  return path;
}

describe('the cycle of Sanpai', () => {
  it('goes from year to year by what was confirmed', { timeout: 120_000 }, async () => {
    let previous: string[] = [];
    for (const year of ['2009', '2010', '2011', '2012']) {
      const out = at('cycle', year);
      await classify(out, '--from', year, '--to', year, ...previous);
      const args = ['confirm', out, '--procedure', 'fixtures/sanpai/procedure.csv', '--json'];
      const { exitCode, stdout } = await runCli(args);
      expect(exitCode).toBe(0);
      previous = ['--previous', `${out}-confirmed-${year}/states.csv`];
      if (year === '2012')
        expect(JSON.parse(stdout).counts).toMatchObject({
          lists: {
            entry: { confirmed: 0, pending: 0 },
            exit: { confirmed: 29, pending: 4 },
            return: { confirmed: 3, pending: 1 },
          },
          unmatched: 1,
        });
    }
    const defects = ['2009', '2010', '2011', '2012'].flatMap((year) =>
      read('cycle', `${year}-confirmed-${year}`, 'pending.csv')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => `${line.split(',')[0]} ${year} ${line.split(',').slice(8, 10).join(' ')}`),
    );
    expect(defects).toEqual([
      'SP-003 2009 notice too-short',
      'SP-005 2009 verification too-few',
      'SP-006 2011  objection-open',
      'SP-011 2011 approval out-of-order',
      'SP-013 2011 consent consent-refused',
      'SP-013 2011 notice step-missing',
      'SP-013 2011 approval step-missing',
      'SP-012 2012 notice too-short',
      'SP-020 2012 verification too-few',
      'SP-029 2012 approval same-period',
      'SP-044 2012 approval step-missing',
      'SP-114 2012 approval step-missing',
    ]);
    // Pending in 2009, and proposed no more in 2010: it was never on the list.
    expect(read('cycle/2012-confirmed-2012/states.csv')).toContain(
      'SP-003,2009,not_listed,\nSP-003,2010,not_listed,\n',
    );
    // Left in 2011, fell back in 2012; its spells are dated although every run saw one year only.
    expect(read('cycle/2012-confirmed-2012/states.csv')).toContain(
      'SP-025,2009,listed,2009\nSP-025,2010,listed,2009\nSP-025,2011,exited,2011\nSP-025,2012,listed,2012\n',
    );
    expect((await runCli(['audit', 'verify', at('cycle')])).exitCode).toBe(0);
  });
});

describe('a confirmation', () => {
  it('holds everything back while nothing is on record', async () => {
    const { exitCode, stdout } = await confirm(
      record(),
      '--period',
      '2011',
      '--json',
      '--out',
      at('runs/none'),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).counts).toMatchObject({
      lists: { exit: { confirmed: 0, pending: 37 } },
      states: { listed: 93 },
    });
    for (const file of readdirSync(at('runs/none')))
      expect(statSync(at('runs/none', file)).mode & 0o777).toBe(0o600);
  });

  it('is never overwritten unasked, and needs a run that is as it was', async () => {
    const again = await confirm(record(), '--period', '2011', '--out', at('runs/none'));
    expect(again).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('never overwritten unasked'),
    });
    expect(
      (await confirm(record(), '--period', '2011', '--out', at('runs/none'), '--force', '--quiet')).exitCode,
    ).toBe(0);
    const changed = at('changed/run');
    cpSync(run, changed, { recursive: true });
    appendFileSync(join(changed, 'decisions.parquet'), 'x');
    const { exitCode, stderr } = await runCli(['confirm', changed, '--procedure', record()]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('decisions.parquet')]);
    expect(readdirSync(at('changed'))).toEqual(['run']);
  });

  it('is watched over by audit verify: its files, the record of steps, the run', async () => {
    const lone = at('watched');
    cpSync(at('runs'), lone, { recursive: true });
    const verify = async (): Promise<string> => (await runCli(['audit', 'verify', lone])).stderr;
    expect(await verify()).toBe('');
    for (const file of ['confirmed.csv', 'pending.csv', 'states.csv', 'procedure.csv', 'confirmation.json']) {
      const path = join(lone, 'none', file);
      const before = readFileSync(path);
      appendFileSync(path, ' ');
      expect(await verify()).toMatch(new RegExp(`confirmation none \\(line \\d\\): ${file} was changed`));
      writeFileSync(path, before);
    }
    appendFileSync(join(lone, 'all/run.json'), ' ');
    expect(await verify()).toContain('confirmation none (line 3) was made from run all as it was then');
    rmSync(join(lone, 'none'), { recursive: true });
    expect(await verify()).toContain('confirmation none (line 3) is on record, but its folder is gone');
  });

  it('says where a pack declares no procedure, or the period was not decided', async () => {
    const plain = at('plain/run');
    await runCli(['classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--out', plain, '--quiet']);
    expect((await runCli(['confirm', plain, '--procedure', record()])).stderr).toContain(
      'declares no procedure',
    );
    expect((await confirm(record(), '--period', '2013')).stderr).toContain(
      '2013 is not among the periods decided',
    );
    expect((await confirm(at('nowhere.csv'))).stderr).toContain('nowhere.csv is not there');
    expect((await runCli(['confirm', run])).stderr).toContain('--procedure');
  });
});

describe('a record of steps', () => {
  it('is refused with everything that cannot be read, each in its place', async () => {
    const path = record(
      'SP-014,2012,appraisal,2012-12-01,a,,passed,',
      'SP-014,2012,aproval,2012-12-01,a,,passed,',
      'SP-014,2012,approval,12/1/2012,a,,passed,',
      'SP-014,2012,approval,2012-02-30,a,,passed,',
      'SP-014,2012,approval,,a,,passed,',
      ',2012,approval,2012-12-01,a,,passed,',
      'SP-014,12,approval,2012-12-01,a,,passed,',
      'SP-014,2012,approval,2012-12-01,a,,perhaps,',
      'SP-014,2012,approval,2012-12-01',
      '4.41826E+17,2012,approval,2012-12-01,a,,passed,',
    );
    const { exitCode, stderr } = await confirm(path);
    expect(exitCode).toBe(2);
    const file = path.slice(folder.length + 1);
    const said = stderr.split('\n').filter((line) => line.startsWith('error: '));
    expect(said.map((line) => line.replace(`error: ${file}:`, ''))).toEqual([
      '3: step of household SP-014 is “aproval”, which is none of: application, verification, notice, approval, appraisal, consent, objection, answer',
      '4: date of household SP-014 is “12/1/2012”, which cannot be read as a date',
      '5: date of household SP-014 is “2012-02-30”, which cannot be read as a date',
      '6: a row of household SP-014 has nothing under date',
      '7: a row has nothing under household',
      '8: period of household SP-014 is “12”, which cannot be read as a year',
      '9: result of household SP-014 is “perhaps”, which is none of: passed, failed',
      '10: a row has 4 cells, the header has 8',
      '11: the id “4.41826E+17” was rounded by a spreadsheet; its last digits are lost',
    ]);
    expect(existsSync(`${run}-confirmed-2012`)).toBe(false);
    const chinese = await confirm(path, '--lang', 'zh');
    expect(chinese.stderr).toContain('住户 SP-014 的 step 为“aproval”');
  });

  it('is refused without its columns', async () => {
    const path = at('columns.csv');
    writeFileSync(path, '户编号,年度,程序,日期,日期\nSP-014,2012,审批,2012-12-01,\n');
    const { exitCode, stderr } = await confirm(path);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('several columns are headed 日期');
    expect(stderr).toContain(
      'the column(s) step (环节, 步骤, 程序环节), by (经办人, 参加人员, 人员), result (结果, 结论) are needed',
    );
    writeFileSync(path, '');
    expect((await confirm(path)).stderr).toContain('the file is empty');
  });

  it('may be hostile in what it says, and counts rows once', async () => {
    const path = record(
      `"=cmd|' /C calc'!A0",2012,approval,2012-12-01,<script>,\u202e,passed,"'; DROP TABLE procedure; --"`,
      'SP-014,2012,"\u3000审批 ",2012年12月1日,"张三,李四",,同意,"两行\n备注"',
      'SP-014,2012,approval,2012/12/1,"张三,李四",,YES,"两行\n备注"',
      'SP-001,2012,approval,20121201,a,,passed,',
      'SP-014,2012,application,2012-12-01,a,,passed,',
      'SP-014,2011,approval,2012-12-01,a,,passed,',
    );
    const out = at('runs/hostile');
    const { exitCode, stdout, stderr } = await confirm(path, '--json', '--out', out);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'household SP-014 has the same row twice (2012 approval 2012-12-01); it counts once',
    );
    const { counts, procedure } = JSON.parse(stdout);
    expect(counts).toMatchObject({ unmatched: 3, other_periods: 1, issues: { 'duplicate-row': 1 } });
    expect(procedure).toMatchObject({ records: 6, used: 1 });
    expect(readFileSync(join(out, 'unmatched.csv'), 'utf8').split('\n').slice(1, 4)).toEqual([
      `1,'=cmd|' /C calc'!A0,2012,approval,2012-12-01,,household-unknown`,
      '4,SP-001,2012,approval,2012-12-01,,not-proposed',
      '5,SP-014,2012,application,2012-12-01,exit,step-not-in-procedure',
    ]);
  });

  it('is only ever added to', async () => {
    const lines = [
      'SP-014,2012,appraisal,2012-12-01,a,,passed,',
      'SP-014,2012,approval,2012-12-20,a,,passed,',
    ];
    const path = record(...lines);
    const write = (...rows: string[]): void =>
      writeFileSync(path, `household,period,step,date,by,document,result,remark\n${rows.join('\n')}\n`);
    const again = (out: string) => confirm(path, '--quiet', '--out', at('runs', out));
    expect((await again('added-1')).exitCode).toBe(0);
    write('SP-014,2012,consent,2012-12-03,a,,yes,', ...lines.toReversed());
    expect((await again('added-2')).exitCode).toBe(0);
    write(...lines);
    const { exitCode, stderr } = await again('added-3');
    expect([exitCode, stderr.split('\n')[0]]).toEqual([
      1,
      `error: ${path.slice(folder.length + 1)} no longer has a row that confirmation added-2 read: SP-014, consent, 2012-12-03`,
    ]);
    expect(existsSync(at('runs/added-3'))).toBe(false);
  });

  it('may come in another encoding, and says the same', async () => {
    const text = readFileSync('fixtures/sanpai/procedure.csv', 'utf8');
    const utf16 = at('utf16.csv');
    writeFileSync(utf16, Buffer.from(text, 'utf16le'));
    const plain = await confirm('fixtures/sanpai/procedure.csv', '--json', '--out', at('runs/plain'));
    const other = await confirm(utf16, '--json', '--out', at('runs/utf16'));
    expect(JSON.parse(other.stdout).counts).toEqual(JSON.parse(plain.stdout).counts);
    expect(read('runs/utf16/pending.csv')).toBe(read('runs/plain/pending.csv'));
  });
});
