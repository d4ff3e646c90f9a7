import { closest } from '../model/closest.ts';

/** Endings of files that are read. */
export const ENDINGS = ['.csv', '.csv.gz', '.tsv', '.tsv.gz', '.parquet'] as const;

/** What the ending of a file says it is. A file of any other kind is a text about the data, a picture, a program. */
export type FileKind = 'read' | 'text' | 'workbook' | 'packed';

/** Longest first, so that `.csv.zip` is no `.zip`. */
const KINDS: readonly (readonly [ending: string, kind: FileKind])[] = [
  ...ENDINGS.map((ending) => [ending, 'read'] as const),
  ...['.csv.zip', '.csv.bz2', '.csv.xz', '.csv.zst', '.zip', '.rar', '.7z', '.gz'].map(
    (ending) => [ending, 'packed'] as const,
  ),
  ...['.xlsx', '.xls', '.xlsm', '.xlsb', '.ods', '.et', '.dta', '.sav', '.sas7bdat', '.dbf', '.rds'].map(
    (ending) => [ending, 'workbook'] as const,
  ),
  ...['.txt', '.dat', '.tab'].map((ending) => [ending, 'text'] as const),
].toSorted(([a], [b]) => b.length - a.length);

/** A file name without its ending, in small letters, and what the ending says; no kind if the ending says nothing. */
export function partsOf(name: string): { stem: string; kind: FileKind | undefined } {
  const small = name.toLowerCase();
  const [ending = '', kind] = KINDS.find(([known]) => small.endsWith(known)) ?? [];
  return { stem: small.slice(0, small.length - ending.length), kind };
}

/**
 * Whether a file is likely to be meant for a table: called like it but for a slip of the pen or what follows the name,
 * as in `income-2023` and `income (2)`.
 */
export function resembles(stem: string, table: string): boolean {
  const name = table.toLowerCase();
  if (stem.startsWith(name) && !/^\p{L}/u.test(stem.slice(name.length))) return true;
  const bare = stem.replace(/[-_ .(（]*\d.*$/u, '');
  return bare !== '' && closest(name, [bare]) !== undefined;
}

/** The name under which a file would be read: with the ending that it has, or else as CSV. */
export function readableName(stem: string, present: string): string {
  const small = present.toLowerCase();
  return (
    stem + (ENDINGS.toSorted((a, b) => b.length - a.length).find((known) => small.endsWith(known)) ?? '.csv')
  );
}
