import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/model/explanation.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { explainHousehold, packFrom } from '../decide/explain-case.ts';
import { explainCubes } from '../decide/explain-cubes.ts';
import { explainVillager } from '../decide/explain-village.ts';

const year = (period: string, net: string | null, wage = net) => ({ period, size: '2', net, wage });
const english = (explanation: Explanation): string => renderExplanation(explanation, 'en');
const chinese = (explanation: Explanation): string => renderExplanation(explanation, 'zh');

describe('a household that moved', () => {
  const told = explainVillager(
    { income: [year('2009', '2000'), year('2010', '5000'), year('2011', '5825')] },
    '2011',
  );
  it('in English', () =>
    expect(english(told)).toMatchInlineSnapshot(`
      "Household h, county Liannan, 2011
      by A village (village 1.0.0)
      Moved: “listed” → “left”, by EXIT (leaves).

      Why
        ✓ EXIT (leaves), to “left”, if all of these hold: [sheet]
          ✓ at the exit line, in each of 2 years [sheet]
            ✓ 2011: income per person: 2,912.50 yuan per person per year; asked: at least 2,500 yuan (exit line, since 2009); 412.50 yuan above [sheet]
            ✓ 2010: income per person: 2,500 yuan per person per year; asked: at least 2,500 yuan (exit line, since 2009); exactly on the line [sheet]
          ✓ earning
            ✓ depending on whether
              ✗ ill members: 0 persons; asked: above 0 persons
              if not:
                ✓ share of wages: 100 %; asked: at least 95 % (least share, since 2009); 5 percentage points above [sheet]
          ✓ safe housing: yes
        ✓ true  ✗ false  ? unknown  – not told by the run folder

      What would have changed it
        EXIT (leaves) would not have applied with:
          – income per person of 2010: 0.01 yuan less per person per year (below 2,500 yuan)
        All other values being the same.

      Over time
        2009 ENTER → “listed”, 2010 kept “listed”, 2011 EXIT → “left”

      Sources
        [sheet] The sheet (secondary)
      "
    `));
  it('in Chinese', () =>
    expect(chinese(told)).toMatchInlineSnapshot(`
      "h 户，县 Liannan，2011
      依据 某村（village 1.0.0）
      变动：“在册”→“已退出”，依据 EXIT（退出）。

      判定过程
        ✓ EXIT（退出），转为“已退出”，条件：以下全部成立： [sheet]
          ✓ 达到退出线，连续 2 年 [sheet]
            ✓ 2011：人均收入：2,912.50 元/人/年；要求：不低于 2,500 元（退出线，2009 起）；高 412.50 元 [sheet]
            ✓ 2010：人均收入：2,500 元/人/年；要求：不低于 2,500 元（退出线，2009 起）；正好在线上 [sheet]
          ✓ 自立
            ✓ 视以下是否成立而定
              ✗ 患病人数：0 人；要求：高于 0 人
              如不成立：
                ✓ 工资比重：100%；要求：不低于 95%（最低比重，2009 起）；高 5 个百分点 [sheet]
          ✓ 住房安全：是
        ✓ 成立  ✗ 不成立  ? 未知  – 运行文件夹中没有

      怎样会改变结果
        要不发生 EXIT（退出），须：
          – 2010 人均收入：少 0.01 元/人/年（低于 2,500 元）
        其他数值不变。

      历次判定
        2009 ENTER→“在册”，2010 仍为“在册”，2011 EXIT→“已退出”

      来源
        [sheet] 考评表（转载或二手）
      "
    `));
});

