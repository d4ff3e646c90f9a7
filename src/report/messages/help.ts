import { figuresHelp } from './help-figures.ts';
import type { Messages } from './types.ts';

/** What `--help` says. Commander's own words are here too, so that help is whole in either language. */
export const helpMessages = {
  usage: { en: 'Usage:', zh: '用法：' },
  arguments: { en: 'Arguments:', zh: '参数：' },
  options: { en: 'Options:', zh: '选项：' },
  commands: { en: 'Commands:', zh: '命令：' },
  examples: { en: 'Examples:', zh: '示例：' },

  program: {
    en: 'Decides from household survey files, by a rule pack, who enters and who leaves the list of poor households, period by period, with a reason for each household and a record anyone can check.',
    zh: '根据入户调查文件和规则包，逐期判定哪些户进入、哪些户退出贫困户名单，每户都有理由，全程都有可核查的记录。',
  },
  exits: {
    en: [
      'Exit codes:',
      '  0   done',
      '  1   done, but the data has more issues than allowed, or a check failed',
      '  2   wrong usage, a missing file, a full disk or too little memory',
      '  3   the rule pack is invalid',
      '  70  a fault of this program',
    ].join('\n'),
    zh: [
      '退出码：',
      '  0   完成',
      '  1   完成，但数据问题超出允许，或核查未通过',
      '  2   用法有误，或因缺少文件、磁盘已满、内存不足而无法进行',
      '  3   规则包无效',
      '  70  本程序的错误',
    ].join('\n'),
  },
  'group-prepare': { en: 'Prepare the rules and the data:', zh: '准备规则与数据：' },
  'group-decide': { en: 'Decide:', zh: '判定：' },
  'group-understand': { en: 'Understand a decision:', zh: '理解判定：' },
  'group-measure': { en: 'Measure:', zh: '测算：' },
  'group-trust': { en: 'Check the record:', zh: '核查记录：' },
  'group-more': { en: 'More:', zh: '其他：' },

  help: { en: 'show this help, or that of a command', zh: '显示本帮助或某个命令的帮助' },
  version: { en: 'show the version', zh: '显示版本' },
  lang: {
    en: 'language of what is printed (default: from LC_ALL or LANG)',
    zh: '输出语言（默认取自 LC_ALL 或 LANG）',
  },
  json: { en: 'print the result as one JSON object', zh: '以一个 JSON 对象输出结果' },
  quiet: { en: 'print nothing but problems', zh: '只输出问题' },

  rules: { en: 'list, read, check and test rule packs', zh: '列出、阅读、检查和测试规则包' },
  'rules-list': { en: 'list the rule packs that come with the program', zh: '列出随附的规则包' },
  'rules-show': {
    en: 'show a rule pack as a page: numbers by period, conditions, sources',
    zh: '以一页文字显示规则包：各期数值、条件、来源',
  },
  'rules-check': {
    en: 'check rule packs: form, types, sources, contradictions, states nobody reaches',
    zh: '检查规则包：格式、类型、来源、矛盾之处、无法到达的状态',
  },
  'rules-test': { en: 'run the tests inside rule packs', zh: '运行规则包内的测试' },
  diff: {
    en: 'tell which households two runs decide otherwise, and what made the difference',
    zh: '说明两次运行中哪些农户判定不同、原因何在',
  },
  'diff-a-argument': { en: 'run folder to compare with', zh: '作为基准的运行文件夹' },
  'diff-b-argument': { en: 'run folder that may differ', zh: '可能不同的运行文件夹' },
  'diff-period-option': {
    en: 'the period to compare (default: the latest that both decide)',
    zh: '比较的时期（默认：两者都判定的最近一期）',
  },
  'data-a-option': {
    en: 'the dataset the first run was made from, to try each factor by itself',
    zh: '第一次运行所用的数据文件夹，用于逐一试算各因素',
  },
  'data-b-option': {
    en: 'the dataset of the second run (default: that of the first, if it is the same)',
    zh: '第二次运行所用的数据文件夹（默认：与第一次相同时即为第一次的）',
  },
  'previous-a-option': { en: "the first run's --previous file", zh: '第一次运行的 --previous 文件' },
  'previous-b-option': { en: "the second run's --previous file", zh: '第二次运行的 --previous 文件' },
  'diff-out-option': {
    en: 'a new folder for diff.csv, a row for each household',
    zh: '存放 diff.csv（逐户一行）的新文件夹',
  },
  'rules-diff': {
    en: 'tell what is different in the second of two rule packs',
    zh: '说明第二个规则包与第一个有何不同',
  },
  'rules-new': {
    en: 'write a rule pack to start from: a commented template, or a copy of another pack',
    zh: '新建规则包：带注释的模板，或另一规则包的副本',
  },
  'new-argument': {
    en: 'its id, such as my-rules; it is written to my-rules.yaml',
    zh: '规则包的编号，如 my-rules；写入 my-rules.yaml',
  },
  'new-from-option': {
    en: 'copy this pack, with the tables beside it',
    zh: '复制这个规则包及其旁边的表格',
  },
  'pack-argument': {
    en: 'id of a shipped pack, or path of a YAML file',
    zh: '随附规则包的编号，或 YAML 文件的路径',
  },
  'packs-argument': {
    en: 'ids of shipped packs, or paths of YAML files (default: all shipped packs)',
    zh: '随附规则包的编号，或 YAML 文件的路径（默认：所有随附规则包）',
  },

  check: { en: 'check the files of a dataset, without deciding anything', zh: '只检查数据集文件，不作判定' },
  classify: {
    en: 'decide every household in every period and write the lists into a new run folder',
    zh: '逐期判定每一户，并把名单写入新的运行文件夹',
  },
  'dataset-argument': {
    en: 'folder with households.csv, income.csv … or with a dataset.yaml',
    zh: '含 households.csv、income.csv 等文件或 dataset.yaml 的文件夹',
  },
  'rules-option': { en: 'the rule pack: id of a shipped one, or path', zh: '规则包：随附规则包的编号或路径' },
  'out-option': {
    en: 'the run folder to make (default: runs/<pack>-<period>-<digest>)',
    zh: '要建立的运行文件夹（默认 runs/<规则包>-<时期>-<摘要>）',
  },
  'period-option': {
    en: 'the period whose lists are written (default: the latest)',
    zh: '写出名单的时期（默认最近一期）',
  },
  'from-option': { en: 'the first period to decide', zh: '判定的第一期' },
  'to-option': { en: 'the last period to decide', zh: '判定的最后一期' },
  'previous-option': {
    en: 'register of the states before the first period, or an earlier run or confirmation folder',
    zh: '第一期之前各户状态的登记表，或先前的运行或确认文件夹',
  },
  'memory-option': {
    en: 'memory to use; beyond it work goes to the disk',
    zh: '使用的内存；超出部分写入磁盘',
  },
  'threads-option': { en: 'threads to use (default: one per core)', zh: '线程数（默认每核一个）' },
  'max-issues-option': {
    en: 'exit with 1 if the data has more errors than this',
    zh: '数据错误多于此数时退出码为 1',
  },
  'strict-option': { en: 'the same as --max-issues 0', zh: '等同于 --max-issues 0' },
  'carry-forward-option': {
    en: 'use the last known number for periods after its validity',
    zh: '数值过了有效期时沿用最后已知的数值',
  },
  'strict-sources-option': {
    en: 'refuse numbers whose source is unverified or an example',
    zh: '拒绝来源未经核实或仅为示例的数值',
  },
  'csv-all-option': {
    en: 'decisions.csv with all periods, not only the listed one',
    zh: 'decisions.csv 包含所有时期，而非仅名单时期',
  },
  'force-option': { en: 'replace the run folder if it exists', zh: '运行文件夹已存在时替换它' },

  watch: {
    en: 'tell who is to be watched after a period: why, since when, and what to do',
    zh: '列出某期之后应监测的户：为何、自何时起、该做什么',
  },
  'watch-period-option': {
    en: 'the period at whose end they are watched (default: the listed one)',
    zh: '以哪一期期末为准（默认为名单时期）',
  },
  'watch-out-option': {
    en: 'the folder for watch.csv (default: <run>-watch-<period>), or for backtest.csv',
    zh: '存放 watch.csv 的文件夹（默认 <运行文件夹>-watch-<时期>），或存放 backtest.csv 的文件夹',
  },
  'backtest-option': {
    en: 'instead compare the watch of each past period with who returned in the next',
    zh: '改为比较以往各期的监测与下一期的返回情况',
  },
  lists: {
    en: 'write the entry, exit, return, review and watch lists of any decided period, by region, as CSV and as pages to print',
    zh: '按地区写出任一判定时期的进入、退出、返回、待核实和监测名单，有 CSV 和可打印的页面',
  },
  'lists-period-option': {
    en: 'the period whose lists are written (default: the listed one)',
    zh: '写出名单的时期（默认为名单时期）',
  },
  'lists-out-option': {
    en: 'the folder to make (default: beside the run, <run>-lists-<period>)',
    zh: '要建立的文件夹（默认在运行旁：<运行>-lists-<时期>）',
  },
  confirm: {
    en: 'turn proposals of a run into decisions by the record of steps taken, and tell what is missing or out of order',
    zh: '依据程序记录把运行中的提议确认为决定，并说明缺少什么、何处不合程序',
  },
  'procedure-option': {
    en: 'the record of steps taken: household, period, step, date, by, document, result, remark',
    zh: '程序记录：户编号、时期、环节、日期、经办人、文件、结果、备注',
  },
  'confirm-period-option': {
    en: 'the period whose proposals are confirmed (default: the listed one)',
    zh: '要确认其提议的时期（默认为名单时期）',
  },
  'confirm-out-option': {
    en: 'the folder to make (default: beside the run, <run>-confirmed-<period>)',
    zh: '要建立的文件夹（默认在运行旁：<运行>-confirmed-<时期>）',
  },
  simulate: {
    en: 'try other numbers in a rule pack and compare: entries, exits, who changes, what it would cost, who would be missed',
    zh: '换用别的数值试算并比较：进入、退出、谁会变动、需要多少钱、会漏掉谁',
  },
  'set-option': {
    en: 'numbers to try, as entry_line=1200..3000:100 (ends included) or entry_line=1500,1800; again for all combinations',
    zh: '要试的数值，如 entry_line=1200..3000:100（含两端）或 entry_line=1500,1800；多次给出则取所有组合',
  },
  'budget-option': {
    en: 'money there is: which settings it suffices for, and how far it reaches',
    zh: '可用的资金：够哪些设定使用，能用到什么程度',
  },
  'benchmark-option': {
    en: 'who is poor by a verified sample or a second measure: a boolean column, or a file and its column as verified.csv:poor',
    zh: '经核实的样本或另一口径认定的贫困户：一个是非列，或文件及其列，如 verified.csv:poor',
  },
  'gap-option': {
    en: 'the criterion whose line the poor are to reach (default: the first in the entries that has one)',
    zh: '贫困户应达到的标准线所在的条件（默认为进入规则中的第一个）',
  },
  'simulate-period-option': {
    en: 'the period to show and to compare households in (default: the latest)',
    zh: '显示结果并比较各户的时期（默认最近一期）',
  },
  'simulate-by-option': {
    en: 'the region column to give figures by (default: the outermost)',
    zh: '按哪一级区域给出数字（默认最外层）',
  },
  'simulate-out-option': {
    en: 'a new folder for simulate.csv, simulate.json, charts and changes.csv',
    zh: '存放 simulate.csv、simulate.json、图表和 changes.csv 的新文件夹',
  },

  explain: {
    en: 'explain one household: condition by condition, with its values, the line, and what would change the answer',
    zh: '解释某一户的判定：逐项条件、该户的数值、界线，以及怎样会改变结果',
  },
  'run-argument': { en: 'a run folder', zh: '运行文件夹' },
  'household-argument': { en: 'id of a household', zh: '户编号' },
  'level-option': {
    en: 'explain a unit of this level of the pack, such as a village, instead of a household',
    zh: '解释规则包中该层级的一个单元（如一个村），而不是一户',
  },
  'explain-period-option': {
    en: 'the period to explain (default: the listed one)',
    zh: '要解释的时期（默认为名单时期）',
  },

  ...figuresHelp,
  'results-force-option': {
    en: 'replace what this command wrote there before',
    zh: '替换本命令先前写在那里的文件',
  },

  audit: { en: 'check the record of all runs', zh: '核查所有运行的记录' },
  'audit-verify': {
    en: 'find any line of audit.jsonl and any file of a run that was changed, removed or added afterwards',
    zh: '找出 audit.jsonl 中任何事后被改动、删除或添加的行，以及运行文件夹中任何此类文件',
  },
  'path-argument': {
    en: 'folder that holds the run folders, or a run folder (default: runs)',
    zh: '存放运行文件夹的文件夹，或某个运行文件夹（默认 runs）',
  },
} as const satisfies Messages;
