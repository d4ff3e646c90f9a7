import type { Messages } from './types.ts';

/** What `rules check` and `rules test` find in a pack that can be read. */
export const packCheckMessages = {
  'parameter-gap': {
    en: 'parameter {name} has no value in {periods}, but the pack is valid from {from} to {to} and uses it then\nAdd the value with its source, or shorten valid.',
    zh: '参数 {name} 在 {periods} 没有数值，而规则包的有效期是 {from} 至 {to}，其间要用到它\n请补上数值和来源，或缩短 valid。',
  },
  'require-violated': {
    en: 'what the pack requires does not hold in {period}[[ ({regions})]]: {condition}, and {values}[[. Nor does it in {others}]]\nCorrect the numbers, or the requirement.',
    zh: '规则包自己的要求在 {period} 不成立[[（{regions}）]]：{condition}，而 {values}[[。在 {others} 也不成立]]\n请改正数值或要求。',
  },
  'state-unreachable': {
    en: 'no household ever comes into state {state}\nNo transition that can fire leads there from {initial}. Add one, correct the conditions, or remove the state.',
    zh: '没有任何户会进入状态 {state}\n从 {initial} 出发，没有能够发生的变动通到这里。请增加变动、改正条件，或删去该状态。',
  },
  'state-final': {
    en: 'no household ever leaves state {state}\nIf it is meant to be final, all is well. Otherwise add a transition from it, or correct the conditions.',
    zh: '没有任何户会离开状态 {state}\n如果本来就是终点，则没有问题；否则请增加从它出发的变动，或改正条件。',
  },
  'level-never': {
    en: 'no household can ever be put on the level of watch {name}: its condition is never true\nNo value below, on or above its lines makes it true. Look for two conditions that exclude each other.',
    zh: '任何户都不会进入监测级别 {name}：其条件永远不成立\n无论数值低于、等于还是高于界线，条件都不成立。请查找互相排斥的条件。',
  },
  'transition-never': {
    en: 'transition {code} can never be true\nNo values below, on or above its lines, known or unknown, make it so in any period of the pack. Check for conditions that exclude each other.',
    zh: '变动 {code} 永远不会成立\n无论数值低于、等于还是高于各条线，已知还是未知，在规则包的任何时期都不成立。请检查是否有互相排斥的条件。',
  },
  'transition-shadowed': {
    en: 'transition {code} never fires[[: whenever it is true, one before it such as {by} comes first]]\nMove it up, or narrow what stands before it.',
    zh: '变动 {code} 永远不会发生[[：每当它成立，排在前面的变动（例如 {by}）就先发生]]\n请把它移到前面，或收窄前面的条件。',
  },
  'transitions-overlap': {
    en: 'from {state}, {first} and {second} can be true together, and {first} wins because it stands first\nFor example in {period}: {household}. If that is meant, all is well. Otherwise exclude one in the condition of the other.',
    zh: '在状态 {state} 下，{first} 与 {second} 可能同时成立，{first} 因排在前面而优先\n例如 {period}：{household}。如果这是本意，则没有问题；否则请在其中一个的条件里排除另一个。',
  },
  'check-sampled': {
    en: 'the transitions from {state} turn on too many things to try every combination; {tried} were tried\nA rare overlap may have gone unseen.',
    zh: '从 {state} 出发的变动取决于太多因素，无法试遍所有组合；共试了 {tried} 种\n少见的重叠可能没有发现。',
  },
  'number-large': {
    en: '{part} may have more than 38 digits, and is unknown for whoever it has\nDeclare the range of the columns it is made of, round its parts, or write fewer decimals.',
    zh: '{part} 可能超过 38 位数字；对超过的户，其值为未知\n请声明有关列的 range，先对其组成部分取整，或减少小数位数。',
  },
  'number-decimals': {
    en: '{part} has more than 30 decimals, so it is floating point and no longer exact\nWhat lies on a line may come out beside it. Round a part of it first.',
    zh: '{part} 超过 30 位小数，因而按浮点数计算，不再精确\n正好在线上的值可能被判在线外。请先对其中一部分取整。',
  },

  'test-name-unknown': {
    en: 'the test gives {name}, which the pack does not have[[; did you mean {near}?]]\nA test gives inputs, lists of members, or facts.',
    zh: '测试给出了 {name}，而规则包中没有它[[；您是要写 {near} 吗？]]\n测试可以给出输入、成员列表或事实。',
  },
  'test-not-given': {
    en: 'a test cannot give {name}: it is a {kind}\nGive the inputs or facts it is decided from.',
    zh: '测试不能直接给出 {name}：它是 {kind}\n请给出决定它的输入或事实。',
  },
  'test-needs-list': {
    en: '{name} is a list of members\nWrite its rows: {name}: [{age: 61}, {age: 8}].',
    zh: '{name} 是成员列表\n请逐个写出成员：{name}: [{age: 61}, {age: 8}]。',
  },
  'test-value': {
    en: '{name} should be {expected}, and the test gives {found}\nWrite unknown for a value nobody knows.',
    zh: '{name} 应为 {expected}，而测试给出的是 {found}\n没有人知道的值写作 unknown。',
  },
  'test-two-values': {
    en: 'test "{test}" gives {name} two values\n{name} belongs to the household and not to a period, so it holds for the whole test. Give it once.',
    zh: '测试“{test}”给了 {name} 两个不同的值\n{name} 属于户而不属于某一期，在整个测试中不变。请只写一次。',
  },
  'test-since-late': {
    en: 'the state before {first} cannot have begun in {since}\nsince is a period before the first one of the test.',
    zh: '{first} 之前的状态不可能从 {since} 开始\nsince 应早于测试的第一个时期。',
  },
  'test-outside': {
    en: 'parameter {name} has no value in {period}, so the test cannot be decided then\nThe pack is valid from {from} to {to}.',
    zh: '参数 {name} 在 {period} 没有数值，测试在该时期无法判定\n规则包的有效期是 {from} 至 {to}。',
  },
  'test-expects-nothing': {
    en: 'the test expects nothing, so it cannot fail\nSay what should come out: a state, an outcome, a code, or what is missing.',
    zh: '这个测试没有任何预期，不可能不通过\n请写明应有的结果：状态、结局、代码或缺少的数据。',
  },
  'test-failed': {
    en: 'test "{test}": {what} in {period} should be {expected}, and it is {found}\nEither the rules or the test are not what you mean.',
    zh: '测试“{test}”：{period} 的 {what} 应为 {expected}，结果是 {found}\n规则或测试有一处与本意不符。',
  },
} as const satisfies Messages;
