import type { Messages } from './types.ts';

/** What the columns that every run has are called; docs/outputs.md is generated from it. */
export const columnMessages = {
  household: { en: 'household', zh: '户编号' },
  period: { en: 'period', zh: '时期' },
  state_before: { en: 'state before', zh: '此前状态' },
  state: { en: 'state at the end of the period', zh: '期末状态' },
  outcome: {
    en: 'outcome: moved, kept, review or unobserved',
    zh: '结果：moved 变动、kept 不变、review 待核实、unobserved 未调查到',
  },
  code: { en: 'the transition that fired or is undetermined', zh: '发生的或尚不能判定的变动代码' },
  missing: { en: 'missing inputs that could change the answer', zh: '可能改变结论的缺失项' },
  reason_en: { en: 'reason, in English', zh: '原因（英文）' },
  reason_zh: { en: 'reason, in Chinese', zh: '原因（中文）' },
  level: { en: 'level of watch', zh: '监测级别' },
  condition: {
    en: 'whether the condition of the level holds; blank where nobody can tell',
    zh: '该级别的条件是否成立；无法判定时为空',
  },
  signs: {
    en: 'which of the parts that || joins in the condition are true, from 1',
    zh: '条件中以 || 相连的各部分里成立的序号（从 1 起）',
  },
  severity: { en: 'error, warning or info', zh: '级别' },
  table: { en: 'table', zh: '表' },
  file: { en: 'file', zh: '文件' },
  line: { en: 'line as an editor shows it', zh: '行号（与编辑器一致）' },
  column: { en: 'column', zh: '列' },
  value: { en: 'what was found', zh: '实际内容' },
  expected: { en: 'what was expected', zh: '应为' },
  hint: { en: 'what to do, in English', zh: '处理办法（英文）' },
  hint_zh: { en: 'what to do, in Chinese', zh: '处理办法（中文）' },
  first_line: { en: 'first line of the record', zh: '记录首行' },
  last_line: { en: 'last line of the record', zh: '记录末行' },
  byte_offset: { en: 'where the record begins, in bytes from 0', zh: '记录起始字节（从 0 起）' },
  text: { en: 'the record as it was', zh: '记录原文' },
} as const satisfies Messages;
