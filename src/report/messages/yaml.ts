import type { Messages } from './types.ts';

/** What can be wrong with the form of a file that people write: a rule pack or dataset.yaml. */
export const yamlMessages = {
  'yaml-duplicate-key': {
    en: 'key {key} stands twice in the same place\nA file with a key given twice has two meanings. Remove one of them.',
    zh: '键 {key} 在同一位置出现了两次\n同一个键写两次会有两种含义。请删去其中一个。',
  },
  'yaml-alias': {
    en: 'anchors and aliases (&, *) are not used here\nWrite the value out, so that a reader sees it where it counts.',
    zh: '这里不使用锚点和别名（&、*）\n请把值直接写出来，让读者在用到它的地方就能看到。',
  },
  'yaml-nul': {
    en: 'the character NUL (\\0) can stand neither in a name nor in a cell\nRemove it.',
    zh: '名称和单元格中都不能有 NUL 字符（\\0）\n请删去它。',
  },
  'yaml-tab': {
    en: 'a tab stands where YAML wants blanks\nIndent with blanks, two for each level.',
    zh: 'YAML 的缩进处用了制表符\n请用空格缩进，每级两个。',
  },
  'yaml-indent': {
    en: 'this line is not indented as those it belongs to\nWhat belongs together begins in the same column, and what belongs to a key begins further right than the key.',
    zh: '这一行的缩进与同级的行不一致\n同级的内容从同一列开始，属于某个键的内容要比该键更靠右。',
  },
  'yaml-nested': {
    en: 'a second key stands on the line of the first\nBegin a new line for it, indented further, write {a: b}, or put a text with a colon in quotes.',
    zh: '一行中出现了第二个键\n请另起一行并多缩进一级，或写作 {a: b}；含冒号的文字请加引号。',
  },
  'yaml-comma': {
    en: 'inside {…} or […] something is not parted from what stands before it\nPut a comma between two entries, and a blank after every colon.',
    zh: '{…} 或 […] 中的内容没有与前面的内容分开\n请在两项之间写逗号，并在每个冒号后加空格。',
  },
  'yaml-bracket-open': {
    en: 'a bracket opened before this is not closed with {character}\nClose it; what stands inside must be indented further than the key it belongs to.',
    zh: '前面打开的括号没有用 {character} 闭合\n请补上；括号内的内容要比所属的键更靠右。',
  },
  'yaml-quote-open': {
    en: 'a quotation mark opens a text here, and nothing closes it\nClose it at the end of the text.',
    zh: '这里的引号打开了一段文字，却没有闭合\n请在文字末尾补上引号。',
  },
  'yaml-no-value': {
    en: 'this is a text where a key with a value should be\nWrite key: value, with a blank after the colon.',
    zh: '这里应为键和值，却只有一段文字\n请写作 key: value，冒号后加空格。',
  },
  'yaml-start': {
    en: 'a text cannot begin like this without quotes\nThe characters @ ` % & * ! | > have a meaning of their own in YAML. Put the text in quotes.',
    zh: '不加引号的文字不能这样开头\n@ ` % & * ! | > 在 YAML 中另有含义。请给文字加上引号。',
  },
  'yaml-escape': {
    en: 'a backslash inside double quotes begins a character of its own, and there is none like this\nPut the text in single quotes, or write the backslash twice.',
    zh: '双引号中的反斜杠表示特殊字符，但没有这样的字符\n请改用单引号，或把反斜杠写成两个。',
  },
  'yaml-documents': {
    en: 'a second document begins here\nThe file holds one. Remove the line --- and what follows, or put it into a file of its own.',
    zh: '这里开始了第二个文档\n一个文件只含一个文档。请删去 --- 及其后的内容，或另存为一个文件。',
  },
  'yaml-syntax': {
    en: 'this is not well-formed YAML\nOften it is the indentation, a missing blank after a colon, or a text with : or # that needs quotes.',
    zh: 'YAML 格式有误\n常见原因是缩进不对、冒号后缺空格，或含有 : 或 # 的文字没有加引号。',
  },

  'key-unknown': {
    en: 'there is no key {key} in {where}[[; did you mean {near}?]]\nRemove it, or correct its spelling.[[ The keys there are: {known}.]] {guide} says what each means.',
    zh: '{where} 中没有键 {key}[[；您是要写 {near} 吗？]]\n请删除它或改正拼写。[[可用的键：{known}。]]各键的含义见 {guide}。',
  },
  'key-torn': {
    en: 'YAML takes {key} for a key in {where}, because a comma inside {…} begins a new one\nPut the expression in quotes.',
    zh: 'YAML 把 {key} 当作 {where} 中的键，因为 {…} 里的逗号会开始一个新键\n请给表达式加上引号。',
  },
  'key-torn-number': {
    en: 'YAML takes {key} for a key in {where}, because a comma inside {…} begins a new one\nWrite numbers without commas: 4000, not 4,000.',
    zh: 'YAML 把 {key} 当作 {where} 中的键，因为 {…} 里的逗号会开始一个新键\n数字请不要写逗号：写 4000，不写 4,000。',
  },
  'key-colon': {
    en: 'YAML takes {key} in {where} for a key, because its colon is no colon with a blank after it\nWrite {instead}.',
    zh: 'YAML 把 {where} 中的 {key} 当作一个键，因为其中的冒号不是后面带空格的半角冒号\n请写作 {instead}。',
  },
  'key-missing': {
    en: '{where} lacks its key {key}\nAdd it: without it the file does not say what it has to.',
    zh: '{where} 缺少键 {key}\n请补上：没有它，文件的含义不完整。',
  },
  'value-type': {
    en: '{where} should be of the form {expected}[[, not {found}]]\nIn YAML a list is written [a, b], and keys with values {a: b}.',
    zh: '{where} 的写法应为 {expected}[[，不能是 {found}]]\nYAML 中列表写作 [a, b]，键值写作 {a: b}。',
  },
  'value-option': {
    en: '{where} is one of {options}[[, not {found}]][[; did you mean {near}?]]',
    zh: '{where} 只能是 {options} 之一[[，不能是 {found}]][[；您是要写 {near} 吗？]]',
  },
  'value-short': {
    en: '{where} has too little in it: at least {least} is expected[[, found {found}]]',
    zh: '{where} 的内容太少：至少应有 {least} 项[[，这里是 {found}]]',
  },
  'value-long': {
    en: '{where} has too much in it: at most {most} is expected[[, found {found}]]',
    zh: '{where} 的内容太多：最多 {most} 项[[，这里是 {found}]]',
  },
  'value-invalid': {
    en: '{where} does not fit[[: {found}]]',
    zh: '{where} 不符合要求[[：{found}]]',
  },
} as const satisfies Messages;
