import { printable, widthOf } from './width.ts';

export interface Axis {
  label: string;
  /** Ends of the axis; rounded outwards from the data where not given. */
  from?: number;
  to?: number;
  percent?: boolean;
  /** Places with a name of their own, such as periods, in their order: ticks stand there and nowhere else. */
  names?: ReadonlyMap<number, string>;
}

export interface Series {
  name: string;
  /** Of equal length. Where either is not finite the line has a gap. */
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** A line to compare with, such as that of perfect equality: thin and grey. */
  reference?: boolean;
  /** Whether each point is marked, as where there are few. */
  points?: boolean;
}

export interface LineChart {
  title: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  /** What the reader must know, below the chart. */
  notes?: readonly string[];
}

const WIDTH = 720;
const PLOT_HEIGHT = 360;
const LEFT = 100;
const RIGHT = WIDTH - 24;
const FONT = 13;
const LINE = 18;
/** Average width of a narrow character, on the safe side. */
const CHARACTER = 7;

/** Told apart by everyone, also by those who see few colours (Okabe and Ito 2008); beyond them dashes tell. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000'] as const;
const DASHES = ['', '8 3', '2 3', '10 3 2 3'] as const;

/** A line chart as an SVG document: the same bytes for the same data, no scripts, nothing fetched. */
export function lineChart(chart: LineChart): string {
  const { title, series, notes = [] } = chart;
  const x = scaleFor(
    chart.x,
    series.map(({ x: values }) => values),
    LEFT,
    RIGHT,
  );
  const titleLines = wrap(title, WIDTH - 32);
  const top = 20 + titleLines.length * 22;
  const bottom = top + PLOT_HEIGHT;
  const y = scaleFor(
    chart.y,
    series.map(({ y: values }) => values),
    bottom,
    top,
  );
  const legend = legendAt(series, bottom + 62);
  const noteLines = notes.flatMap((note) => wrap(note, WIDTH - 32));
  const height = legend.bottom + noteLines.length * LINE + 12;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="${FONT}" fill="#222">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description(chart))}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...titleLines.map((line, n) => label(line, 16, 26 + n * 22, 'font-size="16" font-weight="bold"')),
    ...x.ticks.flatMap((tick) => xTick(x, tick, top, bottom)),
    ...y.ticks.flatMap((tick) => yTick(y, tick)),
    `<path d="M${LEFT} ${top}V${bottom}H${RIGHT}" fill="none" stroke="#555"/>`,
    label(chart.x.label, (LEFT + RIGHT) / 2, bottom + 42, 'text-anchor="middle"'),
    label(
      chart.y.label,
      0,
      0,
      `text-anchor="middle" transform="translate(18 ${(top + bottom) / 2}) rotate(-90)"`,
    ),
    ...series.flatMap((line, n) => drawn(line, style(line, n), x, y)),
    ...legend.parts,
    ...noteLines.map((line, n) => label(line, 16, legend.bottom + n * LINE, 'font-size="12" fill="#555"')),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

interface Scale {
  ticks: number[];
  at(value: number): number;
  text(value: number): string;
}

/** A linear scale from the ends of an axis to two places in the drawing, with ticks at round numbers. */
function scaleFor(axis: Axis, values: readonly ArrayLike<number>[], start: number, end: number): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of values) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i] as number;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) [low, high] = [0, 1];
  low = axis.from ?? low;
  high = axis.to ?? high;
  if (!(high > low)) high = low + (Math.abs(low) || 1);
  const at = (value: number, from: number, to: number): number =>
    start + ((value - from) / (to - from)) * (end - start);
  if (axis.names) {
    const { names } = axis;
    const ticks = thinned(names, Math.abs(end - start));
    return { ticks, at: (value) => at(value, low, high), text: (value) => names.get(value) ?? '' };
  }
  const step = roundStep((high - low) / 6);
  const from = axis.from ?? Math.floor(low / step) * step;
  const to = axis.to ?? Math.ceil(high / step) * step;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step * (axis.percent ? 100 : 1)) + 1e-9));
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, n) => (first + n) * step),
    at: (value) => at(value, from, to),
    text: (value) => (axis.percent ? `${grouped(value * 100, decimals)} %` : grouped(value, decimals)),
  };
}

