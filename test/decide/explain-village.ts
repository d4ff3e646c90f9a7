import type { Explanation } from '../../src/model/explanation.ts';
import type { Row } from '../oracle/types.ts';
import { explainHousehold, packFrom } from './explain-case.ts';

const PACK = `
format: shuangdao-rules/1
id: village
version: 1.0.0
title: {en: A village, zh: 某村}
period: year
valid: {from: 2009, to: 2012}
currency: CNY
regions: [county]
sources:
  decree: {title: {en: The decree, zh: 法令}, quote: {en: below 1500, zh: 低于1500}, quality: official}
  sheet: {title: {en: The sheet, zh: 考评表}, quality: secondary}
inputs:
  households:
    key: [household]
    columns:
      county: {type: code, label: {en: county, zh: 县}}
      able: {type: boolean, label: {en: able to work, zh: 有劳动能力}}
      safe: {type: boolean, label: {en: safe housing, zh: 住房安全}}
      roof: {type: category, codes: [tile, straw, none], label: {en: roof, zh: 屋顶}}
  members:
    key: [household, member]
    optional: true
    columns: {ill: {type: boolean, label: {en: ill, zh: 患病}}}
  income:
    key: [household, period]
    columns:
      size: {type: integer, range: [0, 30], unit: persons, label: {en: persons, zh: 人口}}
      net: {type: money, unit: CNY/year, label: {en: net income, zh: 纯收入}}
      wage: {type: money, unit: CNY/year, label: {en: wages, zh: 工资}}
parameters:
  entry_line:
    unit: CNY/person/year
    label: {en: entry line, zh: 进入线}
    values: {2009: {value: 1500, source: decree}, 2011: {value: 1600, source: decree}}
  exit_line:
    unit: CNY/person/year
    label: {en: exit line, zh: 退出线}
    values: {2009: {value: 2500, source: sheet}}
  least_share:
    unit: ratio
    label: {en: least share, zh: 最低比重}
    values: {2009: {value: 0.95, source: sheet}}
facts:
  per_person: {is: net / size, unit: CNY/person/year, label: {en: income per person, zh: 人均收入}}
  share: {is: wage / net, unit: ratio, label: {en: share of wages, zh: 工资比重}}
  ill_members: {is: 'members.filter(m, m.ill).size()', unit: persons, label: {en: ill members, zh: 患病人数}}
criteria:
  poor: {is: per_person < entry_line, label: {en: below the entry line, zh: 低于进入线}, source: decree}
  burdened: {is: 'ill_members >= 2 || roof in ["straw", "none"]', label: {en: burdened, zh: 负担重}}
  above: {is: per_person >= exit_line, label: {en: at the exit line, zh: 达到退出线}, source: sheet}
  earning: {is: 'ill_members > 0 ? share >= least_share - 0.1 : share >= least_share', label: {en: earning, zh: 自立}}
states:
  - {id: out, label: {en: not listed, zh: 未纳入}}
  - {id: listed, label: {en: listed, zh: 在册}}
  - {id: left, label: {en: left, zh: 已退出}}
  - {id: closed, label: {en: closed, zh: 已关闭}}
initial: out
transitions:
  - {code: ENTER, kind: entry, from: [out, left], to: listed, when: poor && able, label: {en: taken on, zh: 纳入}, source: decree}
  - {code: HARDSHIP, kind: entry, from: [out, left], to: listed, when: burdened && per_person < entry_line * 1.2, label: {en: taken on for hardship, zh: 因困纳入}}
  - {code: EXIT, kind: exit, from: listed, to: left, when: 'held(above, 2) && earning && safe', label: {en: leaves, zh: 退出}, source: sheet}
  - {code: CLOSE, kind: move, from: left, to: closed, when: 'year >= 2012 && periods_in_state() >= 3 && !ever(closed)'}
`;

export const village = packFrom(PACK);

const WELL_OFF: Row = { period: '2009', size: '4', net: '20000', wage: '20000' };
const NOBODY_ILL = [{ member: '1', ill: false }];

/** Explains household `h`: able to work, in a safe house with a tile roof, well off in 2009 unless told otherwise. */
export function explainVillager(
  given: { household?: Row; income?: Row[]; members?: Row[] },
  period = '2009',
): Explanation {
  const { household = {}, income = [{}], members = NOBODY_ILL } = given;
  const tables = { income: income.map((row) => ({ ...WELL_OFF, ...row })), members };
  return explainHousehold(
    village,
    { county: 'Liannan', able: true, safe: true, roof: 'tile', ...household },
    tables,
    period,
  );
}
