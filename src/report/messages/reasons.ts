import type { Messages } from './types.ts';

/** The words from which the reason of a listed household is put together, inside SQL. */
export const reasonMessages = {
  'reason-moved': { en: '{label}: {conditions}.', zh: '{label}：{conditions}。' },
  'reason-review': {
    en: 'Not enough is known to say whether: {label}. Missing: {missing}.',
    zh: '资料不足，尚不能判定是否“{label}”。缺：{missing}。',
  },
  'reason-review-computed': {
    en: 'Cannot be computed, so nobody can say whether: {label}. Check the values for a division by zero.',
    zh: '无法计算，因而不能判定是否“{label}”。请核对数值（除数为零）。',
  },
  'reason-unobserved': {
    en: 'No record in {period}; stays “{state}”.',
    zh: '{period} 没有记录；仍为“{state}”。',
  },
  'reason-compared': {
    en: '{condition} ({fact} {value}, {line} {limit})',
    zh: '{condition}（{fact} {value}，{line} {limit}）',
  },
  'reason-held': { en: '{condition} for {periods} periods running', zh: '连续 {periods} 期{condition}' },
  'reason-not': { en: 'not: {condition}', zh: '并非{condition}' },
  'reason-missing-at': { en: '{input} of {period}', zh: '{period} 的{input}' },
  'reason-record': { en: 'a record', zh: '记录' },
  'reason-since': { en: 'since when it has been in this state', zh: '何时起处于该状态' },
  'reason-members': { en: 'the complete list of members', zh: '完整的成员名单' },
  'and-between': { en: '; ', zh: '；' },
  'list-between': { en: ', ', zh: '、' },
} as const satisfies Messages;
