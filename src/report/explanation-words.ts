import type { Because, Explanation, Labelled, Missing, Term } from '../model/explanation.ts';
import { inLanguage, type Language, type Text } from '../model/words.ts';
import { apart, cents, decimalsOf, grouped, rounded, timesHundred } from './decimal-text.ts';
import { explanationMessages } from './messages/explanation.ts';
import { shorten } from './width.ts';
import { type Params, speaker } from './wording.ts';

type Say = (key: keyof typeof explanationMessages, params?: Params) => string;

const MONEY: Readonly<Record<string, Record<Language, string>>> = {
  CNY: { en: 'yuan', zh: '元' },
  BRL: { en: 'reais', zh: '雷亚尔' },
};
const UNITS: Readonly<Record<string, Record<Language, string>>> = {
  person: { en: 'person', zh: '人' },
  persons: { en: 'persons', zh: '人' },
  household: { en: 'household', zh: '户' },
  year: { en: 'year', zh: '年' },
  years: { en: 'years', zh: '年' },
  quarter: { en: 'quarter', zh: '季' },
  quarters: { en: 'quarters', zh: '个季度' },
  month: { en: 'month', zh: '月' },
  months: { en: 'months', zh: '个月' },
};
const PER: Readonly<Record<Language, string>> = { en: ' per ', zh: '/' };

/** Exact values have at most as many, and more of a quotient tell nobody anything. */
const MOST_DECIMALS = 12;

const inPercent = (value: string, { unit }: Term): string => (unit === 'ratio' ? timesHundred(value) : value);

function unitOf({ role, unit }: Term, kind: Explanation['period_kind']): string | undefined {
  return role === 'spell' ? `${kind}s` : unit;
}

/** How numbers, units, names and values of an explanation are said in one language. */
export class ExplanationWords {
  readonly say: Say;
  readonly #language: Language;
  readonly #about: Explanation;

  /** The period that has been said already. */
  readonly #said: string;

  constructor(about: Explanation, language: Language, said = about.period) {
    this.#said = said;
    this.say = speaker(explanationMessages, language);
    this.#language = language;
    this.#about = about;
  }

  get periodKind(): Explanation['period_kind'] {
    return this.#about.period_kind;
  }

