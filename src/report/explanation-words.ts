import type { Explanation, Labelled, Missing, Term } from '../model/explanation.ts';
import { inLanguage, type Language, type Text } from '../model/words.ts';
import { explanationMessages } from './messages/explanation.ts';
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
    if (because && 'missing' in because) {
      if (because.missing.every(({ name }) => name === term.name)) return this.say('unknown');
      const missing = because.missing.map((one) => this.missing(one)).join(this.say('between'));
      return this.say('unknown-missing', { missing });
    }
    if (!because) return this.say('unknown');
    if (because.too_large)
      return this.say(because.division_by_zero === undefined ? 'unknown-large' : 'unknown-zero-or-large');
    const divisor = because.division_by_zero ? this.label(because.division_by_zero) : '';
    return this.say('unknown-zero', { divisor });
  }

  #number(value: string, term: Term, places: number | undefined): string {
    if (term.role === 'clock') return this.#clock(term.name, value);
    const { amount, per } = this.amount(value, term, places);
    return amount + per;
  }

  /** The clock counts quarters and months from year 0; the reader does not. */
  #clock(name: string, value: string): string {
    const perYear = { year: 1, quarter: 4, month: 12 }[this.#about.period_kind];
    if (name === 'year' || perYear === 1) return value;
    const part = String((Number(value) % perYear) + 1);
    const year = Math.floor(Number(value) / perYear);
    return perYear === 4 ? `${year}-Q${part}` : `${year}-${part.padStart(2, '0')}`;
  }

  /** `412.50 yuan` and ` per person per year`, apart so that "more" fits between them. */
  amount(value: string, term: Term, places?: number): { amount: string; per: string } {
    const unit = term.role === 'spell' ? `${this.#about.period_kind}s` : term.unit;
    if (unit === undefined) return { amount: grouped(rounded(value, places ?? 4)), per: '' };
    if (unit === 'ratio') {
      const number = grouped(rounded(timesHundred(value), places ?? 2));
      return { amount: this.say('percent', { number }), per: '' };
    }
    const [first = '', ...rest] = unit.split('/');
    const money = first === this.#about.currency || first in MONEY;
    const number = grouped(money ? cents(value, places ?? 2) : rounded(value, places ?? 4));
    const name = (MONEY[first] ?? UNITS[first])?.[this.#language] ?? first;
    const counted = number === '1' && this.#language === 'en' && !money ? name.replace(/s$/, '') : name;
    const separator = this.#language === 'zh' && counted.startsWith('个') ? '' : ' ';
    const per = rest.map((part) => PER[this.#language] + (UNITS[part]?.[this.#language] ?? part)).join('');
    return { amount: `${number}${separator}${counted}`, per };
  }

  /** A difference: shares differ in percentage points. */
  difference(value: string, term: Term): { amount: string; per: string } {
    if (term.unit !== 'ratio') return this.amount(value, term);
    return { amount: this.say('points', { number: grouped(rounded(timesHundred(value), 4)) }), per: '' };
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
    return this.say('missing-input', { label, name: withName && label !== name ? name : '', period: other });
  }
}

/** A decimal text rounded half away from zero, without needless zeros. */
function rounded(value: string, places: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const up = (fraction[places] ?? '0') >= '5' ? 1n : 0n;
  const digits = String(kept + up).padStart(places + 1, '0');
  const tail = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  const head = places === 0 ? digits : digits.slice(0, -places);
  const size = tail === '' ? head : `${head}.${tail}`;
  return size === '0' ? '0' : sign + size;
}

/** Money: no decimals, or at least two. */
function cents(value: string, places: number): string {
  const text = rounded(value, places);
  return /\.\d$/.test(text) ? `${text}0` : text;
}

function timesHundred(value: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = fraction.padEnd(2, '0');
  return `${sign}${BigInt(whole + digits.slice(0, 2))}${digits.length > 2 ? `.${digits.slice(2)}` : ''}`;
}

function grouped(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const head = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? head : `${head}.${fraction}`;
}
