import { describe, expect, it } from 'vitest';
import { checkPack } from '../../src/rules/check.ts';
import { smallPack } from './small-pack.ts';

const PACK = `
  inputs:
    households: {key: [household], columns: {able: {type: boolean}}}
    members: {key: [household, member], columns: {wage: {type: money}, days: {type: money, range: [0, 366]}}}
    income: {key: [household, period], columns: {a: {type: money}, b: {type: money}, n: {type: integer, range: [1, 30]}, k: {type: integer}}}
  parameters:
    line: {values: {2009: {value: 1000, source: s}}}
    rate: {values: {2009: {value: 0.123456789012, source: s}}}
    other: {values: {2009: {value: 1.123456789012, source: s}}}
`;
const RULES = `
  states: [out, in]
  initial: out
  transitions:
    - {code: E, kind: entry, from: out, to: in, when: able}
    - {code: O, kind: exit, from: in, to: out, when: '!able'}
`;

/** What is said of the numbers in an expression: the code and the part. */
function said(expression: string, more = ''): string[] {
  const isCondition = / [<>=!]=? /.test(expression);
  const definition = `${isCondition ? 'criteria' : 'facts'}: {tried: {is: '${expression}'}}`;
  const problems = checkPack(smallPack(`${PACK}${more}  ${definition}${RULES}`));
  return problems
    .filter(({ code }) => code.startsWith('number-'))
    .map(({ code, params, place }) => {
      const underlined = place?.lineText.slice(place.column - 1, place.column - 1 + place.length);
      expect(underlined).toBe(params.part);
      return `${code} ${params.part}`;
    });
}

describe('numbers that may be too large', () => {
  it.each(
    [0, 2, 4, 9].flatMap((places) => [
      `round(a / n, ${places})`,
      `round(k / n, ${places})`,
      `round(a / b, ${places})`,
      `round((a + b + a + b + a) / n, ${places})`,
      `round(a * rate / n, ${places})`,
      `round(a * b / k, ${places})`,
      `round(a * rate / (b * rate), ${places})`,
    ]),
  )('%s is always exact', (expression) => {
    expect(said(expression)).toEqual([]);
  });

  it.each([
    'a / b < line * rate * other',
    'a * rate / n < line * other',
    'a * rate / b < b * other / a',
    'a * b / k == a * rate / n',
    'a * n * rate < a * n * 2',
    'members.map(m, m.wage * m.wage).sum() / n > line',
    'members.map(m, m.wage * m.days).sum() > a * rate',
  ])('%s is always exact', (expression) => {
    expect(said(expression, '')).toEqual([]);
  });

  it.each([
    ['a * a * a', 'number-large a * a * a'],
    ['a * a * a / b < 5', 'number-large a * a * a'],
    ['a + b * b * b * rate', 'number-large b * b * b'],
    ['max(a * rate * other, b)', 'number-large a * rate * other'],
    ['a * rate * other + n', 'number-large a * rate * other'],
    [
      'members.map(m, m.wage * m.wage * m.days * m.days).sum()',
      'number-large m.wage * m.wage * m.days * m.days',
    ],
    ['a * rate * other * 0.001', 'number-decimals a * rate * other * 0.001'],
    ['previous(a) * a * a', 'number-large previous(a) * a * a'],
  ])('%s may not be: %s', (expression, first) => {
    expect(said(expression)).toContain(first);
  });

  it('says so of a fact that gets more decimals every year', () => {
    const tried = 'coalesce(previous(tried), 1) * rate * 0.12345678';
    expect(said(tried)).toEqual(['number-decimals coalesce(previous(tried), 1) * rate']);
  });

  it('says so of a formula', () => {
    const cubed = '    cubed: {is: rate * rate * other}\n';
    expect(said('a * cubed', cubed)).toEqual(['number-decimals rate * rate * other']);
  });
});
