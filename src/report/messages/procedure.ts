import type { Messages } from './types.ts';

/** What is wrong with a record of steps, and with the way it is asked about. */
export const procedureMessages = {
  'procedure-not-there': {
    en: '{file} is not there, or is no file\nGive the record of steps taken with --procedure: a table with household, period, step, date, by, document, result, remark.',
    zh: '{file} 不存在，或不是文件\n请用 --procedure 给出程序记录：含 household、period、step、date、by、document、result、remark 的表。',
  },
  'procedure-undeclared': {
    en: 'rule pack {pack}, by which the run was decided, declares no procedure\nWithout one nothing says what makes a proposal a decision. Add procedure: to a copy of the pack and classify by it.',
    zh: '该运行所依据的规则包 {pack} 没有声明程序\n没有程序就无从知道提议怎样成为决定。请在规则包副本中加上 procedure:，再据以判定。',
  },
  'procedure-row-gone': {
    en: '{file} no longer has a row that confirmation {confirmation} read: {household}, {step}, {date}\nA record of steps is only ever added to. Put the row back; what turned out otherwise is a new row. A record that is another gets a name of its own.',
    zh: '{file} 中少了确认 {confirmation} 读到过的一行：{household}、{step}、{date}\n程序记录只增不改。请恢复该行；后来有变的，另加一行。若确是另一份记录，请另取文件名。',
  },
  'procedure-more': { en: '… and {count} more of the same kind', zh: '……此外还有 {count} 处' },
  'procedure-encoding-error': {
    en: '{file}:{line}: a row has bytes that mean nothing in the encoding of the file\nSave the file again as UTF-8.',
    zh: '{file}:{line}：有一行含有该文件编码无法解读的字节\n请将文件另存为 UTF-8。',
  },
  'procedure-unterminated-quote': {
    en: '{file}:{line}: a quotation mark opens a cell and is not closed properly\nClose it, or double it if it belongs to the text.',
    zh: '{file}:{line}：单元格以引号开头，却没有正确闭合\n请补上引号；若引号属于内容，请写成两个。',
  },
  'procedure-wrong-cell-count': {
    en: '{file}:{line}: a row has {value} cells, the header has {expected}\nLook for a delimiter that belongs to a text and put that text in quotation marks.',
    zh: '{file}:{line}：该行有 {value} 个单元格，表头有 {expected} 个\n请检查内容中是否含有分隔符，并给该内容加上引号。',
  },
  'procedure-missing-column': {
    en: '{file}: the column(s) {column} are needed, and none of the headers is it[[: {found}]][[ … and {more} more]][[\nDid you mean {near}?]]\nRename the header(s).',
    zh: '{file}：需要以下列，但表头中没有：{column}[[；现有表头：{found}]][[……另有 {more} 个]][[\n是不是指“{near}”？]]\n请修改表头。',
  },
  'procedure-duplicate-header': {
    en: '{file}: several columns are headed {column}[[ … and {more} more]]\nGive each column a header of its own.',
    zh: '{file}：有多列的表头同为 {column}[[……另有 {more} 个]]\n请让各列表头互不相同。',
  },
  'procedure-blank-header': {
    en: '{file}: column {column}[[ … and {more} more]], counted from the left, has no header\nGive it a header, or delete the column if it is empty.',
    zh: '{file}：从左数第 {column} 列[[……另有 {more} 列]]没有表头\n请补上表头；若是空列，请删除。',
  },
  'procedure-empty-file': {
    en: '{file}: the file is empty\nA record without rows still needs its line of headers.',
    zh: '{file}：文件是空的\n即使没有记录，也需要表头一行。',
  },
  'procedure-type-error': {
    en: '{file}:{line}: {column} of household {household} is “{value}”, which cannot be read as {expected}\nDates are written year, month, day: 2013-03-08 or 2013/3/8.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为“{value}”，无法读作{expected}\n日期按年月日写：2013-03-08、2013/3/8 或 2013年3月8日。',
  },
  'procedure-out-of-range': {
    en: '{file}:{line}: {column} of household {household} is {value}, which cannot be meant\nCorrect it.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为 {value}，不可能是这样\n请改正。',
  },
  'procedure-unknown-code': {
    en: '{file}:{line}: {column} of household {household} is “{value}”, which is none of: {expected}\nSteps may also be named by their labels in the rule pack, results also yes and no, or in Chinese.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为“{value}”，不在 {expected} 之中\n环节也可写规则包中的名称，结果也可写“同意”“不同意”等。',
  },
  'procedure-missing-key': {
    en: '{file}:{line}: a row[[ of household {household}]] has nothing under {column}\nA step on record needs its household, period, step and date.',
    zh: '{file}:{line}：有一行[[（住户 {household}）]]的 {column} 为空\n每条记录都要有住户、时期、环节和日期。',
  },
  'procedure-undeclared-sentinel': {
    en: '{file}:{line}: {column} of household {household} is {value}, which usually stands for "no answer"\nLeave the cell blank, or write what happened.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为 {value}，这通常表示“未回答”\n请留空，或写明实际情况。',
  },
  'procedure-damaged-id': {
    en: '{file}:{line}: the id “{value}” was rounded by a spreadsheet; its last digits are lost\nRestore the id from the original and store the column as text.',
    zh: '{file}:{line}：编号“{value}”被电子表格四舍五入，末几位已丢失\n请从原件恢复编号，并将该列存为文本。',
  },
  'procedure-duplicate-row': {
    en: '{file}:{line}: household {household} has the same row twice ({value}); it counts once[[. Rows of this kind: {count}]]',
    zh: '{file}:{line}：住户 {household} 有重复的行（{value}），只计一次[[。此类行数：{count}]]',
  },
  'procedure-extra-column': {
    en: '{file}: nothing asks for column {column}; it is ignored',
    zh: '{file}：没有用到 {column} 列，已忽略',
  },
} as const satisfies Messages;

