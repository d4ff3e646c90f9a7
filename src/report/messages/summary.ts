import type { Messages } from './types.ts';

/** The words of the summary after a run, of the progress line, and of the heads of messages. */
export const summaryMessages = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  info: { en: 'note', zh: '说明' },

  'stage-read': { en: 'read and check', zh: '读取与检查' },
  'stage-decide': { en: 'decide', zh: '判定' },
  'stage-write': { en: 'write', zh: '写出' },
  'stage-seal': { en: 'seal and record', zh: '封存与登记' },

  heading: {
    en: '{title} ({id} {version}) over {dataset}, lists for {listed}',
    zh: '{title}（{id} {version}），数据 {dataset}，名单时期 {listed}',
  },
  'households-by-state': { en: 'Households at the end of each period', zh: '各时期末的户数' },
  'level-by-state': { en: 'The level above: {name}', zh: '上一层级：{name}' },
  'transitions-by-period': {
    en: 'Moves by reason, and those to review for it',
    zh: '按原因统计的变动，及其待核实户',
  },
  period: { en: 'period', zh: '时期' },
  moved: { en: 'moved', zh: '变动' },
  kept: { en: 'kept', zh: '不变' },
  review: { en: 'to review', zh: '待核实' },
  unobserved: { en: 'not observed', zh: '未调查到' },
  code: { en: 'code', zh: '代码' },
  reason: { en: 'reason', zh: '原因' },

  files: { en: 'What was read', zh: '读入的文件' },
  table: { en: 'table', zh: '表' },
  file: { en: 'file', zh: '文件' },
  read: { en: 'records', zh: '记录' },
  used: { en: 'used', zh: '采用' },
  rejected: { en: 'rejected', zh: '剔除' },
  absent: { en: 'not there (optional)', zh: '没有（可缺）' },

  issues: { en: 'What is wrong in the data', zh: '数据中的问题' },
  count: { en: 'count', zh: '数量' },
  example: { en: 'for example', zh: '例如' },
  'no-issues': { en: 'Nothing is wrong in the data.', zh: '数据没有问题。' },

  'where-to-look': { en: 'Where to look', zh: '到哪里看' },
  'look-entry': { en: 'proposed entries', zh: '拟进入名单' },
  'look-exit': { en: 'proposed exits', zh: '拟退出名单' },
  'look-return': { en: 'back on the list', zh: '返回名单' },
  'look-review': { en: 'to look into, with what is missing', zh: '待核实名单，列出缺什么' },
  'look-exit-level': { en: 'proposed exits: {name}', zh: '拟退出：{name}' },
  'look-review-level': { en: 'to look into: {name}', zh: '待核实：{name}' },
  'look-issues': { en: 'every issue with its place', zh: '每个数据问题及其位置' },
  'look-decisions': { en: 'every household', zh: '所有户' },
  'look-explain': { en: 'why one household was decided so', zh: '某户为何如此判定' },

  'verify-good': {
    en: 'The audit log and everything it names are as they were written.',
    zh: '审计日志及其所列的全部文件都与写入时一致。',
  },
  'verify-bad': {
    en: '{count} thing(s) do not agree with the audit log.',
    zh: '有 {count} 处与审计日志不符。',
  },
  'verify-counts': {
    en: '{lines} line(s), {runs} run(s), [[{confirmations} confirmation(s), ]]{files} file(s) compared[[, {replaced} run(s) replaced by later ones]]',
    zh: '{lines} 行，{runs} 次运行，[[{confirmations} 次确认，]]核对了 {files} 个文件[[，{replaced} 次运行已被后来的替换]]',
  },
  'verify-head': {
    en: 'Last line: {head}\nKept elsewhere, this digest shows later whether the end of the log was cut off.',
    zh: '末行摘要：{head}\n另处保存这个摘要，日后即可看出日志末尾是否被截去。',
  },
} as const satisfies Messages;