describe('a household that was kept', () => {
  const told = explainVillager({
    household: { able: false },
    income: [{ size: '7', net: '13387.5', wage: '100' }],
    members: [{ member: '1', ill: true }],
  });
  it('in English', () =>
    expect(english(told)).toMatchInlineSnapshot(`
      "Household h, county Liannan, 2009
      by A village (village 1.0.0)
      Kept: stays “not listed”.

      Why
        ✗ ENTER (taken on), to “listed”, if all of these hold: [decree]
          ✗ below the entry line [decree]
            ✗ income per person: 1,912.50 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); 412.50 yuan above [decree]
          ✗ able to work: no
        ✗ HARDSHIP (taken on for hardship), to “listed”, if all of these hold:
          ✗ burdened: any of these
            ✗ ill members: 1 person; asked: at least 2 persons; 1 person below
            ✗ roof: tile; asked: one of straw, none
          ✗ income per person: 1,912.50 yuan per person per year; asked: below 1,800 yuan (entry_line * 1.2); 112.50 yuan above
            entry line: 1,500 yuan per person per year [decree]
        ✓ true  ✗ false  ? unknown  – not told by the run folder

      What would have changed it
        ENTER (taken on) would have applied with:
          – income per person: 412.51 yuan less per person per year (below 1,500 yuan)
          – able to work: yes instead of no
        HARDSHIP (taken on for hardship) would have applied with:
          – income per person: 112.51 yuan less per person per year (below 1,800 yuan)
          – ill members: 1 person more (at least 2 persons)
        All other values being the same.

      Over time
        2009 kept “not listed”

      Sources
        [decree] The decree (official)
          “below 1500”
      "
    `));
  it('in Chinese', () =>
    expect(chinese(told)).toMatchInlineSnapshot(`
      "h 户，县 Liannan，2009
      依据 某村（village 1.0.0）
      不变：仍为“未纳入”。

      判定过程
        ✗ ENTER（纳入），转为“在册”，条件：以下全部成立： [decree]
          ✗ 低于进入线 [decree]
            ✗ 人均收入：1,912.50 元/人/年；要求：低于 1,500 元（进入线，2009 起）；高 412.50 元 [decree]
          ✗ 有劳动能力：否
        ✗ HARDSHIP（因困纳入），转为“在册”，条件：以下全部成立：
          ✗ 负担重：以下任一
            ✗ 患病人数：1 人；要求：不低于 2 人；低 1 人
            ✗ 屋顶：tile；要求：straw、none 之一
          ✗ 人均收入：1,912.50 元/人/年；要求：低于 1,800 元（entry_line * 1.2）；高 112.50 元
            进入线：1,500 元/人/年 [decree]
        ✓ 成立  ✗ 不成立  ? 未知  – 运行文件夹中没有

      怎样会改变结果
        要发生 ENTER（纳入），须：
          – 人均收入：少 412.51 元/人/年（低于 1,500 元）
          – 有劳动能力：是（而非否）
        要发生 HARDSHIP（因困纳入），须：
          – 人均收入：少 112.51 元/人/年（低于 1,800 元）
          – 患病人数：多 1 人（不低于 2 人）
        其他数值不变。

      历次判定
        2009 仍为“未纳入”

      来源
        [decree] 法令（官方）
          “低于1500”
      "
    `));
});

describe('a household to review', () => {
  const income = [year('2009', '2000'), year('2010', null), year('2011', '6000', '5600')];
  const told = explainVillager(
    { household: { safe: null }, income, members: [{ member: '1', ill: null }] },
    '2011',
  );
  it('in English', () =>
    expect(english(told)).toMatchInlineSnapshot(`
      "Household h, county Liannan, 2011
      by A village (village 1.0.0)
      To review: stays “listed”, since not enough is known to decide EXIT (leaves).

      Why
        ? EXIT (leaves), to “left”, if all of these hold: [sheet]
          ? at the exit line, in each of 2 years [sheet]
            ✓ 2011: income per person: 3,000 yuan per person per year; asked: at least 2,500 yuan (exit line, since 2009); 500 yuan above [sheet]
            ? 2010: income per person: unknown (missing: net income); asked: at least 2,500 yuan (exit line, since 2009) [sheet]
          ? earning
            ? depending on whether
              ? ill members: unknown (missing: ill); asked: above 0 persons
              if so:
                ✓ share of wages: about 93.33 %; asked: at least 85 % (least_share - 0.1); about 8.33 percentage points above
                  least share: 95 % [sheet]
              if not:
                ✗ share of wages: about 93.33 %; asked: at least 95 % (least share, since 2009); about 1.67 percentage points below [sheet]
          ? safe housing: unknown
        ✓ true  ✗ false  ? unknown  – not told by the run folder

      What is missing
        ill (members.ill)
        net income of 2010 (net)
        safe housing (safe)

      What would have changed it
        EXIT (leaves) would have applied with:
          – income per person of 2010: known, and at least 2,500 yuan
          – ill members: known, and at least 1 person
          – safe housing: known to be yes
        All other values being the same.

      Over time
        2009 ENTER → “listed”, 2010 kept “listed”, 2011 to review (EXIT), “listed”

      Sources
        [sheet] The sheet (secondary)
      "
    `));
  it('in Chinese', () =>
    expect(chinese(told)).toMatchInlineSnapshot(`
      "h 户，县 Liannan，2011
      依据 某村（village 1.0.0）
      待核实：仍为“在册”，资料不足以判定 EXIT（退出）。

      判定过程
        ? EXIT（退出），转为“已退出”，条件：以下全部成立： [sheet]
          ? 达到退出线，连续 2 年 [sheet]
            ✓ 2011：人均收入：3,000 元/人/年；要求：不低于 2,500 元（退出线，2009 起）；高 500 元 [sheet]
            ? 2010：人均收入：未知（缺：纯收入）；要求：不低于 2,500 元（退出线，2009 起） [sheet]
          ? 自立
            ? 视以下是否成立而定
              ? 患病人数：未知（缺：患病）；要求：高于 0 人
              如成立：
                ✓ 工资比重：约 93.33%；要求：不低于 85%（least_share - 0.1）；高约 8.33 个百分点
                  最低比重：95% [sheet]
              如不成立：
                ✗ 工资比重：约 93.33%；要求：不低于 95%（最低比重，2009 起）；低约 1.67 个百分点 [sheet]
          ? 住房安全：未知
        ✓ 成立  ✗ 不成立  ? 未知  – 运行文件夹中没有

      缺少什么
        患病（members.ill）
        2010 的纯收入（net）
        住房安全（safe）

      怎样会改变结果
        要发生 EXIT（退出），须：
          – 2010 人均收入：已知，且不低于 2,500 元
          – 患病人数：已知，且不低于 1 人
          – 住房安全：确知为是
        其他数值不变。

      历次判定
        2009 ENTER→“在册”，2010 仍为“在册”，2011 待核实（EXIT），“在册”

      来源
        [sheet] 考评表（转载或二手）
      "
    `));
});

