import type { TransitionKind } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import type { WatchLevel } from '../model/watch.ts';
import { inLanguage, LANGUAGES, type Language, type Text } from '../model/words.ts';
import { type Expr, namesIn } from '../rules/expr.ts';
import { isMembersKey } from '../rules/names.ts';
import { toDecimal } from '../rules/rational.ts';
import type { DecideSettings } from './settings.ts';
import { signsOf } from './watch-conditions.ts';

/** A sentence with blanks in one language: `report/messages/reasons` has them. */
export type ReasonWords = (key: string, language: Language, params?: Record<string, string>) => string;

/** The columns with the reason, by language. */
export const REASON_COLUMNS = LANGUAGES.map((language) => `reason_${language}`);

/** Marks for where values go, in whatever order a language puts them; no label can have one. */
const MARK = '\u0001';
const FIRST = `${MARK}0${MARK}`;
const SECOND = `${MARK}1${MARK}`;

/** Makes the SQL that tells, in a row of decisions, why a household is on a list, in both languages. */
export class Reasons {
  readonly #settings: DecideSettings;
  readonly #words: ReasonWords;
  readonly #period: number;

  constructor(settings: DecideSettings, words: ReasonWords, period: number) {
    this.#settings = settings;
    this.#words = words;
    this.#period = period;
  }

