import type { Messages } from './types.ts';

/** What can keep `explain` from explaining. */
export const explanationProblems = {
  'not-a-run': {
    en: '{path} is not a run folder[[: {file} is missing or damaged]]\nGive a folder that shuangdao classify has written.',
    zh: '{path} 不是运行文件夹[[：缺少 {file} 或已损坏]]\n请给出由 shuangdao classify 写出的文件夹。',
  },
  'run-without-level': {
    en: 'the pack of this run has no level {level}[[; did you mean {near}?]][[\nIts levels are {levels}.]]',
    zh: '本次运行的规则包没有层级 {level}[[；您是要写 {near} 吗？]][[\n已有层级：{levels}。]]',
  },
  'unit-unknown': {
    en: 'there is no {level} {unit} in this run[[; did you mean {near}?]]\nThe column {level} of decisions-{level}.csv has the ids as they were read.',
    zh: '本次运行中没有 {level} {unit}[[；您是要输入 {near} 吗？]]\ndecisions-{level}.csv 的 {level} 列是读入的编号。',
  },
  'household-unknown': {
    en: 'there is no household {household} in this run[[; did you mean {near}?]]\nThe column household of decisions.csv has the ids as they were read.',
    zh: '本次运行中没有 {household} 户[[；您是要输入 {near} 吗？]]\ndecisions.csv 的 household 列是读入的户编号。',
  },
  'period-not-decided': {
    en: '{period} was not decided in this run; these were: {periods}',
    zh: '本次运行没有判定 {period}；已判定的时期：{periods}',
  },
} as const satisfies Messages;

