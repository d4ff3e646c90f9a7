import type { Messages } from './types.ts';

export const trustMessages = {
  locked: {
    en: 'process {pid} on {host} has been writing to the audit log for half a minute: {file}\nWait until it is done. If that process no longer exists, remove the file and run again.',
    zh: '{host} 上的进程 {pid} 已占用审计日志半分钟：{file}\n请等它结束。如果该进程已不存在，请删除这个文件后重新运行。',
  },
  'run-exists': {
    en: 'there is a run in {folder} already, and a run is never overwritten unasked\nChoose another place with --out, or replace the run with --force.',
    zh: '{folder} 中已有一次运行的结果，未经要求不会覆盖\n请用 --out 另选位置，或用 --force 替换。',
  },
  'folder-exists': {
    en: '{folder} exists already, and is never overwritten unasked\nChoose another place with --out, or replace the folder with --force.',
    zh: '{folder} 已存在，未经要求不会覆盖\n请用 --out 另选位置，或用 --force 替换该文件夹。',
  },
  'foreign-file': {
    en: '{folder} holds {file}, which this command does not write, so the folder is left alone\nChoose another place with --out.',
    zh: '{folder} 中有 {file}，不是本命令写出的文件，因此不会改动这个文件夹\n请用 --out 另选位置。',
  },
  'inside-run': {
    en: '{folder} lies in the run folder {run}, which is sealed\nChoose another place with --out.',
    zh: '{folder} 位于运行文件夹 {run} 内，而运行文件夹已封存\n请用 --out 另选位置。',
  },
  'not-a-run-folder': {
    en: '{folder} exists and is no run folder (it has no run.json), so it is left alone\nChoose another place with --out.',
    zh: '{folder} 已存在，但不是运行文件夹（其中没有 run.json），因此不会改动它\n请用 --out 另选位置。',
  },
  'result-exists': {
    en: 'there is a result in {folder} already, and it is never overwritten unasked\nChoose another place with --out, or replace it with --force.',
    zh: '{folder} 中已有结果，未经要求不会覆盖\n请用 --out 另选位置，或用 --force 替换。',
  },
  'place-taken': {
    en: '{folder} exists and is something else (it has no {file}), so it is left alone\nChoose another place with --out.',
    zh: '{folder} 已存在，但不是此类结果（其中没有 {file}），因此不会改动它\n请用 --out 另选位置。',
  },
  'no-audit-log': {
    en: 'there is no audit log and no run folder here: {file}\nGive the folder that holds the run folders, such as runs, or one of the run folders.',
    zh: '这里没有审计日志，也没有运行文件夹：{file}\n请给出存放运行文件夹的文件夹（例如 runs），或其中一个运行文件夹。',
  },
  'audit-unreadable-line': {
    en: 'line {line} of the audit log is no audit line: it was changed or put in',
    zh: '审计日志第 {line} 行不是审计记录：被改动过，或是后来插入的',
  },
  'audit-changed-line': {
    en: 'line {line} of the audit log was changed: its content does not have the digest it states',
    zh: '审计日志第 {line} 行被改动过：内容与其自身的摘要不符',
  },
  'audit-wrong-number': {
    en: 'line {line} of the audit log has number {seq}, expected {expected}',
    zh: '审计日志第 {line} 行的序号是 {seq}，应为 {expected}',
  },
  'audit-moved-line': {
    en: 'line {line} of the audit log is out of order: it continues line {follows}, which does not stand above it',
    zh: '审计日志第 {line} 行的次序不对：它接续的是第 {follows} 行，而那一行不在它上面',
  },
  'audit-inserted-lines': {
    en: 'line {line} of the audit log does not continue the line above it: lines {first} to {last} were put in or moved there',
    zh: '审计日志第 {line} 行没有接续上一行：第 {first} 至 {last} 行是插入或移来的',
  },
  'audit-removed-lines': {
    en: '{count} line(s) are gone from the audit log before line {line}: numbers {first} to {last}',
    zh: '审计日志第 {line} 行之前少了 {count} 行：序号 {first} 至 {last}',
  },
  'audit-broken-link': {
    en: 'line {line} of the audit log continues a line that is not there: the line above it was replaced',
    zh: '审计日志第 {line} 行接续的那一行不存在：它上面的一行被替换过',
  },
  'audit-torn-line': {
    en: 'line {line} of the audit log is cut short: {bytes} bytes without an end\nIf a run was cut off by a power failure, the next run removes the rest of the line; otherwise somebody shortened the file.',
    zh: '审计日志第 {line} 行不完整：只有 {bytes} 个字节，没有行尾\n如果是断电中断了运行，下一次运行会清除这半行；否则就是有人截短了文件。',
  },
  'audit-log-broken': {
    en: 'line {line} of the audit log {file} is not as it was written[[, nor are {more} other(s)]]; the new line was added below, and shuangdao audit verify tells what was changed',
    zh: '审计日志 {file} 的第 {line} 行已不是写入时的内容[[，另有 {more} 处]]；新的一行已续在后面，请用 shuangdao audit verify 查明改动',
  },
  'audit-line-removed': {
    en: 'line {line} of the audit log {file} was unfinished ({bytes} bytes), as an interrupted run leaves it, and was removed',
    zh: '审计日志 {file} 的第 {line} 行不完整（{bytes} 个字节），是运行中断时留下的，已清除',
  },
  'audit-missing-run': {
    en: 'run {run} (line {line}) is on record, but its folder is gone',
    zh: '运行 {run}（第 {line} 行）有记录，但文件夹不见了',
  },
  'audit-unrecorded-run': {
    en: 'run folder {run} is not on record: it was put or renamed here, or its line was cut off the end of the log',
    zh: '运行文件夹 {run} 没有记录：它是放进来的或改过名，或者日志末尾的记录被截去了',
  },
  'audit-missing-confirmation': {
    en: 'confirmation {run} (line {line}) is on record, but its folder is gone',
    zh: '确认 {run}（第 {line} 行）有记录，但文件夹不见了',
  },
  'audit-unrecorded-confirmation': {
    en: 'confirmation folder {run} is not on record: it was put or renamed here, or its line was cut off the end of the log',
    zh: '确认文件夹 {run} 没有记录：它是放进来的或改过名，或者日志末尾的记录被截去了',
  },
  'audit-confirmation-missing-file': {
    en: 'confirmation {run} (line {line}): {file} is gone',
    zh: '确认 {run}（第 {line} 行）：{file} 不见了',
  },
  'audit-confirmation-changed-file': {
    en: 'confirmation {run} (line {line}): {file} was changed afterwards',
    zh: '确认 {run}（第 {line} 行）：{file} 事后被改动过',
  },
  'audit-confirmation-added-file': {
    en: 'confirmation {run} (line {line}): {file} was added afterwards',
    zh: '确认 {run}（第 {line} 行）：{file} 是事后加进来的',
  },
  'audit-changed-basis': {
    en: 'confirmation {run} (line {line}) was made from run {basis} as it was then, and its statement is another now: the run was changed, or replaced by a later one\nConfirm again from the run as it is.',
    zh: '确认 {run}（第 {line} 行）依据的是当时的运行 {basis}，而其运行说明现已不同：运行被改动过，或已被后来的运行替换\n请依据现在的运行重新确认。',
  },
  'audit-missing-file': {
    en: 'run {run} (line {line}): {file} is gone',
    zh: '运行 {run}（第 {line} 行）：{file} 不见了',
  },
  'audit-changed-file': {
    en: 'run {run} (line {line}): {file} was changed after the run',
    zh: '运行 {run}（第 {line} 行）：{file} 在运行之后被改动过',
  },
  'audit-added-file': {
    en: 'run {run} (line {line}): {file} was added after the run',
    zh: '运行 {run}（第 {line} 行）：{file} 是运行之后加进来的',
  },
} as const satisfies Messages;
