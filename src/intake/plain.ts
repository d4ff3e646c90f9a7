/**
 * Whether every cell below the headers of a file is written plainly: without quotes, without white space at its edges,
 * without what a spreadsheet wraps around texts, in characters that NFC leaves alone, and without numbers that the
 * engine would read in another sense than an analyst (1e3, 1_000, 0x1F, more than four decimals). The engine need not
 * test the shape of each cell of such a file, nor need anyone look for records in it with more care than counting.
 * The answer may be a no too many, never a yes too many.
 */
export class PlainCheck {
  /** Records so far; lines without anything are none. */
  records = 0;
  readonly #next: Uint8Array;
  readonly #delimiter: number;
  readonly #cells: number;
  #state = HEADERS;
  #count = 1;

  /** @param cells number of cells each record must have */
  constructor(delimiter: string, cells: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#next = automaton(this.#delimiter);
    this.#cells = cells;
  }

  get plain(): boolean {
    return this.#state !== ODD;
  }

  push(bytes: Uint8Array): void {
    const next = this.#next;
    const delimiter = this.#delimiter;
    let state = this.#state;
    let count = this.#count;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      const before = state;
      state = next[(state << 8) | byte] as number;
      if (state !== START) continue;
      if (byte === delimiter) count++;
      else if (before !== HEADERS) {
        if (!this.#endLine(count, before)) state = ODD;
        count = 1;
      }
    }
    this.#state = state;
    this.#count = count;
  }

  /** Whether the file is plain to its end. */
  end(): boolean {
    if (this.#state === HEADERS) return true;
    return (
      this.plain && this.#state !== BLANK && this.#state !== WIDE && this.#endLine(this.#count, this.#state)
    );
  }

  #endLine(count: number, state: number): boolean {
    if (count === 1 && state === START) return true;
    this.records++;
    return count === this.#cells;
  }
}

/** States: at the start of a cell; in text; after a digit, a point, up to four decimals; after a space; after EF. */
const START = 0;
const TEXT = 1;
const DIGIT = 2;
const POINT = 3;
const FOURTH_DECIMAL = 7;
const BLANK = 8;
const WIDE = 9;
/** Something odd was seen; there is no way back. */
const ODD = 10;
/** In the first line, which may be as it likes. */
const HEADERS = 11;

const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const DIGITS = codes('0123456789');
/** Letters with which a number goes on in another notation. */
const NOTATIONS = codes('eExXbBoO_');
const WRAPPERS = codes(`'"=#`);
const LINE_BREAKS = [0x0a, 0x0d];

/** The state after a state and a byte, at `state << 8 | byte`. */
function automaton(delimiter: number): Uint8Array {
  const next = new Uint8Array(12 << 8).fill(ODD);
  const inside = [TEXT, DIGIT, POINT, 4, 5, 6, FOURTH_DECIMAL, BLANK];
  const set = (states: readonly number[], bytes: Iterable<number>, to: number): void => {
    for (const state of states) for (const byte of bytes) next[(state << 8) | byte] = to;
  };
  const anywhere = [START, ...inside];
  set(anywhere, range(0x21, 0x7e), TEXT);
  set(anywhere, DIGITS, DIGIT);
  for (let state = POINT; state < FOURTH_DECIMAL; state++) set([state], DIGITS, state + 1);
  set([FOURTH_DECIMAL], DIGITS, ODD);
  set(anywhere, codes('.'), POINT);
  set([DIGIT, POINT, 4, 5, 6, FOURTH_DECIMAL], NOTATIONS, ODD);
  set(inside, codes(' '), BLANK);
  set([START], WRAPPERS, ODD);
  set(anywhere, codes('"'), ODD);
  // Latin letters; CJK characters; full-width marks, whose first byte they share with others.
  set(anywhere, range(0xc3, 0xc8), TEXT);
  set(anywhere, range(0xe4, 0xe9), TEXT);
  set(anywhere, [0xef], WIDE);
  set([WIDE], [0xbc, 0xbd], TEXT);
  set([TEXT], range(0x80, 0xbf), TEXT);
  set([START, ...inside.filter((state) => state !== BLANK)], [delimiter, ...LINE_BREAKS], START);
  set([BLANK], [delimiter, ...LINE_BREAKS], ODD);
  set([HEADERS], range(0, 255), HEADERS);
  set([HEADERS], codes('"'), ODD);
  set([HEADERS], LINE_BREAKS, START);
  return next;
}
