import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPack } from '../../src/cli/packs.ts';
import { Failure, type Problem } from '../../src/model/problem.ts';
import { renderProblem, wordingOf } from '../../src/report/problems.ts';
import { checkPack } from '../../src/rules/check.ts';

const FOLDER = 'fixtures/bad-packs';

/** Each file has the one defect it is named for: code, line and column, what is underlined, what is said. */
const EXPECTED: Record<string, [code: string, place: string, underlined: string, said: string][]> = {
  alias: [['yaml-alias', '30:14', '*money', 'anchors and aliases (&, *) are not used here']],
  'bad-period': [['form-period', '32:25', '09', '09 is not a period']],
  'bad-version': [['form-version', '3:10', '1.0', '"1.0" is not a version']],
  'category-without-codes': [
    ['codes-missing', '24:7', 'health', 'category health does not say which codes it has'],
  ],
  'chinese-name': [['form-name', '37:3', '患病人数', '患病人数 cannot be a name']],
  'code-twice': [['code-twice', '47:12', 'ENTER', 'two transitions have the code ENTER']],
  'column-without-variable': [['name-unknown', '37:32', 'health', 'nothing here is called health']],
  'comma-without-quotes': [
    [
      'key-torn',
      '36:48',
      '2)',
      'YAML takes 2) for a key in facts.income_per_person, because a comma inside {…} begins a new one',
    ],
  ],
  'condition-expected': [
    [
      'expression-type',
      '40:21',
      'income_per_person - entry_line',
      'a condition is needed here, and this is a number',
    ],
  ],
  'cut-short': [['expression-ends', '41:38', '>=', 'the expression ends too early, after >=']],
  cycle: [
    [
      'cycle',
      '36:3',
      'income_per_person',
      'these definitions go round in a circle: income_per_person → ill → income_per_person',
    ],
  ],
  'duplicate-key': [['yaml-duplicate-key', '8:1', 'period', 'key period stands twice in the same place']],
  'empty-list': [
    ['value-short', '43:9', '[]', 'states has too little in it: at least 1 is expected, found []'],
  ],
  'error-after-chinese': [
    [
      'name-unknown',
      '40:52',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'error-in-folded': [
    [
      'name-unknown',
      '55:7',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'error-in-literal': [
    [
      'name-unknown',
      '54:9',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'error-in-plain-lines': [
    [
      'name-unknown',
      '53:7',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'error-in-quoted': [
    [
      'name-unknown',
      '47:108',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'error-in-single-quoted': [
    [
      'name-unknown',
      '47:105',
      'income_per_persn',
      'nothing here is called income_per_persn; did you mean income_per_person?',
    ],
  ],
  'ever-needs-state': [
    ['function-place', '47:67', 'ever(above_exit)', 'ever cannot stand here, or not with this: condition'],
  ],
  exponent: [['plain-decimal', '41:41', '1e3', '1e3 is not a plain decimal number']],
  'held-in-fact': [
    ['name-elsewhere', '36:33', 'above_exit', 'above_exit is a criterion and cannot be used in a fact'],
  ],
  'held-needs-criterion': [
    [
      'held-needs-criterion',
      '47:67',
      'held(able_to_work, 2)',
      'held needs the bare name of a criterion and a whole number of periods, such as held(above_exit, 2)',
    ],
  ],
  'held-without-periods': [
    ['held-needs-periods', '47:67', 'held(above_exit)', 'held lacks the number of periods'],
  ],
  'list-expected': [['value-type', '8:10', 'county', 'regions should be of the form [a, b], not "county"']],
  'list-in-list': [
    [
      'list-in-list',
      '37:32',
      'members.exists(k, k.age > m.age)',
      'a list of members inside another cannot be decided',
    ],
  ],
  'level-leave': [['form-periods', '49:64', '0', '"0" is not a number of periods']],
  'level-never': [
    [
      'level-never',
      '49:37',
      'below_entry && above_exit',
      'no household can ever be put on the level of watch red: its condition is never true',
    ],
  ],
  'level-region': [
    ['name-reserved', '8:11', 'since', 'since has a meaning of its own and cannot be used as a name'],
  ],
  'level-source': [
    ['source-unknown', '49:75', 'cirular', 'there is no source cirular; did you mean circular?'],
  ],
  'level-state': [['state-unknown', '49:73', 'lsted', 'there is no state lsted; did you mean listed?']],
  'level-twice': [['level-twice', '50:10', 'red', 'red cannot be the id of another level of watch']],
  'missing-key': [
    [
      'key-missing',
      '1:1',
      'format: shuangdao-rules/1',
      'fixtures/bad-packs/missing-key.yaml lacks its key currency',
    ],
  ],
  'missing-source': [
    ['key-missing', '32:31', '{value: 1500}', 'parameters.entry_line.values.2009 lacks its key source'],
  ],
  'misspelt-column': [
    ['column-unknown', '37:34', 'helth', 'there is no column helth in this list; did you mean health?'],
  ],
  'misspelt-key': [
    ['key-missing', '17:15', '{typ: code}', 'inputs.households.columns.county lacks its key type'],
    [
      'key-unknown',
      '17:16',
      'typ',
      'there is no key typ in inputs.households.columns.county; did you mean type?',
    ],
  ],
  'misspelt-name': [
    ['name-unknown', '40:41', 'enty_line', 'nothing here is called enty_line; did you mean entry_line?'],
  ],
  'mixed-list': [['expression-list', '41:33', '"two"', 'the list mixes number and text']],
  'name-twice': [['name-twice', '37:3', 'income', 'income stands for two things']],
  'never-true': [
    ['transition-never', '46:68', 'below_entry && above_exit', 'transition ENTER can never be true'],
    ['state-unreachable', '43:22', 'listed', 'no household ever comes into state listed'],
  ],
  'no-households': [
    ['households-missing', '13:3', 'members:', 'the inputs lack a table households with the key [household]'],
  ],
  null: [
    ['expression-null', '40:21', 'income_per_person != null', 'there is no null: what is missing is unknown'],
  ],
  'number-with-comma': [
    [
      'key-torn-number',
      '41:43',
      '500',
      'YAML takes 500 for a key in criteria.above_exit, because a comma inside {…} begins a new one',
    ],
  ],
  'number-with-comma-quoted': [['expression-thousands', '41:43', ',', 'a number has no commas in it']],
  'open-quote': [['expression-text-open', '37:44', '"ill).size()', 'this text has no closing quote']],
  'number-decimals': [
    [
      'number-decimals',
      '34:16',
      'rate * rate * rate',
      'rate * rate * rate has more than 30 decimals, so it is floating point and no longer exact',
    ],
    [
      'number-large',
      '40:15',
      'rate * rate * income',
      'rate * rate * income may have more than 38 digits, and is unknown for whoever it has',
    ],
    [
      'number-decimals',
      '40:15',
      'rate * rate * income * income',
      'rate * rate * income * income has more than 30 decimals, so it is floating point and no longer exact',
    ],
  ],
  'number-large': [
    [
      'number-large',
      '38:15',
      'income * income * income',
      'income * income * income may have more than 38 digits, and is unknown for whoever it has',
    ],
  ],
  overlap: [
    [
      'transitions-overlap',
      '48:65',
      'ill > 0',
      'from not_listed, ENTER and ILL can be true together, and ENTER wins because it stands first',
    ],
  ],
  'parameter-gap': [
    [
      'parameter-gap',
      '33:3',
      'exit_line',
      'parameter exit_line has no value in 2009–2010, but the pack is valid from 2009 to 2012 and uses it then',
    ],
  ],
  'period-twice': [['period-twice', '32:64', '2009-01', '2009-01 begins with the same period as 2009']],
  'previous-needs-name': [
    [
      'previous-needs-name',
      '41:20',
      'previous(income / size)',
      'previous needs the bare name of an input or a fact, such as previous(income_per_person)',
    ],
  ],
  'range-on-text': [['range-not-number', '17:28', 'range', 'county is not a number and so has no range']],
  'require-violated': [
    [
      'require-violated',
      '48:11',
      'exit_line > entry_line',
      'what the pack requires does not hold in 2011: exit_line > entry_line, and exit_line = 1400, entry_line = 1500. Nor does it in 2012',
    ],
  ],
  'reserved-name': [
    ['name-reserved', '30:7', 'state', 'state has a meaning of its own and cannot be used as a name'],
  ],
  'round-without-digits': [
    [
      'round-needs-digits',
      '36:28',
      'round(income / size, size)',
      'round needs the number of decimals as a digit, such as round(x, 2)',
    ],
  ],
  shadowed: [
    [
      'transition-shadowed',
      '48:70',
      'below_entry && able_to_work && ill > 1',
      'transition POOREST never fires: whenever it is true, one before it such as ENTER comes first',
    ],
  ],
  'single-equals': [['expression-unexpected', '37:41', '=', '= does not belong here; did you mean ==?']],
  'state-never-left': [['state-final', '43:22', 'listed', 'no household ever leaves state listed']],
  'sum-without-map': [
    [
      'take-needs-numbers',
      '37:14',
      'members.filter(m, m.health == "ill").sum()',
      'sum needs numbers: choose a number of each member with map first',
    ],
  ],
  'tab-indentation': [['yaml-tab', '15:1', '	', 'a tab stands where YAML wants blanks']],
  'table-column-missing': [
    [
      'table-column-missing',
      '33:28',
      'data/table-column-missing.csv',
      'the table data/table-column-missing.csv has no column line; did you mean lime?',
    ],
  ],
  'table-gap': [
    [
      'parameter-gap',
      '33:3',
      'exit_line',
      'parameter exit_line has no value in 2011, but the pack is valid from 2009 to 2012 and uses it then',
    ],
  ],
  'table-key-unknown': [
    [
      'table-key-unknown',
      '33:28',
      'data/table-key-unknown.csv',
      'village cannot be a key of the table data/table-key-unknown.csv',
    ],
  ],
  'table-missing': [
    [
      'table-unreadable',
      '33:28',
      'data/table-missing.csv',
      'the table data/table-missing.csv is not there or cannot be read',
    ],
  ],
  'table-outside': [
    ['table-outside', '33:28', '../../lines.csv', '../../lines.csv does not lie beside the pack'],
  ],
  'table-period-broken': [['table-period', '4:1', '2O11', '2O11 is no period of this pack']],
  'table-quote-open': [
    [
      'table-quote-open',
      '2:1',
      '2009,2500,"from 2009 on',
      'a double quote in data/table-quote-open.csv opens here and never closes',
    ],
  ],
  'table-require-violated': [
    [
      'require-violated',
      '48:11',
      'exit_line > entry_line',
      'what the pack requires does not hold in 2010 (county = Lianshan): exit_line > entry_line, and exit_line = 1400, entry_line = 1500',
    ],
  ],
  'table-row-broken': [
    [
      'table-row-length',
      '3:1',
      '2010,2600,x',
      'this row of data/table-row-broken.csv has 3 cells, and the first line has 2',
    ],
  ],
  'table-row-twice': [['table-row-twice', '4:1', '2010', 'the table has two rows for 2010']],
  'table-value-broken': [
    ['table-value', '3:7', '2 600', 'column line has a value that is no decimal number: 2 600'],
  ],
  'test-expects-nothing': [
    [
      'test-expects-nothing',
      '51:11',
      'a cent below the line enters',
      'the test expects nothing, so it cannot fail',
    ],
  ],
  'test-gives-criterion': [
    ['test-not-given', '52:20', 'below_entry', 'a test cannot give below_entry: it is a criterion'],
  ],
  'test-members-not-a-list': [['test-needs-list', '52:77', '3', 'members is a list of members']],
  'test-outside-validity': [
    [
      'test-outside',
      '52:13',
      '2008',
      'parameter entry_line has no value in 2008, so the test cannot be decided then',
    ],
  ],
  'test-since-late': [
    ['test-since-late', '52:12', '2009', 'the state before 2009 cannot have begun in 2009'],
  ],
  'test-two-values': [
    [
      'test-two-values',
      '52:90',
      'false',
      'test "a cent below the line enters" gives able_to_work two values',
    ],
  ],
  'test-unknown-code': [
    ['code-unknown', '53:42', 'ENTERS', 'there is no transition ENTERS; did you mean ENTER?'],
  ],
  'test-unknown-level': [
    ['level-unknown', '55:43', 'rd', 'there is no level of watch rd; did you mean red?'],
  ],
  'test-unknown-name': [
    [
      'test-name-unknown',
      '52:20',
      'incom_per_person',
      'the test gives incom_per_person, which the pack does not have; did you mean income_per_person?',
    ],
  ],
  'test-wrong-value': [
    ['test-value', '52:62', 'yes', 'able_to_work should be boolean, and the test gives yes'],
  ],
  'thousands-separator': [['form-decimal', '32:39', '"1,500"', '"1,500" is not a decimal number']],
  'level-above': [
    [
      'level-above',
      '47:83',
      'road',
      'road belongs to level village, which is decided from the units below it: household → village → household',
    ],
  ],
  'level-finer': [
    ['level-finer', '62:70', 'exit_line', 'exit_line differs by a region of which a county has several'],
  ],
  'level-key': [
    [
      'level-key',
      '60:23',
      '[village, household]',
      'table villages of level village has the key [village,household]',
    ],
  ],
  'level-misspelt-column': [
    ['column-unknown', '62:42', 'stat', 'there is no column stat in this list; did you mean state?'],
  ],
  'level-not-region': [['level-not-region', '56:3', 'village', 'level village is no region of the pack']],
  'level-watch': [
    [
      'key-of-households',
      '68:5',
      'watch',
      'levels.village cannot have watch: only households are watched and confirmed',
    ],
  ],
  'level-parameter-twice': [['name-twice', '62:7', 'entry_line', 'entry_line stands for two things']],
  'undefined-name': [['name-unknown', '46:83', 'willing', 'nothing here is called willing']],
  'unknown-function': [
    ['function-unknown', '36:28', 'rond(income / size, 2)', 'there is no function rond; did you mean round?'],
  ],
  'unknown-key': [
    ['key-unknown', '45:1', 'threshold', 'there is no key threshold in fixtures/bad-packs/unknown-key.yaml'],
  ],
  'unknown-region': [['region-unknown', '8:19', 'vilage', 'region vilage is no column of households']],
  'unknown-source': [
    ['source-unknown', '32:53', 'cirular', 'there is no source cirular; did you mean circular?'],
  ],
  'unknown-state': [['state-unknown', '46:54', 'lsted', 'there is no state lsted; did you mean listed?']],
  'unreachable-state': [
    ['state-unreachable', '43:30', 'watched', 'no household ever comes into state watched'],
  ],
  'valid-reversed': [
    ['valid-reversed', '6:8', '{from: 2012, to: 2009}', 'the pack is valid from 2012, which lies after 2009'],
  ],
  'word-and': [['expression-unexpected', '46:80', 'and', 'and does not belong here; did you mean &&?']],
  'wrong-option': [
    [
      'value-option',
      '47:24',
      'exist',
      'transitions.1.kind is one of entry, exit, return, move, not "exist"; did you mean exit?',
    ],
  ],
  'wrong-period-kind': [
    ['period-kind', '32:25', '2009-01', '2009-01 is no period of this pack, which goes by year'],
  ],
  'wrong-type': [
    [
      'expression-operands',
      '40:21',
      'income_per_person < able_to_work',
      'number < condition is not possible: income_per_person < able_to_work',
    ],
  ],
  'procedure-twice': [['procedure-twice', '52:10', '[exit, entry]', 'two procedures are for entry']],
  'procedure-without-moves': [
    [
      'procedure-without-moves',
      '49:5',
      'for: return',
      'the procedure speaks of kind return, and no transition of the pack is of that kind',
    ],
  ],
  'step-ambiguous': [
    [
      'step-ambiguous',
      '52:36',
      '{en: second notice, zh: 公示}',
      'the name 公示 stands for this step and for notice',
    ],
  ],
  'step-days-zero': [
    [
      'form-at-least-one',
      '51:57',
      '0',
      '"0" is not a whole number from 1 to 999, which procedure.0.steps.0.days has to be',
    ],
  ],
  'step-reserved': [
    [
      'step-reserved',
      '51:14',
      'objection',
      'objection is no step of a procedure: objections and answers can be recorded in every procedure',
    ],
  ],
  'step-source-unknown': [
    ['source-unknown', '51:59', 'circulr', 'there is no source circulr; did you mean circular?'],
  ],
  'step-twice': [['step-twice', '52:14', 'notice', 'two steps of this procedure have the id notice']],
};

/** These are in order; the second has a test that fails when it is run (see test/decide/pack-tests.test.ts). */
const GOOD = ['good', 'test-fails'];

function problemsOf(name: string): readonly Problem[] {
  try {
    return checkPack(openPack(`${FOLDER}/${name}.yaml`).loaded);
  } catch (error) {
    if (error instanceof Failure) return error.problems;
    throw error;
  }
}

function underlined({ place }: Problem): string {
  return place ? place.lineText.slice(place.column - 1, place.column - 1 + place.length) : '';
}

describe('a broken rule pack', () => {
  it('has a file here for every expectation, and an expectation for every file', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
    expect(files.map((file) => file.replace('.yaml', '')).sort()).toEqual(
      [...Object.keys(EXPECTED), ...GOOD].sort(),
    );
  });

  it.each(Object.entries(EXPECTED))('%s', (name, expected) => {
    const found = problemsOf(name).map((problem) => [
      problem.code,
      `${problem.place?.line}:${problem.place?.column}`,
      underlined(problem),
      wordingOf(problem.code, problem.params, 'en').split('\n')[0],
    ]);
    expect(found).toEqual(expected);
  });

  it.each(Object.keys(EXPECTED))('%s is explained in Chinese', (name) => {
    for (const { code, params } of problemsOf(name)) {
      const said = wordingOf(code, params, 'zh');
      expect(said).toMatch(/\p{Script=Han}/u);
      expect(said).not.toMatch(/\{\w+\}|\[\[/);
    }
  });

  it.each(GOOD)('%s is in order', (name) => {
    expect(problemsOf(name)).toEqual([]);
  });

  it('is underlined in the right column of a terminal, though Chinese characters take two', () => {
    const [problem] = problemsOf('error-after-chinese');
    expect(problem && renderProblem(problem, 'en').split('\n').slice(1, 4)).toEqual([
      '  --> fixtures/bad-packs/error-after-chinese.yaml:40:52',
      '40 |   below_entry: {label: {en: below, zh: 低于进入线}, is: income_per_persn < entry_line}',
      `   | ${' '.repeat(56)}^^^^^^^^^^^^^^^^`,
    ]);
  });
});
