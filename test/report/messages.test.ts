import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ISSUE_CODES } from '../../src/model/issue.ts';
import { COLUMN_TYPES } from '../../src/model/pack.ts';
import { typeWords } from '../../src/report/messages/cell-types.ts';
import { AREAS, messages } from '../../src/report/messages/index.ts';
import type { Messages } from '../../src/report/messages/types.ts';
import { wordingOf } from '../../src/report/problems.ts';

const FOLDER = join(import.meta.dirname, '../../src/report/messages');

/** Every table in every file of the folder, so that a new file can't be forgotten here. */
const tables: [string, Messages][] = await Promise.all(
  readdirSync(FOLDER)
    .filter((name) => !['index.ts', 'types.ts'].includes(name))
    .map(async (name): Promise<[string, Messages]> => {
      const module: Record<string, unknown> = await import(join(FOLDER, name));
      return [name, Object.assign({}, ...Object.values(module)) as Messages];
    }),
);

const blanksOf = (template: string) =>
  [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
const optionalPartsOf = (template: string) =>
  [...template.matchAll(/\[\[(.*?)\]\]/gs)].map(([, part]) => blanksOf(part ?? '').join());

describe.each(tables)('%s', (_, table) => {
  it.each(Object.entries(table))('%s says the same in both languages', (_code, { en, zh }) => {
    expect(blanksOf(zh)).toEqual(blanksOf(en));
    expect(optionalPartsOf(zh).sort()).toEqual(optionalPartsOf(en).sort());
    expect(en).not.toMatch(/[\u3000-\uffef]/);
    expect(zh.split('\n')).toHaveLength(en.split('\n').length);
  });
});

describe('the types of columns', () => {
  it.each([...COLUMN_TYPES, 'year', 'quarter', 'month', 'id', 'member'])(
    '%s has words in both languages',
    (type) => {
      const params = { file: 'a.csv', line: 2, column: 'wage', household: 'H1', value: 'x', expected: type };
      const { en, zh } = typeWords[type] ?? { en: 'none', zh: 'none' };
      expect(wordingOf('type-error', params, 'en')).toContain(`which cannot be read as ${en}\n`);
      expect(wordingOf('type-error', params, 'zh')).toContain(`无法读作${zh}\n`);
      expect(zh).toMatch(/^\p{Script=Han}+$/u);
    },
  );
});

describe('the codes', () => {
  it('are each in one area only', () => {
    const all = Object.values(AREAS).flatMap((area) => Object.keys(area));
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
    expect(Object.keys(messages)).toHaveLength(all.length);
  });

  it('of issues all have words', () => {
    expect(Object.keys(ISSUE_CODES).filter((code) => !(code in messages))).toEqual([]);
  });

  it('thrown anywhere in the code all have words', () => {
    const source = join(import.meta.dirname, '../../src');
    const thrown = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('messages'))
      .flatMap((name) => {
        const text = readFileSync(join(source, name), 'utf8');
        const found = text.matchAll(
          /(?:failure\(\s*'\w+',\s*|#?\badd\(|\bproblem\(|code: )'([a-z]+(?:-[a-z]+)+)'/g,
        );
        return [...found].map(([, code = '']) => ({ name, code }));
      });
    expect(thrown.length).toBeGreaterThan(30);
    expect(thrown.filter(({ code }) => !(code in messages))).toEqual([]);
  });
});
