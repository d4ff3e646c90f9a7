import { describe, expect, it } from 'vitest';
import { wholeSpan } from '../../src/rules/span.ts';

/** The part between two marks, as the parser would give it, with its brackets. */
function whole(marked: string): string {
  const [before = '', part = '', after = ''] = marked.split('|');
  const source = before + part + after;
  const { start, end } = wholeSpan(source, { start: before.length, end: before.length + part.length });
  return source.slice(start, end);
}

describe('the span of a part of an expression', () => {
  it.each([
    ['|poor AND (ever(out) AND poor|)', 'poor AND (ever(out) AND poor)'],
    ['(|ever(out) AND poor) OR poor|', '(ever(out) AND poor) OR poor'],
    ['( (|a) OR b) AND ((c OR d| ) )', '( (a) OR b) AND ((c OR d ) )'],
    ['(|a OR b|) AND c', 'a OR b'],
    ['x AND (|a == "(" OR b == ")"|)', 'a == "(" OR b == ")"'],
    ["!(a AND |f(b, ')')|)", "f(b, ')')"],
  ])('%s', (marked, expected) => {
    expect(whole(marked)).toBe(expected);
  });

  it('stays within the source, whatever is asked', () => {
    expect(wholeSpan('a) OR b', { start: 0, end: 7 })).toEqual({ start: 0, end: 7 });
    expect(wholeSpan('(a', { start: 0, end: 2 })).toEqual({ start: 0, end: 2 });
  });
});
