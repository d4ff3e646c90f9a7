const TEXT = 'Text, or `{en: …, zh: …}`';

/** What every key of a rule pack means, by its path. */
export const PACK_KEYS = {
  format: 'Always `shuangdao-rules/1`',
  id: 'Small letters, digits and `-`. It names run folders',
  version: 'Three numbers: `1.0.0`. Raise it with every change',
  title: `What the pack is called. ${TEXT}`,
  description: `What it decides, and what its author read into the sources. ${TEXT}`,
  period: '`year`, `quarter` or `month`',
  valid: 'The periods the pack is meant for',
  'valid.from': 'First period. In a monthly pack `2025` means `2025-01` here',
  'valid.to': 'Last period. In a monthly pack `2025` means `2025-12` here',
  currency: 'Three capital letters: `CNY`, `BRL`',
  regions: 'Columns of `households` that say where a household is, outermost first',
  sources: 'Where the numbers and rules come from',
  'sources.<source>.title': `${TEXT}`,
  'sources.<source>.url': 'Where it can be read',
  'sources.<source>.quote': `The words that matter, as they stand there. ${TEXT}`,
  'sources.<source>.read_on': 'The day it was read: `2025-06-30`',
  'sources.<source>.quality':
    '`official`, `press`, `secondary`, `unverified` or `example`. The last two are named in the summary of every run they decide, and `--strict-sources` refuses them',
  'sources.<source>.note': `What a reader should know about it: conflicts, misprints. ${TEXT}`,
  inputs: 'The tables the pack needs. One is `households` with the key `[household]`',
  'inputs.<table>.key':
    '`[household]`, `[household, period]`, `[household, member]` or `[household, member, period]`',
  'inputs.<table>.optional': '`true`: a dataset may lack the table',
  'inputs.<table>.columns': 'Its columns by name; `{}` if it has none beside its keys',
  'inputs.<table>.columns.<column>.type': 'See [types](#types-of-columns)',
  'inputs.<table>.columns.<column>.label': `Wording for people; also a header under which the column is found. ${TEXT}`,
  'inputs.<table>.columns.<column>.aliases': 'More headers under which it is found',
  'inputs.<table>.columns.<column>.unit': 'What one is: `CNY/year`, `persons`',
  'inputs.<table>.columns.<column>.range': 'Smallest and largest value accepted, both included: `[0, 120]`',
  'inputs.<table>.columns.<column>.codes': 'The texts that may stand there. A `category` needs them',
  'inputs.<table>.columns.<column>.missing': 'Cells that mean “not known”: `["-99", "-88"]`',
  'inputs.<table>.columns.<column>.blank':
    'What a blank cell of a record means: `0`. Without it a blank is unknown. Every use is counted in `run.json`',
  parameters: 'The numbers that apply. Each has one of `values`, `from` and `is`',
  'parameters.<parameter>.unit': 'What one is: `CNY/person/year`, `ratio`',
  'parameters.<parameter>.label': TEXT,
  'parameters.<parameter>.values': 'Numbers by the period they begin in; each holds until the next',
  'parameters.<parameter>.values.<period>.value': 'A decimal number, exact: at most 12 decimals',
  'parameters.<parameter>.values.<period>.source': 'A name under `sources`',
  'parameters.<parameter>.valid_to': 'The last period it may be used for; otherwise `valid.to` of the pack',
  'parameters.<parameter>.from': 'A CSV file beside the pack, with a row for each period, region, or both',
  'parameters.<parameter>.from.file': 'Its path inside the folder of the pack',
  'parameters.<parameter>.from.key': 'Its key columns: `[period]`, `[county]`, `[county, period]`',
  'parameters.<parameter>.from.value': 'The column with the number',
  'parameters.<parameter>.source': 'With `from`: a name under `sources`',
  'parameters.<parameter>.is': 'A formula over other parameters: `exit_share * provincial_mean`',
  'parameters.<parameter>.round': 'With `is`: decimals to round to, half away from zero',
  facts: 'What is worked out for each household and period; every fact is a column of the decisions',
  'facts.<fact>.is': 'An expression over inputs, parameters and other facts',
  'facts.<fact>.unit': 'What one is',
  'facts.<fact>.label': TEXT,
  criteria: 'Named conditions; every criterion is a column of the decisions',
  'criteria.<criterion>.is': 'A condition over inputs, parameters, facts and other criteria',
  'criteria.<criterion>.label': `Wording for reasons and explanations. ${TEXT}`,
  'criteria.<criterion>.source': 'A name under `sources`',
  states: 'What a household can be: names, or `{id: …, label: …}`',
  'states.id': 'The name',
  'states.label': TEXT,
  initial: 'The state before anything is decided',
  transitions: 'How households move between states, in the order in which they are tried',
  'transitions.code': 'Names the move in lists and reasons: `ENTER`',
  'transitions.kind': '`entry`, `exit`, `return` or `move`: which list it feeds (`move` feeds none)',
  'transitions.from': 'A state, or a list of states',
  'transitions.to': 'A state',
  'transitions.when': 'The condition',
  'transitions.label': `Wording for reasons and explanations. ${TEXT}`,
  'transitions.source': 'A name under `sources`',
  require: 'Conditions over parameters that must hold in every period of `valid`: `exit_line > entry_line`',
  tests: 'Cases with their answers, run by `shuangdao rules test`',
  'tests.name': 'What it shows',
  'tests.state': 'The state before the first period; otherwise `initial`',
  'tests.since': 'The period since which it has been in that state; otherwise nobody knows',
  'tests.given':
    'By period: inputs, facts (which are then not worked out), or a list of members. What is not given is unknown, and so is the word `unknown`',
  'tests.expect': 'By period: what must come out',
  'tests.expect.<period>.state': 'State at the end of the period',
  'tests.expect.<period>.outcome': '`moved`, `kept`, `review` or `unobserved`',
  'tests.expect.<period>.code': 'The code of the move, made or undetermined; `""` for none',
  'tests.expect.<period>.missing': 'What must be missing: `[wage]`',
  levels:
    'Villages or counties that are decided too, by the region column that names them. See [levels](#villages-and-counties)',
  'levels.<level>.label': `What its units are called. ${TEXT}`,
  'levels.<level>.list': 'The name under which the levels above see the list of these units: `villages`',
  'levels.<level>.inputs': 'The tables of the level. A column named like a region says where the unit lies',
  'levels.<level>.inputs.<table>.key':
    'The level, alone or with the period: `[village]`, `[village, period]`',
  ...sameAsForHouseholds(),
};

