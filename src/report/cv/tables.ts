import type {
  ContributionColumn,
  DecompositionRow,
  FigureRow,
  PeriodAnalysis,
} from '../../stats/regional/analysis.ts';
import { isRefused, type Refused } from '../../stats/regional/figure.ts';
import type { Change } from '../../stats/regional/over-time.ts';
import type { Bootstrapped, Uncertainty } from '../../stats/regional/uncertainty.ts';
import type { Paint } from '../paint.ts';
import { type Column, renderTable } from '../table.ts';
import { printable } from '../width.ts';
import { type CvResult, isAsked } from './result.ts';
import { cell, number, percent, type Words } from './words.ts';

const left = (title: string): Column => ({ title });
const right = (title: string): Column => ({ title, align: 'right' });

const errorOf = (found: Uncertainty | Refused | undefined): string =>
  cell(found === undefined || isRefused(found) ? undefined : found.error);

const intervalOf = (found: Uncertainty | Bootstrapped | Refused | undefined): string =>
  found === undefined || isRefused(found) ? '–' : `${number(found.low)} … ${number(found.high)}`;

/** One figure a line, unweighted and weighted below each other, with divisor and definition. */
export function figuresTable(
  { figures }: PeriodAnalysis,
  result: CvResult,
  words: Words,
  paint: Paint,
): string {
  const { say } = words;
  const columns = [
    left(say('measure')),
    left(say('weights')),
    right(say('figure')),
    right(say('jackknife-error')),
    ...(result.bootstrap ? [right(say('bootstrap-error'))] : []),
    ...(result.run ? [right(say('survey-error'))] : []),
    left(say('divisor')),
    left(say('definition')),
  ];
  const row = ({ entry, value, jackknife, bootstrap, survey }: FigureRow): string[] => [
    words.nameOf(entry.id),
    printable(words.weightsOf(entry.weighting)),
    cell(value),
    errorOf(jackknife),
    ...(result.bootstrap ? [errorOf(bootstrap)] : []),
    ...(result.run ? [errorOf(survey)] : []),
    words.divisorOf(entry),
    isRefused(value)
      ? say('no-figure', { reason: words.reason(value.reason) })
      : words.definitionOf(entry.id),
  ];
  return renderTable(
    columns,
    figures.filter(({ entry }) => isAsked(entry, result.source)).map(row),
    paint.faint,
  );
}

/** Parts between and within groups, a measure and weighting in each column, group by group. */
export function groupsTable(
  { decompositions }: PeriodAnalysis,
  { source }: CvResult,
  words: Words,
  paint: Paint,
): string {
  const { say } = words;
  const asked = decompositions.filter((row) => isAsked(row, source));
  const title = ({ measure, weighting }: DecompositionRow): string =>
    `${words.nameOf(measure)}${weighting === 'none' ? '' : `, ${printable(words.weightsOf(weighting))}`}`;
  const found = asked.find(({ result }) => !isRefused(result))?.result;
  const groups = found === undefined || isRefused(found) ? [] : found.groups.map(({ group }) => group);
  const line = (
    label: string,
    pick: (row: Exclude<DecompositionRow['result'], Refused>) => number | undefined,
    format = number,
  ) => [label, ...asked.map(({ result }) => (isRefused(result) ? '–' : cell(pick(result), format)))];
  const rows = [
    line(say('total'), ({ total }) => total),
    line(say('between'), ({ between }) => between),
    line(say('within'), ({ within }) => within),
    line(say('between-share'), ({ between, total }) => (total === 0 ? undefined : between / total), percent),
    ...groups.map((group) =>
      line(
        say('within-group', { group }),
        (result) => result.groups.find((one) => one.group === group)?.within,
      ),
    ),
  ];
  return renderTable([left(''), ...asked.map((row) => right(title(row)))], rows, paint.faint);
}

