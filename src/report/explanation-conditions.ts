import type { Answer, Condition, Distance, HeldPeriod, Operator, Term } from '../model/explanation.ts';
import type { ExplanationWords } from './explanation-words.ts';
import type { Paint } from './paint.ts';

/** A line with the lines below it that belong to it. */
export interface Line {
  answer?: Answer | undefined;
  text: string;
  /** Keys of the sources it rests on. */
  sources?: readonly string[] | undefined;
  below?: readonly Line[] | undefined;
}

const MARKS: Readonly<Record<Answer, string>> = { true: '✓', false: '✗', unknown: '?', unrecorded: '–' };
const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** Lines as text, indented by how deep they stand. */
export function renderLines(lines: readonly Line[], paint: Paint, depth = 1): string[] {
  return lines.flatMap(({ answer, text, sources = [], below = [] }) => {
    const mark = answer === undefined ? '' : `${coloured(answer, paint)} `;
    const cited =
      sources.length === 0 ? '' : ` ${paint.faint([...new Set(sources)].map((key) => `[${key}]`).join(' '))}`;
    return [`${'  '.repeat(depth)}${mark}${text}${cited}`, ...renderLines(below, paint, depth + 1)];
  });
}

function coloured(answer: Answer, paint: Paint): string {
  const colour = { true: paint.good, false: paint.bad, unknown: paint.careful, unrecorded: paint.faint }[
    answer
  ];
  return colour(MARKS[answer]);
}

/** A condition as a line, or as a line with its parts below. */
export function conditionLine(condition: Condition, words: ExplanationWords): Line {
  const { say } = words;
  const { answer } = condition;
  const sub = (part: Condition): Line => conditionLine(part, words);
  switch (condition.kind) {
    case 'all':
    case 'any':
      return {
        answer,
        text: say(condition.kind === 'all' ? 'all-of' : 'any-of'),
        below: condition.parts.map(sub),
      };
    case 'not':
      return { answer, text: say('not-the-case'), below: [sub(condition.part)] };
    case 'choice':
      return { answer, text: say('depends-on'), below: choiceLines(condition, words) };
    case 'named':
      return namedLine(condition, words);
    case 'held': {
      const [label, count] = [words.label(condition), condition.each.length];
      const below = condition.each.map((one) => heldLine(one, words));
      const text = say('held', { label, count, periods: say(words.periodKind) });
      return { answer, text, sources: sourceList(condition.source), below };
    }
    case 'comparison':
      return comparisonLine(condition, words);
    case 'one-of': {
      const list = condition.list.map((item) => lineText(item, condition.item, words)).join(say('between'));
      return askedLine(answer, condition.item, say('asked-one-of', { list }), words);
    }
    case 'known':
      return askedLine(answer, condition.term, say('asked-known'), words);
    case 'yes':
      if (condition.term.role === 'constant')
        return { answer, text: say(answer === 'true' ? 'always' : 'never') };
      return { answer, text: valueText(condition.term, words), sources: condition.term.sources };
    case 'ever': {
      const label = say('ever-been', { state: words.label(condition.state) });
      return { answer, text: say('has-value', { label, value: say(SAID[answer]) }) };
    }
    case 'expression':
      return {
        answer,
        text: say('in-the-rules', { text: condition.text }),
        below: values(condition.terms, words),
      };
  }
}

const SAID = { true: 'yes', false: 'no', unknown: 'unknown', unrecorded: 'not-recorded' } as const;

/** A transition or a period of `held`: what its condition says goes below, without a line of its own if it is a list. */
export function partsOf(condition: Condition, words: ExplanationWords): { text: string; below: Line[] } {
  if (condition.kind !== 'all' && condition.kind !== 'any') {
    return { text: words.say('this-holds'), below: [conditionLine(condition, words)] };
  }
  const { text, below = [] } = conditionLine(condition, words);
  return { text, below: [...below] };
}

function choiceLines({ test, ...branches }: Condition & { kind: 'choice' }, words: ExplanationWords): Line[] {
  const branch = (key: 'if-so' | 'if-not', part: Condition): Line => ({
    text: words.say(key),
    below: [conditionLine(part, words)],
  });
  return [
    conditionLine(test, words),
    ...(test.answer === 'false' ? [] : [branch('if-so', branches.if_true)]),
    ...(test.answer === 'true' ? [] : [branch('if-not', branches.if_false)]),
  ];
}

