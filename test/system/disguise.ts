import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Column } from '../../src/model/pack.ts';
import type { Draw } from '../oracle/draw.ts';
import type { Cell, OracleCase, Row } from '../oracle/types.ts';

const HEADERS: Record<string, string> = { household: 'household_id', member: 'member_id' };
const SPACES = ['', '', '', ' ', '  ', '\u3000', '\u00a0'];
const YES = ['true', 'TRUE', 'yes', 'Y', '1', '是', 'True'];
const NO = ['false', 'FALSE', 'no', 'n', '0', '否', 'False'];

/**
 * Writes a case's tables over those of `writeCase`, as people and spreadsheets would: in other encodings, with other
 * delimiters and line breaks, cells dressed up in every way that means the same, and here and there a broken record
 * that belongs to nobody.
 */
export function writeDisguised(directory: string, { pack, data }: OracleCase, draw: Draw): void {
  const described: string[] = [];
  for (const [name, table] of Object.entries(pack.inputs)) {
    const rows = data.tables[name];
    if (!rows) continue;
    rmSync(join(directory, `${name}.csv`));
    const columns: Record<string, Column | 'key'> = {
      ...Object.fromEntries(table.key.split(',').map((key) => [key, 'key' as const])),
      ...table.columns,
    };
    const parts = rows.length > 1 && draw.chance(30) ? split(draw, rows) : [rows];
    const style = drawStyle(draw);
    const zipped = draw.chance(20) ? '.gz' : '';
    parts.forEach((part, n) => {
      const bytes = encode(style.encoding, lines(draw, style, columns, part));
      const file = parts.length > 1 ? `${name} (${n + 1}).csv${zipped}` : `${name}.csv${zipped}`;
      writeFileSync(join(directory, file), zipped ? gzipSync(bytes) : bytes);
    });
    const settings = [
      ...(parts.length > 1 ? [`files: "${name} (*).csv${zipped}"`] : []),
      ...(style.encoding === 'gb18030' || draw.chance(20) ? [`encoding: ${style.encoding}`] : []),
      ...(draw.chance(20) ? [`delimiter: "${style.delimiter}"`] : []),
    ];
    if (settings.length > 0) described.push(`  ${name}: {${settings.join(', ')}}`);
  }
  if (described.length > 0)
    writeFileSync(
      join(directory, 'dataset.yaml'),
      `format: shuangdao-dataset/1\ntables:\n${described.join('\n')}\n`,
    );
}

interface Style {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  mark: boolean;
  delimiter: string;
  lineBreak: string;
  quoteAll: boolean;
  broken: boolean;
  lastBreak: boolean;
}

