import type { Messages } from './types.ts';

/** What the types of columns are called where a cell cannot be read as one. */
export const typeWords: Messages = {
  money: { en: 'money', zh: '金额' },
  number: { en: 'a number', zh: '数值' },
  integer: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: '是或否' },
  date: { en: 'a date', zh: '日期' },
  year: { en: 'a year', zh: '年份' },
  quarter: { en: 'a quarter of a year', zh: '季度' },
  month: { en: 'a month', zh: '月份' },
  id: { en: 'an id', zh: '编号' },
  member: { en: 'the id of a member', zh: '成员编号' },
  code: { en: 'a code', zh: '代码' },
  category: { en: 'a code', zh: '代码' },
  text: { en: 'text', zh: '文本' },
};
