import type { Messages } from './types.ts';

/** What can be wrong with a table of regions, or with a run that regions are to be made of. */
export const cvProblems = {
  'regions-empty': {
    en: '{file} has no rows of regions\nA header line is expected, and a line for each region below it.',
    zh: '{file} 中没有地区数据行\n应有一行表头，其下每个地区一行。',
  },
  'regions-undecodable': {
    en: '{file}:{line}: the bytes of this line are no text in {encoding}\nSave the file as UTF-8 and run again.',
    zh: '{file}:{line}：这一行的字节不是 {encoding} 编码的文字\n请把文件存为 UTF-8 后重新运行。',
  },
  'regions-broken-quote': {
    en: '{file}:{line}: a quotation mark is opened or closed where it should not be\nEvery " that opens a cell must close it; one inside is written "".',
    zh: '{file}:{line}：引号的位置不对\n单元格开头的 " 必须有对应的结尾；内部的引号写作 ""。',
  },
  'regions-no-column': {
    en: '{file} has no column {column}, which {option} asks for[[; did you mean {near}?]]\nIts columns: {all}',
    zh: '{file} 中没有 {option} 所要的列 {column}[[；您是指 {near} 吗？]]\n文件中的列：{all}',
  },
  'regions-column-twice': {
    en: '{file} has column {column} twice\nRename or remove one of them.',
    zh: '{file} 中列 {column} 出现两次\n请改名或删去其中一个。',
  },
  'regions-cell-count': {
    en: '{file}:{line}: the line has {found} cells, and the header has {expected}\nA comma inside a cell needs quotation marks around the cell.',
    zh: '{file}:{line}：这一行有 {found} 个单元格，而表头有 {expected} 个\n单元格内含逗号时要加引号。',
  },
  'regions-no-region': {
    en: '{file}:{line}: column {column} is blank, so the region is missing\nGive the name of the region, or remove the line.',
    zh: '{file}:{line}：列 {column} 为空，缺少地区名称\n请填写地区名称，或删去这一行。',
  },
  'regions-blank-cell': {
    en: '{file}:{line}: {column}[[ of {region}]] is blank ({option})\nGive it, or leave the line out: a region without a line is reported as missing.',
    zh: '{file}:{line}：[[{region} 的 ]]{column} 为空（{option}）\n请填写，或删去这一行：没有数据行的地区会作为缺失报告。',
  },
  'regions-not-a-number': {
    en: '{file}:{line}: {column}[[ of {region}]] is “{value}”, which is no number\nDigits with a decimal point are expected, such as 1234.5 or 1,234.5.',
    zh: '{file}:{line}：[[{region} 的 ]]{column} 是“{value}”，不是数字\n应为带小数点的数字，例如 1234.5 或 1,234.5。',
  },
  'regions-negative-weight': {
    en: '{file}:{line}: {column}[[ of {region}]] is {value}, and a weight cannot be negative ({option})',
    zh: '{file}:{line}：[[{region} 的 ]]{column} 是 {value}，权数不能为负（{option}）',
  },
  'regions-bad-divisor': {
    en: '{file}:{line}: {column}[[ of {region}]] is {value}; only a number above zero can be divided by ({option})',
    zh: '{file}:{line}：[[{region} 的 ]]{column} 是 {value}；除数必须大于零（{option}）',
  },
  'regions-duplicate': {
    en: '{file}:{line}: region {region} is there already[[ in {period}]], in line {earlier}\nEach region has one line in a period; several periods need --by.',
    zh: '{file}:{line}：地区 {region}[[ 在 {period}]] 已出现在第 {earlier} 行\n每个地区在一个时期只能有一行；多个时期请用 --by。',
  },
  'regions-more': {
    en: '{file}: {count} further problem(s) of this kind are not listed',
    zh: '{file}：还有 {count} 个同类问题未列出',
  },
  'no-region-input': {
    en: 'there is nothing to read: give a file, - for standard input, or --from-run\nshuangdao cv --help shows how it is used.',
    zh: '没有可读取的内容：请给出文件、表示标准输入的 -，或 --from-run\n用法见 shuangdao cv --help。',
  },
  'run-without-column': {
    en: 'the decisions of {path} have no column {column}[[; did you mean {near}?]]\nColumns that would do: {all}',
    zh: '{path} 的判定结果中没有列 {column}[[；您是指 {near} 吗？]]\n可用的列：{all}',
  },
  'run-without-persons': {
    en: 'the decisions of {path} do not tell how many persons a household has, so no mean can be weighted by persons\nName the column that does with --weight.',
    zh: '{path} 的判定结果中没有各户人数，无法按人口加权求均值\n请用 --weight 指明含有人数的列。',
  },
  'run-without-regions': {
    en: 'no household of {path} has a region, a value and a number of persons',
    zh: '{path} 中没有任何一户同时具备地区、数值和人数',
  },
  'bad-value-figure': {
    en: '--explain-figure is a number such as 0.63 or 63%, not {value}',
    zh: '--explain-figure 应为数字，例如 0.63 或 63%，不能是 {value}',
  },
  'svg-exists': {
    en: '{path} exists already, and is never overwritten unasked\nChoose another file with --svg, or replace it with --force.',
    zh: '{path} 已存在，未经要求不会覆盖\n请用 --svg 另选文件，或用 --force 替换。',
  },
} as const satisfies Messages;

