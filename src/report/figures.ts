import type { Estimated, FigureKey, Figures } from '../model/figures.ts';
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

  samples(): string {
    const say = this.#say;
    const rows = this.#figures.samples.map((sample) => [
      ...this.#place(sample),
      ...[sample.rows, sample.used.count, sample.used.weight, sample.missing.count, sample.missing.weight],
      ...[sample.nonPositive.count, sample.dropped.count, sample.dropped.weight],
      ...[sample.strata, sample.psus, sample.degreesOfFreedom, sample.overlap],
    ]);
    const columns = [
      ...this.#placeColumns(),
      right(say('sample-rows')),
      right(say('sample-used')),
      right(say('sample-weight')),
      right(say('sample-missing')),
      right(say('sample-missing-weight')),
      right(say('sample-non-positive')),
      right(say('sample-dropped')),
      right(say('sample-missing-weight')),
      right(say('sample-strata')),
      right(say('sample-psus')),
      right(say('sample-df')),
      right(say('sample-overlap')),
    ];
    const always = this.#placeColumns().length + 3;
    return this.#table(
      columns,
      rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : counted(cell)))),
      always,
    );
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
    return this.#table(columns, rows, 0);
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
    return rows.length === 0 ? '' : this.#table(columns, rows, 0);
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

  /** A column after the first `always` ones in which nothing stands, or only zeros, says nothing. */
  #table(columns: readonly Column[], rows: readonly (readonly string[])[], always: number): string {
    const kept = columns.map(
      (_, n) => n < always || rows.some((row) => (row[n] ?? '') !== '' && row[n] !== '0'),
    );
    const only = <T>(list: readonly T[]): T[] => list.filter((_, n) => kept[n]);
    return renderTable(only(columns), rows.map(only), this.#paint.faint);
  }
}
