import type { Language } from '../model/words.ts';
import type { Messages } from './messages/types.ts';
import { printable } from './width.ts';

export type Params = Record<string, string | number>;

/** A template with its blanks filled; texts from outside are made printable. */
export function fill(template: string, params: Params = {}): string {
  const isGiven = (name: string): boolean => params[name] !== undefined && params[name] !== '';
  return template
    .replace(/\[\[(.*?)\]\]/gs, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => isGiven(name)) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (blank, name: string) =>
      name in params ? printable(String(params[name])) : blank,
    );
}

/** A speaker of one language for one table of messages: `say('key', { blank: value })`. */
export function speaker<T extends Messages>(
  messages: T,
  language: Language,
): (key: keyof T & string, params?: Params) => string {
  return (key, params) => fill(messages[key]?.[language] ?? key, params);
}