describe('a household that nobody observed', () => {
  const told = explainVillager({ income: [year('2009', '2000'), year('2011', '6000')] }, '2010');
  it('in English', () =>
    expect(english(told)).toMatchInlineSnapshot(`
    "Household h, county Liannan, 2010
    by A village (village 1.0.0)
    Not observed: there is no record in 2010; stays “listed”.

    What would have changed it
      With a record of 2010 the household would have been decided.

    Over time
      2009 ENTER → “listed”, 2010 not observed, “listed”, 2011 to review (EXIT), “listed”
    "
  `));
  it('in Chinese', () =>
    expect(chinese(told)).toMatchInlineSnapshot(`
    "h 户，县 Liannan，2010
    依据 某村（village 1.0.0）
    未调查到：2010 没有记录；仍为“在册”。

    怎样会改变结果
      有 2010 的记录就能判定该户。

    历次判定
      2009 ENTER→“在册”，2010 未调查到，“在册”，2011 待核实（EXIT），“在册”
    "
  `));
});

it('says of a division by zero what the divisor is', () => {
  const told = explainVillager({ income: [{ size: '0' }] });
  expect(linesWith(english(told), /zero|Nothing/)).toMatchInlineSnapshot(`
    "? income per person: cannot be computed (division by zero: persons is 0); asked: below 1,500 yuan (entry line, since 2009) [decree]
    ? income per person: cannot be computed (division by zero: persons is 0); asked: below 1,800 yuan (entry_line * 1.2)
    Nothing is missing, but a value cannot be computed: see above why."
  `);
  expect(linesWith(chinese(told), /除数|没有缺失/)).toMatchInlineSnapshot(`
    "? 人均收入：无法计算（除数为零：人口为 0）；要求：低于 1,500 元（进入线，2009 起） [decree]
    ? 人均收入：无法计算（除数为零：人口为 0）；要求：低于 1,800 元（entry_line * 1.2）
    没有缺失项，但有数值无法计算：原因见上文。"
  `);
});

it('says of a number that is too large for exact computing that it is', () => {
  const told = explainCubes({ amount: '999999999999', persons: null });
  expect(linesWith(english(told), /digits|Nothing/)).toMatchInlineSnapshot(`
    "? each: cannot be computed exactly (too large: more than 38 digits); asked: above 5
    Nothing is missing, but a value cannot be computed: see above why."
  `);
  expect(linesWith(chinese(told), /数字|没有缺失/)).toMatchInlineSnapshot(`
    "? each：无法精确计算（数值过大：超过 38 位数字）；要求：高于 5
    没有缺失项，但有数值无法计算：原因见上文。"
  `);
});

