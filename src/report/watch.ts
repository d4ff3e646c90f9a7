import type { Backtest, Share, WatchSummary } from '../model/watch.ts';
import { inLanguage, type Language } from '../model/words.ts';
import { toCsv } from './csv.ts';
import { watchMessages } from './messages/watch.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { type Column, renderTable } from './table.ts';
import { printable } from './width.ts';
import { speaker } from './wording.ts';

const right = (title: string): Column => ({ title, align: 'right' });
const count = (value: number): string => value.toLocaleString('en-US');
const indent = (text: string): string => text.replace(/^/gm, '  ');

/**
 * The short table of a period's watch.
 * @param file where the list itself is
 */
export function renderWatch(
  summary: WatchSummary,
  file: string,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(watchMessages, language);
  const { pack, period, undetermined } = summary;
  const section = (title: string, body: string): string =>
    body === '' ? '' : `${paint.strong(title)}\n${indent(body)}`;
  const sections = [
    paint.strong(say('heading', { ...pack, title: inLanguage(pack.title, language), period })),
    section(say('levels'), levelsTable(summary, language, paint)),
    say('undetermined', { count: count(undetermined) }),
    section(say('regions'), regionsTable(summary, language, paint)),
    `${file}  ${say('look-list')}`,
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function levelsTable({ levels }: WatchSummary, language: Language, paint: Paint): string {
  const say = speaker(watchMessages, language);
  const rows = levels.map(({ level, label, type, households, entered, leaving, unknown, quality }) => {
    const known = say(quality as keyof typeof watchMessages);
    const weak = quality === 'unverified' || quality === 'example';
    return [
      ...[level, printable(inLanguage(label, language)), say(type)],
      ...[households, entered, leaving, unknown].map(count),
      weak ? paint.careful(known) : known,
    ];
  });
  const columns = [
    ...[{ title: say('level') }, { title: '' }, { title: say('type') }],
    ...(['households', 'entered', 'leaving', 'unknown'] as const).map((key) => right(say(key))),
    { title: say('quality') },
  ];
  return renderTable(columns, rows, paint.faint);
}

function regionsTable({ regions, levels }: WatchSummary, language: Language, paint: Paint): string {
  const say = speaker(watchMessages, language);
  if (regions.length === 0) return '';
  const columns = [
    { title: say('region') },
    ...levels.map(({ level }) => right(level)),
    right(say('unknown')),
  ];
  const rows = regions.map(({ region, levels: counts, undetermined }) => [
    region === null ? say('no-region') : printable(region),
    ...levels.map(({ level }) => count(counts[level] ?? 0)),
    count(undetermined),
  ]);
  return renderTable(columns, rows, paint.faint);
}

/** How well the watch foretold returns, as two tables with their denominators. */
export function renderBacktest(found: Backtest, language: Language, paint: Paint = NO_PAINT): string {
  const say = speaker(watchMessages, language);
  if (found.total.at_risk === 0) return `${say('no-periods')}\n`;
  const rows = [
    ...found.periods.map((row) => ({ head: [row.period, row.next], row })),
    { head: [say('all'), ''], row: found.total },
  ];
  const head = [{ title: say('period') }, { title: say('next') }];
  const titles = (keys: readonly (keyof typeof watchMessages)[]): Column[] => [
    ...head,
    ...keys.map((key) => right(say(key))),
  ];
  const returned = renderTable(
    titles(['at-risk', 'returned', 'returned-watched', 'returned-undetermined', 'sensitivity']),
    rows.map(({ head: [period = '', next = ''], row }) => [
      ...[period, next],
      ...[row.at_risk, row.returned, row.returned_watched, row.returned_undetermined].map(count),
      shareText(row.sensitivity),
    ]),
    paint.faint,
  );
  const watched = renderTable(
    titles(['watched', 'watched-returned', 'watched-stayed', 'watched-untold', 'precision']),
    rows.map(({ head: [period = '', next = ''], row }) => [
      ...[period, next],
      ...[row.watched, row.returned_watched, row.watched_stayed, row.watched_untold].map(count),
      shareText(row.precision),
    ]),
    paint.faint,
  );
  return `${[
    paint.strong(say('backtest-heading')),
    `${say('table-returned')}\n${indent(returned)}`,
    `${say('table-watched')}\n${indent(watched)}`,
    say('backtest-notes'),
  ].join('\n\n')}\n`;
}

function shareText(share: Share): string {
  if (!share) return '–';
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${share.found}/${share.of} = ${percent(share.share)} % [${percent(share.low)}, ${percent(share.high)}]`;
}

const COUNTS = ['at_risk', 'returned', 'returned_watched', 'returned_undetermined'] as const;
const WATCHED = ['watched', 'watched_stayed', 'watched_untold'] as const;

/** The same as CSV, a row for each period and one, without periods, for all together. */
export function backtestCsv({ periods, total }: Backtest): string {
  const columns = [
    ...['period', 'next', ...COUNTS, 'sensitivity', 'sensitivity_low', 'sensitivity_high'],
    ...[...WATCHED, 'precision', 'precision_low', 'precision_high'],
  ];
  const share = (value: Share): (number | null)[] =>
    value ? [value.share, value.low, value.high] : [null, null, null];
  const rows = [...periods, { period: '', next: '', ...total }].map((row) => [
    ...[row.period, row.next, ...COUNTS.map((key) => row[key]), ...share(row.sensitivity)],
    ...[...WATCHED.map((key) => row[key]), ...share(row.precision)],
  ]);
  return toCsv(columns, rows);
}
