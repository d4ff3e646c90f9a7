import { describe, expect, it } from 'vitest';
import { lineChart } from '../../src/report/chart.ts';

const lorenz = {
  title: 'Lorenz curve of income',
  x: { label: 'share of persons', from: 0, to: 1, percent: true },
  y: { label: 'share of income', from: 0, to: 1, percent: true },
  series: [
    { name: 'all', x: [0, 0.5, 1], y: [0, 0.2, 1] },
    { name: 'equality', x: [0, 1], y: [0, 1], reference: true },
  ],
  notes: ['n = 3'],
};
const paths = (svg: string): string[] =>
  [...svg.matchAll(/<path d="(M[^"]*)" fill="none" stroke-linejoin/g)].map(([, path = '']) => path);

describe('a line chart', () => {
  it('is one SVG document with a title and a description that its root names', () => {
    const svg = lineChart(lorenz);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* aria-labelledby="title desc"/);
    expect(svg).toContain('<title id="title">Lorenz curve of income</title>');
    expect(svg).toContain('<desc id="desc">share of income / share of persons: all; equality</desc>');
    expect(svg.match(/<(\w+)/g)?.filter((tag) => !/svg|title|desc|rect|text|path|circle/.test(tag))).toEqual(
      [],
    );
  });

  it('draws each series from corner to corner of the same axes', () => {
    const [all, equality] = paths(lineChart(lorenz));
    expect(all).toBe('M100 402L398 330L696 42');
    expect(equality).toBe('M100 402L696 42');
  });

  it('has ticks at round numbers, the ends of the axis included', () => {
    const texts = [...lineChart(lorenz).matchAll(/>(\d+) %</g)].map(([, text]) => text);
    expect(texts).toEqual(['0', '20', '40', '60', '80', '100', '0', '20', '40', '60', '80', '100']);
  });

  it('has ticks at named places only, and no more than have room', () => {
    const years = (count: number) => Array.from({ length: count }, (_, n) => 2001 + n);
    const ticks = (count: number) => {
      const names = new Map(years(count).map((year) => [year, `year ${year}`]));
      const series = [{ name: 'a', x: years(count), y: years(count) }];
      const svg = lineChart({ ...lorenz, x: { label: 'year', names }, y: { label: 'y' }, series });
      return [...svg.matchAll(/>year (\d+)</g)].map(([, year]) => Number(year));
    };
    expect(ticks(3)).toEqual([2001, 2002, 2003]);
    expect(ticks(24)).toEqual([2001, 2005, 2009, 2013, 2017, 2021]);
  });

  it('leaves a gap where there is no number', () => {
    const series = [{ name: 'a', x: [1, 2, 3, 4], y: [1, Number.NaN, 3, 4], points: true }];
    const svg = lineChart({ ...lorenz, x: { label: 'year' }, y: { label: 'value' }, series });
    expect(paths(svg)[0]?.replace(/[\d. ]/g, '')).toBe('MML');
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  });

  it('survives a single value, no value and constant values', () => {
    for (const y of [[], [0], [5, 5], [-3, -3]]) {
      const series = [{ name: 'a', x: y.map((_, n) => n), y }];
      expect(lineChart({ ...lorenz, x: { label: 'x' }, y: { label: 'y' }, series })).not.toMatch(
        /NaN|Infinity/,
      );
    }
  });

  it('lets no text out of its place', () => {
    const evil = '</text><script>alert("1")</script>&\u0007';
    const svg = lineChart({
      ...lorenz,
      title: evil,
      notes: [evil],
      series: [{ name: evil, x: [0], y: [0] }],
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;\\u0007');
  });

  it('breaks long titles and notes, Chinese ones too', () => {
    const svg = lineChart({ ...lorenz, title: '洛伦兹曲线'.repeat(20), notes: ['a note '.repeat(40)] });
    const lines = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(110);
    expect(lines.join('')).toContain('洛伦兹曲线'.repeat(9));
  });
});
