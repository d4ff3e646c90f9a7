import type { Messages } from './types.ts';

/** The words of `rules list`, `rules show`, `rules test` and `rules new`. */
export const packPageMessages = {
  'new-pack': {
    en: 'Written: {files}\nEdit it, then: shuangdao rules check {path} && shuangdao rules test {path}',
    zh: '已写入：{files}\n修改后运行：shuangdao rules check {path} && shuangdao rules test {path}',
  },
  valid: {
    en: 'Valid from {from} to {to}, by {period}, in {currency}.',
    zh: '有效期 {from} 至 {to}，按{period}，货币 {currency}。',
  },
  year: { en: 'year', zh: '年' },
  quarter: { en: 'quarter', zh: '季' },
  month: { en: 'month', zh: '月' },

  numbers: { en: 'Numbers', zh: '数值' },
  name: { en: 'name', zh: '名称' },
  unit: { en: 'unit', zh: '单位' },
  source: { en: 'source', zh: '来源' },
  regional: { en: 'by {regions}', zh: '按 {regions}' },
  'by-formula': { en: 'formula', zh: '公式' },
  facts: { en: 'Facts', zh: '事实' },
  criteria: { en: 'Criteria', zh: '条件' },
  states: { en: 'States', zh: '状态' },
  initial: { en: '(at first)', zh: '（初始）' },
  moves: { en: 'Moves, the first that holds wins', zh: '变动（依次判断，先成立者生效）' },
  require: { en: 'Must hold in every period', zh: '每期都必须成立' },
  inputs: { en: 'What it needs', zh: '所需数据' },
  'keyed-by': { en: 'keyed by {key}', zh: '主键 {key}' },
  optional: { en: 'optional', zh: '可缺' },
  sources: { en: 'Sources', zh: '来源' },
  official: { en: 'official', zh: '官方' },
  press: { en: 'press', zh: '新闻' },
  secondary: { en: 'secondary', zh: '转载或二手' },
  unverified: { en: 'unverified', zh: '未核实' },
  example: { en: 'example', zh: '示例' },

  id: { en: 'id', zh: '编号' },
  version: { en: 'version', zh: '版本' },
  periods: { en: 'valid', zh: '有效期' },
  currency: { en: 'currency', zh: '货币' },
  'states-column': { en: 'states', zh: '状态' },
  'weakest-source': { en: 'weakest source', zh: '最弱来源' },
  title: { en: 'title', zh: '名称' },

  'check-good': { en: '{id} {version}: nothing wrong ({file})', zh: '{id} {version}：没有问题（{file}）' },
  'test-good': { en: '{id}: {count} test(s) passed', zh: '{id}：{count} 项测试通过' },
  'test-bad': {
    en: '{id}: {failed} of {count} test(s) failed',
    zh: '{id}：{count} 项测试中有 {failed} 项未通过',
  },
  'test-none': { en: '{id}: the pack has no tests', zh: '{id}：规则包内没有测试' },
} as const satisfies Messages;
