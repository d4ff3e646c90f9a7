import type { Span } from './expr.ts';

const STRING = /(["'])(?:\\.|(?!\1).)*\1/gs;

/**
 * A part of an expression with the brackets that belong to it: of `(a || b) && c` the parser gives what begins at `a`,
 * since brackets around an operand are no part of it.
 */
export function wholeSpan(source: string, { start, end }: Span): Span {
  const blank = source.slice(start, end).replace(STRING, (found) => ' '.repeat(found.length));
  let open = 0;
  let missing = 0;
  for (const sign of blank) {
    if (sign === '(') open++;
    else if (sign === ')' && open-- === 0) {
      open = 0;
      missing++;
    }
  }
  let [from, to] = [start, end];
  // Between a part and its brackets there is nothing but white space and more brackets.
  while (missing-- > 0) from = Math.max(0, source.lastIndexOf('(', from - 1));
  while (open-- > 0) to = Math.max(to, source.indexOf(')', to) + 1);
  return { start: from, end: to };
}
