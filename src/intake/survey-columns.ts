import { closest } from '../model/closest.ts';
import { Failure, type Problem } from '../model/problem.ts';
import type { SurveyRequest } from '../model/survey.ts';
import { shownNames } from './missing-columns.ts';
import type { Source } from './source.ts';
import { headerKey } from './text.ts';

/** The columns of a survey file that are read, by place in the file, and what each is for. */
export interface SurveyColumns {
  numbers: NumberColumn[];
  texts: TextColumn[];
}

interface Column {
  /** As `survey` calls it. */
  name: string;
  header: string;
  position: number;
}

export interface NumberColumn extends Column {
  /** Whether a blank is a fault; a unit without an income is only left out. */
  needed: boolean;
  signed: boolean;
}

export interface TextColumn extends Column {
  /** Whether a blank is a fault; a domain may have no name. */
  needed: boolean;
}

/** The header by which records are known to belong to one household, where nobody says so. */
const HOUSEHOLD = 'household_id';

/**
 * Finds the columns that were asked for.
 * @throws Failure `survey-…` with every column that is not there
 */
export function surveyColumns(source: Source, request: SurveyRequest): SurveyColumns {
  const finder = new Finder(source);
  const number = (
    option: string,
    name: string,
    header: string,
    needed: boolean,
    signed: boolean,
  ): NumberColumn[] =>
    finder.find(option, header).map((position) => ({ ...at(source, name, position), needed, signed }));
  const text = (option: string, name: string, header: string | undefined, needed = true): TextColumn[] =>
    header === undefined
      ? []
      : finder.find(option, header).map((position) => ({ ...at(source, name, position), needed }));
  const single = (option: string, name: string, header: string | undefined): NumberColumn[] =>
    header === undefined ? [] : number(option, name, header, true, false);
  const columns = {
    numbers: [
      ...request.incomes.flatMap((header, n) => number('--income', `income${n}`, header, false, true)),
      ...single('--weight', 'weight', request.weight),
      ...single('--size', 'size', request.size),
      ...request.lines.flatMap((header, n) => number('--line', `line${n}`, header, true, true)),
      ...single('--fpc', 'fpc', request.fpc),
      ...finder
        .replicates(request.repweights)
        .map((position, n) => ({ ...at(source, `rep${n}`, position), needed: true, signed: false })),
    ],
    texts: [
      ...text('--strata', 'strata', request.strata),
      ...text('--psu', 'psu', request.psu),
      ...text('--household', 'household', request.household ?? finder.household()),
      ...text('--period', 'period', request.period),
      ...request.by.flatMap((crossed, n) =>
        crossed.flatMap((header, m) => text('--by', `by${n}_${m}`, header, false)),
      ),
    ],
  };
  if (finder.problems.length > 0) throw new Failure('usage', finder.problems);
  return columns;
}

const at = (source: Source, name: string, position: number): Column => ({
  name,
  header: source.headers[position] ?? '',
  position,
});

class Finder {
  readonly problems: Problem[] = [];
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The place of a header, as it is written or else but for its letters' case and its blanks; none if it is not there. */
  find(option: string, header: string): number[] {
    const { headers, name: file } = this.#source;
    const matching = (same: (text: string) => boolean): number[] =>
      headers.flatMap((text, position) => (same(text) ? position : []));
    const exact = matching((text) => text === header);
    const found = exact.length > 0 ? exact : matching((text) => headerKey(text) === headerKey(header));
    if (found.length === 1) return found;
    const shown = shownNames(headers);
    const params = {
      ...{ file, option, column: header, near: closest(header, headers) ?? '' },
      ...{ found: shown.names, more: shown.more },
    };
    this.#add(found.length === 0 ? 'survey-no-column' : 'survey-column-twice', params);
    return [];
  }

  household(): string | undefined {
    return this.#source.headers.filter((text) => text === HOUSEHOLD).length === 1 ? HOUSEHOLD : undefined;
  }

  /** A single name that is no header is how the names of several begin, which end in their numbers. */
  replicates(names: readonly string[]): number[] {
    const [prefix = ''] = names;
    const { headers } = this.#source;
    if (names.length !== 1 || headers.includes(prefix))
      return names.flatMap((name) => this.find('--repweights', name));
    const numbered = headers.flatMap((header, position) => {
      const rest = header.startsWith(prefix) ? header.slice(prefix.length) : '';
      return /^[_.]?\d+$/.test(rest) ? [{ position, number: Number(rest.replace(/^[_.]/, '')) }] : [];
    });
    if (numbered.length < 2) return this.find('--repweights', prefix);
    return numbered.sort((a, b) => a.number - b.number).map(({ position }) => position);
  }

  #add(code: string, params: Problem['params']): void {
    this.problems.push({ code, severity: 'error', params });
  }
}
