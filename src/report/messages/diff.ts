import type { Messages } from './types.ts';

/** The words of `diff`. */
export const diffWords = {
  same: {
    en: '{households} household(s) in {period}: all decided alike in {a} and {b}',
    zh: '{period} 共 {households} 户：{a} 与 {b} 的判定完全相同',
  },
  changed: {
    en: '{changed} of {households} household(s) are decided otherwise in {period}: {a} → {b}',
    zh: '{period} 共 {households} 户，其中 {changed} 户的判定不同：{a} → {b}',
  },
  differs: { en: 'The runs differ in: {factors}', zh: '两次运行的差异：{factors}' },
  nothing: { en: 'nothing', zh: '无' },
  'by-cause': { en: 'What made the difference', zh: '差异的原因' },
  'by-move': { en: 'What was decided', zh: '判定的变化' },
  cause: { en: 'cause', zh: '原因' },
  households: { en: 'households', zh: '户数' },
  total: { en: 'total', zh: '合计' },
  from: { en: 'before', zh: '原为' },
  to: { en: 'now', zh: '现为' },
  data: { en: 'data', zh: '数据' },
  register: { en: 'register', zh: '登记' },
  parameters: { en: 'parameters', zh: '参数' },
  rules: { en: 'rules', zh: '规则' },
  shared: { en: 'shared: several factors together', zh: '共同作用：多个因素合在一起' },
  untried: { en: 'not tried', zh: '未试算' },
  moved: { en: 'moved by', zh: '变动' },
  kept: { en: 'kept', zh: '不变' },
  review: { en: 'under review for', zh: '待核实' },
  unobserved: { en: 'not observed', zh: '未观测' },
  absent: { en: 'not in the data', zh: '不在数据中' },
  'shared-how': {
    en: 'shared: no single factor does so by itself; what each does depends on the order in which they change',
    zh: '共同作用：没有任何单一因素能独自如此；各因素的影响取决于改变的先后',
  },
  'untried-how': {
    en: 'What made the difference can be told only by deciding again: give --data-a and --data-b, the folders the runs were made from.',
    zh: '要分清原因须重新判定：请用 --data-a 和 --data-b 给出两次运行所用的数据文件夹。',
  },
  'not-decided': {
    en: 'Some parts of the two runs do not go together, so not everything could be tried: {worlds}',
    zh: '两次运行的某些部分无法组合，因此未能全部试算：{worlds}',
  },
  world: { en: '{run} with {factor} of {other}', zh: '{run} 换用 {other} 的{factor}' },
} satisfies Messages;

/** What can be wrong with a comparison of runs. */
export const diffMessages = {
  'diff-other-data': {
    en: '{folder} does not hold the data of the run {run}: {files} changed since, or belong to another run\nGive the folder as it was when the run was made.',
    zh: '{folder} 不是运行 {run} 所用的数据：{files} 此后有改动，或属于另一次运行\n请给出该次运行时的数据文件夹。',
  },
  'diff-no-common-period': {
    en: '{a} decides {periods_a} and {b} decides {periods_b}: no period is in both\nCompare runs that share a period.',
    zh: '{a} 判定 {periods_a}，{b} 判定 {periods_b}：没有共同的时期\n请比较有共同时期的运行。',
  },
  'diff-not-in-both': {
    en: '{period} is not in both runs: {a} decides {periods_a}, {b} decides {periods_b}\nName a period of both with --period, or leave it out for the latest.',
    zh: '{period} 不是两次运行共有的时期：{a} 判定 {periods_a}，{b} 判定 {periods_b}\n请用 --period 指定共有的时期；不指定则取最近的一期。',
  },
  'diff-other-periods': {
    en: '{a} counts by {kind_a} and {b} by {kind_b}, so their periods can not be compared',
    zh: '{a} 按 {kind_a} 计期，{b} 按 {kind_b} 计期，无法比较',
  },
} satisfies Messages;
