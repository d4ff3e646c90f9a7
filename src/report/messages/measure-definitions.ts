import type { measureNames } from './measures.ts';
import type { Messages } from './types.ts';

/** What each measure is: what is added up, and what it is divided by. z is the line, y the value, w the weight. */
export const measureDefinitions = {
  mean: { en: 'Σwy / Σw', zh: 'Σwy / Σw' },
  total: { en: 'Σwy', zh: 'Σwy' },
  fgt0: {
    en: 'weight of the poor / weight of all; the poor are {poor}',
    zh: '贫困者权数 / 全部权数；贫困者指{poor}',
  },
  fgt1: {
    en: 'Σw(z − y)/z over the poor / weight of all; the poor are {poor}',
    zh: '贫困者的 Σw(z − y)/z / 全部权数；贫困者指{poor}',
  },
  fgt2: {
    en: 'Σw((z − y)/z)² over the poor / weight of all; the poor are {poor}',
    zh: '贫困者的 Σw((z − y)/z)² / 全部权数；贫困者指{poor}',
  },
  fgt: {
    en: 'Σw((z − y)/z)^{alpha} over the poor / weight of all; the poor are {poor}',
    zh: '贫困者的 Σw((z − y)/z)^{alpha} / 全部权数；贫困者指{poor}',
  },
  watts: {
    en: 'Σw·ln(z/y) over the poor / weight of all; the poor are {poor}; all values must be above zero',
    zh: '贫困者的 Σw·ln(z/y) / 全部权数；贫困者指{poor}；所有数值须大于零',
  },
  sen: {
    en: 'H(I + (1 − I)G): H poverty rate, I mean gap of the poor / z, G Gini among the poor; the poor are {poor}',
    zh: 'H(I + (1 − I)G)：H 为贫困发生率，I 为贫困者平均差距 / z，G 为贫困者内部基尼系数；贫困者指{poor}',
  },
  'sen-shorrocks-thon': {
    en: 'FGT1·(1 + G), G the Gini coefficient of the gaps (z − y)/z of all, 0 for those who are not poor',
    zh: 'FGT1·(1 + G)，G 为全部单位差距 (z − y)/z 的基尼系数，非贫困者差距为 0',
  },
  'mean-shortfall': {
    en: 'Σw(z − y) over the poor / weight of the poor, in money; the poor are {poor}',
    zh: '贫困者的 Σw(z − y) / 贫困者权数，以金额计；贫困者指{poor}',
  },
  'median-poverty-gap': {
    en: '1 − median of the poor / z; the poor are {poor}',
    zh: '1 − 贫困者的中位数 / z；贫困者指{poor}',
  },
  'relative-line': { en: '{share} of the {centre}', zh: '{centre}的 {share}' },
  'weighted-quantile': {
    en: 'where the cumulative weight passes {p} % of all; the mean of two neighbours where it hits it (Eurostat)',
    zh: '累计权数超过全部权数 {p}% 处的数值；恰好等于时取相邻两值的平均（欧盟统计局定义）',
  },
  'quantile-ratio': {
    en: 'percentile {high} / percentile {low}',
    zh: '第 {high} 百分位数 / 第 {low} 百分位数',
  },
  'quintile-share-ratio': {
    en: 'total above percentile 80 / total up to percentile 20',
    zh: '第 80 百分位数以上的总额 / 第 20 百分位数及以下的总额',
  },
  gini: {
    en: 'ΣΣww′|y − y′| / (2(Σw)²·mean), the area by trapezoids; no small-sample factor',
    zh: 'ΣΣww′|y − y′| / (2(Σw)²·均值)，梯形法面积；不作小样本修正',
  },
  'theil-t': {
    en: 'Σw(y/mean)·ln(y/mean) / Σw; all values must be above zero',
    zh: 'Σw(y/均值)·ln(y/均值) / Σw；所有数值须大于零',
  },
  'mean-log-deviation': {
    en: 'Σw·ln(mean/y) / Σw; all values must be above zero',
    zh: 'Σw·ln(均值/y) / Σw；所有数值须大于零',
  },
  'generalized-entropy': {
    en: '(Σw(y/mean)^α / Σw − 1) / (α(α − 1)), α = {alpha}',
    zh: '(Σw(y/均值)^α / Σw − 1) / (α(α − 1))，α = {alpha}',
  },
  atkinson: {
    en: '1 − equally distributed equivalent / mean, aversion to inequality ε = {epsilon}',
    zh: '1 − 均等分配等价值 / 均值，不平等厌恶系数 ε = {epsilon}',
  },
  'coefficient-of-variation': {
    en: '√(Σw(y − mean)² / Σw) / mean',
    zh: '√(Σw(y − 均值)² / Σw) / 均值',
  },
  'entropy-within': {
    en: 'Σ population share × (group mean/mean)^α × GE(α) of the group',
    zh: 'Σ 组人口比重 ×（组均值/均值）^α × 组内 GE(α)',
  },
  'entropy-between': {
    en: 'GE(α) if everyone had the mean of the group; with the part within it makes the whole',
    zh: '各组成员均取组均值时的 GE(α)；与组内部分之和等于总体',
  },
  'lorenz-curve': {
    en: 'share of the total that the poorest share of the population has',
    zh: '最穷的一部分人口所占的总额比重',
  },
  'tip-curve': {
    en: 'Σw(z − y)/z of the poorest share of the population / weight of all',
    zh: '最穷的一部分人口的 Σw(z − y)/z / 全部权数',
  },
  'pen-parade': {
    en: 'the value of each part of the population, poorest first',
    zh: '由穷到富各部分人口的数值',
  },
} as const satisfies Record<keyof typeof measureNames, { en: string; zh: string }>;

/** Who is poor, for the blank {poor} of definitions. */
export const poorMessages = {
  below: { en: 'below the line', zh: '低于贫困线者' },
  'at-or-below': { en: 'at or below the line', zh: '等于或低于贫困线者' },
} as const satisfies Messages;
