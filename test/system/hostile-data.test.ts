import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { sql } from '../../src/model/sql.ts';
import { type Result, runCli } from '../cli/run-cli.ts';
import { compareText } from '../oracle/types.ts';
import { type Files, writeFiles } from './dataset.ts';
import { HOSTILE_PACK } from './hostile-pack.ts';

const ESC = '\u001b';

/** Texts that something somewhere might take for more than text. None begins or ends in white space. */
const HOSTILE = [
  ...[
    `x'; DROP TABLE in_households; --`,
    `x"; DROP TABLE in_income; --`,
    `a''b`,
    'a""b',
    `"`,
    `""`,
    'x\\',
    `x\\'`,
    '$1',
    '?',
  ],
  ...[
    '=cmd()',
    `=cmd|' /C calc'!A0`,
    '+1',
    '-1',
    '@SUM(A1)',
    '\uff1d1+1',
    '\uff0b1',
    '\uff0d1',
    '\uff20x',
    '=',
    '-',
    '+',
    '@',
  ],
  ...['a\nb', 'a\r\nb', 'a\rb', 'a\tb', 'a,b', 'a;b', 'a|b', 'a@2009', 'a\u2028b', 'a\u0085b', 'a\u001fb'],
  ...[
    `${ESC}[31mred${ESC}[0m`,
    `${ESC}]0;title\u0007`,
    `${ESC}[2J`,
    'a\u0007b',
    'a\u0008\u0008b',
    'a\u009b31mb',
    'a\u007fb',
  ],
  ...['\u202egnp.exe', 'a\u2066b', 'a\u200bb', '\u0001'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&amp;', '](javascript:alert(1))'],
  ...['{household}', '{blank}', '[[x]]', `\${x}`, '%s%n', '%00', '#REF!', '# not a comment', '--rules', '--'],
  ...['../../etc/passwd', '/', '.', '..', 'C:\\x', '~', '*', 'con', '\\N'],
  ...[
    'null',
    'NULL',
    'None',
    'true',
    'unknown',
    'undefined',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...['0', '00', '-0', '007', '1e5', '0x1F', '1_000', 'Infinity', '9007199254740993', '1.0'],
  ...['户', '户１', '𠮷', '👨‍👩‍👧', 'ß', 'SS', 'ss', 'İ', 'i', 'é', 'Ω', '\ufffd', 'x'.repeat(10_000)],
];
/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** What no terminal may get from data. Line ends are ours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(rows as unknown[][], { quoted: true });

/** Every hostile text as id, regions, member and free text, and in a cell of every type. */
function hostileFiles(): Files {
  const pairs = HOSTILE.map((text, n) => [text, HOSTILE[(n * 7 + 3) % HOSTILE.length] as string] as const);
  return {
    'households.csv': csv([
      ['household_id', 'county', 'village', 'able', 'note'],
      ...pairs.map(([text, other], n) => [text, other, text, n % 5 === 4 ? other : 'true', text]),
    ]),
    'members.csv': csv([
      ['household_id', 'member_id', 'age'],
      ...pairs.flatMap(([text, other]) => [
        [text, other, 30],
        [text, 'second', other],
        [`nobody ${other}`, text, 1],
      ]),
    ]),
    'income.csv': csv([
      ['household_id', 'year', 'wage'],
      ...pairs.flatMap(([text, other], n) => [
        [text, 2009, n % 3 === 0 ? 500 : 1500],
        [text, 2010, n % 4 === 0 ? other : 2500],
        [text, other, 1],
      ]),
    ]),
  };
}

let folder: string;
let run: string;
let result: Result;
const words = (out: string): string[] => [
  'classify',
  join(folder, 'data'),
  '--rules',
  join(folder, 'pack.yaml'),
  '--out',
  out,
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  writeFiles(folder, { 'pack.yaml': HOSTILE_PACK });
  writeFiles(join(folder, 'data'), hostileFiles());
  run = join(folder, 'runs', 'run');
  result = await runCli([...words(run), '--csv-all']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function query(statement: (file: string) => string): Promise<Record<string, unknown>[]> {
  const engine = await Engine.open({ threads: 1 });
  try {
    return await engine.rows(statement(String(sql`read_parquet(${join(run, 'decisions.parquet')})`)));
  } finally {
    engine.close();
  }
}

describe('hostile texts in every cell', () => {
  it('make no run fail', () => {
    expect({ ...result, stdout: '' }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('come out of the Parquet file as they went in, in the order of their bytes', async () => {
    const rows = await query((file) => `SELECT DISTINCT household FROM ${file} ORDER BY household`);
    expect(rows.map(({ household }) => household)).toEqual(
      [...HOSTILE].map((text) => text.normalize('NFC')).sort(compareText),
    );
    const notes = await query((file) => `SELECT household, village, kept_note FROM ${file}`);
    for (const row of notes) expect([row.village, row.kept_note]).toEqual([row.household, row.household]);
  });

  it('are decided like any other', async () => {
    const rows = await query(
      (file) => `SELECT outcome, count(*) AS n FROM ${file} WHERE period = '2009' GROUP BY 1`,
    );
    const counts = Object.fromEntries(rows.map(({ outcome, n }) => [outcome, Number(n)]));
    const undecided = HOSTILE.filter((_, n) => n % 3 === 0 && n % 5 === 4);
    expect(counts.moved).toBe(
      HOSTILE.filter((_, n) => n % 3 === 0).length - undecided.length + knownAble(undecided),
    );
  });

  it('are no formulas in any CSV file', () => {
    const files = readdirSync(run).filter((name) => name.endsWith('.csv'));
    expect(files).toEqual(
      expect.arrayContaining(['decisions.csv', 'entry.csv', 'review.csv', 'issues.csv', 'rejects.csv']),
    );
    for (const file of files) {
      const rows: Record<string, string>[] = parse(readFileSync(join(run, file)), {
        bom: true,
        columns: true,
      });
      // A number's own minus sign is no formula.
      const cells = rows.flatMap(({ change: _, wage: __, ...row }) => Object.values(row));
      expect(
        cells.filter((cell) => FORMULA.test(cell)),
        file,
      ).toEqual([]);
    }
  });

  it('are what they were in CSV once the apostrophe before a formula is taken off', () => {
    const rows: Record<string, string>[] = parse(readFileSync(join(run, 'decisions.csv')), { columns: true });
    const ids = rows.filter(({ period }) => period === '2009').map(({ household = '' }) => household);
    const plain = ids.map((text) => (FORMULA.test(text.slice(1)) ? text.replace(/^'/, '') : text));
    expect(plain.sort(compareText)).toEqual([...HOSTILE].sort(compareText));
  });

  it('are told with exact lines, and nothing is lost', () => {
    const issues: Record<string, string>[] = parse(readFileSync(join(run, 'issues.csv')), { columns: true });
    const lines = readFileSync(join(folder, 'data', 'members.csv'), 'utf8').split(/\r\n|\n|\r/);
    for (const { line, file, code } of issues.filter(
      (issue) => issue.file === 'members.csv' && issue.code === 'orphan',
    ))
      expect(lines[Number(line) - 1], `${file}:${line} ${code}`).toMatch(/^"nobody /);
    const summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'));
    for (const { read, used, rejected } of summary.files) expect(read).toBe(used + rejected);
    expect(summary.files.map(({ read }: { read: number }) => read)).toEqual(
      [1, 3, 3].map((n) => n * HOSTILE.length),
    );
  });

  it.each([
    ['in a pipe', false],
    ['in a terminal', true],
  ])('never steer %s', async (_, isTTY) => {
    const env = { NO_COLOR: '1' };
    const stdout: string[] = [];
    stdout.push((await runCli([...words(run), '--force'], { isTTY, env })).stdout);
    stdout.push((await runCli([...words(run), '--force', '--lang', 'zh'], { isTTY, env })).stdout);
    stdout.push(
      (await runCli(['check', join(folder, 'data'), '--rules', join(folder, 'pack.yaml')], { isTTY, env }))
        .stdout,
    );
    for (const text of stdout) {
      expect(text.length).toBeGreaterThan(100);
      expect(text.match(STEERING)).toBeNull();
    }
  });

  it('are explained one by one, without steering the terminal', { timeout: 120_000 }, async () => {
    for (const household of HOSTILE.filter((text) => text.length < 100 && !text.startsWith('-'))) {
      const { exitCode, stdout, stderr } = await runCli(['explain', run, household, '--period', '2010']);
      expect({ exitCode, stderr }, household).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.match(STEERING), household).toBeNull();
    }
  });

  it('are explained after -- if they look like options', async () => {
    for (const household of HOSTILE.filter((text) => text.startsWith('-'))) {
      expect(await runCli(['explain', run, '--', household]), household).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
    }
  });

  it('do not steer the terminal from an argument either', async () => {
    for (const text of [`${ESC}[31mH1`, 'H1\u0007', `--${ESC}[2J`, '\u202e1H']) {
      const { exitCode, stderr } = await runCli(['explain', run, text]);
      expect(exitCode, text).toBe(2);
      expect(stderr.match(STEERING), text).toBeNull();
      expect((await runCli([text])).stderr.match(STEERING)).toBeNull();
      expect((await runCli(['classify', text, '--rules', text])).stderr.match(STEERING)).toBeNull();
    }
  });
});

/** Of households whose `able` holds another hostile text, those for which it happens to be a boolean. */
function knownAble(households: readonly string[]): number {
  const other = (text: string): string => HOSTILE[(HOSTILE.indexOf(text) * 7 + 3) % HOSTILE.length] as string;
  return households.filter((text) => ['true', '1', 'y', 'yes', '是'].includes(other(text))).length;
}
