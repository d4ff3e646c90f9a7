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
  'watch.parquet': ['household', 'period', 'level', 'condition', 'signs', 'missing'],
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

/** The tables of a confirmation. */
const CONFIRMATION = {
  'confirmed.csv': [
    ...['household', 'period', REGIONS, 'list', 'code', 'state_before', 'state', 'confirmed_on'],
  ],
  'pending.csv': [
    ...['household', 'period', REGIONS, 'list', 'code', 'state', 'proposed', 'step', 'defect'],
    ...['reason_en', 'reason_zh'],
  ],
  'unmatched.csv': ['record', 'household', 'period', 'step', 'date', 'list', 'defect'],
  'states.csv': ['household', 'period', 'state', 'since'],
};

export async function outputBlocks(load) {
  const { confirmationColumns, defectMessages } = await load('report/messages/procedure');
  const { simulationColumns } = await load('report/messages/simulation-columns');
  const { columnMessages } = await load('report/messages/columns');
  const { FORMULA_STARTS } = await load('model/csv');
  const starts = FORMULA_STARTS.map((start) =>
    /^\s$/.test(start) ? (start === '\t' ? 'a tab' : 'a carriage return') : code(start),
  );
  return {
    'output-tables': tables(TABLES),
    'output-columns': words('column', columnMessages),
    'confirmation-tables': tables(CONFIRMATION),
    'confirmation-columns': words('column', confirmationColumns),
    'confirmation-defects': words('defect', defectMessages),
    'simulate-columns': words('column', simulationColumns),
    'formula-starts': starts.join(', '),
  };
}

function tables(all) {
  const rows = Object.entries(all).map(([file, columns]) => [
    code(file),
    columns.map((name) => (name.startsWith('*') ? name : code(name))).join(', '),
  ]);
  return table(['file', 'columns in their order'], rows);
}

function words(head, messages) {
  const rows = Object.entries(messages).map(([name, { en, zh }]) => [code(name), en, zh]);
  return table([head, 'what it holds', '含义'], rows);
}
