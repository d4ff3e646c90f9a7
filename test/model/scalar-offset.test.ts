import { describe, expect, it } from 'vitest';
import { parseDocument, Scalar } from 'yaml';
import { ScalarOffsets } from '../../src/model/scalar-offset.ts';

const WRITTEN = {
  plain: 'x: a && 低于 && wrong > 0\n',
  'plain on two lines': 'x: a &&\n   低于 &&\n   wrong > 0\n',
  'single quotes': "x: 'a == \"it''s\" && wrong > 0'\n",
  'double quotes': 'x: "a == \\"\\u4e2d\\n\\t\\x41\\" && wrong > 0"\n',
  'double quotes over lines': 'x: "a &&\n   b && \\\n   wrong > 0"\n',
  folded: 'x: >-\n  a &&\n  b &&\n\n  wrong > 0\n',
  'folded, indented further': 'x: >\n  a &&\n    b &&\n  wrong > 0\n',
  literal: 'x: |2\n    a &&\n   b &&\n  wrong > 0\n',
  'with line ends of Windows': 'x: >-\r\n  a &&\r\n  wrong > 0\r\n',
} as const;

describe('the place of a word in a YAML text', () => {
  it.each(Object.entries(WRITTEN))('is found: %s', (_, text) => {
    const node = parseDocument(text).get('x', true);
    if (!(node instanceof Scalar) || !node.range) throw new Error('no scalar');
    const value = String(node.value);
    const source = text.slice(node.range[0], node.range[1]);
    const start = value.indexOf('wrong');
    const span = new ScalarOffsets(source, value).span(start, start + 'wrong'.length);
    expect(source.slice(span.start, span.end)).toBe('wrong');
  });
});
