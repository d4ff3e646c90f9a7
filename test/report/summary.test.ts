import { describe, expect, it } from 'vitest';
import { Summary } from '../../src/model/run.ts';
import { renderCheck, renderSummary } from '../../src/report/summary.ts';

const counts = {
  states: { not_listed: 98, listed: 20, exited: 2 },
  codes: { ENTER: 20, EXIT: 16 },
  fired: { ENTER: 20, EXIT: 0 },
  undetermined: { EXIT: 16 },
};
const summary: Summary = {
  format: 'shuangdao-summary/1',
  pack: { id: 'guangdong-2009', version: '1.0.0', title: { en: 'Guangdong, first round', zh: '广东第一轮' } },
  dataset: 'sanpai',
  listed: '2010',
  labels: {
    states: { listed: { en: 'listed', zh: '在册帮扶' } },
    codes: { ENTER: { en: 'taken on', zh: '纳入帮扶' } },
  },
  periods: [
    {
      period: '2009',
      ...counts,
      outcomes: { moved: 20, kept: 95, review: 5 },
      lists: { entry: 20, exit: 0, review: 5 },
    },
    {
      period: '2010',
      states: { not_listed: 98, listed: 1000, exited: 0 },
      outcomes: { moved: 1200, unobserved: 1 },
      codes: { EXIT: 4 },
      fired: { ENTER: 0, EXIT: 1 },
      undetermined: { EXIT: 3 },
      lists: { entry: 1200, exit: 1, review: 3 },
    },
  ],
  regions: [],
  files: [{ table: 'income', path: 'income-2009.csv', read: 1201, used: 1200, rejected: 1 }],
  issues: [
    {
      code: 'undeclared-sentinel',
      severity: 'error',
      count: 12,
      example: {
        table: 'income',
        file: 'income-2009.csv',
        line: 17,
        column: 'wage',
        household: '440100001',
        value: '-99',
      },
    },
  ],
  warnings: [{ code: 'not-there', params: { path: 'x' } }],
};

describe('the summary', () => {
  it('has the shape it is declared with', () => {
    expect(Summary.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  it('reads well in English', () => {
    expect(renderSummary(summary, 'runs/sanpai', 'en')).toMatchInlineSnapshot(`
      "Guangdong, first round (guangdong-2009 1.0.0) over sanpai, lists for 2010

      Households at the end of each period
        period  not_listed  listed  exited  moved  kept  to review  not observed
        2009            98      20       2     20    95          5             0
        2010            98   1,000       0  1,200     0          0             1

      Moves by reason, and those to review for it
        code         2009  2010  reason
        ENTER          20     0  taken on
        EXIT            0     1
          to review    16     3

      What was read
        table   file             records   used  rejected
        income  income-2009.csv    1,201  1,200         1

      What is wrong in the data
               code                 count  for example
        error  undeclared-sentinel     12  income-2009.csv:17: wage of household 440100001 is -99, which usually stands for "no answer"

      warning: x does not exist
        Check the spelling, and the folder you are in.

      Where to look
        runs/sanpai/entry.csv                      1,200  proposed entries
        runs/sanpai/exit.csv                           1  proposed exits
        runs/sanpai/review.csv                         3  to look into, with what is missing
        runs/sanpai/issues.csv                        12  every issue with its place
        runs/sanpai/decisions.csv                         every household
        shuangdao explain runs/sanpai <household>         why one household was decided so
      "
    `);
  });

  it('reads well in Chinese', () => {
    expect(renderSummary(summary, 'runs/sanpai', 'zh')).toMatchInlineSnapshot(`
      "广东第一轮（guangdong-2009 1.0.0），数据 sanpai，名单时期 2010

      各时期末的户数
        时期  not_listed  在册帮扶  exited   变动  不变  待核实  未调查到
        2009          98        20       2     20    95       5         0
        2010          98     1,000       0  1,200     0       0         1

      按原因统计的变动，及其待核实户
        代码      2009  2010  原因
        ENTER       20     0  纳入帮扶
        EXIT         0     1
          待核实    16     3

      读入的文件
        表      文件              记录   采用  剔除
        income  income-2009.csv  1,201  1,200     1

      数据中的问题
              代码                 数量  例如
        错误  undeclared-sentinel    12  income-2009.csv:17：住户 440100001 的 wage 为 -99，这通常表示“未回答”

      警告：x 不存在
        请检查拼写和当前所在的文件夹。

      到哪里看
        runs/sanpai/entry.csv                      1,200  拟进入名单
        runs/sanpai/exit.csv                           1  拟退出名单
        runs/sanpai/review.csv                         3  待核实名单，列出缺什么
        runs/sanpai/issues.csv                        12  每个数据问题及其位置
        runs/sanpai/decisions.csv                         所有户
        shuangdao explain runs/sanpai <household>         某户为何如此判定
      "
    `);
  });

  it('shows a table that was left out among what was read, and what is odd about the whole', () => {
    const found = { ...summary, issues: [], absent: ['members', 'needs'] };
    expect(renderCheck(found, 'en')).toMatchInlineSnapshot(`
      "What was read
        table    file                    records   used  rejected
        income   income-2009.csv           1,201  1,200         1
        members  – not there (optional)
        needs    – not there (optional)

      Nothing is wrong in the data.

      warning: x does not exist
        Check the spelling, and the folder you are in.
      "
    `);
    expect(renderCheck(found, 'zh')).toContain('  members  – 没有（可缺）\n');
  });

  it('says so when nothing is wrong, and leaves out what is empty', () => {
    expect(renderCheck({ files: [], issues: [], warnings: [] }, 'en')).toBe(
      'Nothing is wrong in the data.\n',
    );
    const text = renderSummary(
      { ...summary, issues: [], warnings: [], files: [], periods: [] },
      'runs/x',
      'en',
    );
    expect(text).toContain('over sanpai, lists for 2010\n\nNothing is wrong in the data.\n\nWhere to look\n');
  });
});