/** Each region with its shares and what it adds to the measures. */
export function contributionsTable(
  one: PeriodAnalysis,
  { source }: CvResult,
  words: Words,
  paint: Paint,
): string {
  const { say } = words;
  const { table } = one;
  const weight = source.weight;
  const column = (
    measure: ContributionColumn['measure'],
    weighting: 'none' | 'weight',
  ): Float64Array | undefined => {
    const parts = one.contributions.find(
      (some) => some.measure === measure && some.weighting === weighting,
    )?.parts;
    return parts === undefined || isRefused(parts) ? undefined : parts;
  };
  const relative = (parts: Float64Array | undefined): Float64Array | undefined => {
    const total = parts?.reduce((sum, part) => sum + part, 0) ?? 0;
    return total === 0 ? undefined : parts?.map((part) => part / total);
  };
  const weighting = weight === undefined ? 'none' : 'weight';
  const shown: { title: string; values: Float64Array | undefined; format: (value: number) => string }[] = [
    { title: say('value'), values: table.values, format: number },
    ...(weight === undefined
      ? []
      : [{ title: say('share-of', { weight }), values: relative(table.weights), format: percent }]),
    { title: say('share-of-total'), values: column('share-of-total', weighting), format: percent },
    { title: say('of-squared-cv'), values: relative(column('squared-cv', 'none')), format: percent },
    ...(weight === undefined
      ? []
      : [{ title: say('of-williamson'), values: relative(column('squared-cv', 'weight')), format: percent }]),
    { title: say('of-theil'), values: column('theil-t', 'none'), format: number },
    ...(weight === undefined
      ? []
      : [{ title: say('of-theil-weighted'), values: column('theil-t', 'weight'), format: number }]),
  ];
  const rows = table.names.map((name, row) => [
    printable(name),
    ...shown.map(({ values, format }) => cell(values?.[row], format)),
  ]);
  return renderTable([left(say('region')), ...shown.map(({ title }) => right(title))], rows, paint.faint);
}

/** A line for each figure, a column for each period, with the number of regions on top. */
export function seriesTable(result: CvResult, words: Words, paint: Paint): string {
  const { say } = words;
  const rows = (result.periods[0]?.figures ?? [])
    .filter(({ entry }) => isAsked(entry, result.source))
    .map(({ entry }) => [
      words.nameOf(entry.id),
      printable(words.weightsOf(entry.weighting)),
      words.divisorOf(entry),
      ...result.periods.map(({ figures }) => cell(figures.find((row) => row.entry.id === entry.id)?.value)),
    ]);
  const counts = [say('regions'), '', '', ...result.periods.map(({ table }) => String(table.names.length))];
  const columns = [
    left(say('measure')),
    left(say('weights')),
    left(say('divisor')),
    ...result.periods.map(({ period }) => right(printable(period))),
  ];
  return renderTable(columns, [counts, ...rows], paint.faint);
}

/** How each figure changed between two periods, with the intervals of the change. */
export function changeTable({ rows }: Change, result: CvResult, words: Words, paint: Paint): string {
  const { say } = words;
  const columns = [
    left(say('measure')),
    left(say('weights')),
    left(say('divisor')),
    right(say('before')),
    right(say('after')),
    right(say('change-column')),
    right(say('jackknife-error')),
    right(say('interval')),
    ...(result.bootstrap ? [right(say('bootstrap-interval'))] : []),
    ...(result.run ? [right(say('survey-interval'))] : []),
  ];
  const shown = rows
    .filter(({ entry }) => isAsked(entry, result.source))
    .map(({ entry, before, after, change, jackknife, bootstrap, survey }) => [
      words.nameOf(entry.id),
      printable(words.weightsOf(entry.weighting)),
      words.divisorOf(entry),
      cell(before),
      cell(after),
      cell(change),
      errorOf(jackknife),
      intervalOf(jackknife),
      ...(result.bootstrap ? [intervalOf(bootstrap)] : []),
      ...(result.run ? [intervalOf(survey)] : []),
    ]);
  return renderTable(columns, shown, paint.faint);
}
