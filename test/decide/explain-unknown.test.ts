import { expect, it } from 'vitest';
import { explain } from '../../src/decide/explain.ts';
import type { CellIssue } from '../../src/decide/explain-unknown.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { Parameters } from '../../src/rules/parameters.ts';
import type { OracleData, Row } from '../oracle/types.ts';
import { decisionRows } from './explain-case.ts';
import { village } from './explain-village.ts';

const year = (period: string, cells: Row = {}): Row => ({
  ...{ household: 'h', period, size: '2', net: '2000', wage: '2000', ...cells },
});

/** What is said of values that are unknown, with only the columns of a run folder that the rules do not see through. */
function unknowns(
  income: Row[],
  period: string,
  {
    issues = [],
    earlier = false,
    hidden = ['size', 'net', 'wage'],
  }: { issues?: CellIssue[]; earlier?: boolean; hidden?: string[] } = {},
): string[] {
  const household = { household: 'h', county: 'c', able: true, safe: true, roof: 'tile' };
  const tables = { households: [household], members: [{ household: 'h', member: '1', ill: false }], income };
  const data: OracleData = { tables, register: [], parameterTables: {} };
  const rows = decisionRows(village, data).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name))),
  );
  const file = { loaded: village, parameters: new Parameters(village), rows, register: false };
  const told = renderExplanation(explain({ ...file, issues, earlier }, period), 'en');
  return told.split('\n').flatMap((line) => /(?<=: )unknown.*?(?=;|$)/.exec(line)?.[0] ?? []);
}

/** Kept: the household stays listed, since in 2010 it was below the exit line. */
const years = (cells: Row): Row[] => [year('2009'), year('2010'), year('2011', cells)];
const spoilt = (column: string, line = 7): CellIssue => ({
  table: 'income',
  column,
  file: 'income.csv',
  line,
  value: 'x',
});

it('names what may be missing behind a value that was not needed to decide', () => {
  expect(unknowns(years({ net: null }), '2011')).toEqual([
    'unknown (missing: at least one of net income, persons',
    'unknown (missing: at least one of net income, wages',
  ]);
  expect(unknowns(years({ net: null }), '2011', { hidden: [] })).toEqual([
    'unknown (missing: net income)',
    'unknown (missing: net income)',
  ]);
});

it('names the cell from which it could not be read', () => {
  const cell = 'unknown (missing: net income: “x” at income.csv:7)';
  expect(unknowns(years({ net: null }), '2011', { issues: [spoilt('net')] })).toEqual([cell, cell]);
  expect(
    unknowns(years({ net: null }), '2011', { issues: [{ ...spoilt('net'), table: 'other' }] })[0],
  ).toContain('at least one of net income, persons');
});

it('shows the beginning of a long cell', () => {
  const issues = [{ ...spoilt('net'), value: 'x'.repeat(5000) }];
  expect(unknowns(years({ net: null }), '2011', { issues })[0]).toBe(
    `unknown (missing: net income: “${'x'.repeat(59)}…” at income.csv:7)`,
  );
});

it('does not claim that a cell is of the period when it may be of another', () => {
  const perhaps = 'unknown (missing: at least one of net income: perhaps “x” at income.csv:7, persons';
  const both = [year('2009'), year('2010', { net: null }), year('2011', { net: null })];
  expect(unknowns(both, '2011', { issues: [spoilt('net')] })).toContain(
    'unknown (missing: net income: perhaps “x” at income.csv:7)',
  );
  expect(unknowns(years({ net: null }), '2011', { issues: [spoilt('net')], earlier: true })).toContain(
    perhaps,
  );
});

it('believes what a later decision lists as missing', () => {
  const later = [...years({ net: null }), year('2012', { net: '9000', wage: '9000' })];
  expect(unknowns(later, '2011')[0]).toBe('unknown (missing: net income)');
});
