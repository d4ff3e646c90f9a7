import { closeSync, openSync, readSync } from 'node:fs';
import { failure } from '../model/problem.ts';
import { isBinary } from './text.ts';

const MAGIC: readonly (readonly [bytes: readonly number[], code: string])[] = [
  [[0x1f, 0x8b], 'file-is-gzip'],
  [[...Buffer.from('PAR1')], 'file-is-parquet'],
  // Office files since 2007 and OpenDocument are ZIP archives; older ones are compound files.
  [[0x50, 0x4b, 0x03, 0x04], 'file-is-workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'file-is-workbook'],
];

/**
 * Files whose names end as those of texts do, and whose first bytes say otherwise.
 * @throws Failure that says what the file is and what to do with it
 */
export function refuseOtherContents(head: Buffer, name: string): void {
  const found = MAGIC.find(([bytes]) => bytes.every((byte, index) => head[index] === byte));
  // A header may begin with the letters of a mark; bytes that stand in no text follow only the mark itself.
  if (found && isBinary(head.toString('latin1', 0, 4096)))
    throw failure('usage', found[1], { file: name, renamed: renamed(name, found[1]) });
}

function renamed(name: string, code: string): string {
  return code === 'file-is-gzip' ? `${name}.gz` : name.replace(/\.(csv|tsv|txt)$/i, '.parquet');
}

/**
 * @throws Failure `no-text` if a header has a character that stands in no table: a workbook, a picture, a program,
 * or a header that nobody could type to name the column
 */
export function refuseBinaryHeaders(headers: readonly string[], name: string): void {
  const place = headers.findIndex(isBinary);
  if (place < 0) return;
  const [character = ''] = [...(headers[place] ?? '')].filter(isBinary);
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw failure('usage', 'no-text', { file: name, column: place + 1, character: code });
}

/** The first bytes of a file. */
export function headOf(path: string, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const fd = openSync(path, 'r');
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, length, 0));
  } finally {
    closeSync(fd);
  }
}
