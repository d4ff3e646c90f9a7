import { escaped, label, textWidth } from './chart.ts';

export interface Bar {
  name: string;
  /** Not negative. */
  value: number;
  /** The value as it is written beside the bar. */
  text: string;
}

const WIDTH = 720;
const STEP = 22;
const TOP = 52;
/** Room for the values to the right of the longest bar. */
const MARGIN = 80;

/** Horizontal bars as an SVG document, in the order given: the same bytes for the same data, nothing fetched. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const left = Math.min(300, Math.max(...bars.map(({ name }) => textWidth(name)), 40) + 28);
  const largest = Math.max(...bars.map(({ value }) => value), 0);
  const height = TOP + bars.length * STEP + 16;
  const lines = bars.flatMap(({ name, value, text }, n) => {
    const top = TOP + n * STEP;
    const width = largest === 0 ? 0 : Math.round((value / largest) * (WIDTH - left - MARGIN) * 100) / 100;
    return [
      label(name, left - 8, top + 13, 'text-anchor="end"'),
      `<rect x="${left}" y="${top}" width="${width}" height="${STEP - 6}" fill="#0072b2"/>`,
      label(text, Math.round((left + width + 6) * 100) / 100, top + 13),
    ];
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="13" fill="#222">`,
    `<title id="title">${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    label(title, 16, 28, 'font-size="16" font-weight="bold"'),
    ...lines,
    '</svg>',
  ].join('\n')}\n`;
}
