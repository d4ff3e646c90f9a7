import type { Messages } from './types.ts';

/** What keeps `measure` from giving figures. */
export const measureProblems = {
  'measure-unknown': {
    en: 'there is no measure {name}[[; did you mean {near}?]]\nThere are {names}; numbers in the names may be others.',
    zh: '没有指标 {name}[[；您是要输入 {near} 吗？]]\n可用的有 {names}；名称中的数字可以更换。',
  },
  'measure-needs-line': {
    en: '{name} needs a poverty line\nGive one with --line: 10000, 60%median, or a column.',
    zh: '{name} 需要贫困线\n请用 --line 给出：10000、60%median 或某一列。',
  },
  'measure-single-psu': {
    en: 'a stratum has one sampling unit only, so its variance cannot be estimated: {strata}[[ (period {period})]]\nMerge it with a similar stratum in the file, or say what it stands for with --single-psu: certainty (it was taken with certainty and adds nothing), adjust (it is compared with the mean of all strata) or average (it adds what the other strata add on average).',
    zh: '有的层只有一个抽样单位，无法估计方差：{strata}[[（{period} 期）]]\n请在文件中将该层与相近的层合并，或用 --single-psu 说明如何处理：certainty（必选单位，不计方差）、adjust（与所有层的均值比较）或 average（取其他层的平均）。',
  },
  'measure-one-psu': {
    en: '{file}[[, period {period},]] has one sampling unit only\nOne alone has neither spread nor error: no figure is given.',
    zh: '{file}[[（{period} 期）]]只有一个抽样单位\n单个抽样单位谈不上差异，也谈不上误差：不给出任何指标。',
  },
  'measure-uneven-population': {
    en: '--fpc gives different numbers of sampling units within a stratum: {strata}\nIt is the number of sampling units in the population of the stratum, the same in each of its records.',
    zh: '--fpc 在同一层内给出了不同的抽样单位数：{strata}\n它是该层总体中的抽样单位数，同一层的每条记录都应相同。',
  },
  'measure-population-below-sample': {
    en: '--fpc gives fewer sampling units than were sampled in a stratum: {strata}\nIt is the number of sampling units in the population of the stratum, not a fraction.',
    zh: '--fpc 给出的抽样单位数少于该层样本中的数目：{strata}\n它是该层总体中的抽样单位数，而不是抽样比。',
  },
  'measure-jkn': {
    en: 'the replicate weights are not those of a stratified delete-one jackknife: one of them leaves out nobody, or units of several strata, or raises the others unevenly\nGive the strata with --strata, or another --repmethod.',
    zh: '重复权重不是分层逐一剔除的刀切法权重：其中有的没有剔除任何单位，或剔除了多个层的单位，或对其余单位的调整不一致\n请用 --strata 给出分层，或改用其他 --repmethod。',
  },
} as const satisfies Messages;

