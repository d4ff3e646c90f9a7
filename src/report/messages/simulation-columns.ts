import type { Messages } from './types.ts';

/** What the columns of simulate.csv and changes.csv hold, beside those that a run has too; docs/what-if.md is generated from it. */
export const simulationColumns = {
  setting: { en: 'number of the setting; 0 is the pack as it is', zh: '设定编号；0 为现行规则' },
  level: { en: 'all, or the region column that region is of', zh: 'all（全部），或 region 所属的区域列' },
  region: {
    en: 'the region; blank for all, and for households whose region is unknown',
    zh: '区域；全部及区域不明的户为空',
  },
  households: { en: 'households of the dataset', zh: '数据集中的户数' },
  entries: { en: 'moved by a transition of kind entry in the period', zh: '本期按进入类规则变动的户数' },
  exits: { en: 'moved by a transition of kind exit', zh: '按退出类规则变动的户数' },
  returns: { en: 'moved by a transition of kind return', zh: '按返回类规则变动的户数' },
  listed: { en: 'in a listed state at the end of the period', zh: '期末处于在册状态的户数' },
  review: {
    en: 'undetermined, or not observed while in another state than the first',
    zh: '不能判定，或未调查到且不处于初始状态的户数',
  },
  into_list: { en: 'listed here and not with the pack as it is', zh: '按此设定在册而按现行规则不在册的户数' },
  out_of_list: {
    en: 'listed with the pack as it is and not here',
    zh: '按现行规则在册而按此设定不在册的户数',
  },
  poor_households: { en: 'observed and known to be poor by the line', zh: '调查到且可判定低于标准线的户数' },
  poor_persons: {
    en: 'persons in them, as far as their number and what they lack are known',
    zh: '其中人数与缺口均已知的户的人口',
  },
  poor_gap: {
    en: 'money that lifts them to the line for one period, over the same households',
    zh: '使上述各户达到标准线一期所需的资金',
  },
  listed_poor_households: { en: 'of the poor, those listed', zh: '贫困户中在册的户数' },
  listed_poor_persons: { en: 'persons in them', zh: '其人口' },
  listed_poor_gap: { en: 'money that lifts them to the line', zh: '使其达到标准线所需的资金' },
  listed_unknown: {
    en: 'listed, and not known whether poor or how much is lacking',
    zh: '在册但不知是否贫困或缺口多少的户数',
  },
  exclusion_count: { en: 'poor by the benchmark and not listed', zh: '基准认定贫困而未在册的户数' },
  exclusion_of: { en: 'poor by the benchmark', zh: '基准认定的贫困户数' },
  exclusion_share: {
    en: 'exclusion error: the one over the other, from 0 to 1',
    zh: '漏出率：前者除以后者，0 至 1',
  },
  exclusion_low: { en: 'lower end of its Wilson interval of 95 %', zh: '其威尔逊 95% 区间下限' },
  exclusion_high: { en: 'upper end', zh: '区间上限' },
  inclusion_count: { en: 'listed and not poor by the benchmark', zh: '在册而基准认定不贫困的户数' },
  inclusion_of: { en: 'listed and known to the benchmark', zh: '在册且基准已知的户数' },
  inclusion_share: { en: 'inclusion error: the one over the other', zh: '错入率：前者除以后者' },
  inclusion_low: { en: 'lower end of its Wilson interval of 95 %', zh: '其威尔逊 95% 区间下限' },
  inclusion_high: { en: 'upper end', zh: '区间上限' },
  budget_fits: {
    en: 'whether the budget covers listed_poor_gap; in the period shown only',
    zh: '预算是否够 listed_poor_gap 所需；仅显示的时期有',
  },
  budget_covered: { en: 'budget over listed_poor_gap, at most 1', zh: '预算除以 listed_poor_gap，最多为 1' },
  budget_households: {
    en: 'listed poor households lifted to the line, those furthest below it per person first',
    zh: '按人均缺口由大到小补足，可达标的在册贫困户数',
  },
  budget_persons: { en: 'persons in them', zh: '其人口' },
  change: {
    en: 'into_list, out_of_list, other_state, or same_state where outcome or code differ only',
    zh: 'into_list 新在册、out_of_list 不再在册、other_state 状态不同、same_state 仅结果或代码不同',
  },
  state_as_is: { en: 'state at the end of the period with the pack as it is', zh: '按现行规则的期末状态' },
  outcome_as_is: { en: 'outcome with the pack as it is', zh: '按现行规则的结果' },
  code_as_is: { en: 'code with the pack as it is', zh: '按现行规则的代码' },
} as const satisfies Messages;
