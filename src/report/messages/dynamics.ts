import type { Messages } from './types.ts';

/** What `dynamics` has to say where its options do not fit the run. */
export const dynamicsProblems = {
  'dynamics-one-period': {
    en: 'this run decided one period only, {period}: there is nothing to compare it with\nRun shuangdao classify over data of several periods.',
    zh: '这次运行只判定了一个时期（{period}），没有可以比较的时期\n请用多个时期的数据运行 shuangdao classify。',
  },
  'dynamics-no-state': {
    en: 'there is no state {name} in this run[[; did you mean {near}?]]\nIts states are {states}. Give one with --state, or several with commas.',
    zh: '这次运行没有状态 {name}[[；您是要输入 {near} 吗？]]\n它的状态有 {states}。请用 --state 给出一个，或用逗号隔开给出几个。',
  },
  'dynamics-no-entry': {
    en: 'no transition of this rule pack is an entry, so it does not say which states to look at\nName them with --state; the states are {states}.',
    zh: '这个规则包没有 entry 类的变动，无从得知要看哪些状态\n请用 --state 指明；状态有 {states}。',
  },
  'dynamics-no-column': {
    en: '{option}: the decisions of this run have no column {name}[[; did you mean {near}?]]\nIts columns of numbers are[[ {columns}]]. What is not a fact of the rule pack is not among the decisions.',
    zh: '{option}：这次运行的判定表没有列 {name}[[；您是要输入 {near} 吗？]]\n其中的数值列有[[ {columns}]]。不是规则包事实的内容不在判定表中。',
  },
  'dynamics-not-a-number': {
    en: '{option}: column {name} does not hold numbers\nThe columns of numbers are[[ {columns}]].',
    zh: '{option}：列 {name} 不是数值列\n数值列有[[ {columns}]]。',
  },
  'dynamics-no-region': {
    en: '--by: {name} is no region column of this run[[; did you mean {near}?]]\nIts region columns are[[ {regions}]].',
    zh: '--by：{name} 不是这次运行的地区列[[；您是要输入 {near} 吗？]]\n它的地区列有[[ {regions}]]。',
  },
  'dynamics-bad-line': {
    en: '--line is a number above 0 with at most 6 decimals, a parameter of the rule pack or a column, not {line}',
    zh: '--line 应为大于 0、至多 6 位小数的数，规则包的参数，或一列的名称，不能是 {line}',
  },
  'dynamics-line-outside': {
    en: '--line: parameter {line} has no value in {period}\nGive a number or a column instead, or run shuangdao classify with --carry-forward.',
    zh: '--line：参数 {line} 在 {period} 没有数值\n请改用数字或列，或在运行 shuangdao classify 时加 --carry-forward。',
  },
  'dynamics-line-regional': {
    en: '--line: parameter {line} differs between regions in {period}\nMake it a fact of the rule pack, and name that fact here.',
    zh: '--line：参数 {line} 在 {period} 因地区而异\n请在规则包中把它设为一个事实，再在这里用该事实的名称。',
  },
  'dynamics-line-not-positive': {
    en: '--line: {line} is zero or negative for {count} household(s), and income can’t be counted in such lines\nCorrect the line, or give another.',
    zh: '--line：{line} 对 {count} 户为零或负数，收入无法按这样的线折算\n请更正该线，或另给一条。',
  },
  'dynamics-negative-weight': {
    en: 'column {column} is negative in {count} decision(s), and a weight is not\nCorrect it in the data or in the rule pack.',
    zh: '列 {column} 在 {count} 条判定中为负数，而权数不能为负\n请在数据或规则包中更正。',
  },
} as const satisfies Messages;

