import { code, table } from './pages.js';

const STOPS = 'nothing is decided; exit code 2';
const REJECTED = 'the record goes to `rejects.csv`';
const UNKNOWN = 'the cell counts as unknown';

/** What each code means and what follows from it; how it is worded stands in src/report/messages/intake.ts. */
const EFFECTS = {
  'encoding-error': ['bytes that mean nothing in the encoding of the file', REJECTED],
  'unterminated-quote': [
    'a quotation mark that is not closed properly',
    `${REJECTED}; reading goes on with the next line`,
  ],
  'wrong-cell-count': ['a record with more or fewer cells than the header', REJECTED],
  'missing-column': ['a column the rule pack needs is not in the file', STOPS],
  'duplicate-header': ['several columns with the same header', STOPS],
  'blank-header': ['a column without a header', STOPS],
  'empty-file': ['a file without even a header', STOPS],
  'missing-file': ['no file for a table the rule pack needs', STOPS],
  'type-error': [
    'a cell that cannot be read as the type of its column',
    `${UNKNOWN}; where it is a key, ${REJECTED}`,
  ],
  'out-of-range': ['a value outside the range of its column', `${UNKNOWN}; where it is a key, ${REJECTED}`],
  'unknown-code': ['a text that is none of the codes of its column', UNKNOWN],
  'undeclared-sentinel': [
    'a number such as −99 that usually stands for “no answer”, or `##N/A##`, undeclared',
    UNKNOWN,
  ],
  'missing-key': ['a record without a household, member or period', REJECTED],
  'duplicate-row': [
    'the same record again, the same in every column that is used',
    'one is used, the others go to `rejects.csv`',
  ],
  'duplicate-key': [
    'records with the same key that say different things',
    'all of them go to `rejects.csv`, none is used; in the list of households the household stays, with every column unknown; in the register nothing is decided',
  ],
  orphan: ['a record of a household that is not in the list of households', REJECTED],
  'extra-column': ['a column that nothing asks for', 'it is ignored'],
  'extra-description': [
    'a table or column that `dataset.yaml` describes and the rule pack does not ask for',
    'it is ignored; where it seems to be meant for one that the pack asks for, nothing is decided; exit code 2',
  ],
  'parameter-missing': [
    'a region that the table of a parameter does not have',
    'what depends on the parameter is unknown there',
  ],
  'no-members': [
    'a household without a single member, where a list of members was given',
    'what is counted over its members is unknown',
  ],
  'size-mismatch': [
    'a declared number of persons that is not the number of members listed',
    'both are used as they are',
  ],
  'damaged-id': [
    'an id that a spreadsheet rounded',
    'a household is kept and matched with nothing; a record of another table is rejected',
  ],
  'region-missing': [
    'a household that does not say to which unit of a level it belongs',
    'it is decided, and counted in no unit of that level',
  ],
  'region-conflict': [
    'a village said to lie in several counties, or the like',
    'where it lies is unknown; its households stay in the counties they name',
  ],
  'unit-not-in-table': [
    'a village that has households, and no record in a table of its level',
    'what the table says about it is unknown',
  ],
  'unit-without-households': [
    'a village that has a record in a table of its level, and no household',
    'what is counted over its households is unknown; in a period without another record it is not observed',
  ],
};

/** The reference of issue codes, in both languages. */
export async function issueBlocks(load) {
  const { ISSUE_CODES } = await load('model/issue');
  const { intakeMessages } = await load('report/messages/intake');
  const codes = Object.keys(ISSUE_CODES);
  const unknown = [...codes, ...Object.keys(EFFECTS)].filter(
    (name) => !(name in EFFECTS && name in ISSUE_CODES),
  );
  if (unknown.length > 0)
    throw new Error(`scripts/docs/issues.js and src/model/issue.ts differ in ${unknown}`);
  const link = (name) => `[${code(name)}](#${name})`;
  return {
    issues: [
      table(
        ['code', 'severity', 'what it is', 'what happens'],
        codes.map((name) => [link(name), ISSUE_CODES[name], ...EFFECTS[name]]),
      ),
      ...codes.map((name) => section(name, ISSUE_CODES[name], intakeMessages[name])),
    ].join('\n\n'),
  };
}

function section(name, severity, { en, zh }) {
  const [means, follows] = EFFECTS[name];
  const said = (text) =>
    blanks(text)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('  \n');
  return [`### ${name}`, `${capital(severity)}: ${means}. ${capital(follows)}.`, said(en), said(zh)].join(
    '\n\n',
  );
}

function blanks(text) {
  return text.replaceAll(/\[\[|\]\]/g, '').replaceAll(/\{(\w+)\}/g, '*$1*');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
