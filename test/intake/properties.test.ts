import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/duckdb.ts';
import { type Files, type Outcome, packOf, readFiles } from './dataset.ts';

const pack = packOf({
  households: { key: ['household'], columns: { village: { type: 'code' }, able: { type: 'boolean' } } },
  members: {
    key: ['household', 'member'],
    optional: true,
    columns: { age: { type: 'integer', range: ['0', '120'] } },
  },
  income: {
    key: ['household', 'period'],
    columns: {
      size: { type: 'integer' },
      wage: { type: 'money', range: ['0', '100000'], missing: ['-99'] },
      other: { type: 'money', blank: '0' },
      rate: { type: 'number' },
      note: { type: 'text' },
      kind: { type: 'category', codes: ['a', 'b'] },
      day: { type: 'date' },
    },
  },
});

const HEADERS = {
  'households.csv': 'household_id,village,able',
  'members.csv': 'household_id,member_id,age',
  'income.csv': 'household_id,period,size,wage,other,rate,note,kind,day',
};

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
const household = oneOf('H1', 'H2', 'H3', 'H4', ' H1', '', '4.4E+17', 'Ü');
const number = oneOf(
  '1',
  '2.50',
  '',
  '-99',
  '-5',
  '9999',
  '1,234',
  '１２',
  'x',
  '12,5',
  '0.12345',
  ' 7 ',
  '="8"',
  '100001',
);
const note = oneOf('', 'fine', 'a,b', 'two\nlines', 'say "so"', ' x ', "'=1", '中文', '\u00a0nbsp');
const rows = {
  'households.csv': fc.tuple(
    household,
    oneOf('V1', '="01"', '', '村'),
    oneOf('yes', 'FALSE', '', 'perhaps', ' 是'),
  ),
  'members.csv': fc.tuple(household, oneOf('1', '2', '3', ''), oneOf('4', '130', '', '5.0', 'six')),
  'income.csv': fc.tuple(
    household,
    oneOf('2009', '2010', '2010年', '', '12'),
    oneOf('1', '2', 'many', ''),
    number,
    number,
    number,
    note,
    oneOf('a', 'b', 'c', ' a'),
    oneOf('2012-02-03', '2012/2/3', '', '31.12.2012'),
  ),
};

type Records = Record<keyof typeof HEADERS, string[][]>;
const records: fc.Arbitrary<Records> = fc.record({
  'households.csv': fc.array(rows['households.csv'], { maxLength: 8 }),
  'members.csv': fc.array(rows['members.csv'], { maxLength: 8 }),
  'income.csv': fc.array(rows['income.csv'], { maxLength: 12 }),
});

/** Cells that the engine would read at once, but not always in our sense. */
const plain = oneOf(
  '1',
  '2.5',
  '-3',
  '5.0',
  '5.5',
  '.5',
  '5.',
  '1.2.3',
  '-',
  '1-2',
  '9999',
  '-99',
  '-99.0',
  '7.1234',
  '7.12345',
  '00012',
  '1e3',
  '0x1F',
  '1_0',
  '12345678901234567890',
  '999999999999.9999',
  '+4',
  'abc',
  '',
);
const plainRecords: fc.Arbitrary<Records> = fc.record({
  'households.csv': fc.array(
    fc.tuple(oneOf('H1', 'H2', 'H3'), oneOf('V1', '村', 'a b', 'é'), oneOf('yes', '0', 'no')),
  ),
  'members.csv': fc.array(fc.tuple(oneOf('H1', 'H2'), oneOf('1', '2', '3'), plain), { maxLength: 8 }),
  'income.csv': fc.array(
    fc.tuple(
      oneOf('H1', 'H2', 'H3'),
      oneOf('2009', '2010', '2e3', '02010'),
      plain,
      plain,
      plain,
      plain,
      plain,
      oneOf('a', 'b'),
      oneOf('2012-02-03', '2012-02-30'),
    ),
    { maxLength: 12 },
  ),
});

const csv = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

function files(data: Records, lineBreak = '\n'): Files {
  const entries = Object.entries(data).map(([name, lines]) => [
    name,
    [HEADERS[name as keyof typeof HEADERS], ...lines.map(csv), ''].join(lineBreak),
  ]);
  return Object.fromEntries(entries);
}

