import type { Estimated, FigureKey, Figures, SampleSummary } from '../model/figures.ts';
import type { Language } from '../model/words.ts';
import { describeHow } from './figures-how.ts';
import { measureMessages } from './messages/measure.ts';
import { reasonMessages } from './messages/measures.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { type Column, renderTable } from './table.ts';
import { printable } from './width.ts';
import { speaker } from './wording.ts';

/** Figures as text: how they were made, the figures, and what each is. */
export function renderFigures(figures: Figures, language: Language, paint: Paint = NO_PAINT): string {
  const say = speaker(measureMessages, language);
  const { incomes, population, file } = figures;
  const title = say('title', { incomes: incomes.join(', '), units: say(population), file });
  const section = (heading: 'samples' | 'figures' | 'changes' | 'parts' | 'definitions', body: string) =>
    body === '' ? '' : `${paint.strong(say(heading))}\n${body.replace(/^/gm, '  ')}`;
  const layout = new Layout(figures, language, paint);
  return `${[
    `${paint.strong(title)}\n${describeHow(figures, language).join('\n')}`,
    section('samples', layout.samples()),
    section('figures', layout.estimates(figures.figures, true)),
    section('changes', layout.estimates(figures.changes, false)),
    section('parts', layout.parts()),
    section('definitions', layout.definitions()),
  ]
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

/** So many decimals that a column of like figures lines up; files have all digits. */
function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return 2;
  if (size >= 1) return 4;
  return size === 0 || size >= 0.001 ? 6 : Math.min(20, 3 - Math.floor(Math.log10(size)));
}

function shown(value: number | undefined, like = value): string {
  if (value === undefined) return '';
  // Nobody reads so many digits, and fewer would be taken for a smaller number.
  if (Math.abs(value) >= 1e15) return value.toExponential(4);
  const decimals = decimalsFor(like ?? 0);
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Counts, and sums of weights, which need not be whole. */
const counted = (value: number | undefined): string =>
  value === undefined ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 2 });

const right = (title: string): Column => ({ title, align: 'right' });

/** The tables; columns that would say the same in every row are left out. */
class Layout {
  readonly #figures: Figures;
  readonly #language: Language;
  readonly #paint: Paint;
  readonly #say;

  constructor(figures: Figures, language: Language, paint: Paint) {
    this.#figures = figures;
    this.#language = language;
    this.#paint = paint;
    this.#say = speaker(measureMessages, language);
  }

  /** A column for each sample: the names of what is counted are long, and samples are few. */
  samples(): string {
    const { samples } = this.#figures;
    const line = (title: keyof typeof measureMessages, of: (sample: SampleSummary) => number | undefined) => [
      this.#say(title),
      ...samples.map((sample) => counted(of(sample))),
    ];
    const always = [
      line('sample-rows', ({ rows }) => rows),
      line('sample-used', ({ used }) => used.count),
      line('sample-weight', ({ used }) => used.weight),
    ];
    const more = [
      line('sample-missing', ({ missing }) => missing.count),
      line('sample-missing-weight', ({ missing }) => missing.weight),
      line('sample-non-positive', ({ nonPositive }) => nonPositive.count),
      line('sample-dropped', ({ dropped }) => dropped.count),
      line('sample-dropped-weight', ({ dropped }) => dropped.weight),
      line('sample-strata', ({ strata }) => strata),
      line('sample-psus', ({ psus }) => psus),
      line('sample-overlap', ({ overlap }) => overlap),
      line('sample-df', ({ degreesOfFreedom }) => degreesOfFreedom),
    ];
    const told = more.filter(([, ...cells]) => cells.some((cell) => cell !== '' && cell !== '0'));
    const columns = [{ title: '' }, ...samples.map((sample) => right(this.#place(sample).join(' ')))];
    return renderTable(columns, [...always, ...told], this.#paint.faint);
  }

  estimates(
    list: readonly (FigureKey & Estimated & { n?: number; from?: string })[],
    withCount: boolean,
  ): string {
    if (list.length === 0) return '';
    const say = this.#say;
    const rows = list.map((figure) => [
      figure.measure,
      ...this.#place(figure),
      figure.line ?? '',
      ...this.#domain(figure),
      ...(withCount ? [counted(figure.n)] : []),
      figure.value === undefined ? '–' : shown(figure.value),
      ...[figure.standardError, figure.low, figure.high].map((number) => shown(number, figure.value)),
      figure.reason === undefined ? '' : this.#reason(figure.reason),
    ]);
    const columns = [
      { title: say('measure') },
      ...this.#placeColumns(),
      { title: say('line') },
      ...this.#domainColumns(),
      ...(withCount ? [right(say('n'))] : []),
      right(say('estimate')),
      right(say('standard-error')),
      right(say('low')),
      right(say('high')),
      { title: say('note') },
    ];
    return this.#table(columns, rows);
  }

  parts(): string {
    const say = this.#say;
    const rows = this.#figures.parts.map((part) => [
      part.measure,
      ...this.#place(part),
      part.line ?? '',
      ...(this.#groupings() > 1 ? [printable(part.by)] : []),
      part.kind === 'group' ? this.#label(part.domain) : say(part.kind),
      shown(part.populationShare),
      shown(part.contribution),
      shown(part.share),
    ]);
    const columns = [
      { title: say('measure') },
      ...this.#placeColumns(),
      { title: say('line') },
      ...this.#domainColumns(),
      ...[right(say('population-share')), right(say('contribution')), right(say('share'))],
    ];
    return rows.length === 0 ? '' : this.#table(columns, rows);
  }

  definitions(): string {
    const rows = Object.entries(this.#figures.definitions).map(([id, { name, definition }]) => [
      id,
      name,
      definition,
    ]);
    return renderTable([{ title: '' }, { title: '' }, { title: '' }], rows);
  }

  #label(domain: string | undefined): string {
    if (domain === undefined) return this.#say('all');
    return domain === '' ? this.#say('blank') : printable(domain);
  }

  /** A change names both its periods. */
  #place({ income, period, from }: { income: string; period: string; from?: string }): string[] {
    const { incomes, period: column } = this.#figures;
    const when = from === undefined ? period : `${from} → ${period}`;
    return [
      ...(incomes.length > 1 ? [printable(income)] : []),
      ...(column === undefined ? [] : [printable(when)]),
    ];
  }

  #placeColumns(): Column[] {
    const { incomes, period } = this.#figures;
    return [
      ...(incomes.length > 1 ? [{ title: this.#say('income') }] : []),
      ...(period === undefined ? [] : [{ title: this.#say('period') }]),
    ];
  }

  /** The grouping is named where there are several. */
  #domain({ by, domain }: FigureKey): string[] {
    return this.#domainColumns().length === 0
      ? []
      : [...(this.#groupings() > 1 ? [printable(by ?? '')] : []), this.#label(domain)];
  }

  #domainColumns(): Column[] {
    const [first] = this.#figures.figures.flatMap(({ by }) => by ?? []);
    if (first === undefined) return [];
    return this.#groupings() > 1
      ? [{ title: '' }, { title: this.#say('domain') }]
      : [{ title: printable(first) }];
  }

  #groupings(): number {
    return new Set(this.#figures.figures.flatMap(({ by }) => by ?? [])).size;
  }

  #reason(reason: string): string {
    const wording = reasonMessages[reason as keyof typeof reasonMessages]?.[this.#language] ?? reason;
    return this.#paint.careful(wording.split('\n')[0] ?? '');
  }

  /** A column in which nothing stands says nothing. */
  #table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const kept = columns.map((_, n) => rows.some((row) => (row[n] ?? '') !== ''));
    const only = <T>(list: readonly T[]): T[] => list.filter((_, n) => kept[n]);
    return renderTable(only(columns), rows.map(only), this.#paint.faint);
  }
}
