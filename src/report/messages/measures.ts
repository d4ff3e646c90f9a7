import type { Reason } from '../../stats/result.ts';
import type { Messages } from './types.ts';

/** What each measure is called, by the name of its file in `stats`; FGT has its three usual names besides. */
export const measureNames = {
  mean: { en: 'mean', zh: '均值' },
  total: { en: 'total', zh: '总额' },
  fgt0: { en: 'poverty rate (FGT0)', zh: '贫困发生率（FGT0）' },
  fgt1: { en: 'poverty gap index (FGT1)', zh: '贫困差距指数（FGT1）' },
  fgt2: { en: 'squared poverty gap (FGT2)', zh: '平方贫困差距指数（FGT2）' },
  fgt: { en: 'FGT({alpha})', zh: 'FGT({alpha})' },
  watts: { en: 'Watts index', zh: '瓦茨指数' },
  sen: { en: 'Sen index', zh: '森指数' },
  'sen-shorrocks-thon': { en: 'Sen–Shorrocks–Thon index', zh: '森-肖罗克斯-索恩指数（SST）' },
  'mean-shortfall': { en: 'mean shortfall of the poor', zh: '贫困人口平均缺口' },
  'median-poverty-gap': { en: 'relative median poverty gap', zh: '相对中位贫困差距' },
  'relative-line': { en: 'relative poverty line', zh: '相对贫困线' },
  'weighted-quantile': { en: 'percentile {p}', zh: '第 {p} 百分位数' },
  'quantile-ratio': { en: 'P{high}/P{low}', zh: 'P{high}/P{low}' },
  'quintile-share-ratio': { en: 'quintile share ratio (S80/S20)', zh: '五等份收入比（S80/S20）' },
  gini: { en: 'Gini coefficient', zh: '基尼系数' },
  'theil-t': { en: 'Theil T (GE(1))', zh: '泰尔 T 指数（GE(1)）' },
  'mean-log-deviation': { en: 'mean log deviation (GE(0))', zh: '平均对数离差（泰尔 L，GE(0)）' },
  'generalized-entropy': { en: 'generalised entropy GE({alpha})', zh: '广义熵 GE({alpha})' },
  atkinson: { en: 'Atkinson index, ε = {epsilon}', zh: '阿特金森指数，ε = {epsilon}' },
  'coefficient-of-variation': { en: 'coefficient of variation (divisor n)', zh: '变异系数（除以 n）' },
  'entropy-within': { en: 'inequality within groups', zh: '组内不平等' },
  'entropy-between': { en: 'inequality between groups', zh: '组间不平等' },
  'lorenz-curve': { en: 'Lorenz curve', zh: '洛伦兹曲线' },
  'tip-curve': { en: 'poverty gap (TIP) curve', zh: '贫困差距（TIP）曲线' },
  'pen-parade': { en: "Pen's parade", zh: '佩恩阵列（收入游行图）' },
} as const satisfies Messages;

/** Why there is no figure. The first line says why, the further ones what to do. {strata} are names of strata. */
export const reasonMessages = {
  'no-units': {
    en: 'nobody is in this domain',
    zh: '该范围内没有任何单位',
  },
  'one-unit': {
    en: 'only one unit with a weight above zero: one value has neither spread nor error',
    zh: '只有一个权数大于零的单位：单个数值谈不上差异，也谈不上误差',
  },
  'zero-weights': {
    en: 'all weights are zero',
    zh: '权数全部为零',
  },
  'zero-mean': {
    en: 'the mean is zero: the measure divides by it',
    zh: '均值为零：该指标以均值为除数',
  },
  'negative-mean': {
    en: 'the mean is negative: the measure compares with a mean above zero',
    zh: '均值为负：该指标须与大于零的均值比较',
  },
  'non-positive-values': {
    en: 'undefined with values that are zero or negative\n--positive-only leaves them out and says how many.',
    zh: '有零或负的数值，该指标无定义\n用 --positive-only 可剔除这些数值，并说明剔除了多少。',
  },
  'negative-values': {
    en: 'undefined with negative values\n--positive-only leaves them out and says how many.',
    zh: '有负的数值，该指标无定义\n用 --positive-only 可剔除这些数值，并说明剔除了多少。',
  },
  'non-positive-line': {
    en: 'the poverty line is zero or negative: gaps are shares of the line',
    zh: '贫困线为零或负数：差距以贫困线为除数',
  },
  'no-poor': {
    en: 'nobody is poor here: there is no gap to average',
    zh: '没有贫困者：没有差距可供平均',
  },
  'zero-denominator': {
    en: 'the lower part is zero or negative: nothing can be divided by it',
    zh: '较低一端为零或负数：不能作除数',
  },
  'no-upper': {
    en: 'nobody is above the 80th percentile: there is no upper part',
    zh: '没有人高于第 80 百分位数：没有较高一端',
  },
  overflow: {
    en: 'too large to reckon with: the values are too large, or too far apart for this measure',
    zh: '数值过大，无法计算：数值本身过大，或对于该指标相差过大',
  },
  'single-psu': {
    en: 'only one sampling unit in a stratum[[: {strata}]]; its variance cannot be estimated\nMerge the stratum with a similar one, or say what it stands for: certainty (taken with certainty, adds nothing), adjust (compared with the mean of all), average (adds what the other strata add on average).',
    zh: '层内只有一个抽样单元[[：{strata}]]，无法估计方差\n可将该层与相近的层合并，或说明如何处理：certainty（必选单元，不计方差）、adjust（与总体均值比较）、average（取其他层的平均）。',
  },
  'no-freedom': {
    en: 'no degrees of freedom are left: an error wants two sampling units in a stratum, or two replicates',
    zh: '没有自由度：计算误差需要层内有两个抽样单元，或有两个重复权重',
  },
  'one-psu': {
    en: 'no error: all units of the domain are in one sampling unit',
    zh: '没有误差：该组全部单位都在同一个抽样单元内',
  },
  'uneven-population': {
    en: 'the number of sampling units in the population differs within a stratum[[: {strata}]]\nEvery row of a stratum must have the same number.',
    zh: '同一层内总体抽样单元数不一致[[：{strata}]]\n同一层的每一行须为同一数字。',
  },
  'population-below-sample': {
    en: 'more sampling units in the sample than in the population of a stratum[[: {strata}]]\nGive the number of sampling units in the population, not a sampling fraction.',
    zh: '层内样本抽样单元数多于总体[[：{strata}]]\n请给出总体的抽样单元数，而不是抽样比。',
  },
} as const satisfies Record<Reason, { en: string; zh: string }>;
