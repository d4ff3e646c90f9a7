import type { Considered, Explanation } from '../model/explanation.ts';
import type { Language } from '../model/words.ts';
import { changeLine } from './explanation-changes.ts';
import { type Line, partsOf, renderLines } from './explanation-conditions.ts';
import { ExplanationWords } from './explanation-words.ts';
import { NO_PAINT, type Paint } from './paint.ts';

/** A decision as a person would explain it to the household. */
export function renderExplanation(explanation: Explanation, language: Language, paint = NO_PAINT): string {
  const words = new ExplanationWords(explanation, language);
  const { say } = words;
  const { considered, changes, period } = explanation;
  const changed: Line[] = changes.map((change) => changeLine(change, period, words));
  if (changes.some(({ effect, possible }) => possible && effect !== 'decides')) {
    changed.push({ text: say('all-else-same') });
  }
  const why: Line[] = considered.map((one) => consideredLine(one, words));
  const sections = [
    heading(explanation, words, paint),
    section(say('why'), why, paint, paint.faint(`  ${say('legend')}`)),
    section(say('missing'), missingLines(explanation, words), paint),
    section(say('changes'), changed, paint),
    section(say('history'), [{ text: history(explanation, words) }], paint),
    section(say('sources'), sourceLines(explanation, words), paint),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly Line[], paint: Paint, last?: string): string {
  if (lines.length === 0) return '';
  return [paint.strong(title), ...renderLines(lines, paint), ...(last === undefined ? [] : [last])].join(
    '\n',
  );
}

function heading(explanation: Explanation, words: ExplanationWords, paint: Paint): string {
  const { say } = words;
  const { pack, household, period, outcome, code, considered } = explanation;
  const regions = explanation.regions.map((region) =>
    say('region', { label: words.label(region), value: region.value ?? say('unknown') }),
  );
  const label = words.text(considered.find((one) => one.code === code)?.label);
  const level = explanation.level ? words.label(explanation.level) : '';
  const head = explanation.level ? 'head-level' : 'head';
  const names = { before: words.label(explanation.state_before), after: words.label(explanation.state) };
  const key = outcome === 'kept' && considered.length === 0 ? 'kept-final' : outcome;
  return [
    paint.strong(say(head, { household, level, regions: regions.join(say('clauses')), period })),
    paint.faint(say('pack', { ...pack, title: words.text(pack.title) })),
    say(key, { ...names, period, code: code ?? '', label }),
  ].join('\n');
}

function consideredLine(
  { answer, code, label, to, source, condition }: Considered,
  words: ExplanationWords,
): Line {
  const parts = partsOf(condition, words);
  const head = words.say('transition', { code, label: words.text(label), to: words.label(to) });
  const sources = source === undefined ? [] : [source];
  return { answer, text: words.say('headed', { head, text: parts.text }), sources, below: parts.below };
}

function missingLines({ outcome, missing }: Explanation, words: ExplanationWords): Line[] {
  if (outcome !== 'review') return [];
  if (missing.length === 0) return [{ text: words.say('missing-nothing') }];
  return missing.map((one) => ({ text: words.missing(one, true) }));
}

/** `2009 ENTER → “listed”, 2010–2011 kept “listed”`: periods with the same outcome stand together. */
function history(explanation: Explanation, words: ExplanationWords): string {
  const runs: { first: string; last: string; entry: Explanation['history'][number] }[] = [];
  for (const entry of explanation.history) {
    const run = runs.at(-1);
    const same = run && entry.outcome !== 'moved' && told(run.entry) === told(entry);
    if (same) run.last = entry.period;
    else runs.push({ first: entry.period, last: entry.period, entry });
  }
  return runs
    .map(({ first, last, entry: { outcome, code, state } }) => {
      const periods = first === last ? first : `${first}–${last}`;
      return words.say(`history-${outcome}`, { periods, code: code ?? '', state: words.label(state) });
    })
    .join(words.say('clauses'));
}

function told({ outcome, code, state }: Explanation['history'][number]): string {
  return JSON.stringify([outcome, code, state.name]);
}

function sourceLines({ sources }: Explanation, words: ExplanationWords): Line[] {
  return Object.entries(sources).map(([key, { title, quality, quote }]) => ({
    text: `[${key}] ${words.say('source', { title: words.text(title), quality: words.say(quality) })}`,
    below: quote === undefined ? [] : [{ text: words.say('quote', { quote: words.text(quote) }) }],
  }));
}