/** Why a figure over regions is not there. */
export const regionalReasons = {
  'no-units': { en: 'there is no region', zh: '没有地区' },
  'one-unit': { en: 'there is only one region that counts', zh: '只有一个有效地区' },
  'zero-weights': { en: 'all weights are zero', zh: '所有权数为零' },
  'zero-mean': { en: 'the mean is zero', zh: '均值为零' },
  'negative-mean': { en: 'the mean is below zero', zh: '均值为负' },
  'non-positive-values': {
    en: 'a value is zero or below, and has no logarithm',
    zh: '有数值小于或等于零，没有对数',
  },
  'no-weight-column': { en: 'there is no --weight', zh: '没有给出 --weight' },
  'no-area-column': { en: 'there is no --area', zh: '没有给出 --area' },
  'no-slope': {
    en: 'all regions are equal, so that the figure has no slope',
    zh: '各地区相等，指标没有斜率',
  },
  'one-household': { en: 'a region has only one household', zh: '有地区只有一户' },
  'not-finite': { en: 'the numbers are too large to reckon with', zh: '数值过大，无法计算' },
  'too-few-regions': { en: 'there are too few regions', zh: '地区太少' },
  'too-few-periods': { en: 'there are fewer than three periods', zh: '时期少于三个' },
  'no-replicates': { en: 'no draw of regions gives the figure', zh: '没有一次抽取能得出该指标' },
  'periods-not-times': {
    en: 'the periods are no years, quarters or months',
    zh: '时期不是年、季或月',
  },
  'same-start': { en: 'all regions start from the same value', zh: '各地区的起点相同' },
  'no-speed': { en: '1 + beta T is not above zero', zh: '1 + βT 不大于零' },
  'not-converging': { en: 'the regions do not converge', zh: '各地区没有趋同' },
} as const satisfies Messages;

/** What each figure is called. */
export const regionalNames = {
  mean: { en: 'mean', zh: '均值' },
  'mean-weighted': { en: 'mean', zh: '均值' },
  'sd-n': { en: 'standard deviation', zh: '标准差' },
  'sd-n1': { en: 'standard deviation', zh: '标准差' },
  'sd-weighted': { en: 'standard deviation', zh: '标准差' },
  'cv-n': { en: 'coefficient of variation', zh: '变异系数' },
  'cv-n1': { en: 'coefficient of variation', zh: '变异系数' },
  williamson: { en: 'Williamson coefficient', zh: '威廉逊系数' },
  'cv-area': { en: 'area-weighted coefficient', zh: '面积加权变异系数' },
  'theil-t': { en: 'Theil T', zh: '泰尔指数 T' },
  'theil-t-weighted': { en: 'Theil T', zh: '泰尔指数 T' },
  mld: { en: 'Theil L (MLD)', zh: '泰尔指数 L（平均对数离差）' },
  'mld-weighted': { en: 'Theil L (MLD)', zh: '泰尔指数 L（平均对数离差）' },
  gini: { en: 'Gini', zh: '基尼系数' },
  'gini-weighted': { en: 'Gini', zh: '基尼系数' },
  'half-squared-cv': { en: 'half the squared CV', zh: '变异系数平方之半' },
  'half-squared-cv-weighted': { en: 'half the squared CV', zh: '变异系数平方之半' },
  'sd-ln': { en: 'sd of logarithms', zh: '对数标准差' },
  'sd-ln-weighted': { en: 'sd of logarithms', zh: '对数标准差' },
  'williamson-mixed': { en: 'Williamson, from ȳ', zh: '威廉逊系数（离差取自 ȳ）' },
  'gini-n1': { en: 'Gini, n/(n − 1)', zh: '基尼系数，乘 n/(n − 1)' },
  'total-cv-n': { en: 'CV of totals', zh: '总量的变异系数' },
  'total-cv-n1': { en: 'CV of totals', zh: '总量的变异系数' },
  'total-gini': { en: 'Gini of totals', zh: '总量的基尼系数' },
} as const satisfies Messages;

