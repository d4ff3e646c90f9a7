import type { IssueCount, Summary } from '../model/run.ts';
import { inLanguage, type Language } from '../model/words.ts';
import { summaryMessages } from './messages/summary.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { wordingOf } from './problems.ts';
import { type Column, renderTable } from './table.ts';
import { printable, shorten } from './width.ts';
import { speaker } from './wording.ts';

const OUTCOMES = ['moved', 'kept', 'review', 'unobserved'] as const;
const right = (title: string): Column => ({ title, align: 'right' });
const count = (value: number | undefined): string => (value ?? 0).toLocaleString('en-US');

/**
 * The short table after a run.
 * @param folder the run folder, for the lines that say where to look
 */
export function renderSummary(
  summary: Summary,
  folder: string,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(summaryMessages, language);
  const { pack, dataset, listed } = summary;
  const heading = say('heading', { ...pack, title: inLanguage(pack.title, language), dataset, listed });
  const sections = [
    paint.strong(heading),
    section(say('households-by-state'), statesTable(summary, language, paint), paint),
    section(say('transitions-by-period'), codesTable(summary, language, paint), paint),
    ...(summary.levels ?? []).map((level) => levelTable(level, language, paint)),
    section(say('files'), renderFiles(summary, language, paint), paint),
    renderIssues(summary.issues, language, paint),
    renderWarnings(summary.warnings, language, paint),
    section(say('where-to-look'), whereToLook(summary, folder, language), paint),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** What `check` prints: the same without decisions. */
export function renderCheck(
  found: Pick<Summary, 'files' | 'absent' | 'issues' | 'warnings'>,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(summaryMessages, language);
  const sections = [
    section(say('files'), renderFiles(found, language, paint), paint),
    renderIssues(found.issues, language, paint),
    renderWarnings(found.warnings, language, paint),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, body: string, paint: Paint): string {
  return body === '' ? '' : `${paint.strong(title)}\n${indent(body)}`;
}

const indent = (text: string): string => text.replace(/^/gm, '  ');

/** A level above households: its units by state at the end of each period. */
function levelTable(level: NonNullable<Summary['levels']>[number], language: Language, paint: Paint): string {
  const say = speaker(summaryMessages, language);
  const name = level.label === undefined ? level.level : inLanguage(level.label, language);
  const title = say('level-by-state', { name: printable(name) });
  return section(title, statesTable(level, language, paint), paint);
}

function statesTable(
  { periods, labels }: Pick<Summary, 'periods' | 'labels'>,
  language: Language,
  paint: Paint,
): string {
  const say = speaker(summaryMessages, language);
  const states = [...new Set(periods.flatMap((period) => Object.keys(period.states)))];
  const columns = [
    { title: say('period') },
    ...states.map((state) => right(label(labels.states, state, language))),
    ...OUTCOMES.map((outcome) => right(say(outcome))),
  ];
  const rows = periods.map((period) => [
    period.period,
    ...states.map((state) => count(period.states[state])),
    ...OUTCOMES.map((outcome) => count(period.outcomes[outcome])),
  ]);
  return periods.length === 0 ? '' : renderTable(columns, rows, paint.faint);
}

function codesTable({ periods, labels }: Summary, language: Language, paint: Paint): string {
  const say = speaker(summaryMessages, language);
  const codes = [...new Set(periods.flatMap((period) => Object.keys(period.fired)))];
  if (codes.length === 0) return '';
  const columns = [
    { title: say('code') },
    ...periods.map(({ period }) => right(period)),
    { title: say('reason') },
  ];
  const rows = codes.flatMap((code) => [
    [
      code,
      ...periods.map((period) => count(period.fired[code])),
      labels.codes[code] === undefined ? '' : label(labels.codes, code, language),
    ],
    ...(periods.some((period) => period.undetermined[code])
      ? [[`  ${say('review')}`, ...periods.map((period) => count(period.undetermined[code])), '']]
      : []),
  ]);
  return renderTable(columns, rows, paint.faint);
}

function label(labels: Summary['labels']['states'], id: string, language: Language): string {
  const text = labels[id];
  return printable(text === undefined ? id : inLanguage(text, language));
}

/** What was read, file by file, and the tables without any. */
function renderFiles(
  { files, absent = [] }: Pick<Summary, 'files' | 'absent'>,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(summaryMessages, language);
  if (files.length + absent.length === 0) return '';
  return renderTable(
    [
      { title: say('table') },
      { title: say('file') },
      right(say('read')),
      right(say('used')),
      right(say('rejected')),
    ],
    [
      ...files.map(({ table, path, read, used, rejected }) => [
        table,
        printable(path),
        count(read),
        count(used),
        rejected > 0 ? paint.careful(count(rejected)) : count(rejected),
      ]),
      ...absent.map((table) => [table, paint.faint(`– ${say('absent')}`), '', '', '']),
    ],
    paint.faint,
  );
}

/** Issues by code: how many, and one of them in full. */
function renderIssues(issues: readonly IssueCount[], language: Language, paint: Paint = NO_PAINT): string {
  const say = speaker(summaryMessages, language);
  if (issues.length === 0) return paint.good(say('no-issues'));
  const colour = { error: paint.bad, warning: paint.careful, info: paint.faint };
  const rows = issues.map(({ code, severity, count: number, example }) => [
    colour[severity](say(severity)),
    code,
    count(number),
    wordingOf(code, textsOf(example), language).split('\n')[0] ?? '',
  ]);
  const columns = [{ title: '' }, { title: say('code') }, right(say('count')), { title: say('example') }];
  return section(say('issues'), renderTable(columns, rows, paint.faint), paint);
}

function textsOf(example: IssueCount['example']): Record<string, string | number> {
  const given = Object.entries(example).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return Object.fromEntries(
    given.map(([key, value]) => [key, typeof value === 'string' ? shorten(value, 60) : value]),
  );
}

function renderWarnings(warnings: Summary['warnings'], language: Language, paint: Paint = NO_PAINT): string {
  const head = paint.careful(speaker(summaryMessages, language)('warning'));
  const separator = language === 'zh' ? '：' : ': ';
  return warnings
    .map(
      ({ code, params }) =>
        `${head}${separator}${wordingOf(code, params, language).replaceAll('\n', '\n  ')}`,
    )
    .join('\n');
}

function whereToLook(summary: Summary, folder: string, language: Language): string {
  const say = speaker(summaryMessages, language);
  const lists = summary.periods.find(({ period }) => period === summary.listed)?.lists;
  const issues = summary.issues.reduce((sum, issue) => sum + issue.count, 0);
  const rows = [
    [`${folder}/entry.csv`, count(lists?.entry), say('look-entry')],
    [`${folder}/exit.csv`, count(lists?.exit), say('look-exit')],
    ...(lists?.return === undefined
      ? []
      : [[`${folder}/return.csv`, count(lists.return), say('look-return')]]),
    [`${folder}/review.csv`, count(lists?.review), say('look-review')],
    [`${folder}/issues.csv`, count(issues), say('look-issues')],
    [`${folder}/decisions.csv`, '', say('look-decisions')],
    ...(summary.levels ?? []).flatMap(({ level, label: name, periods }) => {
      const own = periods.find(({ period }) => period === summary.listed)?.lists;
      const words = { name: name === undefined ? level : inLanguage(name, language) };
      return [
        [`${folder}/exit-${level}.csv`, count(own?.exit), say('look-exit-level', words)],
        [`${folder}/review-${level}.csv`, count(own?.review), say('look-review-level', words)],
      ];
    }),
    [`shuangdao explain ${folder} <household>`, '', say('look-explain')],
  ];
  return renderTable([{ title: '' }, right(''), { title: '' }], rows);
}
