import type { BudgetReach, ErrorShare, Figures, Setting, Simulation } from '../model/simulation.ts';
import { inLanguage, type Language } from '../model/words.ts';
import { simulationMessages } from './messages/simulation.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { wordingOf } from './problems.ts';
import { type Column, renderTable } from './table.ts';
import { printable } from './width.ts';
import { speaker } from './wording.ts';

const right = (title: string): Column => ({ title, align: 'right' });
const count = (value: number): string => value.toLocaleString('en-US');

/** A decimal text with its thousands set apart. */
function amount(text: string | null): string {
  const [whole = '', fraction] = (text ?? '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/**
 * The tables after a simulation, all households together in the period shown.
 * @param folder where the files are, for the lines that say where to look
 */
export function renderSimulation(
  simulation: Simulation,
  folder: string | undefined,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  return new Page(simulation, language, paint).render(folder);
}

class Page {
  readonly #simulation: Simulation;
  readonly #language: Language;
  readonly #paint: Paint;
  readonly #say: ReturnType<typeof speaker<typeof simulationMessages>>;

  constructor(simulation: Simulation, language: Language, paint: Paint) {
    this.#simulation = simulation;
    this.#language = language;
    this.#paint = paint;
    this.#say = speaker(simulationMessages, language);
  }

  render(folder: string | undefined): string {
    const { pack, dataset, period } = this.#simulation;
    const title = inLanguage(pack.title, this.#language);
    const sections = [
      this.#paint.strong(this.#say('heading', { ...pack, title, dataset, period })),
      this.#households(),
      this.#lacking(),
      this.#budget(),
      this.#errors(),
      this.#leftOut(),
      this.#issues(),
      this.#whereToLook(folder),
    ];
    return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
  }

  #households(): string {
    const say = this.#say;
    const columns = [
      ...([say('entries'), say('exits'), say('returns'), say('listed'), say('review')] as const),
      ...([say('into-list'), say('out-of-list')] as const),
    ];
    const table = this.#table(columns, (found) =>
      [
        ...[found.entries, found.exits, found.returns, found.listed, found.review],
        ...[found.into_list, found.out_of_list],
      ].map(count),
    );
    const states = this.#simulation.listed_states
      .map(({ name, label }) => printable(inLanguage(label ?? name, this.#language)))
      .join(', ');
    return this.#section(say('households', { states }), table, say('compared'));
  }

  #lacking(): string {
    const say = this.#say;
    const { line, period } = this.#simulation;
    if (!line) return say('no-line');
    const columns = [
      ...(['poor-households', 'poor-persons', 'poor-gap'] as const),
      ...(['listed-poor-households', 'listed-poor-persons', 'listed-poor-gap', 'listed-unknown'] as const),
    ].filter((name) => line.persons || !name.endsWith('persons'));
    const table = this.#table(
      columns.map((name) => say(name)),
      ({ poor, listed_poor, listed_unknown }) => [
        ...[poor, listed_poor].flatMap((found) => [
          count(found?.households ?? 0),
          ...(line.persons ? [amount(found?.persons ?? null)] : []),
          amount(found?.gap ?? null),
        ]),
        count(listed_unknown ?? 0),
      ],
    );
    const { comparison, where, unit } = line;
    return this.#section(say('lacking', { comparison, where, unit }), table, say('lacking-note', { period }));
  }

  #budget(): string {
    const say = this.#say;
    const { budget, line } = this.#simulation;
    if (budget === null || !line) return '';
    const columns = [
      say('fits'),
      say('covered'),
      say('lifted'),
      ...(line.persons ? [say('lifted-persons')] : []),
    ];
    const cells = ({ fits, covered, households, persons }: BudgetReach): string[] => [
      say(fits ? 'yes' : 'no'),
      percent(covered),
      count(households),
      ...(line.persons ? [amount(persons)] : []),
    ];
    const table = this.#table(columns, (_, setting) => (setting.budget ? cells(setting.budget) : []));
    return this.#section(
      say('budget', { amount: amount(budget), unit: line.unit }),
      table,
      say('budget-note'),
    );
  }

  #errors(): string {
    const say = this.#say;
    const { benchmark } = this.#simulation;
    if (!benchmark) return '';
    const cells = (error: ErrorShare | undefined): string[] => {
      const { count: found = 0, of = 0, share = null, low = null, high = null } = error ?? {};
      const known = share !== null && low !== null && high !== null;
      return [
        `${count(found)} / ${count(of)}`,
        known ? `${percent(share)} (${percent(low)} – ${percent(high)})` : '–',
      ];
    };
    const table = this.#table([say('exclusion'), '', say('inclusion'), ''], ({ exclusion, inclusion }) => [
      ...cells(exclusion),
      ...cells(inclusion),
    ]);
    const { column, file } = benchmark;
    return this.#section(say('errors', { column, file: file ?? '' }), table, say('errors-note'));
  }

  /** A row for each setting: its number, its values, and cells from the figures of all households. */
  #table(titles: readonly string[], cells: (figures: Figures, setting: Setting) => string[]): string {
    const { parameters, settings, period } = this.#simulation;
    const columns = [
      right(this.#say('setting')),
      ...parameters.map(({ name }) => right(name)),
      ...titles.map(right),
    ];
    const rows = settings.map((setting) => {
      const figures = setting.figures.find((found) => found.period === period && found.level === 'all');
      const head = setting.setting === 0 ? this.#say('as-is') : String(setting.setting);
      const values = parameters.map(({ name, as_is }) => setting.values[name] ?? as_is[period] ?? '');
      return [head, ...values, ...(figures ? cells(figures, setting) : [])];
    });
    return renderTable(columns, rows, this.#paint.faint);
  }

  #section(title: string, body: string, note = ''): string {
    const lines = [body, note].filter((text) => text !== '').join('\n');
    return `${this.#paint.strong(title)}\n${lines.replace(/^/gm, '  ')}`;
  }

  #leftOut(): string {
    const { left_out } = this.#simulation;
    if (left_out.length === 0) return '';
    const lines = left_out.flatMap(({ problems }) =>
      problems.map(({ code, params }) => wordingOf(code, params, this.#language).split('\n')[0] ?? ''),
    );
    return this.#section(this.#say('left-out'), [...new Set(lines)].join('\n'));
  }

  #issues(): string {
    const errors = this.#simulation.issues
      .filter(({ severity }) => severity === 'error')
      .reduce((sum, issue) => sum + issue.count, 0);
    return errors === 0 ? '' : this.#paint.careful(this.#say('issues', { count: errors }));
  }

  #whereToLook(folder: string | undefined): string {
    if (folder === undefined) return '';
    const say = this.#say;
    const { parameters, settings, line, benchmark } = this.#simulation;
    const hasCharts = parameters.some(
      ({ name }) => new Set(settings.flatMap(({ values }) => values[name] ?? [])).size > 1,
    );
    const charts = [
      [`${folder}/simulate.svg`, say('look-chart')],
      ...(line ? [[`${folder}/cost.svg`, say('look-cost')]] : []),
      ...(benchmark ? [[`${folder}/errors.svg`, say('look-errors')]] : []),
    ];
    const rows = [
      [`${folder}/simulate.csv`, say('look-csv')],
      [`${folder}/simulate.json`, say('look-json')],
      [`${folder}/changes.csv`, say('look-changes')],
      ...(hasCharts ? charts : []),
    ];
    return this.#section(say('where-to-look'), renderTable([{ title: '' }, { title: '' }], rows));
  }
}
