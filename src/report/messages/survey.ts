import type { Messages } from './types.ts';

/** What can be wrong with a survey file that figures are made of. */
export const surveyMessages = {
  'survey-no-column': {
    en: '{file}: {option} names column {column}, and there is none of that name[[\nDid you mean {near}?]]\nThe columns are: {found}[[ … and {more} more]].',
    zh: '{file}：{option} 指定了 {column} 列，但没有这一列[[\n是不是指“{near}”？]]\n现有的列：{found}[[……另有 {more} 列]]。',
  },
  'survey-column-twice': {
    en: '{file}: {option} names column {column}, and several columns have that name\nGive each column a header of its own.',
    zh: '{file}：{option} 指定的 {column} 列不止一列\n请让各列表头互不相同。',
  },
  'survey-empty': {
    en: '{file} is empty\nA survey file has a line of headers and a record on each line after it.',
    zh: '{file} 是空的\n调查文件应有一行表头，其后每行一条记录。',
  },
  'survey-no-records': {
    en: '{file} has a line of headers and no records\nThere is nothing to measure.',
    zh: '{file} 只有一行表头，没有记录\n没有可以计算的内容。',
  },
  'survey-not-a-number': {
    en: '{file}:{line}: {column} is “{value}”, which is not a number\nNumbers have a point before their decimals and nothing between thousands; a blank, NA or . says that there is none.',
    zh: '{file}:{line}：{column} 为“{value}”，不是数值\n数值以小数点分隔小数，千位之间不加符号；空白、NA 或 . 表示没有数值。',
  },
  'survey-blank': {
    en: '{file}:{line}: {column} is blank, and every record needs it\nFill it in, or take the record out of the file.',
    zh: '{file}:{line}：{column} 为空，而每条记录都需要它\n请补上，或从文件中删去该记录。',
  },
  'survey-negative': {
    en: '{file}:{line}: {column} is {value}, and it cannot be below zero\nCorrect it; nothing has been computed.',
    zh: '{file}:{line}：{column} 为 {value}，不能小于零\n请改正；未作任何计算。',
  },
  'survey-more': {
    en: '{file}: {count} more record(s) have the same fault in {column}',
    zh: '{file}：另有 {count} 条记录的 {column} 有同样的问题',
  },
  'survey-wrong-cell-count': {
    en: '{file}:{line}: a record has {found} cells, the header has {expected}\nLook for a delimiter that belongs to a text and put that text in quotation marks.',
    zh: '{file}:{line}：记录有 {found} 个单元格，表头有 {expected} 个\n请检查内容中是否含有分隔符，并给该内容加上引号。',
  },
  'survey-unterminated-quote': {
    en: '{file}:{line}: a quotation mark opens a cell and is not closed properly\nClose it, or double it if it belongs to the text.',
    zh: '{file}:{line}：单元格以引号开头，却没有正确闭合\n请补上引号；若引号属于内容，请写成两个。',
  },
  'survey-encoding-error': {
    en: '{file}:{line}: a record has bytes that mean nothing in the encoding of the file\nSave the file again as UTF-8.',
    zh: '{file}:{line}：有一条记录含有该文件编码无法解读的字节\n请将文件另存为 UTF-8。',
  },
  'survey-more-broken': {
    en: '{file}: {count} more record(s) are broken',
    zh: '{file}：另有 {count} 条记录的结构有误',
  },
  'survey-household-differs': {
    en: 'household {household} has persons that differ in {column}: {low} and {high}\nHouseholds can be counted only where all persons of one have the same income, weight and domain. Count persons, or correct the file.',
    zh: '住户 {household} 各人的 {column} 不同：{low} 与 {high}\n只有同一户各人的收入、权重和分组相同时才能按户统计。请按个人统计，或改正文件。',
  },
} as const satisfies Messages;
