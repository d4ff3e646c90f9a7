import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/model/yaml.ts';
import { wordingOf } from '../../src/report/problems.ts';

describe('what is not well-formed', () => {
  it.each([
    ['a: "x\nb: y\n', 'yaml-quote-open', '1:4'],
    ["a: 'x\n", 'yaml-quote-open', '1:4'],
    ['a: {b: "c}\nd: "e"\n', 'yaml-quote-open', '1:8'],
    ['a: {b: 1\n', 'yaml-bracket-open', '2:1'],
    ['a: [1, 2\nb: c\n', 'yaml-bracket-open', '2:1'],
    ['a: b: c\n', 'yaml-nested', '1:4'],
    ['a: {b: 1 c: 2}\n', 'yaml-comma', '1:8'],
    ['a: @x\n', 'yaml-start', '1:4'],
    ['a: "C:\\data"\n', 'yaml-escape', '1:7'],
    ['a: 1\n---\nb: 2\n', 'yaml-documents', '2:1'],
    ['a:\n  b: 1\n c: 2\n', 'yaml-indent', '3:1'],
    ['a:\n\tb: 1\n', 'yaml-tab', '2:1'],
    ['a: 1\nb\n', 'yaml-no-value', '2:1'],
    ['- a\nb: 1\n', 'yaml-syntax', '2:1'],
  ])('%j is %s', (text, code, at) => {
    const { yaml, problems } = parseYaml(text, 'a.yaml');
    expect(problems.map((one) => `${one.code} ${one.place?.line}:${one.place?.column}`)).toEqual([
      `${code} ${at}`,
    ]);
    expect(yaml.value).toBeUndefined();
    for (const { params } of problems) {
      expect(wordingOf(code, params, 'zh')).toMatch(/^[^a-z]*\p{Script=Han}/u);
      expect(wordingOf(code, params, 'en')).not.toMatch(/undefined|\{\w+\}|implicit|flow|scalar/i);
    }
  });
});

describe('scalars', () => {
  const text = 'n: 1.50\nyes: true\ntrue: no\nm: [-99, ~, "a\\u202eb"]\nempty:\n';

  it('of a pack are texts, true and false, and numbers as they are written', () => {
    expect(parseYaml(text, 'a.yaml').yaml.value).toEqual({
      n: '1.50',
      yes: true,
      true: 'no',
      m: ['-99', null, 'a\ufffdb'],
      empty: null,
    });
  });

  it('that are compared with cells are the text that stands there', () => {
    expect(parseYaml(text, 'a.yaml', 'verbatim').yaml.value).toEqual({
      n: '1.50',
      yes: 'true',
      true: 'no',
      m: ['-99', '~', 'a\u202eb'],
      empty: '',
    });
  });

  it('have their places after a byte order mark too', () => {
    const { yaml } = parseYaml('\ufeffa: b\n', 'a.yaml');
    expect(yaml.place(['a'])).toMatchObject({ line: 1, column: 4, length: 1, lineText: 'a: b' });
  });
});
