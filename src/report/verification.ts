import type { Problem } from '../model/problem.ts';
import type { Language } from '../model/words.ts';
import { summaryMessages } from './messages/summary.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { speaker } from './wording.ts';

/** The last lines of `audit verify`. */
export function renderVerification(
  found: {
    lines: number;
    runs: number;
    confirmations: number;
    files: number;
    replaced: number;
    head: string;
    problems: readonly Problem[];
  },
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(summaryMessages, language);
  const { lines, runs, confirmations, files, replaced, head, problems } = found;
  const verdict =
    problems.length === 0
      ? paint.good(say('verify-good'))
      : paint.bad(say('verify-bad', { count: problems.length }));
  const counts = say('verify-counts', {
    ...{ lines, runs, files },
    confirmations: confirmations || '',
    replaced: replaced || '',
  });
  return `${[verdict, counts, say('verify-head', { head })].join('\n')}\n`;
}
