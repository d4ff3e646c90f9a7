import type { Messages } from './types.ts';

/** What `simulate` prints and writes into its charts. */
export const simulationMessages = {
  heading: {
    en: 'What if: {title} ({id} {version}) over {dataset}, at the end of {period}',
    zh: '试算：{title}（{id} {version}），数据 {dataset}，{period} 期末',
  },
  'as-is': { en: 'as it is', zh: '现行' },
  setting: { en: 'setting', zh: '设定' },

  households: { en: 'Households; listed means: {states}', zh: '户数；“在册”指：{states}' },
  entries: { en: 'entries', zh: '进入' },
  exits: { en: 'exits', zh: '退出' },
  returns: { en: 'returns', zh: '返回' },
  listed: { en: 'listed', zh: '在册' },
  review: { en: 'to review', zh: '待核实' },
  'into-list': { en: 'only here', zh: '新在册' },
  'out-of-list': { en: 'no longer', zh: '不再在册' },
  compared: {
    en: '“only here” are listed with this setting and not with the pack as it is, “no longer” the other way round.',
    zh: '“新在册”指按此设定在册而按现行规则不在册的户，“不再在册”则相反。',
  },

  lacking: {
    en: 'What lifts everybody to the line: {comparison}[[ ({where})]], in {unit}',
    zh: '使各户达到标准线所需：{comparison}[[（{where}）]]，单位 {unit}',
  },
  'poor-households': { en: 'poor', zh: '贫困户' },
  'poor-persons': { en: 'persons', zh: '人口' },
  'poor-gap': { en: 'money needed', zh: '所需资金' },
  'listed-poor-households': { en: 'of them listed', zh: '其中在册' },
  'listed-poor-persons': { en: 'persons', zh: '人口' },
  'listed-poor-gap': { en: 'money needed', zh: '所需资金' },
  'listed-unknown': { en: 'listed, not known', zh: '在册但不明' },
  'lacking-note': {
    en: 'Observed households known to be poor in {period}; money for one period, up to the line and not beyond, losses in full.',
    zh: '{period} 调查到且可判定为贫困的户；资金为一期所需，补足到线为止，亏损全额计入。',
  },
  'no-line': {
    en: 'No entry of this pack compares an amount with a line, so what the poor lack is not known; --gap names a criterion that does.',
    zh: '这个规则包的进入规则没有把数额与标准线相比，因此无法得知贫困户的缺口；可用 --gap 指出作此比较的条件。',
  },

  budget: {
    en: 'A budget of {amount} {unit}, for the listed poor',
    zh: '预算 {amount} {unit}，用于在册贫困户',
  },
  fits: { en: 'suffices', zh: '够用' },
  covered: { en: 'of what is needed', zh: '占所需' },
  lifted: { en: 'households lifted', zh: '达标户数' },
  'lifted-persons': { en: 'persons', zh: '人口' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  'budget-note': {
    en: 'Lifted to the line, those furthest below it per person first, as long as the money lasts.',
    zh: '人均缺口最大的户优先补足到线，直至资金用完。',
  },

  errors: {
    en: 'Against the benchmark {column}[[ in {file}]]',
    zh: '与基准 {column} 对照[[（{file}）]]',
  },
  exclusion: { en: 'poor, not listed', zh: '贫困而未在册' },
  inclusion: { en: 'listed, not poor', zh: '在册而不贫困' },
  'errors-note': {
    en: 'Exclusion error is of all poor by the benchmark, inclusion error of all listed whom it knows; Wilson intervals of 95 %, where none is found with the exact upper bound, as of a simple random sample.',
    zh: '漏出率以基准认定的全部贫困户为分母，错入率以基准已知的全部在册户为分母；威尔逊 95% 区间（一户也没有时取精确上限），按简单随机样本计。',
  },

  'left-out': { en: 'Not tried, since the pack does not allow it', zh: '未试算（规则包不允许）' },
  issues: {
    en: '{count} error(s) in the data; shuangdao check lists them.',
    zh: '数据中有 {count} 个错误；用 shuangdao check 列出。',
  },
  'where-to-look': { en: 'Where to look', zh: '到哪里看' },
  'look-csv': { en: 'all figures, by period and region', zh: '全部数字，按时期和区域' },
  'look-json': { en: 'the same, with definitions', zh: '同上，附口径' },
  'look-changes': { en: 'households decided otherwise', zh: '判定有变化的户' },
  'look-chart': { en: 'households against the setting', zh: '各设定下的户数' },
  'look-cost': { en: 'money needed against the setting', zh: '各设定下所需资金' },
  'look-errors': { en: 'errors against the setting', zh: '各设定下的误差' },

  'chart-households': { en: 'Households', zh: '户数' },
  'chart-money': { en: 'Money needed, {unit}', zh: '所需资金，{unit}' },
  'chart-share': { en: 'Share', zh: '比例' },
  'all-poor': { en: 'all poor', zh: '全部贫困户' },
  'listed-poor': { en: 'listed poor', zh: '在册贫困户' },
  'budget-line': { en: 'budget', zh: '预算' },
} as const satisfies Messages;
