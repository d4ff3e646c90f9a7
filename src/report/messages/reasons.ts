import type { Messages } from './types.ts';

/** The words from which the reason of a listed household is put together, inside SQL. */
export const reasonMessages = {
  'reason-moved': { en: '{label}: {conditions}.', zh: '{label}：{conditions}。' },
  'reason-review': {
    en: 'Not enough is known to say whether: {label}. Missing: {missing}.',
    zh: '资料不足，尚不能判定是否“{label}”。缺：{missing}。',
  },
  'reason-review-computed': {
    en: 'Cannot be computed, so nobody can say whether: {label}. Check the values for a division by zero, or for numbers too large to compute exactly.',
    zh: '无法计算，因而不能判定是否“{label}”。请核对数值（除数为零，或数值过大而无法精确计算）。',
  },
  'reason-unobserved': {
    en: 'No record in {period}; stays “{state}”.',
    zh: '{period} 没有记录；仍为“{state}”。',
  },
  'reason-compared': {
    en: '{condition} ({fact} {value}, {line} {limit})',
    zh: '{condition}（{fact} {value}，{line} {limit}）',
  },
  'reason-with': { en: '{condition} ({numbers})', zh: '{condition}（{numbers}）' },
  'reason-leaving': {
    en: '{label}: no longer so, but stays until that has been seen {periods} time(s) running.',
    zh: '{label}：现已不再符合，但须连续 {periods} 期查明不符合才能解除。',
  },
  'reason-stays': {
    en: '{label}: cannot be told this time, so it stays. Missing: {missing}.',
    zh: '{label}：本期无法判定，继续监测。缺：{missing}。',
  },
  'reason-stays-computed': {
    en: '{label}: cannot be computed this time, so it stays. Check the values for a division by zero, or for numbers too large to compute exactly.',
    zh: '{label}：本期无法计算，继续监测。请核对数值（除数为零，或数值过大而无法精确计算）。',
  },
  'reason-unseen': {
    en: '{label}: no record this time, so it stays.',
    zh: '{label}：本期没有记录，继续监测。',
  },
  'reason-held': { en: '{condition} for {periods} periods running', zh: '连续 {periods} 期{condition}' },
  'reason-not': { en: 'not: {condition}', zh: '并非{condition}' },
  'reason-missing-at': { en: '{input} of {period}', zh: '{period} 的{input}' },
  'reason-record': { en: 'a record', zh: '记录' },
  'reason-since': { en: 'since when it has been in this state', zh: '何时起处于该状态' },
  'reason-members': { en: 'the complete list of members', zh: '完整的成员名单' },
  'and-between': { en: '; ', zh: '；' },
  'sign-between': { en: '. Also: ', zh: '。另：' },
  'list-between': { en: ', ', zh: '、' },
} as const satisfies Messages;