  /** The columns `reason_en` and `reason_zh` for households that a transition of this kind moved. */
  moved(kind: TransitionKind): string[] {
    return this.#inBoth((language) => {
      const arms = this.#settings.loaded.transitions
        .filter(({ rule }) => rule.kind === kind)
        .map(({ rule, when }) => `WHEN ${text(rule.code).text} THEN ${this.#sentence(rule, when, language)}`);
      return arms.length === 0 ? text('').text : `CASE code ${arms.join(' ')} END`;
    });
  }

  /** Columns with the missing inputs by their labels, which `review` needs beside the decision's own. */
  missingNames(): string[] {
    return LANGUAGES.map(
      (language) => `${this.#missingNames(language)} AS ${id(namesColumn(language)).text}`,
    );
  }

  /** The same columns for households under review or not observed. */
  review(): string[] {
    return this.#inBoth((language) => {
      const arms = this.#settings.loaded.transitions.map(({ rule }) => {
        const label = inLanguage(rule.label ?? rule.code, language);
        const missing = this.#concat(this.#words('reason-review', language, { label, missing: FIRST }), [
          id(namesColumn(language)).text,
        ]);
        const computed = text(this.#words('reason-review-computed', language, { label })).text;
        return `WHEN ${text(rule.code).text} THEN CASE WHEN missing = '' THEN ${computed} ELSE ${missing} END`;
      });
      return `CASE outcome WHEN 'unobserved' THEN ${this.#unobserved(language)} ELSE CASE code ${arms.join(' ')} END END`;
    });
  }

  /**
   * The same columns for households on the watch, or of which nobody can tell whether they should be. Rows have, beside
   * the decision, what `watchedRows` gives and the `signs` of the level.
   */
  watched(): string[] {
    const { watch } = this.#settings.loaded;
    return this.#inBoth((language) => {
      const choose = (column: string, arm: (level: WatchLevel, when: Expr) => string): string => {
        const arms = watch.map(({ level, when }, index) => `WHEN ${index} THEN ${arm(level, when)}`);
        return `CASE ${column} ${arms.join(' ')} END`;
      };
      const missing = id(namesColumn(language)).text;
      const said = (key: string, { label, id: name, leave }: WatchLevel, values: string[] = []): string =>
        this.#concat(
          this.#words(key, language, {
            ...{ label: inLanguage(label ?? name, language), periods: leave.held, missing: FIRST },
          }),
          values,
        );
      const lacking = (key: string, level: WatchLevel): string =>
        `CASE WHEN missing = '' THEN ${said(`${key}-computed`, level)} ELSE ${said(key, level, [missing])} END`;
      const [level, condition, open] = ['level$', 'condition$', 'undetermined$'].map((name) => id(name).text);
      const undetermined = `CAST(split_part(${open}, ';', 1) AS INTEGER)`;
      return (
        `CASE WHEN ${level} IS NULL AND outcome = 'unobserved' THEN ${this.#unobserved(language)} ` +
        `WHEN ${level} IS NULL THEN ${choose(undetermined, (rule) => lacking('reason-review', rule))} ` +
        `WHEN ${condition} THEN ${choose(`${level}`, (rule, when) => this.#signs(rule, when, language))} ` +
        `WHEN NOT ${condition} THEN ${choose(`${level}`, (rule) => said('reason-leaving', rule))} ` +
        `WHEN outcome = 'unobserved' THEN ${choose(`${level}`, (rule) => said('reason-unseen', rule))} ` +
        `ELSE ${choose(`${level}`, (rule) => lacking('reason-stays', rule))} END`
      );
    });
  }

  /** The signs of a level that are true. */
  #signs(level: WatchLevel, when: Expr, language: Language): string {
    const signs = signsOf(when).map((sign, index) => {
      const parts = conjuncts(sign).map((part) => this.#condition(part, language, true));
      const words = parts.map((part) => part.words).join(this.#words('and-between', language));
      const values = parts.flatMap((part) => part.values);
      const found = `contains(concat(';', ${id('signs$').text}, ';'), ';${index + 1};')`;
      return `CASE WHEN ${found} THEN ${this.#concat(numbered(words), values)} END`;
    });
    const between = text(this.#words('sign-between', language)).text;
    const label = inLanguage(level.label ?? level.id, language);
    return this.#concat(this.#words('reason-moved', language, { label, conditions: FIRST }), [
      `concat_ws(${between}, ${signs.join(', ')})`,
    ]);
  }

  #inBoth(sql: (language: Language) => string): string[] {
    return LANGUAGES.map((language) => `${sql(language)} AS ${id(`reason_${language}`).text}`);
  }

  #unobserved(language: Language): string {
    const period = periodLabel(this.#period, this.#settings.loaded.pack.period);
    const arms = this.#settings.loaded.pack.states.map((state) => {
      const label = inLanguage(state.label ?? state.id, language);
      const words = this.#words('reason-unobserved', language, { period, state: label });
      return `WHEN ${text(state.id).text} THEN ${text(words).text}`;
    });
    return `CASE state ${arms.join(' ')} END`;
  }

  #sentence(rule: { code: string; label?: Text | undefined }, when: Expr, language: Language): string {
    const parts = conjuncts(when).map((part) => this.#condition(part, language));
    const conditions = parts.map((part) => part.words).join(this.#words('and-between', language));
    const label = inLanguage(rule.label ?? rule.code, language);
    return this.#concat(
      this.#words('reason-moved', language, { label, conditions: numbered(conditions) }),
      parts.flatMap((part) => part.values),
    );
  }

  /**
   * A condition in words, with a blank for each value that differs by household.
   * @param full whether the numbers of a condition that is not simply a fact against a line are told too
   */
  #condition(expr: Expr, language: Language, full = false): { words: string; values: string[] } {
    if (expr.op === 'held') {
      const inner = this.#label(expr.criterion, language);
      return {
        words: this.#words('reason-held', language, { condition: inner, periods: String(expr.periods) }),
        values: [],
      };
    }
    if (expr.op === 'not') {
      const { words, values } = this.#condition(expr.of, language, full);
      return { words: this.#words('reason-not', language, { condition: words }), values };
    }
    const named = expr.op === 'name' ? expr.name : undefined;
    const condition = named === undefined ? this.#source(expr) : this.#label(named, language);
    const compared = named === undefined ? undefined : this.#comparedFact(named);
    if (!compared)
      return full ? this.#withNumbers(condition, expr, language) : { words: condition, values: [] };
    const params = {
      condition,
      fact: this.#label(compared.fact, language),
      value: FIRST,
      line: this.#label(compared.line, language),
      limit: compared.limit,
    };
    return { words: this.#words('reason-compared', language, params), values: [this.#number(compared)] };
  }

  /** A condition with every number that it reads and that stands beside the decision. */
  #withNumbers(condition: string, expr: Expr, language: Language): { words: string; values: string[] } {
    const { loaded, analysis } = this.#settings;
    const read = expr.op === 'name' ? loaded.criteria.get(expr.name) : undefined;
    const shown = [...namesIn(read ?? expr)].filter((name) => {
      const info = loaded.names.get(name);
      return info?.type === 'number' && (info.kind === 'fact' || analysis.direct.includes(name));
    });
    if (shown.length === 0) return { words: condition, values: [] };
    const numbers = shown.map((name) => `${this.#label(name, language)} ${FIRST}`);
    const words = this.#words('reason-with', language, {
      condition,
      numbers: numbers.join(this.#words('list-between', language)),
    });
    return { words, values: shown.map((name) => `COALESCE(${this.#short(name)}, '?')`) };
  }

  /** The fact and the line of a criterion such as `income_per_person < entry_line`. */
  #comparedFact(criterion: string): { fact: string; line: string; limit: string } | undefined {
    const expr = this.#settings.loaded.criteria.get(criterion);
    if (expr?.op !== 'compare' || expr.left.op !== 'name' || expr.right.op !== 'name') return undefined;
    const [fact, line] = [expr.left.name, expr.right.name];
    const info = this.#settings.loaded.names.get(fact);
    const value = this.#settings.loaded.names.get(line)?.kind === 'parameter' && this.#constant(line);
    return info?.kind === 'fact' && info.type === 'number' && value
      ? { fact, line, limit: value }
      : undefined;
  }

  #constant(name: string): string | undefined {
    const value = this.#settings.parameters.constant(name, this.#period);
    return value && toDecimal(value);
  }

  /** A number to two places; in full where two places would put it on the wrong side of the line. */
  #number({ fact, limit }: { fact: string; limit: string }): string {
    const column = id(fact).text;
    const short = this.#short(fact);
    const near = `abs(CAST(${column} AS DOUBLE) - CAST(${limit} AS DOUBLE)) < 0.01`;
    return `CASE WHEN ${near} THEN CAST(${column} AS VARCHAR) ELSE ${short} END`;
  }

  #short(fact: string): string {
    return `CAST(CAST(round(CAST(${id(fact).text} AS DOUBLE), 2) AS DECIMAL(38, 2)) AS VARCHAR)`;
  }

  /** The names of missing inputs, each by its label. */
  #missingNames(language: Language): string {
    const arms = [...this.#missingLabels(language)].map(
      ([name, label]) => `WHEN ${text(name).text} THEN ${text(label).text}`,
    );
    const base = `split_part(part, '@', 1)`;
    const name = arms.length > 0 ? `CASE ${base} ${arms.join(' ')} ELSE ${base} END` : base;
    const dated = this.#concat(this.#words('reason-missing-at', language, { input: FIRST, period: SECOND }), [
      name,
      `split_part(part, '@', 2)`,
    ]);
    const named = `CASE WHEN contains(part, '@') THEN ${dated} ELSE ${name} END`;
    return this.#settings.dialect.mapJoined('missing', 'part', named, this.#words('list-between', language));
  }

  #missingLabels(language: Language): Map<string, string> {
    const labels = new Map([
      ['record', this.#words('reason-record', language)],
      ['since', this.#words('reason-since', language)],
    ]);
    const { pack } = this.#settings.loaded;
    for (const [table, input] of Object.entries(pack.inputs)) {
      const members = isMembersKey(input.key);
      if (members) labels.set(table, this.#words('reason-members', language));
      for (const [name, column] of Object.entries(input.columns)) {
        if (column.label) labels.set(members ? `${table}.${name}` : name, inLanguage(column.label, language));
      }
    }
    for (const [name, parameter] of Object.entries(pack.parameters ?? {})) {
      if (parameter.label) labels.set(name, inLanguage(parameter.label, language));
    }
    return labels;
  }

  #label(name: string, language: Language): string {
    const { pack, names } = this.#settings.loaded;
    const info = names.get(name);
    const label =
      pack.facts?.[name]?.label ??
      pack.criteria?.[name]?.label ??
      pack.parameters?.[name]?.label ??
      (info?.kind === 'input' ? info.column.label : undefined);
    return inLanguage(label ?? name, language);
  }

  /** A condition that is no plain name stays as it was written. */
  #source(expr: Expr): string {
    const { transitions, watch } = this.#settings.loaded;
    const rule = transitions.find(({ when }) => contains(when, expr))?.rule;
    const level = watch.find(({ when }) => signsOf(when).some((sign) => contains(sign, expr)))?.level;
    return (rule ?? level)?.when.slice(expr.span.start, expr.span.end) ?? '';
  }

  /** A sentence with its marks replaced by SQL texts. */
  #concat(sentence: string, values: readonly string[]): string {
    const parts = sentence
      .split(MARK)
      .map((part, index) => (index % 2 === 0 ? text(part).text : (values[Number(part)] ?? "''")));
    return `concat(${parts.join(', ')})`;
  }
}

/** Every condition has marked its own values as the first; in a sentence they follow one another. */
function numbered(words: string): string {
  let place = 0;
  return words.replaceAll(FIRST, () => `${MARK}${place++}${MARK}`);
}

function namesColumn(language: Language): string {
  return `names$${language}`;
}

function conjuncts(expr: Expr): Expr[] {
  return expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr];
}

function contains(whole: Expr, part: Expr): boolean {
  return conjuncts(whole).some(
    (candidate) => candidate === part || (candidate.op === 'not' && candidate.of === part),
  );
}
