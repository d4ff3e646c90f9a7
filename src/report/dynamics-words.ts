import type { Dynamics, Scoped } from '../model/dynamics.ts';
import { inLanguage, type Language } from '../model/words.ts';
import { dynamicsMessages } from './messages/dynamics.ts';
import type { Paint } from './paint.ts';
import type { Column } from './table.ts';
import { printable } from './width.ts';
import { type Params, speaker } from './wording.ts';

/** What every part of the page needs: the words of a language, and how things are written. */
export interface DynamicsWords {
  dynamics: Dynamics;
  language: Language;
  paint: Paint;
  say(key: keyof typeof dynamicsMessages, params?: Params): string;
  /** A state by its label in the pack. */
  label(state: string): string;
  /** The name of a domain. */
  domain(of: Scoped): string;
  /** A title over lines that stand further in. */
  section(title: string, parts: readonly string[]): string;
}

export function words(dynamics: Dynamics, language: Language, paint: Paint): DynamicsWords {
  const labels = new Map(dynamics.states.map(({ id, label }) => [id, label]));
  const say = speaker(dynamicsMessages, language);
  return {
    ...{ dynamics, language, paint, say },
    label: (state) => printable(inLanguage(labels.get(state) ?? state, language)),
    domain: ({ domain }) => (domain === null ? say('domain-unknown') : printable(domain)),
    section: (title, parts) => `${paint.strong(title)}\n${parts.join('\n').replace(/^(?=.)/gm, '  ')}`,
  };
}

export const right = (title: string): Column => ({ title, align: 'right' });
export const number = (value: number): string => value.toLocaleString('en-US');

/** A share in percent; a dash where there is none. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(2)} %`;

/** A count with its rate; nothing but a dot where nobody is. */
export const counted = (count: number, rate: number | null): string =>
  count === 0 ? '·' : `${number(count)} (${percent(rate)})`;