function drawStyle(draw: Draw): Style {
  return {
    encoding: draw.pick(['utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const),
    mark: draw.chance(50),
    delimiter: draw.pick([',', ',', ';', '\t', '|']),
    lineBreak: draw.pick(['\n', '\n', '\r\n', '\r']),
    quoteAll: draw.chance(30),
    broken: draw.chance(40),
    lastBreak: draw.chance(80),
  };
}

function split(draw: Draw, rows: readonly Row[]): (readonly Row[])[] {
  const at = draw.int(1, rows.length - 1);
  return [rows.slice(0, at), rows.slice(at)];
}

function lines(
  draw: Draw,
  style: Style,
  columns: Record<string, Column | 'key'>,
  rows: readonly Row[],
): string {
  const names = draw.shuffled([
    ...Object.keys(columns),
    ...(draw.chance(30) ? ['remarks nobody asked for'] : []),
  ]);
  const { delimiter, lineBreak } = style;
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => quoted(draw, style, cell)).join(delimiter);
  const out = [line(names.map((name) => HEADERS[name] ?? name))];
  for (const row of rows) {
    if (draw.chance(5)) out.push('');
    if (style.broken && draw.chance(15)) out.push(brokenRecord(draw, delimiter, names.length));
    const dressed = names.map((name) => dress(draw, columns[name], row[name] ?? null));
    out.push(line(dressed));
  }
  const mark = style.mark || style.encoding.startsWith('utf-16') ? '\ufeff' : '';
  return mark + out.join(lineBreak) + (style.lastBreak ? lineBreak : '');
}

/** A record that nobody can read: too few cells, too many, or a quote that is never closed. */
function brokenRecord(draw: Draw, delimiter: string, cells: number): string {
  if (draw.chance(30)) return `"h1${delimiter}2009`;
  return Array(draw.chance(50) ? cells + 1 : Math.max(1, cells - 1))
    .fill('h1')
    .join(delimiter);
}

function quoted(draw: Draw, { quoteAll, delimiter }: Style, cell: string): string {
  const must = cell.includes(delimiter) || cell.includes('"') || /[\r\n]/.test(cell);
  return must || quoteAll || draw.chance(10) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function dress(draw: Draw, column: Column | 'key' | undefined, cell: Cell): string {
  const around = (text: string): string => draw.pick(SPACES) + text + draw.pick(SPACES);
  if (column === undefined) return draw.pick(['', 'x', '=1+1', '户']);
  if (cell === null) return around('');
  if (typeof cell === 'boolean') return around(draw.pick(cell ? YES : NO));
  if (column === 'key')
    return around(/^\d{4}/.test(cell) ? draw.pick([cell, wide(cell)]) : guarded(draw, cell));
  if (column.missing?.includes(cell)) return around(cell);
  switch (column.type) {
    case 'money':
    case 'number':
    case 'integer':
      return around(dressNumber(draw, cell));
    case 'date':
      return around(draw.pick([cell, cell.replaceAll('-', '/'), cell.replaceAll('-', ''), wide(cell)]));
    case 'text':
      return around(cell);
    default:
      return around(guarded(draw, cell));
  }
}

/** As spreadsheets keep text from being taken for something else. */
const guarded = (draw: Draw, text: string): string => draw.pick([text, text, `="${text}"`, `'${text}`]);

const wide = (text: string): string =>
  text.replace(/[0-9.+-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

function dressNumber(draw: Draw, cell: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(cell) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const zeros =
    fraction === '' ? draw.pick(['', '.0', '.']) : fraction.length < 4 ? `${fraction}0` : fraction;
  const forms = [
    cell,
    cell,
    sign + whole + zeros,
    sign + grouped + fraction,
    wide(cell),
    `="${cell}"`,
    `'${cell}`,
  ];
  if (sign === '-') forms.push(`(${whole}${fraction})`, `（${wide(whole)}${fraction}）`);
  else forms.push(`+${cell}`, `00${cell}`);
  return draw.pick(forms);
}

/** Two-byte characters of GB18030 by character, from the decoder itself. */
let gbTable: Map<string, readonly [number, number]> | undefined;

function gb18030Table(): Map<string, readonly [number, number]> {
  if (gbTable) return gbTable;
  gbTable = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      gbTable.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  return gbTable;
}

function encode(encoding: Style['encoding'], text: string): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  // A mark has no place here, and a space that GB18030 writes in four bytes becomes an ordinary one.
  return Buffer.concat([...text.replace('\ufeff', '').replaceAll('\u00a0', ' ')].map(gbBytes));
}

function gbBytes(character: string): Uint8Array {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return Uint8Array.of(point);
  if (point > 0xffff) {
    const n = point - 0x10000;
    return Uint8Array.of(
      0x90 + Math.floor(n / 12600),
      0x30 + (Math.floor(n / 1260) % 10),
      0x81 + (Math.floor(n / 10) % 126),
      0x30 + (n % 10),
    );
  }
  const pair = gb18030Table().get(character);
  if (!pair) throw new Error(`${character} has no two bytes in GB18030`);
  return Uint8Array.from(pair);
}
