import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChain, isIntact, nextLine, splitLines } from '../../src/trust/chain.ts';

const TIME = '2012-12-31T00:00:00.000Z';

function chainOf(length: number): Buffer[] {
  const lines: Buffer[] = [];
  for (let n = 0; n < length; n++)
    lines.push(nextLine(lines.at(-1), { time: TIME, kind: 'note', text: `三排 ${n}` }));
  return lines;
}

const codes = (lines: readonly Buffer[]) => checkChain(lines).map((problem) => problem.code);
const told = (lines: readonly Buffer[]) => checkChain(lines).map(({ code, params }) => ({ code, ...params }));

describe('the audit chain', () => {
  it('is JSON a person can check with sha256sum', () => {
    const [first, second] = chainOf(2).map((line) => line.toString());
    expect(first).toBe(
      '{"seq":1,"time":"2012-12-31T00:00:00.000Z","kind":"note","text":"三排 0",' +
        '"previous":"0000000000000000000000000000000000000000000000000000000000000000",' +
        '"hash":"db76a58c688583168d76eaf75f64ce2d57bad320b3feeee88655cc65e0a7417b"}',
    );
    expect(JSON.parse(second ?? '')).toMatchObject({
      seq: 2,
      previous: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('finds nothing in an untouched chain', () => {
    for (const length of [0, 1, 2, 7]) expect(codes(chainOf(length))).toEqual([]);
  });

  it('finds a change of any one byte, in the last line as well', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (length, at, flip) => {
          const bytes = Buffer.concat(chainOf(length).flatMap((line) => [line, Buffer.from('\n')]));
          const index = at % bytes.length;
          bytes[index] = (bytes[index] as number) ^ flip;
          const { lines, torn } = splitLines(bytes);
          expect(checkChain(lines).length + torn.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says which line was changed', () => {
    const lines = chainOf(4);
    lines[1] = Buffer.from(String(lines[1]).replace('三排 1', '三排 9'));
    expect(told(lines)).toEqual([{ code: 'audit-changed-line', line: 2 }]);
  });

  it('says which line was rewritten together with its own hash', () => {
    const lines = chainOf(4);
    lines[1] = nextLine(lines[0], { time: TIME, kind: 'note', text: 'forged' });
    expect(told(lines)).toEqual([{ code: 'audit-broken-link', line: 3 }]);
  });

  it('says which lines are gone', () => {
    const lines = chainOf(6);
    expect(told(lines.toSpliced(2, 2))).toEqual([
      { code: 'audit-removed-lines', line: 3, count: 2, first: 3, last: 4 },
    ]);
    expect(told(lines.slice(1))).toEqual([
      { code: 'audit-removed-lines', line: 1, count: 1, first: 1, last: 1 },
    ]);
  });

  it('says which line was put in', () => {
    const lines = chainOf(4);
    const forged = nextLine(lines[1], { time: TIME, kind: 'note', text: 'forged' });
    expect(told(lines.toSpliced(2, 0, forged))).toEqual([
      { code: 'audit-inserted-lines', line: 4, first: 3, last: 3 },
    ]);
    expect(codes(lines.toSpliced(2, 0, lines[1] as Buffer))).toContain('audit-inserted-lines');
    expect(told(lines.toSpliced(1, 0, Buffer.from('')))[0]).toEqual({
      code: 'audit-unreadable-line',
      line: 2,
    });
  });

  it('finds lines in another order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const lines = chainOf(5);
        const found = codes(order.map((index) => lines[index] as Buffer));
        expect(found.length > 0).toBe(order.some((index, at) => index !== at));
      }),
    );
  });

  it('finds a wrong number in an otherwise sound line', () => {
    const lines = chainOf(1);
    const body = String(nextLine(lines[0], { time: TIME, kind: 'note' }));
    const wrong = nextLine(lines[0], { time: TIME, kind: 'note', seq: 7 });
    expect(body).toContain('"seq":2');
    expect(told([...lines, wrong])).toEqual([{ code: 'audit-wrong-number', line: 2, seq: 7, expected: 2 }]);
  });

  it('tells a torn line from a whole one', () => {
    const [line] = chainOf(1) as [Buffer];
    expect(isIntact(line)).toBe(true);
    for (let length = 0; length < line.length; length++)
      expect(isIntact(line.subarray(0, length))).toBe(false);
  });
});