  /** The same words under a heading that names a period. */
  under(period: string): ExplanationWords {
    return new ExplanationWords(this.#about, this.#language, period);
  }

  /** The period of something, if it is not the one that has been said. */
  otherPeriod(period: string | undefined): string {
    return period === undefined || period === this.#said ? '' : period;
  }

  text(words: Text | undefined): string {
    return words === undefined ? '' : inLanguage(words, this.#language);
  }

  label({ label, name }: Labelled): string {
    return label === undefined ? name : this.text(label);
  }

  /** What a value is called: its label, its period if that is not the one explained, or the text of an expression. */
  name(term: Term): string {
    if (term.role === 'spell') {
      return this.say('spell', { state: this.label(this.#about.state_before) });
    }
    const period = this.otherPeriod(term.period);
    return period === '' ? this.label(term) : this.say('of-period', { label: this.label(term), period });
  }

  /** A value with its unit, or why there is none. */
  value(term: Term, places?: number): string {
    const { value, because } = term;
    if (value === undefined) return this.say('not-recorded');
    if (typeof value === 'boolean') return this.say(value ? 'yes' : 'no');
    if (value !== null) return term.type === 'number' ? this.#number(value, term, places) : value;
    if (because && 'missing' in because) return this.#unknown(because, term);
    if (!because) return this.say('unknown');
    if (because.too_large)
      return this.say(because.division_by_zero === undefined ? 'unknown-large' : 'unknown-zero-or-large');
    const divisor = because.division_by_zero ? this.label(because.division_by_zero) : '';
    return this.say('unknown-zero', { divisor });
  }

  #unknown({ missing, any_of, or_zero }: Extract<Because, { missing: Missing[] }>, term: Term): string {
    const itself = missing.every(({ name, cells }) => name === term.name && !cells);
    if (itself && !any_of) return this.say('unknown');
    const named = missing.map((one) => (one.name === term.name ? this.#cells(one) : this.missing(one)));
    const list = named.join(this.say('between'));
    if (!any_of) return this.say('unknown-missing', { missing: list });
    return this.say(or_zero ? 'unknown-any-or-zero' : 'unknown-any', { missing: list });
  }

  /** What stands where an input was to be read: its beginning, as a page of text may. */
  #cells({ cells = [], certain = true }: Missing): string {
    const told = cells.map(({ value, file, line }) =>
      this.say('cell', { value: shorten(value, 60), file, line }),
    );
    const list = told.join(this.say('between'));
    return certain || list === '' ? list : this.say('perhaps', { list });
  }

  #number(value: string, term: Term, places: number | undefined): string {
    if (term.role === 'clock') return this.#clock(term.name, value);
    const { amount, per } = this.amount(value, term, places);
    return this.about(amount + per, term.about);
  }

  about(value: string, about: boolean | undefined): string {
    return about ? this.say('about', { value }) : value;
  }

  /** The clock counts quarters and months from year 0; the reader does not. */
  #clock(name: string, value: string): string {
    const perYear = { year: 1, quarter: 4, month: 12 }[this.#about.period_kind];
    if (name === 'year' || perYear === 1) return value;
    const part = String((Number(value) % perYear) + 1);
    const year = Math.floor(Number(value) / perYear);
    return perYear === 4 ? `${year}-Q${part}` : `${year}-${part.padStart(2, '0')}`;
  }

  /**
   * `412.50 yuan` and ` per person per year`, apart so that "more" fits between them.
   * @param places at most so many decimals; as many as there are if not given, unless the value is rounded anyway
   */
  amount(value: string, term: Term, places?: number): { amount: string; per: string } {
    const shown = rounded(inPercent(value, term), places ?? this.places(value, term));
    const unit = unitOf(term, this.#about.period_kind);
    if (unit === undefined) return { amount: grouped(shown), per: '' };
    if (unit === 'ratio') return { amount: this.say('percent', { number: grouped(shown) }), per: '' };
    const [first = '', ...rest] = unit.split('/');
    const money = first === this.#about.currency || first in MONEY;
    const number = grouped(money ? cents(shown) : shown);
    const name = (MONEY[first] ?? UNITS[first])?.[this.#language] ?? first;
    const counted = number === '1' && this.#language === 'en' && !money ? name.replace(/s$/, '') : name;
    const separator = this.#language === 'zh' && counted.startsWith('个') ? '' : ' ';
    const per = rest.map((part) => PER[this.#language] + (UNITS[part]?.[this.#language] ?? part)).join('');
    return { amount: `${number}${separator}${counted}`, per };
  }

  /** The decimals to show: all of an exact value, or the usual ones. */
  places(value: string, term: Term): number {
    const all = decimalsOf(inPercent(value, term));
    if (!term.about && all <= MOST_DECIMALS) return all;
    return term.unit === 'ratio' || this.isMoney(term) ? 2 : 4;
  }

  /** A difference: shares differ in percentage points. */
  difference(value: string, term: Term): { amount: string; per: string } {
    if (term.unit !== 'ratio') return this.amount(value, term);
    return { amount: this.#points(rounded(timesHundred(value), this.places(value, term))), per: '' };
  }

  #points(value: string): string {
    return this.say('points', { number: grouped(value) });
  }

  /**
   * How far a value lies from its line, and by how many decimals both are to be told: all three then add up, and no value
   * looks as if on a line that it is not on. No distance is given if no decimals would show it.
   */
  apart(item: Term, line: Term, equal: boolean): { places?: number; distance?: string } {
    const about = item.about || line.about;
    const sides = [item, line].map(({ value }) => inPercent(String(value), item));
    const told = (by: string): string =>
      item.unit === 'ratio' ? this.#points(by) : this.amount(by, { ...item, about: undefined }).amount;
    const between = (places: number): string => {
      const [a = '', b = ''] = sides.map((side) => rounded(side, places));
      return apart(a, b);
    };
    if (!about) return { distance: told(between(Math.max(...sides.map(decimalsOf)))) };
    const least = [item, line].map((term) => this.places(String(term.value), { ...item, about: term.about }));
    for (let places = Math.max(...least); places <= MOST_DECIMALS; places++) {
      const by = between(places);
      if (equal || /[1-9]/.test(by)) return { places, distance: told(by) };
    }
    return { places: MOST_DECIMALS };
  }

  isMoney({ unit }: Term): boolean {
    const [first = ''] = (unit ?? '').split('/');
    return first === this.#about.currency || first in MONEY;
  }

  /** `withName`: with the name that the rule pack and the files know it by. */
  missing(missing: Missing, withName = false): string {
    const { kind, name, period = '' } = missing;
    const other = this.otherPeriod(period);
    if (kind === 'record') return this.say('missing-record', { period });
    if (kind === 'since') return this.say('missing-since');
    if (kind === 'list') return this.say('missing-list', { name, period: other });
    const label = this.label(missing);
    const shown = withName && label !== name ? name : '';
    return this.say('missing-input', { label, name: shown, period: other, cells: this.#cells(missing) });
  }
}
