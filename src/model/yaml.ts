import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Place, Problem } from './problem.ts';
import { ScalarOffsets } from './scalar-offset.ts';
import { LAYOUT, UNPRINTABLE } from './unprintable.ts';
import { syntaxProblems } from './yaml-syntax.ts';

/** A path into a YAML document: keys and positions. */
export type Path = readonly (string | number)[];

export interface YamlFile {
  file: string;
  /** Plain data. Numbers stay the text their author wrote, so that no decimal is rounded. */
  value: unknown;
  /** The place of a value, or of its key. */
  place(path: Path, part?: 'key' | 'value'): Place | undefined;
  /** The place of a span inside a text value, for errors inside expressions. */
  placeWithin(path: Path, start: number, end: number): Place | undefined;
}

/**
 * How scalars are read: a pack has texts, `true` and `false`, and shows as unreadable what nobody sees; what is to be
 * compared with cells and headers is `verbatim`, and all of it is text.
 */
export type Reading = 'pack' | 'verbatim';

/** Parses a YAML file. Syntax errors, duplicate keys and aliases are problems, each with its place. */
export function parseYaml(
  source: string,
  file: string,
  reading: Reading = 'pack',
): { yaml: YamlFile; problems: Problem[] } {
  const text = source.replace(/^\ufeff/, '');
  const lines = new LineCounter();
  const schema = reading === 'verbatim' ? 'failsafe' : 'core';
  const document = parseDocument(text, { schema, lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number, length: number): Place => {
    const { line, col } = lines.linePos(offset);
    const start = lines.lineStarts[line - 1] ?? 0;
    const lineText = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
    const room = Math.max(1, lineText.length - col + 1);
    return { file, line, column: col, length: Math.min(Math.max(1, length), room), lineText };
  };
  const problems = [...syntaxProblems(document, text, at), ...contentProblems(document, reading, at)];
  const span = (node: Node | undefined): Place | undefined =>
    node?.range ? at(node.range[0], node.range[1] - node.range[0]) : undefined;
  const yaml: YamlFile = {
    file,
    value: problems.length > 0 ? undefined : toData(document.contents, reading),
    place: (path, part = 'value') => {
      const found = find(document.contents, path, reading);
      return span((part === 'key' && found?.key) || found?.value || found?.key);
    },
    placeWithin: (path, start, end) => {
      const node = find(document.contents, path, reading)?.value;
      if (!isScalar(node) || !node.range) return undefined;
      const source = text.slice(node.range[0], node.range[1]);
      const span = new ScalarOffsets(source, String(node.value)).span(start, end);
      return at(node.range[0] + span.start, span.end - span.start);
    },
  };
  return { yaml, problems };
}

/** What is well-formed and yet not taken: aliases, and NUL, which can stand neither in a name nor in a cell. */
function contentProblems(
  document: Document.Parsed,
  reading: Reading,
  at: (offset: number, length: number) => Place,
): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, { range }: Node): void => {
    const [start, end] = range ?? [0, 1, 1];
    problems.push({ code, severity: 'error', params: {}, place: at(start, end - start) });
  };
  visit(document, {
    Alias: (_, node) => add('yaml-alias', node),
    Scalar: (_, node: Scalar) => {
      if (reading === 'verbatim' && String(node.value).includes('\0')) add('yaml-nul', node);
    },
  });
  return problems;
}

function toData(node: unknown, reading: Reading): unknown {
  if (isMap(node))
    return Object.fromEntries(
      node.items.map((pair) => [keyText(pair, reading), toData(pair.value, reading)]),
    );
  if (isSeq(node)) return node.items.map((item) => toData(item, reading));
  if (!isScalar(node)) return null;
  if (typeof node.value === 'number' || typeof node.value === 'bigint')
    return node.source ?? String(node.value);
  return typeof node.value === 'string' ? asRead(node.value, reading) : node.value;
}

/** Characters that could steer a terminal, and NUL, which SQL can't hold, show as what they are: unreadable. */
function asRead(text: string, reading: Reading): string {
  return reading === 'verbatim'
    ? text
    : text.replace(UNPRINTABLE, (found) => (LAYOUT.has(found) ? found : '\ufffd'));
}

function keyText({ key }: Pair, reading: Reading): string {
  if (!isScalar(key)) return String(key);
  return typeof key.value === 'string' ? asRead(key.value, reading) : (key.source ?? String(key.value));
}

function find(
  root: unknown,
  path: Path,
  reading: Reading,
): { key?: Node | undefined; value?: Node | undefined } | undefined {
  let key: Node | undefined;
  let value = root;
  for (const part of path) {
    if (isMap(value)) {
      const pair = value.items.find((item) => keyText(item, reading) === String(part));
      if (!pair) return { key, value: value as Node };
      key = pair.key as Node;
      value = pair.value;
    } else if (isSeq(value)) {
      key = undefined;
      value = value.items[Number(part)];
    } else break;
  }
  return { key, value: (value ?? undefined) as Node | undefined };
}
