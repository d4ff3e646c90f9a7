/**
 * Where the characters of a YAML text stand in the file. Folding, indentation and escapes change blanks and lengths,
 * but never the order of the visible characters: the n-th visible one of the value is the n-th of the source.
 */
export class ScalarOffsets {
  /** Source offsets of the visible characters. */
  readonly #visible: readonly number[];
  readonly #value: string;

  /** @param source the scalar as written, quotes and block mark included */
  constructor(source: string, value: string) {
    this.#value = value;
    this.#visible = visibleOffsets(source);
  }

  /** The source offsets at which a span of the value begins and ends. */
  span(start: number, end: number): { start: number; end: number } {
    const first = visibleCount(this.#value.slice(0, start));
    const count = Math.max(1, visibleCount(this.#value.slice(start, end)));
    const from = this.#visible[Math.min(first, this.#visible.length - 1)] ?? 0;
    const last = this.#visible[Math.min(first + count, this.#visible.length) - 1] ?? from;
    return { start: from, end: last + 1 };
  }
}

function visibleCount(text: string): number {
  return text.replace(/\s/g, '').length;
}

function visibleOffsets(source: string): number[] {
  const mark = source[0];
  if (mark === '"' || mark === "'") return quotedOffsets(source, mark);
  const body = mark === '|' || mark === '>' ? source.indexOf('\n') + 1 : 0;
  const offsets: number[] = [];
  for (let at = body; at < source.length; at++) if (/\S/.test(source[at] ?? '')) offsets.push(at);
  return offsets;
}

function quotedOffsets(source: string, quote: string): number[] {
  const piece = quote === "'" ? /''|[^']/gs : /\\(?:x.{2}|u.{4}|U.{8}|.)|[^"]/gs;
  const offsets: number[] = [];
  for (const { 0: text, index } of source.slice(1).matchAll(piece)) {
    // A blank, or an escape that stands for one, is not counted in the value either.
    if (/^(\s|\\[\sntrvfeNLP_])/.test(text)) continue;
    offsets.push(index + 1);
  }
  return offsets;
}
