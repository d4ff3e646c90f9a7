import type { Messages } from './types.ts';

/** What can be wrong inside an expression of a rule pack. */
export const packExpressionMessages = {
  'name-unknown': {
    en: 'nothing here is called {name}[[; did you mean {near}?]]\nNames are columns of households and of tables by period, parameters, facts, and, in criteria and transitions, criteria.[[ {name} is a column of {list}: write it with the variable of the list, as in {list}.exists(m, m.{name} …).]]',
    zh: '这里没有名为 {name} 的东西[[；您是要写 {near} 吗？]]\n可用的名称有：households 表和按时期的表的列、参数、事实；在条件和变动中还有条件。[[{name} 是 {list} 表的列：请用列表的变量来写，例如 {list}.exists(m, m.{name} …)。]]',
  },
  'name-elsewhere': {
    en: '{name} is a {kind} and cannot be used in a {position}\nParameters and requirements use parameters; facts use inputs, parameters and facts; criteria and transitions use criteria too.',
    zh: '{name} 是 {kind}，不能用在 {position} 中\n参数和 require 只能用参数；事实可用输入、参数和事实；条件和变动还可用条件。',
  },
  'column-unknown': {
    en: 'there is no column {name} in this list[[; did you mean {near}?]]\nThe columns are declared under inputs.',
    zh: '这个列表中没有列 {name}[[；您是要写 {near} 吗？]]\n列在 inputs 中声明。',
  },
  'name-alone': {
    en: '{name} cannot stand here by itself\nA list of members is asked with size, exists, all, or filter and map: members.exists(m, m.age > 60).',
    zh: '{name} 不能单独出现在这里\n成员列表要用 size、exists、all 或 filter、map 来询问，例如 members.exists(m, m.age > 60)。',
  },
  'no-columns': {
    en: '{part} has no columns\nOnly the variable of a list of members has: members.exists(m, m.age > 60).',
    zh: '{part} 没有列\n只有成员列表的变量才有列，例如 members.exists(m, m.age > 60)。',
  },
  'expression-ends': {
    en: 'the expression ends too early, after {part}\nSomething is missing: a closing bracket, the other side of a comparison, or the part after a colon.',
    zh: '表达式在 {part} 之后就中断了\n缺少内容：右括号、比较的另一边，或冒号之后的部分。',
  },
  'expression-unexpected': {
    en: '{part} does not belong here[[; did you mean {instead}?]]\nComparisons are == != < <= > >=, and, or and not are && || !, and texts stand in double quotes.',
    zh: '{part} 不该出现在这里[[；您是要写 {instead} 吗？]]\n比较写作 == != < <= > >=，“且、或、非”写作 && || !，文字放在双引号中。',
  },
  'expression-thousands': {
    en: 'a number has no commas in it\nWrite 4000, not 4,000.',
    zh: '数字中不能有逗号\n请写 4000，不写 4,000。',
  },
  'expression-word': {
    en: '{name} is a word that the rule language keeps for itself\nA choice is written condition ? a : b, and a text stands in double quotes.',
    zh: '{name} 是规则语言保留的词\n选择写作 条件 ? a : b，文字放在双引号中。',
  },
  'expression-text-open': {
    en: 'this text has no closing quote\nWrite it as "text".',
    zh: '这段文字缺少右引号\n请写作 "文字"。',
  },
  'expression-foreign': {
    en: '{part} is not part of the rule language\nIt has numbers, texts, conditions, lists of members, and [a, b] after in.',
    zh: '{part} 不属于规则语言\n规则语言有数字、文字、条件、成员列表，以及 in 之后的 [a, b]。',
  },
  'expression-null': {
    en: 'there is no null: what is missing is unknown\nAsk known(x) or !known(x), or put a value in its place with coalesce(x, 0).',
    zh: '没有 null：缺少的值就是“未知”\n请用 known(x) 或 !known(x) 来询问，或用 coalesce(x, 0) 代之以一个值。',
  },
  'expression-operands': {
    en: '{left} {operator} {right} is not possible: {part}\nBoth sides need the same kind: numbers with numbers, texts with texts, conditions with conditions; in needs a list such as [1, 2].',
    zh: '{left} {operator} {right} 无法运算：{part}\n两边须为同一类：数字（number）对数字，文字（text）对文字，条件（condition）对条件；in 之后须为列表，例如 [1, 2]。',
  },
  'expression-operand': {
    en: '{operator} cannot be applied to {operand}: {part}\n! takes a condition, - a number.',
    zh: '{operator} 不能用于 {operand}：{part}\n! 用于条件（condition），- 用于数字（number）。',
  },
  'numbers-only': {
    en: '{operator} joins numbers only: {part}\nTexts can be compared and searched, but not joined.',
    zh: '{operator} 只用于数字：{part}\n文字可以比较和查找，但不能拼接。',
  },
  'expression-branches': {
    en: 'the two sides of c ? a : b differ in kind: {first} and {second}\nBoth need to be numbers, texts or conditions.',
    zh: 'c ? a : b 的两边种类不同：{first} 与 {second}\n两边须同为数字（number）、文字（text）或条件（condition）。',
  },
  'expression-list': {
    en: 'the list mixes {first} and {second}\nEverything in a list is of one kind. Texts stand in double quotes.',
    zh: '列表中混有 {first} 和 {second}\n列表中的内容须为同一类。文字放在双引号中。',
  },
  'expression-type': {
    en: 'a {expected} is needed here, and this is a {found}\nA condition is a comparison such as income_per_person < entry_line, or a column of type boolean.',
    zh: '这里需要 {expected}，而这是 {found}\n条件（condition）是比较，例如 income_per_person < entry_line，或类型为 boolean 的列。',
  },
  'expression-invalid': {
    en: '{part} cannot be understood: {detail}\nThe rule language is described in docs, with all its functions.',
    zh: '无法理解 {part}：{detail}\n规则语言及其全部函数见文档。',
  },
  'in-needs-list': {
    en: 'in needs a list such as [1, 2] or ["a", "b"], not {part}\nList the values that count.',
    zh: 'in 之后须为列表，例如 [1, 2] 或 ["a", "b"]，不能是 {part}\n请列出符合的值。',
  },
  'plain-decimal': {
    en: '{part} is not a plain decimal number\nWrite it as 1500 or 0.95: no exponent, no separators.',
    zh: '{part} 不是普通的十进制数\n请写作 1500 或 0.95：不用指数，不用分隔符。',
  },
  'function-unknown': {
    en: 'there is no function {name}[[; did you mean {near}?]]\nThere are abs, min, max, round, known, coalesce, previous, held, ever, periods_in_state; for texts startsWith, endsWith, contains, size; for members exists, all, filter, map, size, sum, min, max.',
    zh: '没有函数 {name}[[；您是要写 {near} 吗？]]\n可用的有 abs、min、max、round、known、coalesce、previous、held、ever、periods_in_state；用于文字的 startsWith、endsWith、contains、size；用于成员的 exists、all、filter、map、size、sum、min、max。',
  },
  'function-arguments': {
    en: '{name} does not take this[[: {found}]]\nFor example: abs(x), min(x, y), round(x, 2), coalesce(x, 0), known(x), name.startsWith("a").',
    zh: '{name} 的参数不对[[：{found}]]\n例如 abs(x)、min(x, y)、round(x, 2)、coalesce(x, 0)、known(x)、name.startsWith("a")。',
  },
  'function-place': {
    en: '{name} cannot stand here, or not with this[[: {found}]]\nprevious(x) stands in facts, criteria and transitions, held(criterion, 2) in criteria and transitions, ever(state) and periods_in_state() in transitions.',
    zh: '{name} 不能用在这里，或参数不对[[：{found}]]\nprevious(x) 用于事实、条件和变动，held(条件, 2) 用于条件和变动，ever(状态) 和 periods_in_state() 用于变动。',
  },
  'ever-needs-state': {
    en: 'ever needs the name of a state, such as ever(listed)\nStates are listed under states.',
    zh: 'ever 需要一个状态的名称，例如 ever(listed)\n状态列在 states 之下。',
  },
  'round-needs-digits': {
    en: 'round needs the number of decimals as a digit, such as round(x, 2)\nThe digit is from 0 to 9.',
    zh: 'round 需要用一位数字写明小数位数，例如 round(x, 2)\n这个数字从 0 到 9。',
  },
  'previous-needs-name': {
    en: 'previous needs the bare name of an input or a fact, such as previous(income_per_person)\nTo look back at a calculation, give it a name under facts first.',
    zh: 'previous 需要一个输入或事实的名称，例如 previous(income_per_person)\n要取某个算式上一期的值，请先在 facts 中为它命名。',
  },
  'held-needs-periods': {
    en: 'held lacks the number of periods\nSay in how many periods in a row, up to this one, the criterion holds: {instead}.',
    zh: 'held 缺少期数\n请写明条件到本期为止连续成立几期，例如 {instead}。',
  },
  'held-needs-criterion': {
    en: 'held needs the bare name of a criterion and a whole number of periods, such as held(above_exit, 2)\nGive the condition a name under criteria first.',
    zh: 'held 需要一个条件的名称和整数的期数，例如 held(above_exit, 2)\n请先在 criteria 中为条件命名。',
  },
  'take-needs-numbers': {
    en: '{name} needs numbers: choose a number of each member with map first\nFor example members.map(m, m.wage).{name}().',
    zh: '{name} 需要数字：请先用 map 取出每个成员的一个数字\n例如 members.map(m, m.wage).{name}()。',
  },
  'list-end': {
    en: '{name} does not end a list of members\nIt ends with size, sum, min, max, exists or all.',
    zh: '{name} 不能作为成员列表的结尾\n结尾可以是 size、sum、min、max、exists 或 all。',
  },
  'list-in-list': {
    en: 'a list of members inside another cannot be decided\nGive the inner part a name under facts, and use that name.',
    zh: '成员列表中不能再含成员列表\n请在 facts 中为里面的部分命名，再使用该名称。',
  },
  'macro-variable': {
    en: '{name} takes a variable and an expression, such as members.{name}(m, m.age > 60)\nThe variable stands for one member at a time.',
    zh: '{name} 需要一个变量和一个表达式，例如 members.{name}(m, m.age > 60)\n变量依次代表每个成员。',
  },
} as const satisfies Messages;
