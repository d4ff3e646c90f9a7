import { inLanguage, type Language, type Text } from '../model/words.ts';
import { diffWords } from './messages/diff.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { renderTable } from './table.ts';
import { speaker } from './wording.ts';

/** Which households two runs decide otherwise, in numbers. */
export interface DiffSummary {
  format: 'shuangdao-diff/1';
  period: string;
  a: string;
  b: string;
  /** In either of the two. */
  households: number;
  changed: number;
  /** What is different: data, register, parameters, rules. */
  factors: string[];
  causes: { cause: string; households: number }[];
  /** By outermost region, where there is one. */
  regions: { region: string | null; cause: string; households: number }[];
  /** What households were and are now; null where they are not in the data. */
  moves: { cause: string; from: DiffAnswer; to: DiffAnswer; households: number }[];
  /** What states are called, where the packs say so. */
  labels: Record<string, Text>;
  /** Worlds that could not be decided. */
  undecided: { run: string; factor: string; other: string }[];
}

export type DiffAnswer = { state: string; outcome: string; code: string | null } | null;

type Word = keyof typeof diffWords;

/** The comparison as one reads it in a terminal. The causes of a table add up to its total. */
export function renderDiff(diff: DiffSummary, language: Language, paint: Paint = NO_PAINT): string {
  const say = speaker(diffWords, language);
  const { period, a, b, households, changed, factors } = diff;
  const counts = { period, a, b, households, changed };
  const differs =
    factors.map((factor) => say(factor as Word)).join(language === 'zh' ? '、' : ', ') || say('nothing');
  const parts = [say(changed === 0 ? 'same' : 'changed', counts), say('differs', { factors: differs })];
  if (changed > 0) {
    const section = (heading: Word, table: string): string =>
      `\n${paint.strong(say(heading))}\n${table.replace(/^/gm, '  ')}`;
    parts.push(section('by-cause', causeTable(diff, language, paint)));
    parts.push(section('by-move', moveTable(diff, language, paint)));
  }
  const has = (cause: string): boolean => diff.causes.some((row) => row.cause === cause);
  const notes = [
    ...(has('shared') ? [say('shared-how')] : []),
    ...(has('untried') ? [say('untried-how')] : []),
    ...(diff.undecided.length > 0 ? [say('not-decided', { worlds: worlds(diff, language) })] : []),
  ];
  return `${[...parts, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}

function worlds({ undecided }: DiffSummary, language: Language): string {
  const say = speaker(diffWords, language);
  return undecided
    .map(({ run, factor, other }) => say('world', { run, other, factor: say(factor as Word) }))
    .join('; ');
}

/** Causes in rows, regions in columns. */
function causeTable({ causes, regions, changed }: DiffSummary, language: Language, paint: Paint): string {
  const say = speaker(diffWords, language);
  const names = [...new Set(regions.map(({ region }) => region))];
  const shown = names.length > 1 && names.length <= 8 ? names : [];
  const count = (cause: string | undefined, region: string | null): string =>
    String(
      regions
        .filter((row) => row.region === region && (cause === undefined || row.cause === cause))
        .reduce((sum, row) => sum + row.households, 0),
    );
  const columns = [
    { title: say('cause') },
    { title: say('households'), align: 'right' as const },
    ...shown.map((region) => ({ title: region ?? '–', align: 'right' as const })),
  ];
  const rows = [
    ...causes.map(({ cause, households }) => [
      say(cause as Word),
      String(households),
      ...shown.map((region) => count(cause, region)),
    ]),
    [say('total'), String(changed), ...shown.map((region) => count(undefined, region))],
  ];
  return renderTable(columns, rows, paint.faint);
}

function moveTable({ moves, labels }: DiffSummary, language: Language, paint: Paint): string {
  const say = speaker(diffWords, language);
  const columns = [
    { title: say('from') },
    { title: say('to') },
    { title: say('cause') },
    { title: say('households'), align: 'right' as const },
  ];
  const answer = (given: DiffAnswer): string => {
    if (given === null) return say('absent');
    const label = labels[given.state];
    const state = label === undefined ? given.state : inLanguage(label, language);
    const how = [say(given.outcome as Word), given.code].filter(Boolean).join(' ');
    return language === 'zh' ? `${state}（${how}）` : `${state} (${how})`;
  };
  const rows = moves.map(({ from, to, cause, households }) => [
    answer(from),
    answer(to),
    say(cause as Word),
    String(households),
  ]);
  return renderTable(columns, rows, paint.faint);
}
