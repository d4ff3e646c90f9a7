/** What can be wrong with data, and how much it weighs. docs/issues.md is generated from this table. */
export const ISSUE_CODES = {
  'encoding-error': 'error',
  'unterminated-quote': 'error',
  'wrong-cell-count': 'error',
  'missing-column': 'error',
  'duplicate-header': 'error',
  'blank-header': 'error',
  'empty-file': 'error',
  'missing-file': 'error',
  'type-error': 'error',
  'out-of-range': 'error',
  'unknown-code': 'error',
  'undeclared-sentinel': 'error',
  'missing-key': 'error',
  'duplicate-row': 'warning',
  'duplicate-key': 'error',
  orphan: 'error',
  'extra-column': 'info',
  'extra-description': 'warning',
  'parameter-missing': 'warning',
  'no-members': 'warning',
  'size-mismatch': 'warning',
  'damaged-id': 'error',
  'region-missing': 'warning',
  'region-conflict': 'warning',
  'unit-not-in-table': 'warning',
  'unit-without-households': 'warning',
} as const;

export type IssueCode = keyof typeof ISSUE_CODES;
export type Severity = 'error' | 'warning' | 'info';

/** One thing wrong in the data, as data; wording is made from it by report/words. */
export interface Issue {
  code: IssueCode;
  table: string;
  file?: string | undefined;
  /** The line an editor shows, from 1. */
  line?: number | undefined;
  column?: string | undefined;
  household?: string | undefined;
  value?: string | undefined;
  expected?: string | undefined;
}
