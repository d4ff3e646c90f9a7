import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/duckdb.ts';
import { ISSUE_CODES } from '../../src/model/issue.ts';
import { Failure } from '../../src/model/problem.ts';
import { messages } from '../../src/report/messages/index.ts';
import { fill, type Params } from '../../src/report/wording.ts';
import { readFolder, readPack } from './dataset.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/bad');

/** Every data set in fixtures/bad with all that is said about it: the first lines of the messages. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'blank-header': ['income.csv: column 4, counted from the left, has no header'],
  'damaged-digits': ['income.csv:3: wage of household H2 is “1e3”, which cannot be read as money'],
  'damaged-id': [
    'households.csv:5: the id “4.40111E+17” was rounded by a spreadsheet; its last digits are lost',
  ],
  'dataset-duplicate-key': ['key income stands twice in the same place (4:3)'],
  'dataset-syntax': ['a quotation mark opens a text here, and nothing closes it (4:11)'],
  'dataset-unknown-column': [
    'dataset.yaml describes column wages of table income, which the rule pack does not ask for (5:7)',
  ],
  'dataset-unknown-key': ['there is no key fil in tables.income; did you mean file? (4:5)'],
  'dataset-unknown-table': [
    'dataset.yaml describes table incomes, which the rule pack does not ask for (3:3)',
  ],
  'dataset-value': ['"ten" does not say what one in the file is worth (6:34)'],
  'decimal-comma': [
    'income.csv:2: wage of household H1 is “1,200”, which cannot be read as money',
    'income.csv:3: wage of household H2 is “950,50”, which cannot be read as money',
  ],
  'duplicate-header': [
    'income.csv: several columns are headed wage',
    'income.csv: table income needs the column(s) size, and no header reads so; not used yet: wage',
  ],
  'duplicate-key': [
    'income.csv:3: household H2 has records that contradict each other (H2 2009)',
    'income.csv:5: household H2 has records that contradict each other (H2 2009)',
  ],
  'duplicate-row': ['income.csv:5: household H2 has the same record twice (H2 2009)'],
  'empty-file': ['income.csv: the file for table income is empty'],
  'encoding-error': ['households.csv:3: a record has bytes that mean nothing in the encoding of the file'],
  'extra-column': ['income.csv: nothing asks for column note; it is ignored'],
  'extra-description': [
    'dataset.yaml:7: the rule pack does not ask for table conditions; what is said about it is ignored',
    'dataset.yaml:6: the rule pack does not ask for column pension of table income; what is said about it is ignored',
  ],
  'file-outside': ['the file ../income.csv of table income lies outside the dataset'],
  'missing-column': [
    'income.csv: table income needs the column(s) wage, and no header reads so; not used yet: wages',
  ],
  'missing-file': ['table income needs the file income.csv, and it is not there'],
  'missing-key': ['income.csv:4: a record of table income has nothing under year'],
  'no-members': ['household H3 has no record in table members'],
  orphan: ['income.csv:5: household H4 is not in the list of households'],
  'out-of-range': ['members.csv:4: age of household H2 is 166, outside 0..120'],
  'parquet-is-text': ['income.parquet ends in .parquet, but it cannot be read as Parquet: it is text'],
  'region-conflict': ['V1 is said to lie in more than one county: C1, C2'],
  'region-missing': ['household H2 names no village'],
  'register-duplicate-key': [
    'register.csv:2: the register says two different things about household H1 in one period',
    'register.csv:3: the register says two different things about household H1 in one period',
  ],
  'register-encoding-error': [
    'register.csv:2: a record of the register has bytes that mean nothing in the encoding of the file',
  ],
  'register-missing-key': ['register.csv:2: a record of the register has nothing under household_id'],
  'register-type-error': [
    'register.csv:2: the register has “last year” under period for household H1, which cannot be read as year',
  ],
  'register-unknown-code': [
    'register.csv:2: the register has household H1 in state “listd”, which is none of: not_listed, listed',
  ],
  'register-unterminated-quote': [
    'register.csv:2: a quotation mark in the register opens a cell and is not closed properly',
  ],
  'register-without-state': ['the register has 1 record(s) without a state'],
  'register-wrong-cell-count': ['register.csv:2: a record of the register has 2 cells, the header has 3'],
  'several-files': ['table income has several files: income.csv, income.tsv'],
  'size-mismatch': ['income.csv:2: household H1 is said to have 3 persons, its list of members has 2'],
  'swallowing-quote': ['income.csv:2: a quotation mark opens a cell and is not closed properly'],
  'type-error': ['income.csv:3: wage of household H2 is “about 950”, which cannot be read as money'],
  'undeclared-sentinel': ['income.csv:3: wage of household H2 is -99, which usually stands for "no answer"'],
  'unit-not-in-table': ['village V2 has households, but no record in table villages'],
  'unit-without-households': ['village V3 has a record in table villages, but no household'],
  'unknown-code': ['members.csv:5: sex of household H3 is “w”, which is none of: f, m'],
  'unreadable-gzip': ['income.csv.gz ends in .gz, but it is not a complete gzip file'],
  'unreadable-parquet': ['income.parquet ends in .parquet, but it cannot be read as Parquet'],
  'unterminated-quote': ['income.csv:2: a quotation mark opens a cell and is not closed properly'],
  'wrong-cell-count': ['income.csv:3: a record has 5 cells, the header has 4'],
};

const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe('data with one defect', () => {
  it.each(folders.map(({ name }) => name))('%s', async (name) => {
    expect(await messagesFor(name)).toEqual(EXPECTED[name]);
  });

  it('is there for every code of issue that data can raise', () => {
    const codes = Object.keys(ISSUE_CODES).filter((code) => code !== 'parameter-missing');
    expect(folders.map(({ name }) => name)).toEqual(expect.arrayContaining(codes));
  });
});

async function messagesFor(name: string): Promise<string[]> {
  try {
    const pack = /^(region|unit)-/.test(name) ? 'levels.yaml' : 'pack.yaml';
    return await readFolder(join(FOLDER, name), readPack(join(FOLDER, pack)), ({ issues }) =>
      issues.map(worded),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.problems.map(({ code, params, place }) => {
      const text = wording(code, params);
      return place ? `${text} (${place.line}:${place.column})` : text;
    });
  }
}

function worded(issue: Row): string {
  const given = Object.entries(issue).flatMap(([key, value]) => (value === null ? [] : [[key, value]]));
  const { table_name, column_name, code, ...rest } = Object.fromEntries(given);
  return wording(code, { ...rest, table: table_name ?? '', column: column_name ?? '' });
}

function wording(code: string, params: Params): string {
  const [first = ''] = fill(messages[code]?.en ?? `no wording for ${code}`, params).split('\n');
  expect(first).not.toMatch(/[{}]/);
  return first;
}