/** The words of `explain`. */
export const explanationMessages = {
  head: {
    en: 'Household {household}[[, {regions}]], {period}',
    zh: '{household} 户[[，{regions}]]，{period}',
  },
  'head-level': {
    en: '{level} {household}[[, {regions}]], {period}',
    zh: '{level} {household}[[，{regions}]]，{period}',
  },
  region: { en: '{label} {value}', zh: '{label} {value}' },
  pack: { en: 'by {title} ({id} {version})', zh: '依据 {title}（{id} {version}）' },
  moved: {
    en: 'Moved: “{before}” → “{after}”, by {code}[[ ({label})]].',
    zh: '变动：“{before}”→“{after}”，依据 {code}[[（{label}）]]。',
  },
  kept: { en: 'Kept: stays “{after}”.', zh: '不变：仍为“{after}”。' },
  'kept-final': {
    en: 'Kept: stays “{after}”; no move starts from there.',
    zh: '不变：仍为“{after}”，该状态没有可走的变动。',
  },
  review: {
    en: 'To review: stays “{after}”, since not enough is known to decide {code}[[ ({label})]].',
    zh: '待核实：仍为“{after}”，资料不足以判定 {code}[[（{label}）]]。',
  },
  unobserved: {
    en: 'Not observed: there is no record in {period}; stays “{after}”.',
    zh: '未调查到：{period} 没有记录；仍为“{after}”。',
  },

  why: { en: 'Why', zh: '判定过程' },
  legend: {
    en: '✓ true  ✗ false  ? unknown  – not told by the run folder',
    zh: '✓ 成立  ✗ 不成立  ? 未知  – 运行文件夹中没有',
  },
  transition: { en: '{code}[[ ({label})]], to “{to}”, if', zh: '{code}[[（{label}）]]，转为“{to}”，条件：' },
  headed: { en: '{head} {text}', zh: '{head}{text}' },
  'all-of': { en: 'all of these hold:', zh: '以下全部成立：' },
  'any-of': { en: 'any of these holds:', zh: '以下任一成立：' },
  'this-holds': { en: 'this holds:', zh: '以下成立：' },
  'not-the-case': { en: 'this does not hold:', zh: '以下不成立：' },
  'named-all': { en: '{label}: all of these', zh: '{label}：以下全部' },
  'named-any': { en: '{label}: any of these', zh: '{label}：以下任一' },
  'depends-on': { en: 'depending on whether', zh: '视以下是否成立而定' },
  'if-so': { en: 'if so:', zh: '如成立：' },
  'if-not': { en: 'if not:', zh: '如不成立：' },
  held: { en: '{label}, in each of {count} {periods}', zh: '{label}，连续 {count} {periods}' },
  'held-in': { en: '{period}: {text}', zh: '{period}：{text}' },
  'no-record': { en: 'no record', zh: '没有记录' },
  'not-recorded': { en: 'not in the run folder', zh: '运行文件夹中没有' },
  'has-value': { en: '{label}: {value}', zh: '{label}：{value}' },
  compared: {
    en: '{label}: {value}; asked: {asked}[[; {distance}]]',
    zh: '{label}：{value}；要求：{asked}[[；{distance}]]',
  },
  'line-named': { en: '{value} ({label}[[, since {since}]])', zh: '{value}（{label}[[，{since} 起]]）' },
  'line-carried': {
    en: '{value} ({label}[[, since {since}]], carried beyond its validity)',
    zh: '{value}（{label}[[，{since} 起]]，已过有效期仍沿用）',
  },
  'of-period': { en: '{label} of {period}', zh: '{period} {label}' },
  'asked-<': { en: 'below {line}', zh: '低于 {line}' },
  'asked-<=': { en: 'at most {line}', zh: '不超过 {line}' },
  'asked->': { en: 'above {line}', zh: '高于 {line}' },
  'asked->=': { en: 'at least {line}', zh: '不低于 {line}' },
  'asked-==': { en: 'exactly {line}', zh: '等于 {line}' },
  'asked-!=': { en: 'other than {line}', zh: '不等于 {line}' },
  'asked-one-of': { en: 'one of {list}', zh: '{list} 之一' },
  'asked-known': { en: 'known', zh: '已知' },
  'ever-been': { en: 'was ever “{state}”', zh: '曾为“{state}”' },
  'in-the-rules': { en: 'in the rules: {text}', zh: '规则原文：{text}' },
  'distance-equal': { en: 'exactly on the line', zh: '正好在线上' },
  'distance-less': { en: '{amount} below', zh: '低 {amount}' },
  'distance-more': { en: '{amount} above', zh: '高 {amount}' },
  'about-less': { en: 'about {amount} below', zh: '低约 {amount}' },
  'about-more': { en: 'about {amount} above', zh: '高约 {amount}' },
  'cent-less': { en: 'less than one cent below', zh: '低不到一分' },
  'cent-more': { en: 'less than one cent above', zh: '高不到一分' },
  'hair-less': { en: 'a hair below', zh: '略低' },
  'hair-more': { en: 'a hair above', zh: '略高' },
  spell: { en: 'time in “{state}” so far', zh: '处于“{state}”已有' },

  about: { en: 'about {value}', zh: '约 {value}' },
  always: { en: 'always', zh: '总是成立' },
  never: { en: 'never', zh: '从不成立' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  unknown: { en: 'unknown', zh: '未知' },
  'unknown-missing': { en: 'unknown (missing: {missing})', zh: '未知（缺：{missing}）' },
  'unknown-any': {
    en: 'unknown (missing: at least one of {missing})',
    zh: '未知（至少缺其中之一：{missing}）',
  },
  'unknown-any-or-zero': {
    en: 'unknown (missing: at least one of {missing}; or a division by zero)',
    zh: '未知（至少缺其中之一：{missing}；或除数为零）',
  },
  cell: { en: '“{value}” at {file}:{line}', zh: '{file}:{line} 为“{value}”' },
  perhaps: { en: 'perhaps {list}', zh: '可能是 {list}' },
  'unknown-zero': {
    en: 'cannot be computed (division by zero[[: {divisor} is 0]])',
    zh: '无法计算（除数为零[[：{divisor}为 0]]）',
  },
  'unknown-large': {
    en: 'cannot be computed exactly (too large: more than 38 digits)',
    zh: '无法精确计算（数值过大：超过 38 位数字）',
  },
  'unknown-zero-or-large': {
    en: 'cannot be computed (division by zero, or too large: more than 38 digits)',
    zh: '无法计算（除数为零，或数值过大：超过 38 位数字）',
  },
  between: { en: ', ', zh: '、' },
  clauses: { en: ', ', zh: '，' },
  year: { en: 'years', zh: '年' },
  quarter: { en: 'quarters', zh: '个季度' },
  month: { en: 'months', zh: '个月' },
  percent: { en: '{number} %', zh: '{number}%' },
  points: { en: '{number} percentage points', zh: '{number} 个百分点' },

  missing: { en: 'What is missing', zh: '缺少什么' },
  'missing-input': {
    en: '{label}[[ of {period}]][[ ({name})]][[: {cells}]]',
    zh: '[[{period} 的]]{label}[[（{name}）]][[：{cells}]]',
  },
  'missing-record': { en: 'a record of {period}', zh: '{period} 的记录' },
  'missing-list': {
    en: 'the complete list of members ({name})[[ of {period}]]',
    zh: '[[{period} 的]]完整成员名单（{name}）',
  },
  'missing-since': { en: 'since when it has been in this state', zh: '何时起处于该状态' },
  'missing-nothing': {
    en: 'Nothing is missing, but a value cannot be computed: see above why.',
    zh: '没有缺失项，但有数值无法计算：原因见上文。',
  },

  changes: { en: 'What would have changed it', zh: '怎样会改变结果' },
  fires: { en: '{code}[[ ({label})]] would have applied with:', zh: '要发生 {code}[[（{label}）]]，须：' },
  'does-not-fire': {
    en: '{code}[[ ({label})]] would not have applied with:',
    zh: '要不发生 {code}[[（{label}）]]，须：',
  },
  'cannot-fire': {
    en: '{code}[[ ({label})]]: no other value of the household could have brought it about in {period}.',
    zh: '{code}[[（{label}）]]：{period} 该户的任何数值都不能使其发生。',
  },
  'cannot-prevent': {
    en: '{code}[[ ({label})]]: no other value of the household could have prevented it in {period}.',
    zh: '{code}[[（{label}）]]：{period} 该户的任何数值都不能使其不发生。',
  },
  'with-record': {
    en: 'With a record of {period} the household would have been decided.',
    zh: '有 {period} 的记录就能判定该户。',
  },
  'all-else-same': { en: 'All other values being the same.', zh: '其他数值不变。' },
  'need-more': { en: '{label}: {amount} more{per} ({limits})', zh: '{label}：多 {amount}{per}（{limits}）' },
  'need-less': { en: '{label}: {amount} less{per} ({limits})', zh: '{label}：少 {amount}{per}（{limits}）' },
  'need-known': { en: '{label}: known[[, and {limits}]]', zh: '{label}：已知[[，且{limits}]]' },
  'need-yes': { en: '{label}: yes instead of no', zh: '{label}：是（而非否）' },
  'need-no': { en: '{label}: no instead of yes', zh: '{label}：否（而非是）' },
  'need-known-yes': { en: '{label}: known to be yes', zh: '{label}：确知为是' },
  'need-known-no': { en: '{label}: known to be no', zh: '{label}：确知为否' },
  'need-one-of': { en: '{label}: {list}[[ instead of {now}]]', zh: '{label}：{list}[[（而非{now}）]]' },
  'need-none-of': { en: '{label}: other than {list}', zh: '{label}：不是 {list}' },
  'need-holds': { en: 'this holds[[ in {period}]]: {label}', zh: '[[{period} ]]成立：{label}' },
  'need-fails': { en: 'this does not hold[[ in {period}]]: {label}', zh: '[[{period} ]]不成立：{label}' },
  'need-record': { en: 'a record of {period}', zh: '{period} 的记录' },
  'need-record-holds': {
    en: 'a record of {period} by which this holds: {label}',
    zh: '{period} 的记录，且其中成立：{label}',
  },
  'need-record-fails': {
    en: 'a record of {period} by which this does not hold: {label}',
    zh: '{period} 的记录，且其中不成立：{label}',
  },
  or: { en: ' or ', zh: '或' },

  history: { en: 'Over time', zh: '历次判定' },
  'history-moved': { en: '{periods} {code} → “{state}”', zh: '{periods} {code}→“{state}”' },
  'history-kept': { en: '{periods} kept “{state}”', zh: '{periods} 仍为“{state}”' },
  'history-review': {
    en: '{periods} to review ({code}), “{state}”',
    zh: '{periods} 待核实（{code}），“{state}”',
  },
  'history-unobserved': { en: '{periods} not observed, “{state}”', zh: '{periods} 未调查到，“{state}”' },

  sources: { en: 'Sources', zh: '来源' },
  source: { en: '{title} ({quality})', zh: '{title}（{quality}）' },
  quote: { en: '“{quote}”', zh: '“{quote}”' },
  official: { en: 'official', zh: '官方' },
  press: { en: 'press', zh: '新闻' },
  secondary: { en: 'secondary', zh: '转载或二手' },
  unverified: { en: 'unverified', zh: '未核实' },
  example: { en: 'example', zh: '示例' },
} as const satisfies Messages;