const TABLES = ['households', 'members', 'income'] as const;

const tables = async ({ table }: Outcome): Promise<Row[][]> => Promise.all(TABLES.map((name) => table(name)));

/** Issues and rejects without their places, and without the text of a record that another one says as well. */
const placeless = ({ issues, rejects }: Outcome): string[] =>
  [...issues, ...rejects]
    .map(({ line, first_line, last_line, byte_offset, text, ...rest }) =>
      JSON.stringify({ ...rest, text: rest.code === 'duplicate-row' ? '' : text }),
    )
    .sort();

const RUNS = { numRuns: Number(process.env.SHUANGDAO_CASES ?? 25) };

describe('whatever a dataset holds', { timeout: 600_000 }, () => {
  it('every record read is used or rejected, and every reject has its own text', async () => {
    const noise = fc.array(
      fc.tuple(
        fc.nat(),
        oneOf('"', ',', '\n', '\r', '\r\n', '\xff', '\0', '中', '\ufeff', '""', ' ', '\n\n'),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(records, noise, async (data, changes) => {
        const spoiled = Object.entries(files(data)).map(([name, text]) => {
          const header = HEADERS[name as keyof typeof HEADERS].length + 1;
          const body = changes.reduce((bytes, [at, mark]) => {
            const place = header + (at % Math.max(1, bytes.length - header));
            return Buffer.concat([
              bytes.subarray(0, place),
              Buffer.from(mark, mark === '\xff' ? 'latin1' : 'utf8'),
              bytes.subarray(place),
            ]);
          }, Buffer.from(text));
          return [name, body] as const;
        });
        await readFiles(Object.fromEntries(spoiled), pack, ({ result, rejects }) => {
          for (const { files: uses } of result.tables) {
            for (const { path, encoding, read, used, rejected } of uses) {
              const own = rejects.filter(({ file }) => file === path);
              expect(own).toHaveLength(rejected);
              expect(used).toBe(read - rejected);
              expect(used).toBeGreaterThanOrEqual(0);
              const bytes = spoiled.find(([name]) => name === path)?.[1] ?? Buffer.alloc(0);
              for (const { byte_offset, text, code } of own) {
                if (code === 'encoding-error' || encoding !== 'utf-8') continue;
                // A mark U+FEFF at the start of a text is lost on its way from the engine to this test.
                const found = bytes
                  .subarray(Number(byte_offset))
                  .toString()
                  .replace(/^\ufeff/, '');
                expect(found.startsWith(String(text))).toBe(true);
              }
            }
          }
        });
      }),
      RUNS,
    );
  });

  it.each([
    ['any', records],
    ['plain', plainRecords],
  ])('the careful way and the quick way read %s records the same', async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, oneOf('\n', '\r\n'), async (data, lineBreak) => {
        const sound = files(data, lineBreak);
        const broken = Object.fromEntries(
          Object.entries(sound).map(([name, text]) => [name, `${text}only one cell${lineBreak}`]),
        );
        const outcome = async (read: Outcome) => ({
          tables: await tables(read),
          noted: placeless(read).filter((line) => !line.includes('"code":"wrong-cell-count"')),
          blanks: read.result.blanks,
        });
        expect(await readFiles(broken, pack, outcome)).toEqual(await readFiles(sound, pack, outcome));
      }),
      RUNS,
    );
  });

  it('the order of the records and the number of threads change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer(), async (data, seed) => {
        const shuffled = Object.fromEntries(
          Object.entries(data).map(([name, lines]) => [name, shuffle(lines, seed)]),
        ) as Records;
        const first = await readFiles(
          files(data),
          pack,
          async (outcome) => [await tables(outcome), placeless(outcome)],
          { threads: 1 },
        );
        const second = await readFiles(
          files(shuffled),
          pack,
          async (outcome) => [await tables(outcome), placeless(outcome)],
          { threads: 2 },
        );
        expect(second).toEqual(first);
      }),
      RUNS,
    );
  });
});

function shuffle<T>(list: readonly T[], seed: number): T[] {
  return list
    .map((value, index) => ({ value, key: Math.sin(seed + index * 7919) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
