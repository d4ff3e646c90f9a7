import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { compare, type Decimal, multiply, parseDecimal } from '../oracle/decimal.ts';

const reference = process.env.SHUANGDAO_REFERENCE;
if (reference === undefined)
  console.warn('ilocos: skipped, SHUANGDAO_REFERENCE does not name the folder with the reference data');

const PACK = join(import.meta.dirname, 'ilocos-example.yaml');
const folder = mkdtempSync(join(tmpdir(), 'ilocos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Record = globalThis.Record<string, string>;
const records = (path: string): Record[] => parse(readFileSync(path), { columns: true, bom: true });

/** The lines of the pack, once more. */
const ENTRY = { 1997: '12434', 1998: '12434' };
const EXIT = { 1997: '16600', 1998: '17000.25' };
const YEARS = [1997, 1998] as const;

interface Decision {
  before: string;
  state: string;
  outcome: string;
  code: string;
  missing: string;
}

const decimal = (text: string | undefined): Decimal => parseDecimal(text ?? '') ?? fail(text);
const fail = (text: string | undefined): never => {
  throw new Error(`${text} is no number`);
};

/** income / size against a line, without dividing: no one is on the wrong side of it by a rounding. */
const against = ({ income, size }: Record, line: string): number =>
  compare(decimal(income), multiply(decimal(line), decimal(size)));

/** Every household's decisions, worked out from the files alone. */
function recompute(dataset: string, held: number, listed: ReadonlySet<string>): Map<string, Decision> {
  const income = new Map(
    records(join(dataset, 'income.csv')).map((row) => [`${row.household_id} ${row.year}`, row]),
  );
  const out = new Map<string, Decision>();
  for (const { household_id: household = '' } of records(join(dataset, 'households.csv'))) {
    let state = listed.has(household) ? 'listed' : 'not_listed';
    for (const year of YEARS) {
      const decision = decide(state, year, held, (of) => income.get(`${household} ${of}`));
      out.set(`${household} ${year}`, { before: state, ...decision });
      state = decision.state;
    }
  }
  return out;
}

function decide(
  state: string,
  year: (typeof YEARS)[number],
  held: number,
  recordOf: (year: number) => Record | undefined,
): Omit<Decision, 'before'> {
  const now = recordOf(year);
  const stays = { state, outcome: 'kept', code: '', missing: '' };
  if (!now) return { ...stays, outcome: 'unobserved' };
  if (state === 'not_listed' && against(now, ENTRY[year]) < 0)
    return { ...stays, state: 'listed', outcome: 'moved', code: 'ENTER' };
  if (state !== 'listed' || against(now, EXIT[year]) < 0) return stays;
  if (held === 1) return { ...stays, state: 'exited', outcome: 'moved', code: 'EXIT' };
  const before = recordOf(1997);
  if (year === 1997 || !before)
    return { ...stays, outcome: 'review', code: 'EXIT', missing: `record@${year - 1}` };
  if (against(before, EXIT[1997]) < 0) return stays;
  return { ...stays, state: 'exited', outcome: 'moved', code: 'EXIT' };
}

describe.skipIf(reference === undefined)('the Ilocos panel: 632 real households in two years', () => {
  const source = join(reference ?? '', 'ilocos');

  async function classified(
    dataset: string,
    held: number,
    previous: string | undefined,
  ): Promise<Map<string, Decision>> {
    const pack = join(folder, `held-${held}.yaml`);
    writeFileSync(
      pack,
      readFileSync(PACK, 'utf8').replace('held(above_exit, 1)', `held(above_exit, ${held})`),
    );
    const run = mkdtempSync(join(folder, 'runs-'));
    const words = ['classify', dataset, '--rules', pack, '--out', join(run, 'run'), '--csv-all', '--quiet'];
    const result = await runCli([...words, ...(previous === undefined ? [] : ['--previous', previous])]);
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const rows = records(join(run, 'run', 'decisions.csv'));
    return new Map(
      rows.map(
        ({
          household,
          period,
          state_before: before = '',
          state = '',
          outcome = '',
          code = '',
          missing = '',
        }) => [`${household} ${period}`, { before, state, outcome, code, missing }],
      ),
    );
  }

  /** A register in which every third household was on the list in 1996. */
  function register(): { file: string; listed: ReadonlySet<string> } {
    const ids = records(join(source, 'households.csv')).map(({ household_id = '' }) => household_id);
    const listed = ids.filter((_, n) => n % 3 === 0);
    const file = join(folder, 'register-1996.csv');
    writeFileSync(
      file,
      `household_id,period,state\n${listed.map((household) => `${household},1996,listed`).join('\n')}\n`,
    );
    return { file, listed: new Set(listed) };
  }

  const countsOf = (decisions: Map<string, Decision>): object => {
    const counts: globalThis.Record<string, number> = {};
    for (const [key, { outcome, code }] of decisions) {
      const label = `${key.slice(-4)} ${outcome} ${code}`.trim();
      counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  };

  it('is decided as recomputed, with an exit at once', async () => {
    const decisions = await classified(source, 1, undefined);
    const expected = recompute(source, 1, new Set());
    expect(expected.size).toBe(2 * 632);
    expect(decisions).toEqual(expected);
    expect(countsOf(decisions)).toEqual({
      '1997 kept': 407,
      '1997 moved ENTER': 225,
      '1998 kept': 518,
      '1998 moved ENTER': 85,
      '1998 moved EXIT': 29,
    });
  });

  it.each([1, 2])('is decided as recomputed, after a register and with an exit held for %d', async (held) => {
    const { file, listed } = register();
    expect(await classified(source, held, file)).toEqual(recompute(source, held, listed));
  });

  it('keeps who is exactly on the entry line out, and lets who is exactly on the exit line go', async () => {
    const { file } = register();
    const decisions = await classified(source, 1, undefined);
    expect(decisions.get('ILO-0192 1997')).toMatchObject({ outcome: 'kept', state: 'not_listed' });
    const afterRegister = await classified(source, 1, file);
    expect(afterRegister.get('ILO-0253 1997')).toMatchObject({
      before: 'listed',
      outcome: 'moved',
      code: 'EXIT',
    });
  });

  it('is decided as recomputed when some households were not met again', async () => {
    const dataset = join(folder, 'gaps');
    cpSync(source, dataset, { recursive: true });
    const lines = readFileSync(join(source, 'income.csv'), 'utf8').trimEnd().split(/\r?\n/);
    writeFileSync(
      join(dataset, 'income.csv'),
      `${lines.filter((_, n) => n === 0 || n % 7 !== 0).join('\n')}\n`,
    );
    const { file, listed } = register();
    for (const held of [1, 2]) {
      const expected = recompute(dataset, held, listed);
      expect([...expected.values()].some(({ outcome }) => outcome === 'unobserved')).toBe(true);
      expect(await classified(dataset, held, file)).toEqual(expected);
    }
  });
});
