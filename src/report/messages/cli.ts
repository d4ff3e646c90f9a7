import type { Messages } from './types.ts';

/** What the command line itself has to say: wrong usage, and what the machine refuses. */
export const cliMessages = {
  'unknown-command': {
    en: 'there is no command {name}[[; did you mean {near}?]]\nshuangdao --help lists the commands.',
    zh: '没有命令 {name}[[；您是要输入 {near} 吗？]]\nshuangdao --help 列出所有命令。',
  },
  'unknown-option': {
    en: 'there is no option {name} here[[; did you mean {near}?]]\n{command} --help lists the options.',
    zh: '这里没有选项 {name}[[；您是要输入 {near} 吗？]]\n{command} --help 列出所有选项。',
  },
  'missing-argument': {
    en: 'something is missing: {name}\n{command} --help shows how it is used.',
    zh: '缺少参数：{name}\n用法见 {command} --help。',
  },
  'missing-value': {
    en: 'option {name} needs a value\n{command} --help shows how it is used.',
    zh: '选项 {name} 需要一个值\n用法见 {command} --help。',
  },
  'missing-option': {
    en: 'option {name} is needed\n{command} --help shows how it is used.',
    zh: '必须给出选项 {name}\n用法见 {command} --help。',
  },
  'too-many-arguments': {
    en: 'there are more arguments than {command} takes\n{command} --help shows how it is used. A name with blanks in it needs quotes.',
    zh: '{command} 的参数太多\n用法见 {command} --help。含空格的名称要加引号。',
  },
  'conflicting-options': {
    en: 'options {name} and {other} contradict each other: give one of them',
    zh: '选项 {name} 与 {other} 互相矛盾：只能给出其中一个',
  },
  'option-alone': {
    en: '{name} means nothing without {other}',
    zh: '没有 {other} 时 {name} 没有意义',
  },
  'pack-id-wrong': {
    en: '{name} can be no id of a rule pack\nAn id has small letters, digits and hyphens only, such as my-rules-2025.',
    zh: '{name} 不能用作规则包编号\n编号只用小写字母、数字和连字符，例如 my-rules-2025。',
  },
  'file-exists': {
    en: '{file} is there already, and is not overwritten\nMove it away, or choose another id.',
    zh: '{file} 已存在，不会覆盖\n请先移走，或换一个编号。',
  },
  'wrong-usage': {
    en: '{detail}\n{command} --help shows how it is used.',
    zh: '{detail}\n用法见 {command} --help。',
  },
  'bad-value-lang': {
    en: '--lang is en or zh, not {value}',
    zh: '--lang 只能是 en 或 zh，不能是 {value}',
  },
  'bad-value-period': {
    en: '{option} is a period such as 2009, 2009-Q1 or 2009-01, not {value}',
    zh: '{option} 应为时期，例如 2009、2009-Q1 或 2009-01，不能是 {value}',
  },
  'bad-value-memory': {
    en: '{option} is an amount of memory such as 4GB or 800MB, not {value}',
    zh: '{option} 应为内存大小，例如 4GB 或 800MB，不能是 {value}',
  },
  'bad-value-count': {
    en: '{option} is a whole number from {min} to {max}, not {value}',
    zh: '{option} 应为 {min} 到 {max} 之间的整数，不能是 {value}',
  },
  'bad-value-choice': {
    en: '{option} is one of {words}, not {value}',
    zh: '{option} 应为 {words} 之一，不能是 {value}',
  },
  'bad-value-decimal': {
    en: '{option} is a number from {min} up to but not including {end}, not {value}',
    zh: '{option} 应为不小于 {min} 且小于 {end} 的数，不能是 {value}',
  },
  'bad-value-line': {
    en: '--line is an amount above zero such as 10000, a share such as 60%median or 50%mean, or a column, not {value}',
    zh: '--line 应为大于零的金额（如 10000）、比例（如 60%median 或 50%mean）或列名，不能是 {value}',
  },
  'periods-reversed': {
    en: '--from {from} lies after --to {to}',
    zh: '--from {from} 晚于 --to {to}',
  },
  'period-wrong': {
    en: '{found} is no period of this rule pack, which counts by {kind}\nGive a year as 2009, a quarter as 2009-Q1, a month as 2009-01.',
    zh: '{found} 不是这个规则包的时期，它按 {kind} 计\n年写作 2009，季写作 2009-Q1，月写作 2009-01。',
  },
  'no-watch': {
    en: 'the pack {id} has no levels of watch\nThey are declared under watch in the pack; docs/watch.md shows how.',
    zh: '规则包 {id} 没有监测级别\n监测级别在规则包的 watch 之下声明，写法见 docs/watch.md。',
  },
  'period-outside': {
    en: '{found} is not among the periods decided, which are {from} to {to}\nGive one of them with --period, or more data.',
    zh: '{found} 不在判定的时期之内，判定的是 {from} 至 {to}\n请用 --period 给出其中之一，或补充数据。',
  },
  'run-changed': {
    en: '{file} of {run} is not what the run wrote: its digest differs from the one in run.json\nshuangdao audit verify tells what was changed. Nothing is built on it.',
    zh: '{run} 的 {file} 已不是运行时写出的内容：摘要与 run.json 不符\n请用 shuangdao audit verify 查明改动。不会在此基础上继续。',
  },
  'sources-too-weak': {
    en: '{count} number(s) that would decide rest on weak sources, the first is {name}: its source {source} is of quality “{quality}”\nFind an official source, or leave out --strict-sources.',
    zh: '有 {count} 个参与判定的数值来源不可靠，第一个是 {name}：来源 {source} 的可靠程度为“{quality}”\n请寻找官方来源，或去掉 --strict-sources。',
  },
  'pack-not-found': {
    en: 'there is no rule pack {name}[[; did you mean {near}?]][[; did you mean the file {beside}?]]\nGive the id of a shipped pack ({ids}) or the path of a YAML file.',
    zh: '没有规则包 {name}[[；您是要输入 {near} 吗？]][[；您是要用文件 {beside} 吗？]]\n请给出随附规则包的编号（{ids}）或一个 YAML 文件的路径。',
  },
  'not-there': {
    en: '{path} does not exist\nCheck the spelling, and the folder you are in.',
    zh: '{path} 不存在\n请检查拼写和当前所在的文件夹。',
  },
  'no-permission': {
    en: 'the system does not permit this program to use {path}\nCheck who owns it and what its permissions are.',
    zh: '系统不允许本程序使用 {path}\n请检查它的所有者和权限。',
  },
  'no-place': {
    en: 'the system does not permit this program to write into {path}\nChoose another place with --out, or check who owns it and what its permissions are.',
    zh: '系统不允许本程序在 {path} 中写入\n请用 --out 另选位置，或检查它的所有者和权限。',
  },
  'disk-full': {
    en: 'the disk is full[[: {path}]]; nothing was left behind\nFree some space or choose another disk with --out, then run again.',
    zh: '磁盘已满[[：{path}]]；没有留下任何文件\n请腾出空间，或用 --out 选择另一个磁盘，然后重新运行。',
  },
  'read-only': {
    en: '{path} is on a disk that can only be read\nChoose another place with --out.',
    zh: '{path} 所在的磁盘只能读取\n请用 --out 另选位置。',
  },
  'not-a-folder': {
    en: '{path} is not a folder, and a folder is expected',
    zh: '{path} 不是文件夹，而这里需要文件夹',
  },
  'is-a-folder': {
    en: '{path} is a folder, and a file is expected',
    zh: '{path} 是文件夹，而这里需要文件',
  },
  'damaged-parquet': {
    en: '{path} cannot be read as Parquet: it is damaged or was cut short\nCopy it again; shuangdao audit verify tells which files of a run were changed.',
    zh: '{path} 无法作为 Parquet 读取：文件已损坏或不完整\n请重新复制；shuangdao audit verify 会指出运行文件夹中被改动的文件。',
  },
  'system-error': {
    en: 'the system refused: {detail}',
    zh: '系统拒绝了操作：{detail}',
  },
  'out-of-memory': {
    en: 'there was not enough memory; nothing was left behind\nAllow more with --memory, or use fewer --threads, then run again. ({detail})',
    zh: '内存不够；没有留下任何文件\n请用 --memory 放宽上限，或减少 --threads，然后重新运行。（{detail}）',
  },
  'carried-forward': {
    en: '{name} was valid until {from} only and was used up to {period}, because of --carry-forward',
    zh: '{name} 的数值只到 {from} 有效，因 --carry-forward 沿用到 {period}',
  },
  'beyond-validity': {
    en: 'the pack answers for {from} to {to} only, and decided {periods} as well\nFind the rules of those periods, or leave them out with --from and --to.',
    zh: '规则包只对 {from} 至 {to} 负责，却也判定了 {periods}\n请查找这些时期的规则，或用 --from 和 --to 排除它们。',
  },
  'source-weak': {
    en: '{name} decided, and its source {source} is of quality “{quality}”\nFind an official source, or refuse such numbers with --strict-sources.',
    zh: '{name} 参与了判定，而它的来源 {source} 的可靠程度为“{quality}”\n请寻找官方来源，或用 --strict-sources 拒绝这类数值。',
  },
  'our-fault': {
    en: 'this is a fault of shuangdao, not of your data or your rules; nothing was left behind\nPlease report it with the lines below, and with the command you gave.',
    zh: '这是 shuangdao 的错误，与您的数据和规则无关；没有留下任何文件\n请报告此错误，并附上以下内容和您输入的命令。',
  },
} as const satisfies Messages;