/** The formula of each figure; formulas need no translation. */
export const regionalDefinitions = {
  mean: { en: 'ȳ = Σy / n', zh: 'ȳ = Σy / n' },
  'mean-weighted': { en: 'Y = Σp·y / P', zh: 'Y = Σp·y / P' },
  'sd-n': { en: '√(Σ(y − ȳ)² / n)', zh: '√(Σ(y − ȳ)² / n)' },
  'sd-n1': { en: '√(Σ(y − ȳ)² / (n − 1))', zh: '√(Σ(y − ȳ)² / (n − 1))' },
  'sd-weighted': { en: '√(Σp(y − Y)² / P)', zh: '√(Σp(y − Y)² / P)' },
  'cv-n': { en: '√(Σ(y − ȳ)² / n) / ȳ', zh: '√(Σ(y − ȳ)² / n) / ȳ' },
  'cv-n1': { en: '√(Σ(y − ȳ)² / (n − 1)) / ȳ', zh: '√(Σ(y − ȳ)² / (n − 1)) / ȳ' },
  williamson: { en: '√(Σp(y − Y)² / P) / Y', zh: '√(Σp(y − Y)² / P) / Y' },
  'cv-area': { en: '√(Σa(y − Z)² / A) / Z, Z = Σa·y / A', zh: '√(Σa(y − Z)² / A) / Z，Z = Σa·y / A' },
  'theil-t': { en: 'Σ(y/ȳ) ln(y/ȳ) / n', zh: 'Σ(y/ȳ) ln(y/ȳ) / n' },
  'theil-t-weighted': { en: 'Σp(y/Y) ln(y/Y) / P', zh: 'Σp(y/Y) ln(y/Y) / P' },
  mld: { en: 'Σln(ȳ/y) / n', zh: 'Σln(ȳ/y) / n' },
  'mld-weighted': { en: 'Σp·ln(Y/y) / P', zh: 'Σp·ln(Y/y) / P' },
  gini: { en: 'ΣΣ|y − x| / (2n²ȳ)', zh: 'ΣΣ|y − x| / (2n²ȳ)' },
  'gini-weighted': { en: 'ΣΣp·q|y − x| / (2P²Y)', zh: 'ΣΣp·q|y − x| / (2P²Y)' },
  'half-squared-cv': { en: 'Σ(y/ȳ − 1)² / (2n)', zh: 'Σ(y/ȳ − 1)² / (2n)' },
  'half-squared-cv-weighted': { en: 'Σp(y/Y − 1)² / (2P)', zh: 'Σp(y/Y − 1)² / (2P)' },
  'sd-ln': { en: '√(Σ(ln y − m)² / (n − 1)), m = Σln y / n', zh: '√(Σ(ln y − m)² / (n − 1))，m = Σln y / n' },
  'sd-ln-weighted': {
    en: '√(Σp(ln y − m)² / P), m = Σp·ln y / P',
    zh: '√(Σp(ln y − m)² / P)，m = Σp·ln y / P',
  },
  'williamson-mixed': {
    en: '√(Σp(y − ȳ)² / P) / Y, the default of REAT',
    zh: '√(Σp(y − ȳ)² / P) / Y，REAT 的默认做法',
  },
  'gini-n1': { en: 'ΣΣ|y − x| / (2n(n − 1)ȳ)', zh: 'ΣΣ|y − x| / (2n(n − 1)ȳ)' },
  'total-cv-n': { en: 'the coefficient of p·y, divisor n', zh: 'p·y 的变异系数，除数 n' },
  'total-cv-n1': { en: 'the coefficient of p·y, divisor n − 1', zh: 'p·y 的变异系数，除数 n − 1' },
  'total-gini': { en: 'the Gini of p·y', zh: 'p·y 的基尼系数' },
} as const satisfies Messages;

