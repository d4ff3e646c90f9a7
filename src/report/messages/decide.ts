import type { Messages } from './types.ts';

/** What keeps a run from deciding. */
export const decideMessages = {
  'no-periods': {
    en: 'there is no period to decide: no table by period has a record that can be used\nSee the issues of the tables with `shuangdao check`, or name the periods with --from and --to.',
    zh: '没有可判定的时期：按时期的表中没有一条可用的记录\n请用 `shuangdao check` 查看各表的问题，或用 --from 和 --to 指定时期。',
  },
  'nothing-to-decide': {
    en: 'there is nothing to decide: the first period to decide is {from}, and the last is {to}\nPeriods up to the latest one in the register are given, not decided. Check --from, --to and the register.',
    zh: '没有需要判定的时期：第一个待判定时期是 {from}，最后一个是 {to}\n登记表最后一期及以前的时期是已知的，不再判定。请检查 --from、--to 和登记表。',
  },
  'level-register-ahead': {
    en: 'the register of {level} reaches to {register}, but households are decided from {first} on\nA level is decided in the same periods as the households below it. Remove the later rows of register-{level}, or give a household register as late.',
    zh: '{level} 的登记表到 {register} 为止，而住户从 {first} 起判定\n上一级与其下的住户在相同时期判定。请删除 register-{level} 中较晚的行，或提供同样晚的住户登记表。',
  },
  'parameter-outside': {
    en: 'parameter {name} has no value in {periods}, and the periods to decide need one\nThe pack is valid from {from} to {to}. Choose other periods with --from and --to, add the value to the pack, or use the last known one with --carry-forward.',
    zh: '参数 {name} 在 {periods} 没有数值，而要判定的时期需要它\n规则包的有效期是 {from} 至 {to}。请用 --from 和 --to 另选时期，在规则包中补上数值，或用 --carry-forward 沿用最后已知的数值。',
  },
} as const satisfies Messages;
