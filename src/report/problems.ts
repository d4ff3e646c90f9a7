import type { Place, Problem } from '../model/problem.ts';
import type { Language } from '../model/words.ts';
import { typeWords } from './messages/cell-types.ts';
import { messages } from './messages/index.ts';
import { summaryMessages } from './messages/summary.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { printable, printableLine, widthOf } from './width.ts';
import { fill, type Params, speaker } from './wording.ts';

/** The wording of a problem, an issue or a warning. A code without wording shows itself and what it carries. */
export function wordingOf(code: string, params: Params, language: Language): string {
  const template = messages[code]?.[language];
  if (template !== undefined) return fill(template, withWords(code, params, language));
  return printable(`${code} ${JSON.stringify(params)}`);
}

/** The type that a cell was expected to have in words, where it is the name of one. */
function withWords(code: string, params: Params, language: Language): Params {
  const words = code.endsWith('type-error') ? typeWords[String(params.expected)] : undefined;
  return words ? { ...params, expected: words[language] } : params;
}

/** A problem as text: what is wrong, the place in its file underlined, and what to do next. */
export function renderProblem(problem: Problem, language: Language, paint: Paint = NO_PAINT): string {
  const say = speaker(summaryMessages, language);
  const [what = '', ...next] = wordingOf(problem.code, problem.params, language).split('\n');
  const colour = problem.severity === 'error' ? paint.bad : paint.careful;
  const head = colour(`${say(problem.severity)}${language === 'zh' ? '：' : ':'}`);
  const separator = language === 'zh' ? '' : ' ';
  const place = problem.place ? renderPlace(problem.place, paint, colour) : [];
  const lines = (problem.lines ?? []).map((line) => `    ${printable(line)}`);
  return [`${head}${separator}${what}`, ...place, ...next.map((line) => `  ${line}`), ...lines].join('\n');
}

/** Like compilers do: file, line and column, then the line itself with the place underlined. */
function renderPlace(place: Place, paint: Paint, colour: (text: string) => string): string[] {
  const text = printableLine(place.lineText);
  const margin = ' '.repeat(String(place.line).length);
  const before = widthOf(text.slice(0, place.column - 1));
  const marked = widthOf(text.slice(place.column - 1, place.column - 1 + place.length));
  return [
    paint.faint(`${margin}--> ${printable(place.file)}:${place.line}:${place.column}`),
    `${paint.faint(`${place.line} |`)} ${text}`,
    `${paint.faint(`${margin} |`)} ${' '.repeat(before)}${colour('^'.repeat(Math.max(1, marked)))}`,
  ];
}

/** A problem for `--json`: its data, and its wording for those who only pass it on. */
export function problemAsJson(problem: Problem, language: Language): object {
  return { ...problem, message: wordingOf(problem.code, problem.params, language) };
}
