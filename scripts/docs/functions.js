const ON_MEMBERS = ['fact', 'criterion', 'transition'];

/** Functions that the rule language has beyond CEL's own. `names` are those the type checker knows. */
export const FUNCTIONS = [
  { names: ['abs'], forms: ['abs(x)'], meaning: 'the value without its sign' },
  {
    names: ['round'],
    forms: ['round(x, digits)'],
    meaning: 'rounded to 0–9 decimals, half away from zero; exact even of a quotient',
  },
  { names: ['known'], forms: ['known(x)'], meaning: 'whether `x` is known; never unknown itself' },
  { names: ['coalesce'], forms: ['coalesce(x, y)'], meaning: '`x` if it is known, otherwise `y`' },
  {
    names: ['min', 'max'],
    forms: ['min(x, y)', 'max(x, y)'],
    meaning: 'the smaller or larger of two numbers; unknown if either is',
  },
  {
    names: ['sum'],
    forms: ['….map(m, x).sum()', '….map(m, x).min()', '….map(m, x).max()'],
    only: ON_MEMBERS,
    meaning: 'over the mapped values of members; over nobody, the sum is 0 and `min` and `max` are unknown',
  },
  {
    names: ['count'],
    forms: ['members.size()', '….filter(m, c).size()', 'size(text)'],
    only: ON_MEMBERS,
    meaning: 'the number of members, or of characters (code points) in a text',
  },
  {
    names: ['previous'],
    forms: ['previous(x)'],
    meaning:
      'the value that an input column or a fact had in the period before; unknown without a record then',
  },
  {
    names: ['held'],
    forms: ['held(criterion, n)'],
    meaning:
      'the criterion in this period and the n − 1 before it, each against the numbers of its own period',
  },
  {
    names: ['periods_in_state'],
    forms: ['periods_in_state()'],
    meaning: 'how many consecutive periods ended in the current state before this one',
  },
  {
    names: ['ever'],
    forms: ['ever(state)'],
    meaning:
      'whether the household was in the state before the first period or at the end of any earlier one',
  },
];

/** What is CEL's own. */
export const PLAIN_FUNCTIONS = [
  {
    forms: ['members.exists(m, c)', 'members.all(m, c)'],
    meaning: 'whether the condition holds for any member, or for every one',
  },
  {
    forms: ['members.filter(m, c)', 'members.map(m, x)'],
    meaning: 'the members for whom a condition holds; a value of each of them',
  },
  { forms: ['t.startsWith("a")', 't.endsWith("a")', 't.contains("a")'], meaning: 'tests on texts' },
];