it('says on which side of the line a value is, however close', () => {
  const about = (net: string) => english(explainVillager({ income: [{ size: '3', net }] }));
  const lines = ['4500', '4499.99', '4500.01', '4500.0001'].map((net) =>
    linesWith(about(net), /income per person: (about )?\d/),
  );
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "✗ income per person: 1,500 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); exactly on the line [decree]
    ✓ income per person: 1,500 yuan per person per year; asked: below 1,800 yuan (entry_line * 1.2); 300 yuan below
    – income per person: 0.01 yuan less per person per year (below 1,500 yuan)
    ✓ income per person: about 1,499.997 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); about 0.003 yuan below [decree]
    – income per person: 0.01 yuan more per person per year (at least 1,500 yuan)
    ✗ income per person: about 1,500.003 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); about 0.003 yuan above [decree]
    ✓ income per person: about 1,500 yuan per person per year; asked: below 1,800 yuan (entry_line * 1.2); about 300 yuan below
    – income per person: 0.01 yuan less per person per year (below 1,500 yuan)
    ✗ income per person: about 1,500.00003 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); about 0.00003 yuan above [decree]
    ✓ income per person: about 1,500 yuan per person per year; asked: below 1,800 yuan (entry_line * 1.2); about 300 yuan below
    – income per person: 0.01 yuan less per person per year (below 1,500 yuan)"
  `);
});

it('tells a value, its line and the distance so that they add up', () => {
  const amount = fc.integer({ min: 0, max: 9_000_000 }).map((units) => String(units / 10_000));
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 30 }), (perPerson, size) => {
      const net = (Number(perPerson) * size).toFixed(4);
      const [line = ''] = linesWith(
        english(explainVillager({ income: [{ size: String(size), net }] })),
        /asked/,
      )
        .split('\n')
        .filter((text) => text.includes('entry line,'));
      const [value = 0, asked = 0, by = 0] = [...line.matchAll(/[\d,]+(\.\d+)?(?= yuan)/g)].map(([text]) =>
        Math.round(Number(text.replaceAll(',', '')) * 1e10),
      );
      if (line.includes('exactly on the line')) expect(value).toBe(asked);
      else expect(line.includes('below [') ? asked - value : value - asked).toBe(by);
      expect(line.startsWith('✓')).toBe(value < asked);
    }),
  );
});

it('says that a quotient is rounded, and shows all of a value that is not', () => {
  const told = (net: string, size: string) => explainVillager({ income: [{ size, net }] });
  const line = (text: string) => linesWith(text, /(entry line|进入线)[，,]/);
  expect([line(english(told('5999.98', '4'))), line(chinese(told('5999.98', '4')))]).toEqual([
    '✓ income per person: 1,499.995 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); 0.005 yuan below [decree]',
    '✓ 人均收入：1,499.995 元/人/年；要求：低于 1,500 元（进入线，2009 起）；低 0.005 元 [decree]',
  ]);
  expect([line(english(told('4000', '3'))), line(chinese(told('4000', '3')))]).toEqual([
    '✓ income per person: about 1,333.33 yuan per person per year; asked: below 1,500 yuan (entry line, since 2009); about 166.67 yuan below [decree]',
    '✓ 人均收入：约 1,333.33 元/人/年；要求：低于 1,500 元（进入线，2009 起）；低约 166.67 元 [decree]',
  ]);
});

it('names states without a way out', () => {
  const income = ['2009', '2010', '2011', '2012'].map((period) =>
    year(period, period === '2009' ? '2000' : '9000'),
  );
  const told = explainVillager({ income }, '2012');
  expect(english({ ...told, considered: [], changes: [], sources: {} })).toMatchInlineSnapshot(`
    "Household h, county Liannan, 2012
    by A village (village 1.0.0)
    Kept: stays “left”; no move starts from there.

    Over time
      2009 ENTER → “listed”, 2010 kept “listed”, 2011 EXIT → “left”, 2012 kept “left”
    "
  `);
});

describe('everything else a condition can be', () => {
  const pack = packFrom(`
format: shuangdao-rules/1
id: odd
version: 1.0.0
title: {en: Odd ends, zh: 杂项}
period: month
valid: {from: 2025-06, to: 2026-12}
currency: BRL
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {kind: {type: category, codes: [a, b, c]}, note: {type: text}, flag: {type: boolean}}}
  income:
    key: [household, period]
    columns: {income: {type: money, unit: BRL/month}, cost: {type: money, unit: BRL/month}}
