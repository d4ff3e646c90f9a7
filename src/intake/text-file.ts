import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';

/**
 * The text of a file that people write for this program, byte for byte: a byte order mark stays. Unlike data, whose
 * encoding is found, it is UTF-8 or nothing: what rules say must not rest on a guess.
 * @param name what messages call the file
 * @returns `not-utf8` with the first place that is no text, if there is one
 */
export function readTextFile(path: string, name: string): string | Problem {
  const bytes = bytesOf(path);
  // UTF-16 without a mark is valid UTF-8 with a NUL beside every letter, and in no other text there are any.
  if (isUtf8(bytes) && !bytes.includes(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const lenient = new TextDecoder('utf-8').decode(bytes);
  const at = lenient.search(/[\0\ufffd]/);
  const before = lenient.slice(0, at).split(LINE_BREAK);
  const start = before.at(-1) ?? '';
  const lineText = start + (lenient.slice(at).split(LINE_BREAK, 1)[0] ?? '');
  const place = { file: name, line: before.length, column: start.length + 1, length: 1, lineText };
  return { code: 'not-utf8', severity: 'error', params: { file: name, line: before.length }, place };
}

const LINE_BREAK = /\r\n|\r|\n/;

/** The system names the path when it opens a file, but not when it reads: a folder is opened, and then refused. */
function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
}
