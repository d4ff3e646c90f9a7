import type { Messages } from './types.ts';

export const intakeMessages = {
  // What is wrong with data: the codes of model/issue.ts.
  'encoding-error': {
    en: '{file}:{line}: a record has bytes that mean nothing in the encoding of the file[[, which dataset.yaml declares to be {expected}]]\nThe record is in rejects.csv. Save the file again as UTF-8, or say under encoding in dataset.yaml what it is written in.',
    zh: '{file}:{line}：有一条记录含有该文件编码无法解读的字节[[，dataset.yaml 写明其编码为 {expected}]]\n该记录已放入 rejects.csv。请将文件另存为 UTF-8，或在 dataset.yaml 的 encoding 中写明其编码。',
  },
  'unterminated-quote': {
    en: '{file}:{line}: a quotation mark opens a cell and is not closed properly\nOnly this line is in rejects.csv; reading went on with the next. Close the quotation mark, or double it if it belongs to the text.',
    zh: '{file}:{line}：单元格以引号开头，却没有正确闭合\n只有这一行放入 rejects.csv，其后照常读取。请补上引号；若引号属于内容，请写成两个。',
  },
  'wrong-cell-count': {
    en: '{file}:{line}: a record has {value} cells, the header has {expected}\nThe record is in rejects.csv. Look for a delimiter that belongs to a text and put that text in quotation marks.',
    zh: '{file}:{line}：记录有 {value} 个单元格，表头有 {expected} 个\n该记录已放入 rejects.csv。请检查内容中是否含有分隔符，并给该内容加上引号。',
  },
  'missing-column': {
    en: '{file}: table {table} needs the column(s) {column}, and no header reads so[[; not used yet: {found}]][[ … and {more} more]][[\nDid you mean {near}?]][[\ndataset.yaml declares {declared} for it; is that right?]]\nRename the header(s)[[, or say in {description} which column is which:]]',
    zh: '{file}：表 {table} 需要以下列，但表头中没有：{column}[[；尚未用到的表头：{found}]][[……另有 {more} 个]][[\n是不是指“{near}”？]][[\ndataset.yaml 写明了 {declared}，是否正确？]]\n请修改表头[[，或在 {description} 中写明各是哪一列：]]',
  },
  'duplicate-header': {
    en: '{file}: several columns are headed {column}[[ … and {more} more]]\nGive each column a header of its own, or name the one to use in dataset.yaml.',
    zh: '{file}：有多列的表头同为 {column}[[……另有 {more} 个]]\n请让各列表头互不相同，或在 dataset.yaml 中写明用哪一列。',
  },
  'blank-header': {
    en: '{file}: column {column}[[ … and {more} more]], counted from the left, has no header\nGive it a header, or delete the column if it is empty.',
    zh: '{file}：从左数第 {column} 列[[……另有 {more} 列]]没有表头\n请补上表头；若是空列，请删除。',
  },
  'empty-file': {
    en: '{file}: the file for table {table} is empty\nA table without records still needs its line of headers.',
    zh: '{file}：表 {table} 的文件是空的\n即使没有记录，也需要表头一行。',
  },
  'missing-file': {
    en: 'table {table} needs the file {file}, and it is not there[[\nThere is {renamed}: rename it {to}.]][[\nThere is {workbook}, which is not read: open it and save it as CSV UTF-8.]][[\nThere is {packed}, which is not read: unpack it.]][[\nDid you mean {near}?]]\nPut the file into the dataset, or name it in dataset.yaml.',
    zh: '表 {table} 需要文件 {file}，但没有找到[[\n有 {renamed}：请改名为 {to}。]][[\n有 {workbook}，但这种文件不读取：请打开后另存为 CSV UTF-8。]][[\n有 {packed}，但这种文件不读取：请解压。]][[\n是不是指“{near}”？]]\n请将文件放入数据集，或在 dataset.yaml 中写明文件名。',
  },
  'type-error': {
    en: '{file}:{line}: {column} of household {household} is “{value}”, which cannot be read as {expected}\nThe cell counts as unknown. Correct it, or declare under missing what stands for "unknown".',
    zh: '{file}:{line}：住户 {household} 的 {column} 为“{value}”，无法读作{expected}\n该格按未知处理。请改正；若它表示“未知”，请在 missing 中声明。',
  },
  'out-of-range': {
    en: '{file}:{line}: {column} of household {household} is {value}, outside [[{expected}]]\nThe cell counts as unknown. Correct it, or widen the range in the rule pack if such values occur.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为 {value}，超出范围 [[{expected}]]\n该格按未知处理。请改正；若此类数值确实存在，请在规则包中放宽范围。',
  },
  'unknown-code': {
    en: '{file}:{line}: {column} of household {household} is “{value}”, which is none of: {expected}\nThe cell counts as unknown. Correct it, or map it to a code under codes in dataset.yaml.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为“{value}”，不在 {expected} 之中\n该格按未知处理。请改正，或在 dataset.yaml 的 codes 中将其对应到某个代码。',
  },
  'undeclared-sentinel': {
    en: '{file}:{line}: {column} of household {household} is {value}, which usually stands for "no answer"\nThe cell counts as unknown. Declare {value} under missing in dataset.yaml, or correct it if it is meant as a number.',
    zh: '{file}:{line}：住户 {household} 的 {column} 为 {value}，这通常表示“未回答”\n该格按未知处理。请在 dataset.yaml 的 missing 中声明 {value}；若它确是数值，请核对改正。',
  },
  'missing-key': {
    en: '{file}:{line}: a record of table {table} has nothing under {column}\nThe record is in rejects.csv. Without it nobody can tell whom it belongs to.',
    zh: '{file}:{line}：表 {table} 有一条记录的 {column} 为空\n该记录已放入 rejects.csv。缺少它就无法知道记录属于谁。',
  },
  'duplicate-row': {
    en: '{file}:{line}: household {household} has the same record twice ({value})\nOne is used, this one is in rejects.csv.',
    zh: '{file}:{line}：住户 {household} 有重复的相同记录（{value}）\n采用其中一条，这一条放入 rejects.csv。',
  },
  'duplicate-key': {
    en: '{file}:{line}: household {household} has records that contradict each other ({value})\nAll of them are in rejects.csv and none is used. Keep the right one and run again.',
    zh: '{file}:{line}：住户 {household} 有相互矛盾的记录（{value}）\n这些记录全部放入 rejects.csv，均不采用。请保留正确的一条后重新运行。',
  },
  orphan: {
    en: '{file}:{line}: household {household} is not in the list of households\nThe record is in rejects.csv. Add the household, or correct its id.',
    zh: '{file}:{line}：住户 {household} 不在住户名单中\n该记录已放入 rejects.csv。请补充该住户，或改正编号。',
  },
  'extra-column': {
    en: '{file}: nothing asks for column {column}; it is ignored',
    zh: '{file}：没有用到 {column} 列，已忽略',
  },
  'extra-description': {
    en: '{file}:{line}: the rule pack does not ask for [[column {column} of ]]table {table}; what is said about it is ignored\nIf another name was meant, correct it. There are: {expected}.',
    zh: '{file}:{line}：规则包没有用到表 {table}[[ 的 {column} 列]]，对它的说明已忽略\n如果要写的是别的名称，请改正。可用的名称：{expected}。',
  },
  'parameter-missing': {
    en: 'parameter {expected} has no value for {column} {value}\nWhat depends on it is unknown. Add the value to the table beside the rule pack.',
    zh: '参数 {expected} 没有 {column} {value} 的数值\n依赖它的判断均为未知。请在规则包旁的参数表中补充。',
  },
  'no-members': {
    en: 'household {household} has no record in table {table}\nWhat is counted over its members is unknown.',
    zh: '住户 {household} 在表 {table} 中没有任何记录\n凡按成员计算的内容均为未知。',
  },
  'size-mismatch': {
    en: '{file}:{line}: household {household} is said to have {value} persons, its list of members has {expected}\nBoth are used as they are. Check which is right.',
    zh: '{file}:{line}：住户 {household} 登记为 {value} 人，成员名单为 {expected} 人\n两者均按原样使用。请核对哪一个正确。',
  },
  'damaged-id': {
    en: '{file}:{line}: the id “{value}” was rounded by a spreadsheet; its last digits are lost\nThe record is matched with nothing. Restore the id from the original and store the column as text.',
    zh: '{file}:{line}：编号“{value}”被电子表格四舍五入，末几位已丢失\n该记录不与任何数据匹配。请从原件恢复编号，并将该列存为文本。',
  },
  'region-missing': {
    en: 'household {household} names no {column}\nIt is counted in none. Fill in the column.',
    zh: '住户 {household} 未填写 {column}\n该户不计入任何一个。请补填该列。',
  },
  'region-conflict': {
    en: '{value} is said to lie in more than one {column}: {expected}\nIts {column} is unknown. Correct the records, or give units of the same name different ids.',
    zh: '{value} 被记为属于不止一个 {column}：{expected}\n其 {column} 按未知处理。请更正记录，或给同名的单元不同的编号。',
  },
  'unit-not-in-table': {
    en: '{column} {value} has households, but no record in table {table}\nWhat the table says about it is unknown.',
    zh: '{column} {value} 有住户，但在表 {table} 中没有记录\n该表中有关内容均为未知。',
  },
  'unit-without-households': {
    en: '{column} {value} has a record in table {table}, but no household\nWhat is counted over its households is unknown. Check whether they name it otherwise.',
    zh: '{column} {value} 在表 {table} 中有记录，但没有任何住户\n凡按住户计算的内容均为未知。请核对住户记录中的写法。',
  },
  // What keeps intake from starting.
  'dataset-not-a-folder': {
    en: '{folder} is not a folder\nA dataset is a folder with one file for each table, such as households.csv.',
    zh: '{folder} 不是文件夹\n数据集是一个文件夹，每张表一个文件，例如 households.csv。',
  },
  'not-utf8': {
    en: '{file} is not UTF-8 text: the first bytes that mean nothing in it are on line {line}\nSave the file as UTF-8, with or without a byte order mark. Editors offer the encoding under "Save as".',
    zh: '{file} 不是 UTF-8 文本：第 {line} 行首次出现无法解读的字节\n请将文件保存为 UTF-8（有无 BOM 均可）；编辑器在“另存为”中可选择编码。',
  },
  'form-unit': {
    en: '{found} does not say what one in the file is worth\nWrite a decimal number above zero without commas, such as 10000 for tens of thousands or 0.01 for hundredths.',
    zh: '{found} 不能用作单位\n请写大于零的十进制数，不要写逗号，例如万元写 10000，分写 0.01。',
  },
  'form-delimiter': {
    en: '{found} is no delimiter\nWrite one of "," ";" "|" or tab.',
    zh: '{found} 不是分隔符\n请写 ","、";"、"|" 或 tab 之一。',
  },
  'dataset-setting': {
    en: '{setting} does not apply to column {column} of table {table}, which is of type {type}\nFor {type} there are: {allowed}.[[ Write {instead} instead.]]',
    zh: '{setting} 不适用于表 {table} 的 {column} 列，该列的类型是 {type}\n{type} 可用的设置：{allowed}。[[请改写为 {instead}。]]',
  },
  'dataset-setting-key': {
    en: '{setting} does not apply to {column}, which is a key of table {table}\nOf a key only the header is named: {instead}. What means "not known" in any column stands under missing of the table.',
    zh: '{setting} 不适用于 {column}，它是表 {table} 的键\n键只能写明表头：{instead}。各列通用的“未知”写法请放在该表的 missing 中。',
  },
  'dataset-file-twice': {
    en: '{where} stands beside file, and a table has one of the two\nRemove one. Either may stand for several files.',
    zh: '{where} 与 file 同时出现，而一张表只能有其中一个\n请删去一个。两者都可以表示多个文件。',
  },
  'dataset-unknown-table': {
    en: 'dataset.yaml describes table {table}, which the rule pack does not ask for[[\nDid you mean {near}?]]\nThe rule pack knows: {known}.',
    zh: 'dataset.yaml 描述了表 {table}，但规则包没有用到[[\n是不是指“{near}”？]]\n规则包中的表：{known}。',
  },
  'dataset-unknown-column': {
    en: 'dataset.yaml describes column {column} of table {table}, which the rule pack does not ask for[[\nDid you mean {near}?]]\nThe table has: {known}.',
    zh: 'dataset.yaml 描述了表 {table} 的 {column} 列，但规则包没有用到[[\n是不是指“{near}”？]]\n该表的列：{known}。',
  },
  'several-files': {
    en: 'table {table} has several files: {files}\nRemove all but one, or name those that belong together under files in dataset.yaml.',
    zh: '表 {table} 有多个文件：{files}\n请只保留一个；若它们应合并使用，请在 dataset.yaml 的 files 中写明。',
  },
  'file-outside': {
    en: 'the file {file} of table {table} lies outside the dataset\nPut it into the folder of the dataset and name it relative to that.',
    zh: '表 {table} 的文件 {file} 在数据集之外\n请将其放入数据集文件夹，并用相对路径书写。',
  },
  'not-a-file': {
    en: '{file}, named for table {table}, is not a file but a folder or a device\nName the file inside of it in dataset.yaml, as in file: {file}/a.csv, or put a file in its place.',
    zh: '表 {table} 所用的 {file} 不是文件，而是文件夹或设备\n请在 dataset.yaml 中写明其中的文件，例如 file: {file}/a.csv，或换成文件。',
  },
  'no-text': {
    en: '{file} is no text: its beginning has bytes that stand in no table[[ ({character}, in the header of column {column})]]\nCSV is expected. Save a workbook, or a file of a statistical program, as CSV UTF-8 first. If it is CSV, take the character out.',
    zh: '{file} 不是文本：开头含有表格中不会有的字节[[（第 {column} 列表头中的 {character}）]]\n需要 CSV 文件。工作簿或统计软件的文件请先另存为 CSV UTF-8；若它就是 CSV，请删去该字符。',
  },
  'file-is-workbook': {
    en: '{file} is no text but a workbook, or another packed file, whatever its name ends in\nOpen it, and save the sheet as CSV UTF-8; to change the name of a file does not change what is in it.',
    zh: '{file} 不是文本，而是工作簿或其他打包文件，只是文件名的结尾不同\n请打开它，将工作表另存为 CSV UTF-8；改文件名不会改变文件内容。',
  },
  'file-is-gzip': {
    en: '{file} is compressed by gzip, and its name does not say so\nRename it {renamed}, or unpack it.',
    zh: '{file} 经过 gzip 压缩，但文件名没有表明\n请改名为 {renamed}，或解压。',
  },
  'file-is-parquet': {
    en: '{file} is a Parquet file, and its name does not say so\nRename it {renamed}.',
    zh: '{file} 是 Parquet 文件，但文件名没有表明\n请改名为 {renamed}。',
  },
  'parquet-is-text': {
    en: '{file} ends in .parquet, but it cannot be read as Parquet: it is text\nRename it {renamed} if it is CSV; otherwise copy or export it again.',
    zh: '{file} 以 .parquet 结尾，但无法读作 Parquet：内容是文本\n若是 CSV，请改名为 {renamed}；否则请重新复制或导出。',
  },
  'too-many-columns': {
    en: '{file} has {found} columns, and {limit} are the most that are read\nLook whether records lie side by side where they should lie below each other, or whether line breaks are missing. Otherwise save only the columns that are needed.',
    zh: '{file} 有 {found} 列，最多读取 {limit} 列\n请检查是否把记录横着排列，或缺少换行；若确有这么多列，请只保存需要的列。',
  },
  'header-too-long': {
    en: '{file}: the line of headers is longer than {limit} KiB, the most that is read\nLook whether line breaks or a closing quotation mark are missing, and whether the file is a table at all.',
    zh: '{file}：表头一行超过可读取的上限 {limit} KiB\n请检查是否缺少换行或右引号，以及该文件是否为表格。',
  },
  'broken-link': {
    en: '{file}, named for table {table}, is a link to a file that is not there\nMake the link anew, or put the file itself in its place. A drive that is not connected looks like this too.',
    zh: '表 {table} 所用的 {file} 是链接，所指的文件不存在\n请重新建立链接，或放入文件本身；所在磁盘未连接时也会如此。',
  },
  // What is odd about a dataset as a whole.
  'files-not-read': {
    en: 'not read, since no table of the rule pack has these files: {files}[[ … and {more} more]]\nWhere one is meant for a table, name it after the table, or under file or files in dataset.yaml; save a workbook as CSV UTF-8 first.',
    zh: '以下文件没有读取，因为不属于规则包的任何表：{files}[[……另有 {more} 个]]\n若某个文件属于某张表，请按表名改名，或在 dataset.yaml 的 file 或 files 中写明；工作簿请先另存为 CSV UTF-8。',
  },
  'description-not-read': {
    en: '{file} is not read: only a file named dataset.yaml describes a dataset\nRename it dataset.yaml.',
    zh: '{file} 没有读取：只有名为 dataset.yaml 的文件才用来描述数据集\n请改名为 dataset.yaml。',
  },
  'nothing-used': {
    en: '{files}[[ … and {more} more]]: not one of {read} record(s) of table {table} is used[[, mostly because of {reason}]][[\ndataset.yaml declares {declared} for it; is that right?]]\nWhat only they say counts as unknown. Look into the issues before using any result.',
    zh: '{files}[[……另有 {more} 个]]：表 {table} 的 {read} 条记录无一采用[[，主要原因是 {reason}]][[\ndataset.yaml 写明了 {declared}，是否正确？]]\n只见于这些文件的内容均按未知处理。使用任何结果之前，请先查看数据问题。',
  },
  'no-records': {
    en: 'table {table} has no records[[: {files}]][[ … and {more} more]]\nThe rule pack needs it, and what it says counts as unknown. Look whether the file was saved whole.',
    zh: '表 {table} 没有记录[[：{files}]][[……另有 {more} 个]]\n规则包需要该表，其内容均按未知处理。请检查文件是否保存完整。',
  },
  'unreadable-gzip': {
    en: '{file} ends in .gz, but it is not a complete gzip file\nCopy or compress it again.',
    zh: '{file} 以 .gz 结尾，但不是完整的 gzip 文件\n请重新复制或压缩。',
  },
  'unreadable-parquet': {
    en: '{file} ends in .parquet, but it cannot be read as Parquet\nCopy or export it again.',
    zh: '{file} 以 .parquet 结尾，但无法读作 Parquet\n请重新复制或导出。',
  },
  'no-household-table': {
    en: 'the rule pack has no table keyed by household alone\nAdd one under inputs, with key: [household]; it says which households there are.',
    zh: '规则包中没有仅以住户为键的表\n请在 inputs 中添加一张 key 为 [household] 的表，用以说明有哪些住户。',
  },
  'register-twice': {
    en: 'there are two registers: {file} in the dataset and {previous}\nLeave out --previous, or take the file out of the dataset.',
    zh: '有两份登记表：数据集中的 {file} 和 {previous}\n请去掉 --previous，或从数据集中移走该文件。',
  },
  'register-duplicate-key': {
    en: '{file}:{line}: the register says two different things about household {household} in one period\nKeep the right record. Nothing was decided.',
    zh: '{file}:{line}：登记表中住户 {household} 在同一时期有两种说法\n请保留正确的一条。本次未作任何判定。',
  },
  'register-unknown-code': {
    en: '{file}:{line}: the register has household {household} in state “{value}”, which is none of: {expected}\nCorrect the state. Nothing was decided.',
    zh: '{file}:{line}：登记表中住户 {household} 的状态为“{value}”，不在 {expected} 之中\n请改正状态。本次未作任何判定。',
  },
  'register-encoding-error': {
    en: '{file}:{line}: a record of the register has bytes that mean nothing in the encoding of the file\nSave the file again as UTF-8, or say under encoding in dataset.yaml what it is written in. Nothing was decided.',
    zh: '{file}:{line}：登记表中有一条记录含有该文件编码无法解读的字节\n请将文件另存为 UTF-8，或在 dataset.yaml 的 encoding 中写明其编码。本次未作任何判定。',
  },
  'register-unterminated-quote': {
    en: '{file}:{line}: a quotation mark in the register opens a cell and is not closed properly\nClose the quotation mark, or double it if it belongs to the text. Nothing was decided.',
    zh: '{file}:{line}：登记表中有单元格以引号开头，却没有正确闭合\n请补上引号；若引号属于内容，请写成两个。本次未作任何判定。',
  },
  'register-wrong-cell-count': {
    en: '{file}:{line}: a record of the register has {value} cells, the header has {expected}\nLook for a delimiter that belongs to a text and put that text in quotation marks, or mend the record. Nothing was decided.',
    zh: '{file}:{line}：登记表中的记录有 {value} 个单元格，表头有 {expected} 个\n请检查内容中是否含有分隔符并给该内容加上引号，或修正该记录。本次未作任何判定。',
  },
  'register-missing-key': {
    en: '{file}:{line}: a record of the register has nothing under {column}\nFill it in, or remove the record. Nothing was decided.',
    zh: '{file}:{line}：登记表中有一条记录的 {column} 为空\n请补上，或删除该记录。本次未作任何判定。',
  },
  'register-type-error': {
    en: '{file}:{line}: the register has “{value}” under {column}[[ for household {household}]], which cannot be read as {expected}\nCorrect it, or remove the record. Nothing was decided.',
    zh: '{file}:{line}：登记表[[中住户 {household} ]]的 {column} 为“{value}”，无法读作 {expected}\n请改正，或删除该记录。本次未作任何判定。',
  },
  'register-without-state': {
    en: 'the register has {count} record(s) without a state\nFill in the state or remove the records. Nothing was decided.',
    zh: '登记表中有 {count} 条记录没有状态\n请补上状态或删除这些记录。本次未作任何判定。',
  },
} as const satisfies Messages;