function namedLine(condition: Condition & { kind: 'named' }, words: ExplanationWords): Line {
  const { answer, part } = condition;
  const label = words.label(condition);
  const sources = sourceList(condition.source);
  if (part?.kind === 'all' || part?.kind === 'any') {
    const text = words.say(part.kind === 'all' ? 'named-all' : 'named-any', { label });
    return { answer, text, sources, below: part.parts.map((inner) => conditionLine(inner, words)) };
  }
  const below = part
    ? [conditionLine(part, words)]
    : [{ text: words.say('in-the-rules', { text: condition.text }) }];
  return { answer, text: label, sources, below };
}

/** A period of `held`; a single condition stands on the line of its period. */
function heldLine({ period, record, answer, part }: HeldPeriod, words: ExplanationWords): Line {
  const text = (said: string): string => words.say('held-in', { period, text: said });
  if (!part) return { answer, text: text(words.say(record ? 'not-recorded' : 'no-record')) };
  const line = conditionLine(part, words.under(period));
  return { ...line, answer, text: text(line.text) };
}

function comparisonLine(condition: Condition & { kind: 'comparison' }, words: ExplanationWords): Line {
  const { answer, distance } = condition;
  const swapped = isLine(condition.left) && !isLine(condition.right);
  const [left, right] = swapped ? [condition.right, condition.left] : [condition.left, condition.right];
  const operator: Operator = swapped ? MIRRORED[condition.operator] : condition.operator;
  const item = { ...left, unit: left.unit ?? right.unit };
  const line = { ...right, unit: right.unit ?? left.unit };
  const equal = distance?.side === 'equal';
  const { places, distance: by = '' } =
    distance && item.role !== 'clock' ? words.apart(item, line, equal) : {};
  const far = distance && item.role !== 'clock' ? distanceText(distance, by, swapped, item, line, words) : '';
  const asked = words.say(`asked-${operator}`, { line: lineText(line, item, words, places) });
  const told = askedLine(answer, item, asked, words, { distance: far, places, sources: line.sources });
  return { ...told, below: [...(told.below ?? []), ...values(line.of ?? [], words)] };
}

/** A line is drawn by the rule; a value is a household's. */
function isLine({ role }: Term): boolean {
  return role === 'parameter' || role === 'constant';
}

function distanceText(
  { side }: Distance,
  by: string,
  swapped: boolean,
  item: Term,
  line: Term,
  words: ExplanationWords,
): string {
  // "Exactly on the line" is for lines: two counts that are equal are just equal.
  const isOnLine = words.isMoney(item) ? isLine(line) : line.role === 'parameter';
  if (side === 'equal') return isOnLine ? words.say('distance-equal') : '';
  const way = (side === 'less') === swapped ? 'more' : 'less';
  if (by === '' || !/[1-9]/.test(by)) return words.say(words.isMoney(item) ? `cent-${way}` : `hair-${way}`);
  return words.say(`${item.about || line.about ? 'about' : 'distance'}-${way}`, { amount: by });
}

/** What a value is held against: a line with its name and origin, or another value. */
function lineText(line: Term, item: Term, words: ExplanationWords, places?: number): string {
  const { say } = words;
  const { value, unit, role, since = '' } = line;
  if (item.role === 'clock' && role === 'constant') return words.value({ ...item, value });
  const sameUnit = unit === item.unit || item.unit?.includes('/') === false;
  const isShort = typeof value === 'string' && sameUnit && line.type === 'number' && role !== 'clock';
  const amount = isShort
    ? words.about(words.amount(value, line, places).amount, line.about)
    : words.value(line, places);
  if (role === 'constant') return amount;
  const label = words.name(line);
  return say(line.carried ? 'line-carried' : 'line-named', { label, value: amount, since });
}

function askedLine(
  answer: Answer,
  term: Term,
  asked: string,
  words: ExplanationWords,
  more: { distance?: string; places?: number | undefined; sources?: readonly string[] | undefined } = {},
): Line {
  const { distance = '', places, sources } = more;
  const value = words.value(term, places);
  const text = words.say('compared', { label: words.name(term), value, asked, distance });
  return { answer, text, sources, below: values(term.of ?? [], words) };
}

function values(terms: readonly Term[], words: ExplanationWords): Line[] {
  return terms.map((term) => ({ text: valueText(term, words), sources: term.sources }));
}

function valueText(term: Term, words: ExplanationWords): string {
  return words.say('has-value', { label: words.name(term), value: words.value(term) });
}

function sourceList(source: string | undefined): string[] {
  return source === undefined ? [] : [source];
}
