import type { Language } from '../model/words.ts';
import { resultMessages } from './messages/results.ts';
import { speaker } from './wording.ts';

/** The files of `--out`, as one finds them. */
export interface WrittenFiles {
  folder: string;
  files: readonly string[];
}

/** The line under the tables that says where the files are, after an empty one; nothing without `--out`. */
export function renderWritten(written: WrittenFiles | undefined, language: Language): string {
  if (!written) return '';
  const files = written.files.join(language === 'zh' ? '、' : ', ');
  return `\n${speaker(resultMessages, language)('written', { folder: written.folder, files })}\n`;
}