/** What `measure` prints around its figures. */
export const measureMessages = {
  title: { en: '{incomes} of {units}, {file}', zh: '{file}：{units}的 {incomes}' },
  persons: { en: 'persons', zh: '个人' },
  households: { en: 'households', zh: '住户' },

  'how-units-sized': {
    en: 'Units: persons. Each record is a household and counts as many persons as {size} says.',
    zh: '统计单位：个人。每条记录为一户，按 {size} 列计其人数。',
  },
  'how-units-each': {
    en: 'Units: {units}. Each record counts as one.',
    zh: '统计单位：{units}。每条记录计为一个。',
  },
  'how-units-together': {
    en: 'Units: households. The persons of one ({household}) count as one.',
    zh: '统计单位：住户。同一户（{household}）的各人合计为一户。',
  },
  'how-units-households': {
    en: 'Units: households. Each record is one, whatever {size} says.',
    zh: '统计单位：住户。每条记录为一户，不计 {size}。',
  },
  'how-weighted': { en: 'Weights: {weight}.', zh: '权重：{weight}。' },
  'how-weighted-sized': { en: 'Weights: {weight} × {size}.', zh: '权重：{weight} × {size}。' },
  'how-unweighted': { en: 'Weights: none; all records weigh the same.', zh: '权重：无，各记录权重相同。' },
  'how-unweighted-sized': { en: 'Weights: {size} alone.', zh: '权重：仅 {size}。' },
  'how-poor-below': {
    en: 'Poor: income strictly below the line. Rates divide by the weight of all units of the domain.',
    zh: '贫困：收入严格低于贫困线。比率以该组全部单位的权重为分母。',
  },
  'how-poor-at-or-below': {
    en: 'Poor: income at or below the line. Rates divide by the weight of all units of the domain.',
    zh: '贫困：收入低于或等于贫困线。比率以该组全部单位的权重为分母。',
  },
  'how-line-fixed': { en: 'Line {text}: an amount, without error.', zh: '贫困线 {text}：固定金额，无误差。' },
  'how-line-column': {
    en: 'Line {text}: the column of that name, one line for each unit, without error.',
    zh: '贫困线 {text}：取自该列，每个单位各有一条，无误差。',
  },
  'how-line-median': {
    en: 'Line {text}: {percent} % of the weighted median of all units of the period; estimated, and its error is part of the errors of poverty below it.',
    zh: '贫困线 {text}：该期全部单位加权中位数的 {percent} %；为估计值，其误差计入相应贫困指标的误差。',
  },
  'how-line-mean': {
    en: 'Line {text}: {percent} % of the weighted mean of all units of the period; estimated, and its error is part of the errors of poverty below it.',
    zh: '贫困线 {text}：该期全部单位加权均值的 {percent} %；为估计值，其误差计入相应贫困指标的误差。',
  },
  'how-linearised': {
    en: 'Standard errors: Taylor linearisation; {strata}; {psus}{fpc}. A domain keeps the whole design. Intervals: 95 %, Student’s t.',
    zh: '标准误：泰勒线性化；{strata}；{psus}{fpc}。分组时保留整个设计。区间：95 %，学生 t 分布。',
  },
  'design-strata': { en: 'strata {strata}', zh: '分层 {strata}' },
  'design-no-strata': { en: 'no strata', zh: '不分层' },
  'design-psu': { en: 'sampling units {psu}', zh: '抽样单位 {psu}' },
  'design-each': {
    en: 'each record its own sampling unit (--household or --psu says otherwise)',
    zh: '每条记录自成抽样单位（可用 --household 或 --psu 指定）',
  },
  'design-fpc': { en: '; finite population {fpc}', zh: '；有限总体校正 {fpc}' },
  'how-single-psu': { en: 'A stratum with one sampling unit: {how}.', zh: '仅有一个抽样单位的层：{how}。' },
  'how-replicated': {
    en: 'Standard errors: {count} replicate weights, {method}[[ with coefficient {fay}]], about the figure of the full sample; estimated lines are estimated again with each. Intervals: 95 %, Student’s t.',
    zh: '标准误：{count} 组重复权重，{method}[[，系数 {fay}]]，围绕全样本结果；估计的贫困线逐组重新估计。区间：95 %，学生 t 分布。',
  },
  'how-change': {
    en: 'Change: a period less the one before. Sampling units of both periods give a covariance, which is taken off the variance.',
    zh: '变化：本期减上期。两期共有的抽样单位产生协方差，已从方差中扣除。',
  },

  'sample-rows': { en: 'records', zh: '记录' },
  'sample-used': { en: 'used', zh: '采用' },
  'sample-weight': { en: 'weight', zh: '权重' },
  'sample-missing': { en: 'without income', zh: '无收入' },
  'sample-missing-weight': { en: '  their weight', zh: '  其权重' },
  'sample-non-positive': { en: 'zero or negative, used as they are', zh: '零或负，按原值采用' },
  'sample-dropped': { en: 'zero or negative, left out', zh: '零或负，已剔除' },
  'sample-dropped-weight': { en: '  their weight', zh: '  其权重' },
  'sample-strata': { en: 'strata', zh: '层' },
  'sample-psus': { en: 'sampling units', zh: '抽样单位' },
  'sample-df': { en: 'degrees of freedom', zh: '自由度' },
  'sample-overlap': { en: '  in the period before too', zh: '  上期亦有' },

  median: { en: 'median', zh: '中位数' },
  samples: { en: 'Sample', zh: '样本' },
  figures: { en: 'Figures', zh: '指标' },
  changes: { en: 'Change from the period before', zh: '与上期相比的变化' },
  parts: { en: 'Parts', zh: '分解' },
  definitions: { en: 'Definitions', zh: '定义' },
  income: { en: 'income', zh: '收入' },
  period: { en: 'period', zh: '时期' },
  measure: { en: 'measure', zh: '指标' },
  line: { en: 'line', zh: '贫困线' },
  domain: { en: 'domain', zh: '分组' },
  all: { en: 'all', zh: '全部' },
  blank: { en: '(blank)', zh: '（空白）' },
  n: { en: 'n', zh: 'n' },
  estimate: { en: 'estimate', zh: '估计值' },
  'standard-error': { en: 'std. error', zh: '标准误' },
  low: { en: '95 % from', zh: '95 % 下限' },
  high: { en: 'to', zh: '上限' },
  note: { en: '', zh: '' },
  'population-share': { en: 'share of units', zh: '单位占比' },
  contribution: { en: 'contribution', zh: '贡献' },
  share: { en: 'share', zh: '占比' },
  within: { en: 'within groups', zh: '组内' },
  between: { en: 'between groups', zh: '组间' },

  'curve-lorenz': { en: 'Lorenz curve of {income}', zh: '{income} 的洛伦兹曲线' },
  'curve-tip': {
    en: 'Poverty gap (TIP) curve of {income}, line {line}',
    zh: '{income} 的贫困差距（TIP）曲线，贫困线 {line}',
  },
  'curve-pen': { en: 'Pen’s parade of {income}', zh: '{income} 的佩恩阵列' },
  'axis-population': { en: 'share of {units}, poorest first', zh: '{units}占比（由穷到富）' },
  'axis-income': { en: 'share of {income}', zh: '{income} 占比' },
  'axis-gap': { en: 'gaps added up, in lines per head', zh: '人均累计缺口（以贫困线为单位）' },
  equality: { en: 'equal shares', zh: '完全平等' },
  'curve-note': { en: '{file}; n = {n}; {weights}', zh: '{file}；n = {n}；{weights}' },
} as const satisfies Messages;
