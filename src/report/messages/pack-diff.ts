import type { Messages } from './types.ts';

/** The words of `rules diff`: what is different in the second pack. */
export const packDiffMessages = {
  'no-changes': {
    en: '{a} and {b} decide alike: nothing that could change a decision differs',
    zh: '{a} 与 {b} 的判定相同：没有影响判定的差异',
  },
  'head-changed': { en: '{name}: {before} → {after}', zh: '{name}：{before} → {after}' },
  'table-removed': { en: 'table {table} is no longer asked for', zh: '不再需要表 {table}' },
  'table-added': { en: 'table {table} is asked for', zh: '新需要表 {table}' },
  'table-changed': {
    en: 'table {table} is keyed otherwise: {before} → {after}',
    zh: '表 {table} 的键改变：{before} → {after}',
  },
  'column-removed': { en: 'column {column} is no longer asked for', zh: '不再需要列 {column}' },
  'column-added': { en: 'column {column} is asked for', zh: '新需要列 {column}' },
  'column-changed': {
    en: 'column {column} is read otherwise: {before} → {after}',
    zh: '列 {column} 的读法改变：{before} → {after}',
  },
  'parameter-removed': { en: 'parameter {name} is gone', zh: '参数 {name} 已取消' },
  'parameter-added': { en: 'parameter {name} is new', zh: '新增参数 {name}' },
  'parameter-changed': {
    en: 'parameter {name} in {periods}: {before} → {after}',
    zh: '参数 {name}（{periods}）：{before} → {after}',
  },
  'fact-removed': { en: 'fact {name} is gone', zh: '事实 {name} 已取消' },
  'fact-added': { en: 'fact {name} is new: {after}', zh: '新增事实 {name}：{after}' },
  'fact-changed': {
    en: 'fact {name} is worked out otherwise\nbefore: {before}\nnow:    {after}',
    zh: '事实 {name} 的算法改变\n原为：{before}\n现为：{after}',
  },
  'criterion-removed': { en: 'criterion {name} is gone', zh: '条件 {name} 已取消' },
  'criterion-added': { en: 'criterion {name} is new: {after}', zh: '新增条件 {name}：{after}' },
  'criterion-changed': {
    en: 'criterion {name} asks otherwise\nbefore: {before}\nnow:    {after}',
    zh: '条件 {name} 改变\n原为：{before}\n现为：{after}',
  },
  'state-removed': { en: 'state {name} is gone', zh: '状态 {name} 已取消' },
  'state-added': { en: 'state {name} is new', zh: '新增状态 {name}' },
  'initial-changed': {
    en: 'the state before the first period is another: {before} → {after}',
    zh: '初始状态改变：{before} → {after}',
  },
  'transition-removed': { en: 'transition {name} is gone: {before}', zh: '转移 {name} 已取消：{before}' },
  'transition-added': {
    en: 'transition {name} is new: {after}\nwhen {when}',
    zh: '新增转移 {name}：{after}\n条件：{when}',
  },
  'transition-moved': {
    en: 'transition {name} leads elsewhere: {before} → {after}',
    zh: '转移 {name} 的去向改变：{before} → {after}',
  },
  'transition-changed': {
    en: 'transition {name} happens otherwise\nbefore: {before}\nnow:    {after}',
    zh: '转移 {name} 的条件改变\n原为：{before}\n现为：{after}',
  },
  'order-changed': {
    en: 'transitions are tried in another order: {before} → {after}',
    zh: '转移的判定次序改变：{before} → {after}',
  },
  'require-removed': { en: 'it is no longer required that {rule}', zh: '不再要求 {rule}' },
  'require-added': { en: 'it is required that {rule}', zh: '新要求 {rule}' },
  'level-removed': { en: 'level {name} is no longer decided', zh: '不再判定层级 {name}' },
  'level-added': { en: 'level {name} is decided too', zh: '新增判定层级 {name}' },
  'in-level': { en: 'level {level}: {change}', zh: '层级 {level}：{change}' },
} satisfies Messages;
