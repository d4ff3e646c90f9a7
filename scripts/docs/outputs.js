import { code, table } from './pages.js';

const REGIONS = '*regions*';
const FACTS = '*facts*';
const MOVED = [
  'household',
  'period',
  REGIONS,
  'state_before',
  'state',
  'code',
  FACTS,
  'reason_en',
  'reason_zh',
];
const DECISIONS = [
  ...['household', 'period', 'state_before', 'state', 'outcome', 'code', 'missing'],
  ...[REGIONS, FACTS, '*criteria*', '*inputs that decide directly*'],
];

/** The tables of a run folder with their columns; what stands in italics depends on the pack. */
export const TABLES = {
  'decisions.parquet': DECISIONS,
  'decisions.csv': DECISIONS,
  'entry.csv': MOVED,
  'exit.csv': MOVED,
  'return.csv': MOVED,
  'review.csv': [
    'household',
    'period',
    REGIONS,
    'state',
    'outcome',
    'code',
    'missing',
    'reason_en',
    'reason_zh',
  ],
  'issues.csv': [
    ...[
      'code',
      'severity',
      'table',
      'file',
      'line',
      'column',
      'household',
      'value',
      'expected',
      'hint',
      'hint_zh',
    ],
  ],
  'rejects.csv': ['file', 'first_line', 'last_line', 'byte_offset', 'code', 'table', 'household', 'text'],
};

/** The columns of what `simulate` writes that no run has. */
async function simulateBlock(load) {
  const { simulationColumns } = await load('report/messages/simulation-columns');
  return table(
    ['column', 'what it holds', '含义'],
    Object.entries(simulationColumns).map(([name, { en, zh }]) => [code(name), en, zh]),
  );
}

export async function outputBlocks(load) {
  const { columnMessages } = await load('report/messages/columns');
  const { FORMULA_STARTS } = await load('model/csv');
  const starts = FORMULA_STARTS.map((start) =>
    /^\s$/.test(start) ? (start === '\t' ? 'a tab' : 'a carriage return') : code(start),
  );
  return {
    'output-tables': table(
      ['file', 'columns in their order'],
      Object.entries(TABLES).map(([file, columns]) => [
        code(file),
        columns.map((name) => (name.startsWith('*') ? name : code(name))).join(', '),
      ]),
    ),
    'output-columns': table(
      ['column', 'what it holds', '含义'],
      Object.entries(columnMessages).map(([name, { en, zh }]) => [code(name), en, zh]),
    ),
    'simulate-columns': await simulateBlock(load),
    'formula-starts': starts.join(', '),
  };
}
