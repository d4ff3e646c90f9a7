/** White space in Unicode's sense, with the marks that only look like nothing. */
export const SPACE_CLASS = String.raw`\s\x{0b}\x{85}\p{Z}\x{feff}\x{200b}\x{2060}`;
const EDGES = /^[\s\u0085\p{Z}\ufeff\u200b\u2060]+|[\s\u0085\p{Z}\ufeff\u200b\u2060]+$/gu;

/** A text as cells and headers are read: NFC, without white space around it. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(EDGES, '');
}

/** What two header texts must share to be taken for the same: width and case of letters do not matter. */
export function headerKey(text: string): string {
  return tidy(text).normalize('NFKC').toLowerCase();
}

/**
 * Whether a text has characters that no table has: the file is a workbook, a picture, a program. Colours of a terminal,
 * which begin with an escape character, do get into texts.
 */
export function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
