import { describe, expect, it } from 'vitest';
import { brief, inFolder, problemsOf, readFolder } from './dataset.ts';
import { complaints, DATA, pack, tables } from './described.ts';

/** Each with the settings that cannot apply, and what to write instead. */
const SETTINGS: [columns: string, wrong: string[], instead: string][] = [
  ['able: {column: x, codes: {有: true, 无: false}}', ['codes 3:44'], 'true: [有], false: [无]'],
  ['able: {codes: {"1": 是, "2": 否, "3": 是}}', ['codes 3:33'], 'true: ["1", "3"], false: ["2"]'],
  ['able: {codes: {有: able}}', ['codes 3:33'], 'true: [yes], false: [no]'],
  ['able: {unit: 10000}', ['unit 3:33'], ''],
  ['village: {column: x, unit: 10000}', ['unit 3:47'], ''],
  ['village: {true: [有], false: 无}', ['true 3:36', 'false 3:47'], 'codes: {有: …, 无: …}'],
  ['health: {true: [有]}', ['true 3:35'], 'codes: {有: …}'],
  ['born: {codes: {a: b}}', ['codes 3:33'], ''],
  ['household_id: {column: 户号, missing: "-"}', ['missing 3:53'], 'household_id: 户号'],
];

describe('a setting that cannot apply to its column', () => {
  it.each(SETTINGS)('is refused: %s', async (columns, wrong, instead) => {
    const found = await complaints(tables(`households: {columns: {${columns}}}`));
    expect(found.map(([, at, underlined]) => `${underlined} ${at}`)).toEqual(wrong);
    for (const [code, , , english = '', chinese = ''] of found) {
      expect(code).toMatch(/^dataset-setting/);
      expect(english.includes(' instead.') || english.includes('named: ')).toBe(instead !== '');
      expect(english).toContain(instead);
      expect(chinese).toContain(instead);
    }
  });

  it.each(['true: [a]', 'false: [a]', 'codes: {a: "1"}'])('is refused for money: %s', async (setting) => {
    const [[code, , , english] = []] = await complaints(tables(`income: {columns: {wage: {${setting}}}}`));
    expect(code).toBe('dataset-setting');
    expect(english).toContain('which is of type money\nFor money there are: column, unit, missing.');
  });

  it('is none where it can', async () => {
    const columns = [
      'able: {true: [1], false: [2], missing: 9}',
      'health: {codes: {好: well}}',
      'village: {codes: {a: b}, missing: x}',
      'born: {missing: x}',
    ];
    const text = tables(
      `households: {columns: {${columns.join(', ')}}}\n  income: {columns: {wage: {unit: 10}, year: period}}`,
    );
    await inFolder({ ...DATA, 'dataset.yaml': text }, async (folder) => {
      await readFolder(folder, pack, async ({ table }) => {
        expect(await table('households')).toMatchObject([{ able: true, village: 'b', health: 'well' }]);
        expect(await table('income')).toMatchObject([{ wage: '50.0000' }]);
      });
    });
  });
});

describe('a name that the pack does not ask for', () => {
  const remarksOn = (text: string): Promise<string[]> =>
    inFolder({ ...DATA, 'dataset.yaml': tables(text) }, (folder) =>
      readFolder(folder, pack, ({ issues }) => brief(issues)),
    );

  it('may be one that another pack asks for', async () => {
    expect(await remarksOn('income: {columns: {pension: 养老金}}\n  conditions: {file: c.csv}')).toEqual([
      'extra-description dataset.yaml:4',
      'extra-description dataset.yaml:3 pension',
    ]);
  });

  it('may be like one that is described too', async () => {
    expect(await remarksOn('income: {columns: {wage: wage, wages: x}}\n  incomes: {file: c.csv}')).toEqual([
      'extra-description dataset.yaml:3 wages',
      'extra-description dataset.yaml:4',
    ]);
  });

  it('is told beside the column that is not found', async () => {
    const files = { ...DATA, 'income.csv': 'household_id,period,a\nH1,2009,5\n' };
    const text = tables('income: {columns: {工资: {column: a, unit: 10000}}}');
    const problems = await inFolder({ ...files, 'dataset.yaml': text }, (folder) =>
      problemsOf(readFolder(folder, pack, () => undefined)),
    );
    expect(problems.map(({ code, severity, params }) => [severity, code, params.column])).toEqual([
      ['error', 'missing-column', 'wage'],
      ['warning', 'extra-description', '工资'],
    ]);
  });

  it.each([
    ['income: {columns: {wages: {column: wage, unit: 10000}}}', 'dataset-unknown-column', 'wage'],
    // Exchanged, or in words of its own: without the error, the wage would be read as if it were in yuan.
    ['income: {columns: {工资: {column: Wage, unit: 10000}}}', 'dataset-unknown-column', 'wage'],
    ['income: {columns: {户号: household_id}}', 'dataset-unknown-column', 'household_id'],
    ['incomes: {missing: "-"}', 'dataset-unknown-table', 'income'],
    ['年收入: {file: income.csv, missing: "-"}', 'dataset-unknown-table', 'income'],
  ])('is an error if another seems to be meant: %s', async (text, code, near) => {
    const found = await complaints(tables(text));
    expect(found.map(([one]) => one)).toEqual([code]);
    expect(found[0]?.[3]).toContain(`\nDid you mean ${near}?\n`);
  });
});
