import type { Messages } from './types.ts';

/** The help of `measure`, `cv` and `dynamics`. */
export const figuresHelp = {
  measure: {
    en: 'measure poverty and inequality from a survey of persons or households, with design-based standard errors',
    zh: '根据个人或住户调查计算贫困与不平等指标，并给出基于抽样设计的标准误',
  },
  'survey-argument': {
    en: 'CSV or Parquet file of persons or households, - for standard input, or a run folder',
    zh: '个人或住户的 CSV 或 Parquet 文件（- 表示标准输入），或运行文件夹',
  },
  'income-option': {
    en: 'column of the income or consumption to measure; may be given several times',
    zh: '要计算的收入或消费列；可多次给出',
  },
  'weight-option': {
    en: 'column of sampling weights (default: every record counts once)',
    zh: '抽样权重列（默认每条记录计一次）',
  },
  'size-option': {
    en: 'column of persons in the household; each record is then a household',
    zh: '户内人数列；给出后每条记录即为一户',
  },
  'population-option': {
    en: 'what is counted: persons (default) or households',
    zh: '统计对象：persons（个人，默认）或 households（住户）',
  },
  'line-option': {
    en: 'poverty line: an amount (10000), a share (60%median, 50%mean), or a column; may be given several times',
    zh: '贫困线：金额（10000）、比例（60%median 表示中位数的 60%，50%mean 表示均值的 50%）或列名；可多次给出',
  },
  'poor-option': {
    en: 'who is poor: below (default) or at-or-below the line',
    zh: '何为贫困：below（低于贫困线，默认）或 at-or-below（低于或等于）',
  },
  'positive-only-option': {
    en: 'leave out units whose income is zero or negative, and say how many',
    zh: '剔除收入为零或负的单位，并说明数量',
  },
  'measures-option': {
    en: 'measures with commas between them, such as mean,fgt0,gini,atkinson1,p90p10',
    zh: '指标，以逗号分隔，例如 mean,fgt0,gini,atkinson1,p90p10',
  },
  'by-option': {
    en: 'columns whose values make domains; a,b crosses two; may be given several times',
    zh: '按其取值分组的列；a,b 表示交叉分组；可多次给出',
  },
  'period-column-option': {
    en: 'column of the period: figures for each, and the change from one to the next',
    zh: '时期列：逐期给出指标及与上一期相比的变化',
  },
  'strata-option': { en: 'column of strata', zh: '分层列' },
  'psu-option': {
    en: 'column of primary sampling units (default: the household, or else each record)',
    zh: '初级抽样单位列（默认为户，否则为每条记录）',
  },
  'household-option': {
    en: 'column of the household that a record belongs to (default: household_id, if there is one)',
    zh: '记录所属住户的列（默认取 household_id，如果有）',
  },
  'fpc-option': {
    en: 'column of the number of sampling units in the population of the stratum',
    zh: '各层总体中抽样单位数的列（有限总体校正）',
  },
  'single-psu-option': {
    en: 'what a stratum with one sampling unit does: certainty, adjust or average (default: no figures)',
    zh: '仅有一个抽样单位的层如何处理：certainty、adjust 或 average（默认不给出结果）',
  },
  'repweights-option': {
    en: 'columns of replicate weights with commas between them, or how their names begin',
    zh: '重复权重的列，以逗号分隔，或其列名的共同开头',
  },
  'repmethod-option': {
    en: 'how they were made: brr, fay, jk1, jk2, jkn, sdr or bootstrap',
    zh: '重复权重的方法：brr、fay、jk1、jk2、jkn、sdr 或 bootstrap',
  },
  'fay-option': { en: 'coefficient of Fay’s method', zh: 'Fay 方法的系数' },
  'figures-out-option': {
    en: 'a new folder for figures.csv, figures.json, lorenz.svg, tip.svg and pen.svg',
    zh: '存放 figures.csv、figures.json、lorenz.svg、tip.svg 和 pen.svg 的新文件夹',
  },
  cv: {
    en: 'measure how much regions differ: coefficients of variation, Theil, Gini, with their errors, over periods, and which variant a published figure is',
    zh: '测算地区差异：变异系数、泰尔指数、基尼系数及其误差，随时间的变化，以及某个已公布的数字是哪种算法',
  },
  'cv-file-argument': {
    en: 'a CSV file with a line for each region (and period); - for standard input',
    zh: '每个地区（及时期）一行的 CSV 文件；- 表示标准输入',
  },
  'cv-region-option': { en: 'column with the name of the region', zh: '地区名称所在的列' },
  'cv-value-option': {
    en: 'column with the value; of a run, a fact such as income_per_person',
    zh: '数值所在的列；对于运行结果，为某项事实，例如 income_per_person',
  },
  'cv-per-option': {
    en: 'divide the value by this column, such as GDP by population',
    zh: '把数值除以这一列，例如用国内生产总值除以人口',
  },
  'cv-weight-option': {
    en: 'column with the population of the region; of a run, the persons of a household',
    zh: '地区人口所在的列；对于运行结果，为各户人数所在的列',
  },
  'cv-area-option': { en: 'column with the area of the region', zh: '地区面积所在的列' },
  'cv-by-option': { en: 'column with the period', zh: '时期所在的列' },
  'cv-group-option': {
    en: 'column with the group of the region, for parts between and within groups',
    zh: '地区分组所在的列，用于组间与组内分解',
  },
  'cv-from-run-option': {
    en: 'make the regions from the decisions of this run folder, with the errors of the survey',
    zh: '由此运行文件夹的判定结果得出各地区，并带上调查误差',
  },
  'cv-balanced-option': {
    en: 'use only the regions that are present in every period',
    zh: '只用各期都有的地区',
  },
  'cv-bootstrap-option': {
    en: 'draw the regions so many times with replacement, for errors and intervals',
    zh: '有放回地抽取地区的次数，用于误差和区间',
  },
  'seed-option': { en: 'seed of what is drawn (default: 1)', zh: '随机抽取的种子（默认 1）' },
  'cv-explain-option': {
    en: 'a published figure such as 0.63: list which variants come closest',
    zh: '已公布的数字，例如 0.63：列出哪些算法最接近',
  },
  'cv-out-option': {
    en: 'a new folder for the tables as CSV, cv.json and the chart cv.svg',
    zh: '存放 CSV 表格、cv.json 和图 cv.svg 的新文件夹',
  },
  'cv-svg-option': {
    en: 'draw the series over periods, or the regions of a single period, as SVG',
    zh: '把各期序列（或单一时期的各地区）画成 SVG 图',
  },
  dynamics: {
    en: 'follow households over the periods of a run: transitions, spells, exit and entry hazards, chronic and transient poverty',
    zh: '跟踪一次运行各时期的农户：状态转移、持续段、退出与进入风险率、长期与暂时贫困',
  },
  'dynamics-state-option': {
    en: 'states whose spells are looked at, with commas between (default: those an entry leads to)',
    zh: '要看其持续段的状态，以逗号隔开（默认为 entry 类变动所到的状态）',
  },
  'dynamics-income-option': {
    en: 'column of the decisions with income per person, for chronic and transient poverty',
    zh: '判定表中的人均收入列，用于长期与暂时贫困',
  },
  'dynamics-line-option': {
    en: 'poverty line: a number, a parameter of the rule pack, or a column of the decisions',
    zh: '贫困线：一个数、规则包的参数，或判定表的一列',
  },
  'dynamics-poor-option': {
    en: 'who is poor: below (default) or at-or-below the line',
    zh: '贫困指 below（低于贫困线，默认）或 at-or-below（低于或等于）',
  },
  'dynamics-weight-option': {
    en: 'column of the decisions with survey weights',
    zh: '判定表中的调查权数列',
  },
  'dynamics-size-option': {
    en: 'column of the decisions with the number of persons, for rates of persons',
    zh: '判定表中的人口数列，用于按人计算比率',
  },
  'dynamics-population-option': {
    en: 'whom rates are about: households, or persons (default with --size)',
    zh: '比率按 households（户）或 persons（人，给出 --size 时的默认）计',
  },
  'dynamics-by-option': {
    en: 'region column, for figures of each region as well',
    zh: '地区列，另按各地区给出数值',
  },
  'dynamics-out-option': {
    en: 'a new folder for transitions.csv, spells.csv, hazards.csv, chronic.csv and dynamics.json',
    zh: '存放 transitions.csv、spells.csv、hazards.csv、chronic.csv 和 dynamics.json 的新文件夹',
  },
} as const satisfies Messages;
