import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Problem } from '../../src/model/problem.ts';
import { renderProblem } from '../../src/report/problems.ts';
import { type Files, HOUSEHOLDS, packOf, problemsOf, readFiles } from './dataset.ts';

const wage = { type: 'money', label: { en: 'wages of the year', zh: '工资性收入' } };
const pack = packOf({
  households: HOUSEHOLDS,
  income: { key: ['household', 'period'], columns: { wage, size: { type: 'integer' } } },
});
const households = 'household_id,village\nH1,上寨\n';

const problems = (files: Files): Promise<readonly Problem[]> =>
  problemsOf(readFiles({ 'households.csv': households, ...files }, pack, () => 0));

describe('columns that are not there', () => {
  it('are told at once for a file, with lines to copy into dataset.yaml', async () => {
    const [problem, ...others] = await problems({
      'income.csv': 'hh id,year,工资 收入,people\nH1,2009,1,2\n',
    });
    expect(others).toEqual([]);
    expect(renderProblem(problem as Problem, 'en')).toMatchInlineSnapshot(`
      "error: income.csv: table income needs the column(s) household_id (household, 户编号, 农户编号, …), wage (wages of the year, 工资性收入), size, and no header reads so; not used yet: 工资 收入, hh id, people
        Did you mean 工资 收入?
        Rename the header(s), or say in dataset.yaml which column is which:
          format: shuangdao-dataset/1
          tables:
            income:
              columns:
                household_id: "?"
                wage: 工资 收入
                size: "?""
    `);
    expect(renderProblem(problem as Problem, 'zh')).toMatchInlineSnapshot(`
      "错误：income.csv：表 income 需要以下列，但表头中没有：household_id (household, 户编号, 农户编号, …), wage (wages of the year, 工资性收入), size；尚未用到的表头：工资 收入, hh id, people
        是不是指“工资 收入”？
        请修改表头，或在 dataset.yaml 中写明各是哪一列：
          format: shuangdao-dataset/1
          tables:
            income:
              columns:
                household_id: "?"
                wage: 工资 收入
                size: "?""
    `);
  });

  it('give lines that dataset.yaml takes, whatever the headers are', async () => {
    const header = 'household_id,year,wage:,sizé\n';
    const [problem] = await problems({ 'income.csv': header });
    expect(parse(problem?.lines?.join('\n') ?? '').tables.income.columns).toEqual({
      wage: 'wage:',
      size: 'sizé',
    });
    const described = {
      'income.csv': `${header}H1,2009,1,2\n`,
      'dataset.yaml': problem?.lines?.join('\n') ?? '',
    };
    await readFiles({ 'households.csv': households, ...described }, pack, ({ result }) =>
      expect(result.tables[1]?.files[0]?.used).toBe(1),
    );
  });

  it('are told in few words, however many headers there are and however long', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `${'长'.repeat(60)}${index}`).join(',');
    const found = await problems({ 'income.csv': `wages,${many}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]?.params).toMatchObject({ near: 'wages', more: 2_989 });
    expect(String(found[0]?.params.found)).toMatch(/^wages, 长{39}…, /);
    const text = renderProblem(found[0] as Problem, 'en');
    expect(text).toContain('… and 2989 more');
    expect(text.length).toBeLessThan(1500);
  });

  it('may come of an encoding or a delimiter that was declared, which is said', async () => {
    const description = 'format: shuangdao-dataset/1\ntables: {income: {encoding: utf-16, delimiter: tab}}\n';
    const [problem] = await problems({
      'income.csv': 'household_id,year,wage,size\n',
      'dataset.yaml': description,
    });
    expect(renderProblem(problem as Problem, 'en')).toContain(
      'dataset.yaml declares encoding: utf-16, delimiter: tab for it; is that right?',
    );
  });

  it('of a register from elsewhere need no dataset.yaml', async () => {
    const found = await problemsOf(
      readFiles(
        { 'households.csv': households, 'income.csv': 'household_id,year,wage,size\n', 'old/r.csv': 'a,b\n' },
        pack,
        () => 0,
        { previous: 'package.json' },
      ),
    );
    expect(found.map(({ code, lines }) => [code, lines])).toEqual([['missing-column', undefined]]);
    expect(renderProblem(found[0] as Problem, 'en')).not.toContain('dataset.yaml');
  });
});

describe('headers that are no names', () => {
  it('are told once for a file, and not one by one', async () => {
    const twice = Array.from({ length: 500 }, (_, index) => `x${index}`);
    const header = ['household_id,year,wage,size', ...twice, ...twice, ...twice.map(() => '')].join(',');
    const found = await problems({ 'income.csv': `${header}\n` });
    expect(found.map(({ code, params }) => [code, params.more])).toEqual([
      ['blank-header', 488],
      ['duplicate-header', 488],
    ]);
    expect(found[0]?.params.column).toMatch(/^1005, 1006, /);
    expect(found[1]?.params.column).toMatch(/^x0, x1, /);
  });
});
