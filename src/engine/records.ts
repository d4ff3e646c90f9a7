import { text } from '../model/sql.ts';
import type { Engine } from './duckdb.ts';
import type { WrittenColumn } from './export.ts';

type Wording = Readonly<Record<string, { en: string; zh: string }>>;

const whole = (names: readonly string[]): WrittenColumn[] => names.map((name) => ({ name, type: 'BIGINT' }));
const texts = (names: readonly string[]): WrittenColumn[] => names.map((name) => ({ name, type: 'VARCHAR' }));

export const ISSUE_COLUMNS: readonly WrittenColumn[] = [
  ...texts(['code', 'severity', 'table', 'file']),
  ...whole(['line']),
  ...texts(['column', 'household', 'value', 'expected', 'hint', 'hint_zh']),
];
export const REJECT_COLUMNS: readonly WrittenColumn[] = [
  ...texts(['file']),
  ...whole(['first_line', 'last_line', 'byte_offset']),
  ...texts(['code', 'table', 'household', 'text']),
];

/** All issues in a fixed order, each with what to do about it in both languages. */
export function issuesQuery(wording: Wording): string {
  const [en, zh] = [hint(wording, 'en'), hint(wording, 'zh')];
  return `SELECT code, severity, table_name AS "table", file, line, column_name AS "column", household, value, expected,
      ${en} AS hint, ${zh} AS hint_zh
    FROM issues ORDER BY table_name, file NULLS FIRST, line NULLS FIRST, column_name NULLS FIRST, code, household, value, expected`;
}

/** Adds issues found while deciding. */
export async function addGaps(engine: Engine, gaps: string): Promise<void> {
  await engine.run(
    `INSERT INTO issues(code, severity, table_name, column_name, value, expected)
      SELECT code, severity, table_name, column_name, value, expected FROM (${gaps}) AS g`,
  );
}

/** All rejected records in a fixed order. */
export function rejectsQuery(): string {
  return `SELECT file, first_line, last_line, byte_offset, code, table_name AS "table", household, text
    FROM rejects ORDER BY table_name, file, first_line, byte_offset, code`;
}

/** The lines of a code's wording after the first say what to do; their blanks are filled from the issue. */
function hint(wording: Wording, language: 'en' | 'zh'): string {
  const blanks = {
    table: 'table_name',
    file: 'file',
    column: 'column_name',
    household: 'household',
    value: 'value',
    expected: 'expected',
  };
  const arms = Object.entries(wording).flatMap(([code, texts]) => {
    const lines = texts[language]
      .replace(/\[\[.*?\]\]/gs, '')
      .split('\n')
      .slice(1)
      .join(' ')
      .trim();
    if (lines === '') return [];
    const filled = Object.entries(blanks).reduce(
      (sql, [blank, column]) =>
        lines.includes(`{${blank}}`)
          ? `replace(${sql}, ${text(`{${blank}}`).text}, COALESCE(${column}, ''))`
          : sql,
      text(lines).text,
    );
    return [`WHEN ${text(code).text} THEN ${filled}`];
  });
  return arms.length === 0 ? "''" : `CASE code ${arms.join(' ')} END`;
}

/**
 * One row with the leaf hashes of a Merkle tree (RFC 9162: SHA-256 of a zero byte and the leaf), in the order of
 * `hid`, as one hexadecimal text.
 */
export function leavesQuery(leaves: string): string {
  return `SELECT string_agg(sha256(concat(chr(0), leaf)), '' ORDER BY hid) AS leaves FROM (${leaves}) AS l`;
}
