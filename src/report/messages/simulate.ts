import type { Messages } from './types.ts';

/** What keeps `simulate` from trying something. */
export const simulateProblems = {
  'set-form': {
    en: '--set {found} is not of the form parameter=values\nWrite entry_line=1500,1800 or entry_line=1200..3000:100.',
    zh: '--set {found} 的写法不对，应为 参数=数值\n请写作 entry_line=1500,1800 或 entry_line=1200..3000:100。',
  },
  'set-unknown': {
    en: 'the rule pack has no parameter {name}[[; did you mean {near}?]]\n[[It has {names}.]]',
    zh: '规则包没有参数 {name}[[；您是要输入 {near} 吗？]]\n[[它有：{names}。]]',
  },
  'set-formula': {
    en: '{name} is made by a formula, {formula}, and has no number of its own to set\nSet what it is made of instead: {inputs}.',
    zh: '{name} 由公式 {formula} 得出，本身没有可设定的数值\n请改为设定公式中的参数：{inputs}。',
  },
  'set-table': {
    en: '{name} comes from a table, {file}, and differs from row to row, so one number for all can’t be tried\nTry another table in a copy of the rule pack.',
    zh: '{name} 取自表格 {file}，逐行不同，不能用一个数值代替\n请在规则包的副本中换一个表格再试。',
  },
  'set-twice': {
    en: '{name} is set twice\nGive all its values in one --set, separated by commas.',
    zh: '{name} 设定了两次\n请把它的所有数值写在一个 --set 里，用逗号分开。',
  },
  'set-number': {
    en: '{name}: “{found}” is not a decimal number such as 1500 or 0.95\nNumbers have up to 18 digits before and 12 after the point, and no separators of thousands.',
    zh: '{name}：“{found}”不是 1500、0.95 这样的十进制数\n小数点前最多 18 位，后最多 12 位，不加千位分隔符。',
  },
  'set-negative': {
    en: '{name} can’t be {value}: the rule pack knows it from 0 upwards only',
    zh: '{name} 不能是 {value}：规则包中它不小于 0',
  },
  'set-range': {
    en: '{name}: “{found}” is not a range\nWrite first..last:step, such as 1200..3000:100; both ends are included.',
    zh: '{name}：“{found}”不是一个区间\n请写作 起..止:步长，例如 1200..3000:100；两端都包含在内。',
  },
  'set-step': {
    en: '{name}: the step of {found} must be greater than 0',
    zh: '{name}：{found} 的步长必须大于 0',
  },
  'set-reversed': {
    en: '{name}: {found} ends below its beginning\nGive the smaller number first.',
    zh: '{name}：{found} 的止值小于起值\n请把较小的数写在前面。',
  },
  'set-misses': {
    en: '{name}: {found} does not reach its end, which would be included\nEnd it at {before} or at {after}, or choose another step.',
    zh: '{name}：{found} 按步长到不了止值，而两端都应包含\n请止于 {before} 或 {after}，或换一个步长。',
  },
  'set-too-many': {
    en: '[[{name}: {found} makes ]]{count} settings, more than the {most} that can be tried at once\nTake a larger step.',
    zh: '[[{name}：{found} 得到 ]]{count} 种设定，一次最多 {most} 种\n请把步长放大。',
  },
  'set-breaks': {
    en: '{set}: {condition} does not hold in {period} ({values})[[; {regions}]][[, nor in {others}]]',
    zh: '{set}：{condition} 在 {period} 不成立（{values}）[[；{regions}]][[，{others} 也不成立]]',
  },
  'nothing-to-try': {
    en: 'none of the settings asked for can be tried',
    zh: '所要求的设定都不能试算',
  },
  'by-unknown': {
    en: 'the rule pack has no region column {name}[[; did you mean {near}?]]\n[[It has {regions}.]]',
    zh: '规则包没有区域列 {name}[[；您是要输入 {near} 吗？]]\n[[它有：{regions}。]]',
  },
  'gap-unknown': {
    en: '{name} is no criterion that compares an amount with a line[[; did you mean {near}?]]\n[[There is {names}.]]',
    zh: '{name} 不是把数额与标准线相比的条件[[；您是要输入 {near} 吗？]]\n[[可用的有：{names}。]]',
  },
  'budget-form': {
    en: '--budget {found} is not an amount such as 2500000 or 120000.50',
    zh: '--budget {found} 不是 2500000、120000.50 这样的金额',
  },
  'budget-no-line': {
    en: '--budget needs a line to lift households to, and no entry of this rule pack compares an amount with one\nName the criterion that does with --gap.',
    zh: '--budget 需要一条标准线，而这个规则包的进入规则都没有把数额与标准线相比\n请用 --gap 指出作此比较的条件。',
  },
  'benchmark-unknown': {
    en: 'there is no yes-or-no column {name}[[; did you mean {near}?]]\nGive a boolean column of the households of the rule pack[[ ({names})]], or a file and its column as verified.csv:poor.',
    zh: '没有是非列 {name}[[；您是要输入 {near} 吗？]]\n请给出规则包中按户的是非列[[（{names}）]]，或文件及其列，如 verified.csv:poor。',
  },
} as const satisfies Messages;
