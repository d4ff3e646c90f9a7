import type { Messages } from './types.ts';

/** What the pages of lists say, and what `lists` prints. */
export const listMessages = {
  entry: { en: 'Entry list', zh: '进入名单' },
  exit: { en: 'Exit list', zh: '退出名单' },
  return: { en: 'Return list', zh: '返回名单' },
  review: { en: 'Review list', zh: '待核实名单' },
  watch: { en: 'Watch list', zh: '监测名单' },
  'entry-note': {
    en: 'Proposed for the list. A proposal becomes a decision by the procedure.',
    zh: '拟纳入的农户。提议须经规定程序方为决定。',
  },
  'exit-note': {
    en: 'Proposed to leave the list. A proposal becomes a decision by the procedure.',
    zh: '拟退出的农户。提议须经规定程序方为决定。',
  },
  'return-note': {
    en: 'Left before and proposed for the list again. A proposal becomes a decision by the procedure.',
    zh: '曾退出、拟重新纳入的农户。提议须经规定程序方为决定。',
  },
  'review-note': {
    en: 'Not enough is known to decide. To be visited; nobody on this list is moved.',
    zh: '资料不足、尚不能判定的农户，需入户核实；名单上的农户状态不变。',
  },
  'watch-note': {
    en: 'To be kept an eye on after the period, or of whom nobody can tell; nobody on this list is moved.',
    zh: '本期之后应予监测或尚无法判定是否应监测的农户；名单上的农户状态不变。',
  },
  office: { en: 'For office use: holds household ids.', zh: '内部使用：含户编号。' },
  all: { en: 'All', zh: '全部' },
  unstated: { en: 'Region not stated', zh: '地区未填' },
  households: { en: '{count} households', zh: '{count} 户' },
  none: { en: 'No households.', zh: '无。' },
  number: { en: 'No.', zh: '序号' },
  household: { en: 'Household', zh: '户编号' },
  reason: { en: 'Reason', zh: '理由' },
  remark: { en: 'Remark', zh: '备注' },
  place: { en: 'Place of notice', zh: '公示地点' },
  time: { en: 'Notice from – to', zh: '公示时间（起止）' },
  telephone: { en: 'Telephone for objections', zh: '监督电话' },
  prepared: { en: 'Prepared by', zh: '经办人（签字）' },
  checked: { en: 'Checked by', zh: '审核人（签字）' },
  responsible: { en: 'Responsible', zh: '负责人（签字）' },
  seal: { en: 'Seal', zh: '单位（盖章）' },
  date: { en: 'Date', zh: '日期' },
  basis: {
    en: 'By {pack} {version}, run {run} ({digest})',
    zh: '依据 {pack} {version}，运行 {run}（{digest}）',
  },
  'printed-heading': { en: 'Lists of {run}, {period}', zh: '{run} 的 {period} 名单' },
  'where-to-look': {
    en: 'To print: {folder}/entry.html and the others; for scripts: {folder}/lists.json',
    zh: '打印：{folder}/entry.html 等；脚本用：{folder}/lists.json',
  },
} as const satisfies Messages;
