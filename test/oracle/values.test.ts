import { describe, expect, test } from 'vitest';
import { divideRounded, parseDecimal, toDouble, toText } from './decimal.ts';
import { decideExample, factOf, missingOf } from './example.ts';
import { parse, print } from './syntax.ts';

const decimal = (text: string) => parseDecimal(text) ?? expect.fail(text);

describe('exact numbers', () => {
  test.each([
    ['2.5', '1', 0, '3'],
    ['-2.5', '1', 0, '-3'],
    ['1', '3', 2, '0.33'],
    ['-2', '3', 2, '-0.67'],
    ['24406.10', '5', 2, '4881.22'],
    ['1', '-8', 2, '-0.13'],
    ['1250', '1', -2, '1300'],
  ])('%s / %s rounded to %i digits is %s', (top, bottom, digits, result) => {
    expect(toText(divideRounded(decimal(top), decimal(bottom), digits))).toBe(result);
  });

  test('the nearest double of a long decimal', () => {
    expect(toDouble(decimal('9007199254740993'))).toBe(9007199254740992);
    expect(toDouble(decimal('0.1'))).toBe(0.1);
  });

  test('sums of cents are exact, sums of quotients are doubles', () => {
    expect(factOf('0.1 + 0.2')).toBe('0.3');
    expect(factOf('1 / 10 + 2 / 10')).toBe(0.1 + 0.2);
    expect(factOf('round(5 / 2, 0) + 0.1')).toBe('3.1');
  });

  test('a branch not taken still makes the choice a double', () => {
    expect(factOf('(able ? 0.1 : 1 / 2) + 0.2')).toBe(0.1 + 0.2);
    expect(factOf('min(0.1, 7 / 2) + 0.2')).toBe(0.1 + 0.2);
  });
});

describe('comparing a quotient', () => {
  const income = [{ household: 'h', period: '2009', size: '5', wage: '24406.10', extra: null }];
  const onLine = (wage: string, condition: string) =>
    decideExample(
      { facts: { per_head: 'wage / size', same: 'per_head' }, criteria: { c: condition } },
      { income: [{ ...income[0], wage }] },
    )[0]?.criteria.c;

  test.each(['per_head', 'same', 'wage / size'])('%s is on the line and not below it', (side) => {
    expect(onLine('24406.10', `${side} < line`)).toBe('false');
    expect(onLine('24406.10', `${side} >= line`)).toBe('true');
    expect(onLine('24406.10', `line == ${side}`)).toBe('true');
    expect(onLine('24406.10', `${side} in [1, line]`)).toBe('true');
    expect(onLine('24406.09', `${side} < line`)).toBe('true');
  });

  test('by a negative number keeps the order', () => {
    expect(factOf('1 / -2 < 0')).toBe(true);
    expect(factOf('-1 / -3 > 1 / 4')).toBe(true);
    expect(factOf('1 / 3 == 2 / 6')).toBe(true);
    expect(factOf('1 / -3 == -2 / 6')).toBe(true);
  });

  test('by zero is unknown', () => {
    expect(factOf('wage / (size - 5)')).toBe(null);
    expect(factOf('wage / (size - 5) < 3')).toBe(null);
    expect(missingOf('wage / (size - 5) < 3')).toEqual([]);
    expect(factOf('1 / (0 / size)')).toBe(null);
  });
});

describe('three answers', () => {
  // `able` and `wage` are unknown here.
  const data = {
    households: [{ household: 'h', able: null, county: 'c1', note: null }],
    income: [{ household: 'h', period: '2009', size: '5', wage: null, extra: null }],
  };
  test.each([
    ['able && false', false],
    ['false && able', false],
    ['able && true', null],
    ['able || true', true],
    ['able || false', null],
    ['!able', null],
    ['able ? 1 : 1', null],
    ['able == able', null],
    ['wage < 3', null],
    ['wage * 0', null],
    ['wage in [1]', null],
    ['1 in [wage, 1]', true],
    ['2 in [wage, 1]', null],
    ['known(wage)', false],
    ['known(able || true)', true],
    ['coalesce(wage, 3)', '3'],
    ['coalesce(able, false)', false],
    ['min(wage, 1)', null],
    ['extra', '0'],
    ['note.startsWith("a")', null],
    ['size("𠮷户")', '2'],
    ['"Ａ" < "𠮷"', true],
  ])('%s is %s', (expression, value) => {
    expect(factOf(expression, data)).toBe(value);
  });

  test('a declared missing code is unknown where a blank is zero', () => {
    expect(factOf('extra', { income: [{ household: 'h', period: '2009', extra: '-99' }] })).toBe(null);
  });
});

describe('members', () => {
  const member = (id: string, age: string | null, works: boolean | null, earns: string | null = '1') => ({
    household: 'h',
    member: id,
    age,
    works,
    earns,
  });
  const list = {
    members: [member('1', '40', true, '0.1'), member('2', null, false, '0.2'), member('3', '7', null)],
  };
  test.each([
    ['members.size()', '3'],
    ['members.exists(m, m.age == 40)', true],
    ['members.exists(m, m.age == 41)', null],
    ['members.all(m, m.age > 10)', false],
    ['members.all(m, m.age > 5)', null],
    ['members.filter(m, m.works).size()', null],
    ['members.filter(m, m.works && m.age > 10).size()', '1'],
    ['members.filter(m, known(m.works)).map(m, m.earns).sum()', '0.3'],
    ['members.filter(m, known(m.works)).map(m, m.age).sum()', null],
    ['members.filter(m, known(m.age)).map(m, m.age + size).max()', '45'],
    ['members.filter(m, known(m.age)).filter(p, p.age > 50).map(m, m.age).sum()', '0'],
    ['members.filter(m, known(m.age)).filter(p, p.age > 50).map(m, m.age).min()', null],
    ['members.filter(m, m.earns > 50).all(m, m.age > 50)', true],
    ['members.filter(m, known(m.works)).map(m, m.earns / 1).sum()', 0.1 + 0.2],
  ])('%s is %s', (expression, value) => {
    expect(factOf(expression, list)).toBe(value);
  });

  test('without rows, without the table, or with a contradicting twin, nothing is known', () => {
    expect(factOf('members.all(m, m.age > 0)', { members: [] })).toBe(null);
    expect(factOf('members.size()')).toBe(null);
    expect(factOf('members.size()', { members: [member('1', '4', true), member('1', '5', true)] })).toBe(
      null,
    );
    expect(factOf('members.size()', { members: [member('1', '4', true), member('1', '4', true)] })).toBe('1');
    expect(missingOf('members.size() > 1')).toEqual(['members']);
  });
});

test.each([
  ['a || b && c == d', '(a || (b && (c == d)))'],
  ['a - b - c * -d / e', '((a - b) - ((c * -(d)) / e))'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['!a.b && f(x, [1, "户"])', '(!(a.b) && f(x, [1, "户"]))'],
  ["'it\\'s' in x", '("it\'s" in x)'],
])('%s reads as %s', (source, printed) => {
  expect(print(parse(source))).toBe(printed);
});

test.each(['a +', '(a', 'a b', 'f(a,)', '[1', 'a ? b'])('%s is refused', (source) => {
  expect(() => parse(source)).toThrow(SyntaxError);
});