/** The words of what `dynamics` prints. */
export const dynamicsMessages = {
  heading: {
    en: 'Dynamics over {first} to {last}: {title} ({id} {version}), {dataset}',
    zh: '{first} 至 {last} 的动态：{title}（{id} {version}），{dataset}',
  },
  'state-named': { en: 'In the state: {states}', zh: '所看状态：{states}' },
  'state-by-entry': {
    en: 'In the state: {states}, where an entry leads; --state names others',
    zh: '所看状态：{states}，即 entry 类变动所到的状态；可用 --state 另行指定',
  },
  'units-plain': { en: 'Counted: households, each as one', zh: '计数单位：户，每户计一' },
  'units-weight': {
    en: 'Counted: households; rates are weighted by {weight}',
    zh: '计数单位：户；比率按 {weight} 加权',
  },
  'units-size': {
    en: 'Counted: households; rates are of persons, households being weighted by {size}',
    zh: '计数单位：户；比率按人计，各户以 {size} 加权',
  },
  'units-both': {
    en: 'Counted: households; rates are of persons, households being weighted by {weight} × {size}',
    zh: '计数单位：户；比率按人计，各户以 {weight} × {size} 加权',
  },
  'weights-of': {
    en: 'Weights: of the earlier period for transitions, of the first period of a spell, of the first period of the run for poverty',
    zh: '权数：状态转移用前一时期的，持续段用其首期的，贫困用本次运行首期的',
  },

  coverage: { en: 'What is known', zh: '已知情况' },
  period: { en: 'period', zh: '时期' },
  households: { en: 'households', zh: '户数' },
  determined: { en: 'determined', zh: '已判定' },
  'in-state': { en: 'in the state', zh: '处于所看状态' },
  review: { en: 'to review', zh: '待核实' },
  unobserved: { en: 'not observed', zh: '未调查到' },
  no_weight: { en: 'no weight', zh: '无权数' },
  histories: {
    en: 'Of {households} households, {always} are determined in every period and {never} in none; {late} only from a later period on, {lost} no longer in the last, {gap} with a gap between.',
    zh: '共 {households} 户，其中 {always} 户每期都已判定，{never} 户各期都未判定；{late} 户首期未判定而后来判定，{lost} 户末期不再判定，{gap} 户中间有缺口。',
  },
  'not-guessed': {
    en: 'Whatever is not determined is not guessed: it is counted apart from transitions, and cuts a spell off.',
    zh: '凡未判定的都不作猜测：在转移中单独计数，并使持续段在该处中断。',
  },

  transitions: { en: 'Transitions {from} → {to}', zh: '状态转移 {from} → {to}' },
  'state-in': { en: 'state in {period}', zh: '{period} 的状态' },
  'known-in-both': { en: 'known in both', zh: '两期均已判定' },
  'not-known-in': { en: 'not known in {period}', zh: '{period} 未判定' },
  'transition-definition': {
    en: 'Rate = households of the row that are in the state of the column in {to} / households of the row known in both.',
    zh: '比率 = 该行中 {to} 处于该列状态的户 / 该行中两期均已判定的户。',
  },
  'unknown-before': {
    en: '{count} of {households} households are not known in {from}; {after} of these are known in {to}.',
    zh: '{households} 户中有 {count} 户在 {from} 未判定，其中 {after} 户在 {to} 已判定。',
  },

  spells: { en: 'Spells', zh: '持续段' },
  'spells-of': { en: 'spells', zh: '持续段' },
  in: { en: 'in the state', zh: '处于所看状态' },
  out: { en: 'out of it', zh: '不在所看状态' },
  begins: { en: 'begins', zh: '开始' },
  ends: { en: 'ends', zh: '结束' },
  'begins-known': { en: 'seen to begin', zh: '看到开始' },
  'begins-first_period': { en: 'left-censored: in the first period already', zh: '左删失：首期已在其中' },
  'begins-not_known_before': { en: 'left-censored: not known before', zh: '左删失：此前未判定' },
  'ends-ended': { en: 'seen to end', zh: '看到结束' },
  'ends-last_period': { en: 'right-censored: still in the last period', zh: '右删失：末期仍在其中' },
  'ends-not_known_after': { en: 'right-censored: not known after', zh: '右删失：此后未判定' },
  count: { en: 'spells', zh: '段数' },
  'spell-periods': { en: 'periods', zh: '期数合计' },
  mean: { en: 'mean length', zh: '平均长度' },
  longest: { en: 'longest', zh: '最长' },
  'spell-definition': {
    en: 'A spell is a row of consecutive determined periods. Lengths of censored spells are lower bounds.[[ {register}]]',
    zh: '持续段是连续已判定的若干时期。删失持续段的长度只是下限。[[{register}]]',
  },
  'register-given': {
    en: 'The state before {first} was given, so a move in {first} is a beginning.',
    zh: '{first} 之前的状态已给出，因此 {first} 的变动算作开始。',
  },
  'register-not-given': {
    en: 'The state before {first} was not given, so what began in {first} may be older.',
    zh: '{first} 之前的状态未给出，因此在 {first} 开始的可能更早。',
  },

  'exit-known': { en: 'Exit hazard by duration', zh: '按持续期数的退出风险率' },
  'exit-not_known': {
    en: 'Exit hazard of left-censored spells, by periods since they were first seen',
    zh: '左删失持续段的退出风险率，按首次看到以来的期数',
  },
  'entry-known': {
    en: 'Entry hazard by duration out of the state, which is re-entry',
    zh: '按不在所看状态的期数的进入风险率（即返回）',
  },
  'entry-not_known': {
    en: 'Entry hazard of left-censored spells, by periods since they were first seen',
    zh: '左删失持续段的进入风险率，按首次看到以来的期数',
  },
  duration: { en: 'periods', zh: '期数' },
  'at-least': { en: 'at least {duration}', zh: '至少 {duration}' },
  all: { en: 'all', zh: '合计' },
  'at-risk': { en: 'at risk', zh: '风险集' },
  exits: { en: 'exits', zh: '退出' },
  entries: { en: 'entries', zh: '进入' },
  hazard: { en: 'hazard', zh: '风险率' },
  interval: { en: '95 % interval', zh: '95 % 区间' },
  survival: { en: 'lasts longer', zh: '持续更久' },
  'hazard-definition': {
    en: 'Hazard = spells that end after so many periods / spells at risk: those that lasted so long and are known in the next period. “Lasts longer” is the product of 1 − hazard so far. Interval: Wilson[[, on Kish’s effective number of the weights {weights}]]; it knows nothing of strata and clusters.',
    zh: '风险率 = 持续这么多期后结束的段数 / 风险集（持续了这么多期且下一期已判定的段）。“持续更久”是至此各 1 − 风险率 的乘积。区间：Wilson[[，按 {weights} 的 Kish 有效样本量]]；未考虑分层与整群。',
  },

  poverty: { en: 'Chronic and transient poverty', zh: '长期贫困与暂时贫困' },
  measure: { en: 'measure', zh: '指标' },
  'alpha-0': { en: 'FGT0, share of poor', zh: 'FGT0 贫困发生率' },
  'alpha-1': { en: 'FGT1, poverty gap', zh: 'FGT1 贫困缺口' },
  'alpha-2': { en: 'FGT2, squared gap', zh: 'FGT2 平方缺口' },
  total: { en: 'total', zh: '总计' },
  chronic: { en: 'chronic', zh: '长期' },
  transient: { en: 'transient', zh: '暂时' },
  'transient-share': { en: 'transient / total', zh: '暂时 / 总计' },
  'poverty-of': {
    en: 'Income {income}, line {line}[[ ({values})]]; poor is {poor}. {households} households, those whose income and line are known in every period; {left} are left out.',
    zh: '收入 {income}，贫困线 {line}[[（{values}）]]；贫困指{poor}。共 {households} 户，即各期收入和贫困线都已知的户；另有 {left} 户未计入。',
  },
  below: { en: 'below the line', zh: '低于贫困线' },
  'at-or-below': { en: 'at or below the line', zh: '低于或等于贫困线' },
  'poverty-definition': {
    en: 'Total = mean of the measure over the periods; chronic = the measure of mean income; transient = total − chronic (Jalan and Ravallion). Income is counted in lines of its own period. For FGT0 transient poverty can be negative. Incomes of zero or less are used as they are.',
    zh: '总计 = 各期指标的平均；长期 = 平均收入的指标；暂时 = 总计 − 长期（Jalan 与 Ravallion）。收入按当期贫困线折算。FGT0 的暂时贫困可能为负。零和负的收入按原值使用。',
  },
  'poor-periods': { en: 'periods poor', zh: '贫困期数' },
  share: { en: 'share', zh: '比重' },
  'poor-on-average': { en: 'of these poor by mean income', zh: '其中按平均收入贫困' },
  'no-units': {
    en: 'There is no figure: no household has income, line and weight in every period.',
    zh: '没有数值：没有一户各期的收入、贫困线和权数都已知。',
  },
  'zero-weights': { en: 'There is no figure: all weights are zero.', zh: '没有数值：权数全部为零。' },

  domains: { en: 'By {by}', zh: '按 {by}' },
  'domains-poverty': { en: 'Chronic and transient poverty by {by}', zh: '按 {by} 的长期贫困与暂时贫困' },
  'domain-unknown': { en: '(not given)', zh: '（未填）' },
  'exit-risk': { en: 'in it, at risk', zh: '退出风险集' },
  'entry-risk': { en: 'out, at risk', zh: '进入风险集' },
  'exit-rate': { en: 'exit hazard', zh: '退出风险率' },
  'entry-rate': { en: 'entry hazard', zh: '进入风险率' },
  'domain-definition': {
    en: 'Hazards are over all durations and all spells: exits or entries / periods in which a spell was at risk. All tables of each domain: --out or --json.',
    zh: '风险率为全部持续段、全部期数合计：退出（或进入）/ 处于风险中的期数。各地区的全部表格见 --out 或 --json。',
  },
} as const satisfies Messages;