parameters:
  ceiling: {unit: BRL/month, values: {2025-06: {value: 218, source: s}}}
  months: {unit: months, values: {2025-06: {value: 2, source: s}}}
states: [outside, inside]
initial: outside
transitions:
  - {code: JOIN, kind: entry, from: outside, to: inside, when: ceiling >= income - cost}
  - {code: GO, kind: exit, from: inside, to: outside, when: 'periods_in_state() >= months && !(kind in ["a", "b"]) && !ever(inside)'}
  - {code: ODD, kind: move, from: inside, to: outside, when: 'note.startsWith("x") || (known(note) ? kind != "c" && coalesce(flag, false) : kind == "b") || previous(income) > income'}
  - {code: LATE, kind: move, from: inside, to: outside, when: 'period >= 24306 && true'}
`);
  const months = ['2025-06', '2025-07', '2025-08', '2025-09'];
  const income = months.map((period) => ({ period, income: '300.5', cost: '100' }));
  const told = explainHousehold(pack, { kind: 'c', note: 'y', flag: null }, { income }, '2025-09');
  it('in English', () =>
    expect(english(told)).toMatchInlineSnapshot(`
      "Household h, 2025-09
      by Odd ends (odd 1.0.0)
      Moved: “inside” → “outside”, by LATE.

      Why
        ✗ GO, to “outside”, if all of these hold:
          ✗ time in “inside” so far: 1 month; asked: at least 2 months (months, since 2025-06); 1 month below [s]
          ✓ this does not hold:
            ✗ kind: c; asked: one of a, b
          ✗ this does not hold:
            ✓ was ever “inside”: yes
        ✗ ODD, to “outside”, if any of these holds:
          ✗ in the rules: note.startsWith("x")
            note: y
          ✗ depending on whether
            ✓ note: y; asked: known
            if so:
              ✗ all of these hold:
                ✗ kind: c; asked: other than c
                ✗ in the rules: coalesce(flag, false)
                  flag: unknown
          ✗ income of 2025-08: 300.50 reais per month; asked: above 300.50 reais (income)
        ✓ LATE, to “outside”, if all of these hold:
          ✓ period: 2025-09; asked: at least 2025-07
          ✓ always
        ✓ true  ✗ false  ? unknown  – not told by the run folder

      What would have changed it
        LATE would not have applied with:
          – income of 2025-08: 0.01 reais more per month (above 300.50 reais)
        All other values being the same.

      Over time
        2025-06 JOIN → “inside”, 2025-07 LATE → “outside”, 2025-08 JOIN → “inside”, 2025-09 LATE → “outside”

      Sources
        [s] made up (example)
      "
    `));
  it('in Chinese', () =>
    expect(chinese(told)).toMatchInlineSnapshot(`
      "h 户，2025-09
      依据 杂项（odd 1.0.0）
      变动：“inside”→“outside”，依据 LATE。

      判定过程
        ✗ GO，转为“outside”，条件：以下全部成立：
          ✗ 处于“inside”已有：1个月；要求：不低于 2个月（months，2025-06 起）；低 1个月 [s]
          ✓ 以下不成立：
            ✗ kind：c；要求：a、b 之一
          ✗ 以下不成立：
            ✓ 曾为“inside”：是
        ✗ ODD，转为“outside”，条件：以下任一成立：
          ✗ 规则原文：note.startsWith("x")
            note：y
          ✗ 视以下是否成立而定
            ✓ note：y；要求：已知
            如成立：
              ✗ 以下全部成立：
                ✗ kind：c；要求：不等于 c
                ✗ 规则原文：coalesce(flag, false)
                  flag：未知
          ✗ 2025-08 income：300.50 雷亚尔/月；要求：高于 300.50 雷亚尔（income）
        ✓ LATE，转为“outside”，条件：以下全部成立：
          ✓ period：2025-09；要求：不低于 2025-07
          ✓ 总是成立
        ✓ 成立  ✗ 不成立  ? 未知  – 运行文件夹中没有

      怎样会改变结果
        要不发生 LATE，须：
          – 2025-08 income：多 0.01 雷亚尔/月（高于 300.50 雷亚尔）
        其他数值不变。

      历次判定
        2025-06 JOIN→“inside”，2025-07 LATE→“outside”，2025-08 JOIN→“inside”，2025-09 LATE→“outside”

      来源
        [s] made up（示例）
      "
    `));
});

function linesWith(text: string, pattern: RegExp): string {
  return text
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => line.trim())
    .join('\n');
}