/** The words around the figures. */
export const cvWords = {
  heading: { en: 'Regional variation of {value}', zh: '{value} 的地区差异' },
  'heading-per': { en: 'Regional variation of {value} / {per}', zh: '{value} / {per} 的地区差异' },
  source: {
    en: '{file}, {count} region(s) by {region}[[, in {periods} periods]]',
    zh: '{file}，按 {region} 分 {count} 个地区[[，{periods} 个时期]]',
  },
  figures: { en: 'How much regions differ', zh: '地区差异有多大' },
  'figures-in': { en: 'How much regions differ, {period}', zh: '地区差异有多大，{period}' },
  measure: { en: 'measure', zh: '指标' },
  weights: { en: 'weights', zh: '权数' },
  figure: { en: 'figure', zh: '数值' },
  'jackknife-error': { en: 's.e. jackknife', zh: '刀切标准误' },
  'bootstrap-error': { en: 's.e. bootstrap', zh: '自助标准误' },
  'survey-error': { en: 's.e. survey', zh: '调查标准误' },
  divisor: { en: 'divisor', zh: '除数' },
  definition: { en: 'definition', zh: '定义' },
  unweighted: { en: 'none', zh: '无' },
  'no-figure': { en: 'no figure: {reason}', zh: '无数值：{reason}' },
  letters: {
    en: 'y, x: value of a region; n: regions[[; p, q: {weight}, P = Σp]][[; a: {area}, A = Σa]]',
    zh: 'y、x：地区的数值；n：地区数[[；p、q：{weight}，P = Σp]][[；a：{area}，A = Σa]]',
  },
  'two-questions': {
    en: 'Without weights: how different regions are. With {weight}: how different people are because of their regions.',
    zh: '不加权：地区之间有多大差异。按 {weight} 加权：人们因所在地区而有多大差异。',
  },
  'no-weights': {
    en: 'No weighted figures: --weight names the column with the population.',
    zh: '没有加权指标：请用 --weight 指明人口列。',
  },
  'jackknife-note': {
    en: 'Jackknife: each region left out once, intervals with t of n − 1. The errors take the regions for a sample; where they are all there are, the figure itself has none.',
    zh: '刀切法：每次去掉一个地区，区间用 n − 1 个自由度的 t 分布。误差把各地区视为样本；若已包括全部地区，指标本身没有误差。',
  },
  'bootstrap-note': {
    en: 'Bootstrap: regions drawn with replacement, {replicates} replicates, seed {seed}, intervals from the 2.5 % and 97.5 % quantiles.',
    zh: '自助法：有放回地抽取地区，{replicates} 次，种子 {seed}，区间取 2.5 % 与 97.5 % 分位数。',
  },
  'bootstrap-undefined': {
    en: 'In {count} replicate(s) at most a figure was not defined.',
    zh: '最多有 {count} 次抽取得不出某个指标。',
  },
  'survey-note': {
    en: 'Survey: households taken for a simple sample within each region, errors of regional means carried through by the delta method; shares of {weight} as found.',
    zh: '调查误差：把各地区的户视为简单随机样本，用 delta 法传递地区均值的误差；{weight} 的份额按所得计。',
  },
  'households-used': {
    en: '{used} of {households} records of households and periods have a region, a value and persons; the others are in no figure.',
    zh: '{households} 条户时期记录中有 {used} 条具备地区、数值和人数；其余不计入任何指标。',
  },
  'persons-from': {
    en: 'Means are weighted by {weight}[[, which the rule pack divides by: {numerator} / {value}]].',
    zh: '均值按 {weight} 加权[[，即规则包中的除数：{numerator} / {value}]]。',
  },
  groups: { en: 'Between and within groups of {group}', zh: '{group} 各组之间与组内' },
  'groups-in': {
    en: 'Between and within groups of {group}, {period}',
    zh: '{group} 各组之间与组内，{period}',
  },
  total: { en: 'total', zh: '合计' },
  between: { en: 'between', zh: '组间' },
  within: { en: 'within', zh: '组内' },
  'between-share': { en: 'between, %', zh: '组间 %' },
  'within-group': { en: 'within {group}', zh: '{group} 组内' },
  contributions: { en: 'What each region adds', zh: '各地区的贡献' },
  'contributions-in': { en: 'What each region adds, {period}', zh: '各地区的贡献，{period}' },
  region: { en: 'region', zh: '地区' },
  value: { en: 'value', zh: '数值' },
  'share-of': { en: '% of {weight}', zh: '占 {weight} %' },
  'share-of-total': { en: '% of total', zh: '占总量 %' },
  'of-squared-cv': { en: '% of CV²', zh: '占 CV² %' },
  'of-williamson': { en: '% of Williamson²', zh: '占威廉逊系数² %' },
  'of-theil': { en: 'in Theil T', zh: '在泰尔 T 中' },
  'of-theil-weighted': { en: 'in weighted Theil T', zh: '在加权泰尔 T 中' },
  series: { en: 'Over time', zh: '随时间变化' },
  period: { en: 'period', zh: '时期' },
  regions: { en: 'regions', zh: '地区数' },
  missing: { en: 'Missing: {region} in {periods}', zh: '缺失：{region} 缺 {periods}' },
  'without-value': {
    en: 'Without a value, and in no figure: {count} region(s): {regions}',
    zh: '没有数值、不计入任何指标：{count} 个地区：{regions}',
  },
  'missing-rest': {
    en: 'Missing: {count} more region(s), see --json',
    zh: '缺失：另有 {count} 个地区，见 --json',
  },
  'missing-note': {
    en: 'Figures of the series cover the regions of their own period; --balanced takes those present throughout.',
    zh: '序列中的指标各用本期的地区；--balanced 只用各期都有的地区。',
  },
  'balanced-note': {
    en: 'Only the regions present in every period are used (--balanced). Left out:',
    zh: '只用各期都有的地区（--balanced）。未用：',
  },
  change: {
    en: 'Change from {from} to {to}, the same {count} region(s)',
    zh: '{from} 至 {to} 的变化，相同的 {count} 个地区',
  },
  before: { en: 'before', zh: '之前' },
  after: { en: 'after', zh: '之后' },
  'change-column': { en: 'change', zh: '变化' },
  interval: { en: '95 % interval', zh: '95 % 区间' },
  'bootstrap-interval': { en: 'bootstrap 95 %', zh: '自助法 95 %' },
  'survey-interval': { en: 'survey 95 %', zh: '调查 95 %' },
  'paired-note': {
    en: 'Paired: a region is left out or drawn in both periods at once.',
    zh: '配对：每次去掉或抽取的地区在两期中相同。',
  },
  convergence: { en: 'Convergence from {from} to {to}', zh: '{from} 至 {to} 的趋同' },
  sigma: {
    en: 'sigma: {name} ({weights}) changed by {change}, 95 % from {low} to {high}: {verdict}',
    zh: 'σ：{name}（{weights}）变化 {change}，95 % 区间 {low} 至 {high}：{verdict}',
  },
  'sigma-none': {
    en: 'sigma: {name} ({weights}): no interval: {reason}',
    zh: 'σ：{name}（{weights}）：没有区间：{reason}',
  },
  'verdict-down': { en: 'the regions converged', zh: '地区趋同' },
  'verdict-up': { en: 'the regions diverged', zh: '地区趋异' },
  'verdict-open': { en: 'no clear change', zh: '没有明显变化' },
  trend: {
    en: 'sigma trend: {name} ({weights}) {slope} a year, s.e. {error}, {count} periods, regions of every period',
    zh: 'σ 趋势：{name}（{weights}）每年 {slope}，标准误 {error}，{count} 个时期，只用各期都有的地区',
  },
  beta: {
    en: 'beta ({weights}): {beta}, s.e. {error}, 95 % from {low} to {high}, alpha {alpha}, R² {r2}, n {count}',
    zh: 'β（{weights}）：{beta}，标准误 {error}，95 % 区间 {low} 至 {high}，α {alpha}，R² {r2}，n {count}',
  },
  'beta-none': { en: 'beta ({weights}): no figure: {reason}', zh: 'β（{weights}）：无数值：{reason}' },
  speed: {
    en: '  speed {speed} a year, s.e. {error}[[, half of a gap closes in {half} years]]',
    zh: '  速度每年 {speed}，标准误 {error}[[，差距减半需 {half} 年]]',
  },
  'speed-none': { en: '  no speed: {reason}', zh: '  没有速度：{reason}' },
  'beta-note': {
    en: 'beta: average growth (1/T) ln(y_T / y_0) = alpha + beta ln y_0, T = {time} years; its speed is −ln(1 + beta T)/T. Least squares, classical errors.',
    zh: 'β：平均增长率 (1/T) ln(y_T / y_0) = α + β ln y_0，T = {time} 年；相应的速度为 −ln(1 + βT)/T。最小二乘，常规标准误。',
  },
  closest: { en: 'Which variant is {figure}?', zh: '哪种算法得出 {figure}？' },
  off: { en: 'off by', zh: '相差' },
  rounds: { en: 'rounds to it', zh: '四舍五入相符' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  'chart-title': { en: 'Regional variation of {value}', zh: '{value} 的地区差异' },
  'chart-y': { en: 'coefficient of variation', zh: '变异系数' },
  'bars-title': {
    en: 'Share of each region in the squared coefficient of variation of {value}',
    zh: '各地区在 {value} 变异系数平方中所占份额',
  },
  'series-name': { en: '{name}, {divisor}', zh: '{name}，{divisor}' },
} as const satisfies Messages;