/** Why a proposal is not yet a decision, by the codes of decide/confirm-defects; the blanks are filled inside SQL. */
export const defectMessages = {
  'no-procedure': {
    en: 'The rule pack declares no procedure for this list, so nothing can confirm it.',
    zh: '规则包没有声明该名单的程序，因而无从确认。',
  },
  'step-missing': { en: 'Not on record: {step} ({who}).', zh: '没有记录：{step}（{who}）。' },
  'consent-missing': {
    en: 'The household’s own consent is not on record: {step}.',
    zh: '没有本户认可的记录：{step}。',
  },
  'no-result': {
    en: '{step}: begun, last row of {date}, and no result is on record.',
    zh: '{step}：已开始（最后记录 {date}），但没有结果。',
  },
  refused: { en: '{step}: did not pass on {date}.', zh: '{step}：{date} 未通过。' },
  'consent-refused': {
    en: 'The household did not consent on {date}: {step}.',
    zh: '本户于 {date} 未认可：{step}。',
  },
  'too-short': {
    en: '{step}: lasted {found} days (the first not counted), at least {needed} are needed.',
    zh: '{step}：历时 {found} 天（首日不计），至少需要 {needed} 天。',
  },
  'too-few': {
    en: '{step}: {found} persons are named, at least {needed} are needed.',
    zh: '{step}：载明 {found} 人，至少需要 {needed} 人。',
  },
  'out-of-order': {
    en: '{step}: of {date}, before “{other}” had ended ({found}).',
    zh: '{step}：{date} 进行，早于“{other}”的结束（{found}）。',
  },
  'too-early': {
    en: '{step}: of {date}, before the period began.',
    zh: '{step}：{date}，早于该时期的开始。',
  },
  'in-future': { en: '{step}: of {date}, a day that has not come yet.', zh: '{step}：{date}，尚未到来。' },
  'same-period': {
    en: '{step}: of {date}; the household was moved in {found} already, and this must wait for a later period.',
    zh: '{step}：{date}；该户在 {found} 已有变动，须待以后的时期。',
  },
  'objection-open': {
    en: 'Objections without an answer: {found}; the latest is of {date}.',
    zh: '未答复的异议：{found} 项，最近一项 {date}。',
  },
  'answered-late': {
    en: 'The last step was taken before objections were answered: {found}; the latest is of {date}.',
    zh: '异议答复之前已完成最后环节：{found} 项，最近一项 {date}。',
  },
  'objection-upheld': { en: 'An objection was upheld on {date}.', zh: '{date} 有异议成立。' },
} as const satisfies Messages;

/** What the files of a confirmation hold, and what `confirm` prints. */
export const confirmationMessages = {
  heading: {
    en: 'Confirmed by {procedure}: proposals of {run}, {period}',
    zh: '依据 {procedure} 确认：{run} 的 {period} 名单',
  },
  list: { en: 'list', zh: '名单' },
  confirmed: { en: 'confirmed', zh: '已确认' },
  pending: { en: 'pending', zh: '待定' },
  entry: { en: 'entry', zh: '进入' },
  exit: { en: 'exit', zh: '退出' },
  return: { en: 'return', zh: '返回' },
  defects: { en: 'Why proposals are pending', zh: '待定原因' },
  defect: { en: 'code', zh: '代码' },
  households: { en: 'households', zh: '户数' },
  times: { en: 'times', zh: '次数' },
  states: { en: 'Households by confirmed state', zh: '确认后各状态户数' },
  unmatched: {
    en: '{count} row(s) of the period belong to no proposal: {folder}/unmatched.csv',
    zh: '该时期有 {count} 行不属于任何提议：{folder}/unmatched.csv',
  },
  'where-to-look': {
    en: 'Decisions: {folder}/confirmed.csv\nWhat is missing: {folder}/pending.csv\nNext year begins from: --previous {folder}/states.csv',
    zh: '决定：{folder}/confirmed.csv\n所缺之处：{folder}/pending.csv\n下一年的起点：--previous {folder}/states.csv',
  },
} as const satisfies Messages;

/** What the columns of a confirmation's files are called; docs/procedure.md is generated from it. */
export const confirmationColumns = {
  household: { en: 'household', zh: '户编号' },
  period: { en: 'period', zh: '时期' },
  list: { en: 'list that proposes the household: entry, exit or return', zh: '所在名单：进入、退出或返回' },
  code: { en: 'the transition that fired', zh: '变动代码' },
  state_before: { en: 'state before', zh: '此前状态' },
  state: { en: 'state, confirmed', zh: '确认后的状态' },
  proposed: { en: 'state that is proposed', zh: '提议的状态' },
  confirmed_on: { en: 'day of the last step', zh: '最后环节的日期' },
  step: { en: 'step; blank for the proposal as a whole', zh: '环节；空白表示整项提议' },
  defect: { en: 'what is missing or out of order', zh: '缺少或不合程序之处' },
  reason_en: { en: 'reason, in English', zh: '原因（英文）' },
  reason_zh: { en: 'reason, in Chinese', zh: '原因（中文）' },
  since: { en: 'first period in that state; blank if nobody knows', zh: '处于该状态的首个时期；不详则空白' },
  record: { en: 'number of the row in the record of steps, from 1', zh: '程序记录中的行序号（从 1 起）' },
  date: { en: 'date of the row', zh: '该行日期' },
} as const satisfies Messages;
