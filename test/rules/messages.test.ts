import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AREAS, messages } from '../../src/report/messages/index.ts';

const FOLDERS = ['src/rules', 'src/decide', 'src/model'];

/** Texts in the source that look like a code: small words joined by hyphens, or a single one known as a message. */
function codesInSource(): Set<string> {
  const texts = FOLDERS.flatMap((folder) =>
    readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  );
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code ?? '')),
  );
}

/** Codes that `throw`s, `add`s and problem literals name. */
function codesThrown(): string[] {
  const texts = FOLDERS.slice(0, 2).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => !file.startsWith('explain') && file !== 'reasons.ts')
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  );
  const call =
    /(?:\badd|#add|problem|failure|unsupported|onError|ExpressionError)\(\s*'([a-z-]+)'|\bcode: '([a-z-]+)'/g;
  return texts.flatMap((text) => [...text.matchAll(call)].map(([, one, other]) => one ?? other ?? ''));
}

describe('the wording of what is wrong with a pack', () => {
  it('is there for every code that is thrown', () => {
    expect(codesThrown().length).toBeGreaterThan(50);
    expect(codesThrown().filter((code) => !(code in messages))).toEqual([]);
  });

  it('is there for no code that nobody throws', () => {
    const known = codesInSource();
    const worded = [
      ...Object.keys(AREAS.pack ?? {}),
      ...Object.keys(AREAS.decide ?? {}),
      ...Object.keys(AREAS.yaml ?? {}),
    ];
    expect(worded.filter((code) => !known.has(code))).toEqual([]);
  });

  it.each(Object.entries({ ...AREAS.pack, ...AREAS.decide, ...AREAS.yaml }))(
    '%s has the same blanks in both languages',
    (_, { en, zh }) => {
      const blanks = (text: string): string[] =>
        [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([blank]) => blank))].sort();
      expect(blanks(zh)).toEqual(blanks(en));
    },
  );
});