/** Every one, every second or so, such that their names have room beside each other. */
function thinned(names: ReadonlyMap<number, string>, room: number): number[] {
  const widest = Math.max(...[...names.values()].map(textWidth)) + 2 * CHARACTER;
  const every = Math.ceil((names.size * widest) / room);
  return [...names.keys()].filter((_, n) => n % every === 0);
}

/** The smallest of 1, 2, 5 times a power of ten that is not below. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

/** Numbers of four digits stay together: they may be years. */
function grouped(value: number, decimals: number): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const text = value.toLocaleString('en-US', { ...options, useGrouping: Math.abs(value) >= 10_000 });
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

function xTick(scale: Scale, tick: number, top: number, bottom: number): string[] {
  const at = place(scale.at(tick));
  return [
    `<path d="M${at} ${top}V${bottom + 5}" stroke="#ddd"/>`,
    label(scale.text(tick), at, bottom + 20, 'text-anchor="middle"'),
  ];
}

function yTick(scale: Scale, tick: number): string[] {
  const at = place(scale.at(tick));
  return [
    `<path d="M${LEFT - 5} ${at}H${RIGHT}" stroke="#ddd"/>`,
    label(scale.text(tick), LEFT - 9, at + 4, 'text-anchor="end"'),
  ];
}

function style({ reference }: Series, n: number): string {
  if (reference) return 'stroke="#777" stroke-width="1"';
  const dash = DASHES[Math.floor(n / COLOURS.length) % DASHES.length];
  return `stroke="${COLOURS[n % COLOURS.length]}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
}

function drawn(series: Series, stroke: string, x: Scale, y: Scale): string[] {
  const steps: string[] = [];
  const dots: string[] = [];
  let pen = 'M';
  for (let i = 0; i < series.x.length; i++) {
    const [right, up] = [series.x[i] as number, series.y[i] as number];
    if (!Number.isFinite(right) || !Number.isFinite(up)) {
      pen = 'M';
      continue;
    }
    const [cx, cy] = [place(x.at(right)), place(y.at(up))];
    steps.push(`${pen}${cx} ${cy}`);
    if (series.points) dots.push(`<circle cx="${cx}" cy="${cy}" r="3" fill="#fff" ${stroke}/>`);
    pen = 'L';
  }
  return [`<path d="${steps.join('')}" fill="none" stroke-linejoin="round" ${stroke}/>`, ...dots];
}

/** One name after the other, on as many lines as they need. */
function legendAt(series: readonly Series[], top: number): { parts: string[]; bottom: number } {
  const parts: string[] = [];
  let [left, at] = [16, top];
  series.forEach((line, n) => {
    const width = 40 + textWidth(line.name);
    if (left > 16 && left + width > WIDTH - 16) [left, at] = [16, at + LINE];
    parts.push(
      `<path d="M${left} ${at - 4}h24" fill="none" ${style(line, n)}/>`,
      label(line.name, left + 30, at),
    );
    left += width + 12;
  });
  return { parts, bottom: at + 26 };
}

function description({ x, y, series }: LineChart): string {
  return `${y.label} / ${x.label}: ${series.map(({ name }) => name).join('; ')}`;
}

export function label(text: string, x: number, y: number, more = ''): string {
  return `<text x="${x}" y="${y}"${more && ` ${more}`}>${escaped(text)}</text>`;
}

const place = (value: number): number => Math.round(value * 100) / 100;
export const textWidth = (text: string): number => widthOf(text) * CHARACTER;

/** A text as lines that are not wider, broken at blanks, or anywhere between characters that need none. */
function wrap(text: string, width: number): string[] {
  const words =
    text.match(
      /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/g,
    ) ?? [];
  const lines = [''];
  for (const word of words) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && textWidth(line + word) > width) lines.push(word.trim());
    else lines[lines.length - 1] = line + word;
  }
  return lines.map((line) => line.trimEnd());
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
