import { run } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { factOf } from './example.ts';
import { type Piece, within } from './fragments.ts';
import type { FactValue } from './types.ts';

/**
 * Where CEL itself means the same as the rules (no unknowns, no decimals), the oracle must agree with two
 * evaluators of CEL. Doubles are eighths, so that decimal and binary arithmetic agree.
 */
interface Setting {
  size: number;
  rooms: number;
  wage: number;
  able: boolean;
  note: string;
  members: { age: number; works: boolean }[];
}

const setting: fc.Arbitrary<Setting> = fc.record({
  size: fc.integer({ min: 0, max: 4 }),
  rooms: fc.integer({ min: 0, max: 4 }),
  wage: fc.integer({ min: -40, max: 40 }).map((n) => n / 8),
  able: fc.boolean(),
  note: fc.constantFrom('a', 'ab', 'b', '户a', '𠮷'),
  members: fc.array(fc.record({ age: fc.integer({ min: 0, max: 4 }), works: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const cel = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

const piece = (text: string, level = 7): Piece => ({ text, level });
const infix = (a: Piece, op: string, b: Piece, level: number): Piece =>
  piece(`${within(a, level)} ${op} ${within(b, level + 1)}`, level);

const { condition, count, eighth } = fc.letrec<{ condition: Piece; count: Piece; eighth: Piece }>((tie) => {
  const comparison = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const compared = (side: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
    fc.tuple(side, comparison, side).map(([a, op, b]) => piece(`${within(a, 4)} ${op} ${within(b, 4)}`, 3));
  const inner = fc.oneof(
    fc.constantFrom(piece('m.works'), piece('!m.works', 6)),
    fc
      .tuple(fc.constantFrom('m.age', 'm.age * size'), comparison, tie('count'))
      .map(([a, op, b]) => piece(`${a} ${op} ${within(b, 4)}`, 3)),
  );
  const list = fc.oneof(
    fc.constant('members'),
    inner.map((c) => `members.filter(m, ${c.text})`),
  );
  const quantified = fc
    .tuple(list, fc.constantFrom('exists', 'all'), inner)
    .map(([of, name, c]) => piece(`${of}.${name}(m, ${c.text})`));
  const textual = fc.constantFrom(
    piece('note == "ab"', 3),
    piece('note in ["a", "户a"]', 3),
    piece('note.startsWith("a")'),
    piece("note.endsWith('a')"),
    piece('note.contains("户")'),
    piece('note <= "b"', 3),
  );
  const arithmetic = (own: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
    fc.oneof(
      fc.tuple(own, fc.constantFrom('+', '-'), own).map(([a, op, b]) => infix(a, op, b, 4)),
      fc.tuple(own, own).map(([a, b]) => infix(a, '*', b, 5)),
      own.map((a) => piece(`-${within(a, 7)}`, 6)),
      fc
        .tuple(tie('condition'), own, own)
        .map(([c, a, b]) => piece(`${within(c, 1)} ? ${within(a, 1)} : ${within(b, 0)}`, 0)),
    );
  return {
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'cel' },
      fc.constantFrom(piece('able'), piece('true'), piece('false')),
      compared(tie('count')),
      compared(tie('eighth')),
      quantified,
      textual,
      fc.tuple(tie('count'), tie('count')).map(([a, b]) => piece(`${within(a, 4)} in [1, ${b.text}, 3]`, 3)),
      fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => infix(a, '&&', b, 2)),
      fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => infix(a, '||', b, 1)),
      tie('condition').map((a) => piece(`!${within(a, 7)}`, 6)),
    ),
    count: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'cel' },
      fc.constantFrom('size', 'rooms', '0', '1', '2').map((text) => piece(text)),
      fc.constantFrom('size(note)', 'note.size()', 'members.size()').map((text) => piece(text)),
      list.map((of) => piece(`${of}.size()`)),
      arithmetic(tie('count')),
    ),
    eighth: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'cel' },
      fc.constantFrom('wage', '0.5', '1.25', '2.0').map((text) => piece(text)),
      tie('eighth').map((a) => piece(`${within(a, 5)} / 4.0`, 5)),
      arithmetic(tie('eighth')),
    ),
  };
});

function oracle(expression: string, { members, ...of }: Setting): FactValue | undefined {
  return factOf(expression, {
    households: [{ household: 'h', able: of.able, note: of.note, county: String(of.rooms) }],
    income: [
      { household: 'h', period: '2009', size: String(of.size), wage: of.wage.toFixed(3), extra: null },
    ],
    members: members.map(({ age, works }, i) => ({
      household: 'h',
      member: String(i),
      age: String(age),
      works,
    })),
  });
}

function agreed(text: string, value: Setting): void {
  // `rooms` is no column of the example; any second whole number will do.
  const expression = text.replaceAll('rooms', '(size + 1)');
  const context = {
    able: value.able,
    note: value.note,
    size: BigInt(value.size),
    wage: value.wage,
    members: value.members.map(({ age, works }) => ({ age: BigInt(age), works })),
  };
  // Adding zero makes -0 into 0.
  const plain = (result: unknown): unknown =>
    typeof result === 'bigint' || typeof result === 'number' ? Number(result) + 0 : result;
  const mine = oracle(expression, value);
  const number = plain(typeof mine === 'string' ? Number(mine) : mine);
  expect([plain(cel.evaluate(expression, context)), plain(run(expression, context))]).toEqual([
    number,
    number,
  ]);
}

test.each([
  ['conditions', condition],
  ['whole numbers', count],
  ['eighths', eighth],
])('%s are what CEL says they are', (_, expressions) => {
  fc.assert(
    fc.property(expressions, setting, ({ text }, value) => agreed(text, value)),
    { numRuns: 1000 },
  );
});
