import { packCheckMessages } from './pack-check.ts';
import { packExpressionMessages } from './pack-expressions.ts';
import type { Messages } from './types.ts';

/** What can be wrong with a rule pack: its form, its names and its tables here, the rest in the files beside. */
export const packMessages = {
  ...packExpressionMessages,
  ...packCheckMessages,

  'key-of-households': {
    en: '{where} cannot have {key}: only households are watched and confirmed\nMove {key} to the top of the pack, where it is about households, or remove it.',
    zh: '{where} 不能有 {key}：只有农户才有监测和确认程序\n请把 {key} 移到规则包最外层（针对农户），或删除。',
  },
  'form-name': {
    en: '{found} cannot be a name\nNames have letters, digits and _ and begin with a letter, because they become column names: income_per_person. Put any wording into label.',
    zh: '{found} 不能用作名称\n名称由英文字母、数字和 _ 组成，以字母开头，因为它会成为列名，例如 income_per_person。其他文字请写在 label 中。',
  },
  'form-decimal': {
    en: '{found} is not a decimal number\nWrite it plainly, such as 1500 or 0.95: no thousands separators, no exponent, at most 12 decimals.',
    zh: '{found} 不是十进制数\n请直接写数字，例如 1500 或 0.95：不用千分位分隔符，不用指数，最多 12 位小数。',
  },
  'form-count': {
    en: '{found} is not a whole number, which {where} has to be',
    zh: '{found} 不是整数，而 {where} 应为整数',
  },
  'form-periods': {
    en: '{found} is not a number of periods\nIt is a whole number from 1.',
    zh: '{found} 不是期数\n期数是不小于 1 的整数。',
  },
  'form-period': {
    en: '{found} is not a period\nPeriods are written 2009, 2009-Q1 or 2009-01.',
    zh: '{found} 不是时期\n时期写作 2009、2009-Q1 或 2009-01。',
  },
  'form-table-file': {
    en: '{found} cannot be a table of values\nA table beside the pack is a CSV file, and its name ends in .csv.',
    zh: '{found} 不能用作数值表\n规则包旁的数值表是 CSV 文件，文件名以 .csv 结尾。',
  },
  'form-day': {
    en: '{found} is not a day\nDays are written 2025-06-30.',
    zh: '{found} 不是日期\n日期写作 2025-06-30。',
  },
  'form-id': {
    en: '{found} cannot be the id of a pack\nAn id has small letters, digits and -, such as guangdong-2009.',
    zh: '{found} 不能用作规则包编号\n编号由小写英文字母、数字和 - 组成，例如 guangdong-2009。',
  },
  'form-version': {
    en: '{found} is not a version\nA version has three numbers, such as 1.0.0.',
    zh: '{found} 不是版本号\n版本号由三个数组成，例如 1.0.0。',
  },
  'form-currency': {
    en: '{found} is not a currency\nWrite its three capital letters, such as CNY or BRL.',
    zh: '{found} 不是货币代码\n请写三个大写字母，例如 CNY 或 BRL。',
  },

  'name-reserved': {
    en: '{name} has a meaning of its own and cannot be used as a name\nChoose another, such as {name}_1.',
    zh: '{name} 有专门的含义，不能用作名称\n请换一个名称，例如 {name}_1。',
  },
  'name-twice': {
    en: '{name} stands for two things\nInputs, parameters, facts, criteria and states need names of their own. Rename one of them.',
    zh: '{name} 同时代表两样东西\n输入、参数、事实、条件和状态的名称不能重复。请为其中一个改名。',
  },
  'households-missing': {
    en: 'the inputs lack a table households with the key [household]\nEvery pack has one: it says which households there are. It may have no columns ({}).',
    zh: '输入中缺少主键为 [household] 的 households 表\n每个规则包都有这张表，它说明有哪些户；可以没有列（{}）。',
  },
  'region-unknown': {
    en: 'region {name} is no column of households[[; did you mean {near}?]]\nThe regions of a pack are columns of its table households. Add the column there, or correct the name.',
    zh: '地区 {name} 不是 households 表的列[[；您是要写 {near} 吗？]]\n规则包的地区就是 households 表中的列。请在表中加上该列，或改正名称。',
  },
  'level-not-region': {
    en: 'level {name} is no region of the pack\nThe levels are among its region columns: {regions}. Add it to regions, or correct the name.',
    zh: '层级 {name} 不是规则包的地区\n层级只能取自地区列：{regions}。请在 regions 中加上它，或改正名称。',
  },
  'level-key': {
    en: 'table {table} of level {name} has the key [{found}]\nThe tables of a level are keyed by [{name}] or [{name}, period].',
    zh: '层级 {name} 的表 {table} 的主键是 [{found}]\n层级的表以 [{name}] 或 [{name}, period] 为主键。',
  },
  'level-above': {
    en: '{name} belongs to level {level}, which is decided from the units below it: {path}\nRules may read what lies below them, never above: otherwise each would wait for the other. Take an input of its own for what is known beforehand.',
    zh: '{name} 属于层级 {level}，而该层级由其下各单元判定得出：{path}\n规则只能读取下级，不能读取上级，否则双方互相等待。事先已知的内容请另设输入列。',
  },
  'level-finer': {
    en: '{name} differs by a region of which a {level} has several\nMake what is compared with it a fact of the units below, and look at that in their list; or give the level a number of its own.',
    zh: '{name} 按更细的地区取值，而一个 {level} 有多个这样的地区\n请把与它比较的内容写成下级单位的 facts，再在列表中读取；或为该层级另设参数。',
  },
  'source-unknown': {
    en: 'there is no source {name}[[; did you mean {near}?]]\nAdd it under sources with its title and quality, so that a reader can look it up.',
    zh: '没有来源 {name}[[；您是要写 {near} 吗？]]\n请在 sources 中加上它，写明标题和质量，以便读者查证。',
  },
  'state-unknown': {
    en: 'there is no state {name}[[; did you mean {near}?]]\nStates are listed under states.',
    zh: '没有状态 {name}[[；您是要写 {near} 吗？]]\n状态列在 states 之下。',
  },
  'code-unknown': {
    en: 'there is no transition {name}[[; did you mean {near}?]]\nThe code of a decision is the code of one of the transitions, or blank.',
    zh: '没有变动 {name}[[；您是要写 {near} 吗？]]\n判定的代码是某个变动的代码，或为空。',
  },
  'level-twice': {
    en: '{name} cannot be the id of another level of watch\nEach level has an id of its own, and unknown is the word for households of which nobody can tell. Rename it.',
    zh: '{name} 不能再用作监测级别的编号\n每个级别的编号不能重复，unknown 专指无法判定的户。请改名。',
  },
  'level-unknown': {
    en: 'there is no level of watch {name}[[; did you mean {near}?]]\nA test expects the id of a level, "" for none, or unknown where nobody can tell.',
    zh: '没有监测级别 {name}[[；您是要写 {near} 吗？]]\n测试中写级别的编号；没有写 ""；无法判定写 unknown。',
  },
  'code-twice': {
    en: 'two transitions have the code {name}\nA code tells which transition decided, so each needs its own.',
    zh: '有两个变动的代码都是 {name}\n代码用来说明由哪个变动作出判定，所以各不相同。',
  },
  'form-at-least-one': {
    en: '{found} is not a whole number from 1 to 999, which {where} has to be',
    zh: '{found} 不是 1 到 999 的整数，而 {where} 应为这样的整数',
  },
  'procedure-without-moves': {
    en: 'the procedure speaks of kind {name}, and no transition of the pack is of that kind\nRemove the kind, or write kind: {name} at the transition that is meant.',
    zh: '程序中提到 {name}，但规则包没有这种类型的变动\n请删去它，或在相应的变动上写明 kind: {name}。',
  },
  'procedure-twice': {
    en: 'two procedures are for {name}\nA list has one procedure. Remove the kind from one of them.',
    zh: '有两个程序都适用于 {name}\n每种名单只有一个程序。请从其中一个的 for 中删去它。',
  },
  'step-twice': {
    en: 'two steps of this procedure have the id {name}\nGive each its own id, such as first_notice and second_notice.',
    zh: '本程序有两个环节的 id 都是 {name}\n请分别命名，例如 first_notice 和 second_notice。',
  },
  'step-reserved': {
    en: '{name} is no step of a procedure: objections and answers can be recorded in every procedure\nRemove it, or give the step another id.',
    zh: '{name} 不能作为程序的环节：任何程序都可以记录异议和答复\n请删去它，或换一个 id。',
  },
  'step-ambiguous': {
    en: 'the name {name} stands for this step and for {other}\nFiles name steps by id or label, so both must tell them apart.',
    zh: '名称 {name} 既指本环节，又指 {other}\n文件中以 id 或名称表示环节，因此二者都不能混淆。',
  },
  'codes-missing': {
    en: 'category {name} does not say which codes it has\nAdd them: codes: [a, b]. If any text may stand there, use the type text.',
    zh: '类别 {name} 没有列出取值\n请补上：codes: [a, b]。如果可以是任意文字，请用类型 text。',
  },
  'range-not-number': {
    en: '{name} is not a number and so has no range\nRemove the range, or give the column a number type (money, number, integer).',
    zh: '{name} 不是数字，因此没有取值范围\n请删去 range，或把该列改为数字类型（money、number、integer）。',
  },
  cycle: {
    en: 'these definitions go round in a circle: {cycle}\nEach needs the other first. previous(x) looks at the period before, and so does not count.',
    zh: '这些定义互相循环：{cycle}\n每一个都要先有另一个。previous(x) 取上一期的值，不算在内。',
  },

  'period-kind': {
    en: '{found} is no period of this pack, which goes by {kind}\nWrite 2009 in a pack by year, 2009-Q1 by quarter, 2009-01 by month.',
    zh: '{found} 不是本规则包的时期，本规则包按 {kind} 计\n按年（year）写 2009，按季（quarter）写 2009-Q1，按月（month）写 2009-01。',
  },
  'period-twice': {
    en: '{found} begins with the same period as {other}\nOne of the two values would never count. Remove it, or give it its own period.',
    zh: '{found} 与 {other} 的起始时期相同\n其中一个数值永远不会生效。请删去一个，或改为另一时期。',
  },
  'valid-reversed': {
    en: 'the pack is valid from {from}, which lies after {to}\nExchange the two.',
    zh: '有效期的开始 {from} 晚于结束 {to}\n请把两者对调。',
  },

  'table-outside': {
    en: '{file} does not lie beside the pack\nTables are named by a path inside the folder of the pack, such as data/lines.csv, so that the pack can be passed on whole.',
    zh: '{file} 不在规则包所在的文件夹内\n表用规则包文件夹内的路径表示，例如 data/lines.csv，这样规则包可以整体转交。',
  },
  'table-unreadable': {
    en: 'the table {file} is not there or cannot be read\nPut it beside the pack, at this path seen from the folder of the pack.',
    zh: '表 {file} 不存在或无法读取\n请按这个相对于规则包文件夹的路径把它放好。',
  },
  'table-quote-open': {
    en: 'a double quote in {file} opens here and never closes\nClose it, or remove it; a quote inside a quoted cell is written twice.',
    zh: '{file} 中有一个双引号在这里打开，但没有闭合\n请补上右引号或删去它；引号内的引号要写两个。',
  },
  'table-broken': {
    en: '{file} is not a well-formed CSV file: {detail}\nOften it is a double quote that is not closed, or one inside a cell that is not doubled.',
    zh: '{file} 不是格式正确的 CSV 文件：{detail}\n常见原因是双引号没有闭合，或单元格内的双引号没有写成两个。',
  },
  'table-row-length': {
    en: 'this row of {file} has {found} cells, and the first line has {expected}\nA cell with a comma in it needs double quotes.',
    zh: '{file} 的这一行有 {found} 个单元格，而第一行有 {expected} 个\n含逗号的单元格要加双引号。',
  },
  'table-key-unknown': {
    en: '{name} cannot be a key of the table {file}\nA table is keyed by period[[, by regions ({regions}), or both]].',
    zh: '{name} 不能作为表 {file} 的键\n表的键是 period[[、地区（{regions}），或两者都有]]。',
  },
  'table-column-missing': {
    en: 'the table {file} has no column {name}[[; did you mean {near}?]]\nAdd it to the first line of the file, or name the right one under key and value.',
    zh: '表 {file} 中没有列 {name}[[；您是要写 {near} 吗？]]\n请在文件第一行加上该列，或在 key 和 value 中写上正确的列名。',
  },
  'table-period': {
    en: '{found} is no period of this pack\nWrite 2009 in a pack by year, 2009-Q1 by quarter, 2009-01 by month.',
    zh: '{found} 不是本规则包的时期\n按年写 2009，按季写 2009-Q1，按月写 2009-01。',
  },
  'table-value': {
    en: 'column {name} has a value that is no decimal number: {found}\nWrite it plainly, such as 10542.8: no thousands separators, no units. Leave out rows that have no value.',
    zh: '列 {name} 的值不是十进制数：{found}\n请直接写数字，例如 10542.8：不用千分位分隔符，不写单位。没有数值的行请删去。',
  },
  'table-row-twice': {
    en: 'the table has two rows for {row}\nA parameter has one value for a period and region. Remove one of the rows.',
    zh: '表中有两行对应 {row}\n一个参数在同一时期同一地区只有一个数值。请删去其中一行。',
  },
} as const satisfies Messages;
