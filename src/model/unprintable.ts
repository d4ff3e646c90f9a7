/**
 * Characters that nobody sees and that could mislead: those that control a terminal, break lines, or turn the direction
 * of writing, so that a text reads otherwise than it is stored. Line breaks and tabs are among them; where a text may
 * have several lines, the caller lets those pass.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The line breaks and tabs that a text of several lines has. */
export const LAYOUT: ReadonlySet<string> = new Set(['\t', '\n', '\r']);