/** What a level has that households have too means the same there. */
function sameAsForHouseholds() {
  const same = {
    'inputs.<table>.optional': '`true`: a dataset may lack the table',
    'inputs.<table>.columns': 'As for households, and so are their keys',
    parameters: 'Numbers that only this level reads, as for households',
    facts: 'What is worked out for each unit and period, over its inputs and the lists of units below',
    criteria: 'Named conditions, as for households',
    states: 'What a unit can be, as for households',
    initial: 'The state before anything is decided',
    transitions: 'How units move between states, as for households',
    require: 'Conditions over parameters, as for households',
    tests: 'Cases of one unit, as for households; a list of units below is given like a list of members',
  };
  return Object.fromEntries(Object.entries(same).map(([key, meaning]) => [`levels.<level>.${key}`, meaning]));
}

/** What every key of dataset.yaml means, by its path. */
export const DATASET_KEYS = {
  format: 'Always `shuangdao-dataset/1`',
  tables:
    'Tables by the name the rule pack gives them, and `register`. One that is not described is looked for under its own name',
  'tables.<table>.file': 'A file, or a pattern such as `income-*.csv`, inside the folder',
  'tables.<table>.files': 'The same for several: a pattern or a list. They are read as one table',
  'tables.<table>.encoding':
    '`utf-8`, `utf-16`, `utf-16le`, `utf-16be`, `gb18030`, `gbk` or `gb2312`. Found by itself if not given',
  'tables.<table>.delimiter': '`,` `;` `|` or `tab`. Found by itself if not given',
  'tables.<table>.columns': 'By the name in the rule pack: the header in the file, or the details below',
  'tables.<table>.columns.<column>.column': 'The header in the file',
  'tables.<table>.columns.<column>.true':
    'Cells that mean true; with `true` or `false` given, no other cells do',
  'tables.<table>.columns.<column>.false': 'Cells that mean false',
  'tables.<table>.columns.<column>.unit':
    'What one in the file is worth: `10000` for 万元. Multiplied exactly',
  'tables.<table>.columns.<column>.codes':
    'The code of the rule pack for a text in the file: `{男: male, 女: female}`',
  'tables.<table>.columns.<column>.missing': 'Cells of this column that mean “not known”',
  'tables.<table>.period': 'One period for all records of the table, or the header of the column that has it',
  'tables.<table>.missing': 'Cells of any column that mean “not known”',
};
