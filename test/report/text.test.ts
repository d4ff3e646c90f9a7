import { describe, expect, it } from 'vitest';
import { FORMULA_STARTS } from '../../src/model/csv.ts';
import { parseYaml } from '../../src/model/yaml.ts';
import { toCsv } from '../../src/report/csv.ts';
import { renderPackPage } from '../../src/report/pack-page.ts';
import { NO_PAINT, paintFor } from '../../src/report/paint.ts';
import { renderProblem } from '../../src/report/problems.ts';
import { createProgress } from '../../src/report/progress.ts';
import { renderTable } from '../../src/report/table.ts';
import { printable, printableLine, printableText, shorten, widthOf } from '../../src/report/width.ts';
import { fill } from '../../src/report/wording.ts';
import { HOUSEHOLDS, packOf } from '../intake/dataset.ts';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['三排', 4],
    ['（三排）', 8],
    ['１２', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['–·…', 3],
    ['한국', 4],
    ['𠮷', 2],
    ['\u001b[31mred\u001b[0m', 3],
    ['', 0],
  ])('of %j is %i', (text, width) => expect(widthOf(text)).toBe(width));
});

describe('a table', () => {
  it('is aligned with characters of either width', () => {
    const table = renderTable(
      [{ title: '时期' }, { title: 'moved', align: 'right' }, { title: '原因' }],
      [
        ['2009', '12', '低于进入线'],
        ['2010-Q1', '1,204', 'x'],
      ],
    );
    expect(table).toBe(
      ['时期     moved  原因', '2009        12  低于进入线', '2010-Q1  1,204  x'].join('\n'),
    );
  });
});

describe('text from outside', () => {
  it('can not steer the terminal', () => {
    expect(printable('a\u001b[2Jb\r\nc\u202ed')).toBe('a\\u001b[2Jb\\r\\nc\\u202ed');
    expect(fill('value {value}', { value: '\u001b]0;x\u0007' })).toBe('value \\u001b]0;x\\u0007');
  });

  it.each([0x00, 0x1b, 0x7f, 0x9b, 0x61c, 0x200e, 0x200f, 0x2028, 0x202a, 0x202e, 0x2066, 0x2069])(
    'shows what stands there unseen: U+%s',
    (point) => {
      const text = `a${String.fromCodePoint(point)}b`;
      const name = `a\\u${point.toString(16).padStart(4, '0')}b`;
      expect(printable(text)).toBe(name);
      expect(printableText(`${text}\n`)).toBe(`${name}\n`);
      expect(printableLine(text)).toBe('a\ufffdb');
      expect(parseYaml(JSON.stringify({ [text]: text }), 'a.yaml').yaml.value).toEqual({
        'a\ufffdb': 'a\ufffdb',
      });
    },
  );

  it('is cut between characters', () => {
    expect(shorten('𠮷𠮷𠮷', 3)).toBe('𠮷𠮷𠮷');
    expect(shorten('𠮷𠮷𠮷𠮷', 3)).toBe('𠮷𠮷…');
  });
});

describe('the page of a pack', () => {
  it('has no character in it that nobody sees', () => {
    const pack = packOf(
      { households: HOUSEHOLDS },
      {
        title: 'a\u202eb',
        description: 'two\nlines\u061c',
        sources: { '\u001b': { title: 'x', quality: 'example' } },
      },
    );
    const page = renderPackPage({ pack, periods: [], parameters: [], levels: [] }, 'en');
    expect(page).toContain('a\\u202eb');
    expect(page).toContain('two\nlines\\u061c');
    expect(page).toContain('[\\u001b]');
  });
});

describe('wording', () => {
  it('fills blanks and leaves out what was not given', () => {
    expect(fill('no {a}[[; did you mean {b}?]]', { a: 1, b: 'x' })).toBe('no 1; did you mean x?');
    expect(fill('no {a}[[; did you mean {b}?]]', { a: 1, b: '' })).toBe('no 1');
    expect(fill('{missing} stays', {})).toBe('{missing} stays');
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
  });
});

describe('a problem', () => {
  it('underlines its place, wide characters before it or not', () => {
    const place = { file: 'rules.yaml', line: 41, column: 5, length: 2, lineText: '标题: 三排村' };
    const problem = { code: 'not-there', severity: 'error', params: { path: 'x' }, place } as const;
    expect(renderProblem(problem, 'en')).toBe(
      [
        'error: x does not exist',
        '  --> rules.yaml:41:5',
        '41 | 标题: 三排村',
        '   |       ^^^^',
        '  Check the spelling, and the folder you are in.',
      ].join('\n'),
    );
    expect(renderProblem({ ...problem, severity: 'warning' }, 'zh')).toMatch(/^警告：x 不存在\n/);
  });

  it('without words shows its code and what it carries', () => {
    expect(renderProblem({ code: 'new', severity: 'error', params: { a: 1 } }, 'en')).toBe(
      'error: new {"a":1}',
    );
  });
});

describe('colour', () => {
  const write = () => {};
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('on %j with %j: %s', async (stream, env, coloured) => {
    const paint = await paintFor({ write, ...stream }, env);
    expect(paint === NO_PAINT).toBe(!coloured);
    expect(paint.bad('x')).toBe(coloured ? '\u001b[31mx\u001b[39m' : 'x');
  });
});

describe('progress', () => {
  const collect = (isTTY: boolean) => {
    const written: string[] = [];
    let time = 0;
    const stream = { write: (text: string) => written.push(text), isTTY, columns: 30 };
    const progress = createProgress(stream, 'en', () => (time += 1500));
    progress.step('before any stage', 1);
    progress.stage('read');
    progress.step('income 2009', 41.6);
    progress.stage('decide');
    progress.step('a step with a name that is much longer than the line', undefined);
    progress.end();
    progress.end();
    return written.join('');
  };

  it('is one line a stage, rewritten in place', () => {
    const lines = collect(true).split('\n');
    expect(lines.map((line) => line.split('\r\u001b[K').at(-1))).toEqual([
      'read and check  1.5 s',
      'decide  1.5 s',
      '',
    ]);
    expect(lines[0]).toContain('read and check … income 2009 42 %'.slice(0, 28));
    for (const drawn of lines.flatMap((line) => line.split('\r\u001b[K')))
      expect(widthOf(drawn)).toBeLessThan(30);
  });

  it('is nothing at all in a pipe', () => expect(collect(false)).toBe(''));
});

describe('a small CSV table', () => {
  it('has nothing a spreadsheet would run', () => {
    for (const start of FORMULA_STARTS) {
      expect(toCsv(['x'], [[`${start}1+1`]]).replace(/"/g, '')).toBe(`x\n'${start}1+1\n`);
    }
    expect(toCsv(['a', 'b', 'c', 'd'], [[-1, true, null, 'x,"y"']])).toBe('a,b,c,d\n-1,true,,"x,""y"""\n');
  });
});
