import type { Files } from './dataset.ts';

/** What may be called otherwise than usual. */
export interface Names {
  text?: string;
  flag?: string;
  money?: string;
  table?: string;
  parameter?: string;
  fact?: string;
  criterion?: string;
  state?: string;
  code?: string;
  member?: string;
  list?: string;
}

/** A small pack in which everything that has a name can be given another. */
export function packWith(names: Names, more = ''): string {
  const {
    text = 'village',
    flag = 'able',
    money = 'wage',
    table = 'income',
    parameter = 'entry_line',
  } = names;
  const {
    fact = 'total',
    criterion = 'poor',
    state = 'listed',
    code = 'ENTER',
    member = 'age',
    list = 'members',
  } = names;
  return `
format: shuangdao-rules/1
id: names
version: 1.0.0
title: names
period: year
valid: {from: 2009, to: 2012}
currency: CNY
regions: [${text}]
sources: {made-up: {title: made up, quality: example}}
inputs:
  households:
    key: [household]
    columns: {${text}: {type: code}, ${flag}: {type: boolean}}
  ${list}:
    key: [household, member]
    columns: {${member}: {type: integer}}
  ${table}:
    key: [household, period]
    columns: {${money}: {type: money}}
parameters:
  ${parameter}: {values: {2009: {value: 1000, source: made-up}}}
facts:
  ${fact}: {is: '${money} * 2 + ${list}.map(m, m.${member}).sum() * 0'}
criteria:
  ${criterion}: {is: '${fact} < ${parameter} * 2'}
states: [not_${state}, ${state}]
initial: not_${state}
transitions:
  - {code: ${code}, kind: entry, from: not_${state}, to: ${state}, when: '${criterion} && ${flag} && held(${criterion}, 2)'}
${more}`;
}

/** Three households that fit it: in 2010 one is moved, one under review, one kept. */
export function dataFor({
  text = 'village',
  flag = 'able',
  money = 'wage',
  table = 'income',
  member = 'age',
  list = 'members',
}: Names): Files {
  return {
    'data/households.csv': `household_id,${text},${flag}\nH1,v1,true\nH2,v1,\nH3,v2,true\n`,
    [`data/${list}.csv`]: `household_id,member_id,${member}\nH1,1,30\nH2,1,40\nH3,1,50\n`,
    [`data/${table}.csv`]: `household_id,period,${money}\nH1,2009,500\nH1,2010,600\nH2,2009,500\nH2,2010,500\nH3,2009,9998\nH3,2010,10\n`,
  };
}
