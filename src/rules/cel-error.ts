import { closest } from '../model/closest.ts';

/** Something wrong inside an expression: a code with its blanks, and the part to underline. */
export interface Complaint {
  code: string;
  params: Record<string, string>;
}

/** What a person may have meant by a character or word that the rule language does not have. */
const INSTEAD: Readonly<Record<string, string>> = {
  '=': '==',
  '&': '&&',
  '|': '||',
  and: '&&',
  or: '||',
  not: '!',
  AND: '&&',
  OR: '||',
  NOT: '!',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '＞': '>',
  '＜': '<',
  '＝': '==',
  '（': '(',
  '）': ')',
  '，': ',',
  '＋': '+',
  '－': '-',
  '−': '-',
  '×': '*',
  '÷': '/',
  '“': '"',
  '”': '"',
  '：': ':',
  '？': '?',
};

/** The patterns of the type checker's sentences, and the code and blanks each becomes. */
const PATTERNS: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^no such overload: (?:null .*|.* null)$/, 'expression-null', []],
  [/^no such overload: (.+) (\S+) (.+)$/, 'expression-operands', ['left', 'operator', 'right']],
  [/^no such overload: (\S)(.+)$/, 'expression-operand', ['operator', 'operand']],
  [/^found no matching overload for '(.*\.)?(\w+)\((.*)\)'$/, 'function-arguments', ['of', 'name', 'found']],
  [/branches must have the same type, got '(.+)' and '(.+)'/, 'expression-branches', ['first', 'second']],
  [/^List elements .* expected type '(.+)' but found '(.+)'/, 'expression-list', ['first', 'second']],
  [/^No such key: (.+)$/, 'column-unknown', ['name']],
  [
    /(?:predicate must return|Ternary condition must be|operator requires) condition.*, got '(.+)'/,
    'expression-type',
    ['found'],
  ],
  [/^(\w+)\(.*invalid predicate iteration variable/, 'macro-variable', ['name']],
  [/^Reserved identifier: (\w+)/, 'expression-word', ['name']],
  [/^Unterminated /, 'expression-text-open', []],
  [/^Expected .*, got EOF|^Unexpected token: EOF/, 'expression-ends', []],
  [/^(?:Expected .*, got|Unexpected character:|Unexpected token:) /, 'expression-unexpected', []],
];

/** Functions that only some expressions may use. */
const OVER_TIME: readonly string[] = ['previous', 'held', 'ever', 'periods_in_state'];
const FUNCTIONS: readonly string[] = [
  ...OVER_TIME,
  ...['abs', 'min', 'max', 'round', 'known', 'coalesce'],
  ...['size', 'sum', 'exists', 'all', 'filter', 'map', 'startsWith', 'endsWith', 'contains'],
];

/**
 * A sentence of the CEL parser or type checker as one of our codes.
 * @param part what is to be underlined
 * @param around the same with a few characters before and after it
 */
export function complaintOf(sentence: string, part: string, around: string): Complaint {
  const detail = readable(sentence);
  for (const [pattern, code, blanks] of PATTERNS) {
    const match = pattern.exec(detail);
    if (!match) continue;
    const params = Object.fromEntries(blanks.map((blank, index) => [blank, match[index + 1] ?? '']));
    return refined({ code, params: { ...params, part } }, around);
  }
  return { code: 'expression-invalid', params: { detail, part } };
}

function refined({ code, params }: Complaint, around: string): Complaint {
  const { part = '', name = '', found = '' } = params;
  if (code === 'expression-unexpected' && part === ',' && /\d,\d{3}(?!\d)/.test(around))
    return { code: 'expression-thousands', params };
  if (code === 'expression-unexpected') return { code, params: { ...params, instead: INSTEAD[part] ?? '' } };
  if (code === 'expression-type') return { code, params: { ...params, expected: 'condition' } };
  if (code === 'function-arguments' && name === 'held' && found !== '' && !found.includes(','))
    return { code: 'held-needs-periods', params: { instead: part.replace(/\s*\)$/, ', 2)') } };
  if (code === 'function-arguments' && OVER_TIME.includes(name)) return { code: 'function-place', params };
  if (code === 'function-arguments' && !FUNCTIONS.includes(name)) return unknownFunction(name);
  return { code, params };
}

export function unknownFunction(name: string): Complaint {
  return { code: 'function-unknown', params: { name, near: closest(name, FUNCTIONS) ?? '' } };
}

/** The checker's words for types and renamed functions, in the words of the rule language. */
function readable(sentence: string): string {
  return sentence
    .replace(/\bdouble\b/g, 'number')
    .replace(/\bstring\b/g, 'text')
    .replace(/\bbool\b/g, 'condition')
    .replace(/\bcount\b/g, 'size')
    .replace(/\blist<row_(\w+)>/g, '$1');
}
