import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { Place, Problem } from '../model/problem.ts';
import { LAYOUT, UNPRINTABLE } from '../model/unprintable.ts';
import { ScalarOffsets } from './scalar-offset.ts';

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

/** Parses a YAML file. Syntax errors and duplicate keys are problems, each with its place. */
export function parseYaml(text: string, file: string): { yaml: YamlFile; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number, length: number): Place => {
    const { line, col } = lines.linePos(offset);
    const start = lines.lineStarts[line - 1] ?? 0;
    const lineText = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
    const room = Math.max(1, lineText.length - col + 1);
    return { file, line, column: col, length: Math.min(Math.max(1, length), room), lineText };
  };
  const problems = syntaxProblems(document.errors, text, at);
  visit(document, {
    Alias: (_, { range }) => {
      const [start, end] = range ?? [0, 1, 1];
      problems.push({ code: 'yaml-alias', severity: 'error', params: {}, place: at(start, end - start) });
    },
  });
  const span = (node: Node | undefined): Place | undefined =>
    node?.range ? at(node.range[0], node.range[1] - node.range[0]) : undefined;
  const yaml: YamlFile = {
    file,
    value: problems.length > 0 ? undefined : toData(document.contents),
    place: (path, part = 'value') => {
      const found = find(document.contents, path);
      return span((part === 'key' && found?.key) || found?.value || found?.key);
    },
    placeWithin: (path, start, end) => {
      const node = find(document.contents, path)?.value;
      if (!isScalar(node) || !node.range) return undefined;
      const source = text.slice(node.range[0], node.range[1]);
      const span = new ScalarOffsets(source, String(node.value)).span(start, end);
      return at(node.range[0] + span.start, span.end - span.start);
    },
  };
  return { yaml, problems };
}

/** Duplicate keys, and the first error of form: those after it are mostly its consequences. */
function syntaxProblems(
  errors: readonly YAMLParseError[],
  text: string,
  at: (offset: number, length: number) => Place,
): Problem[] {
  const firstOther = errors.find((error) => error.code !== 'DUPLICATE_KEY');
  return errors.flatMap((error): Problem[] => {
    const [start, end] = error.pos;
    if (error.code === 'DUPLICATE_KEY') {
      const key = /^[^\s:]+/.exec(text.slice(start))?.[0] ?? '';
      return [
        { code: 'yaml-duplicate-key', severity: 'error', params: { key }, place: at(start, key.length) },
      ];
    }
    if (error !== firstOther) return [];
    const code = error.code === 'TAB_AS_INDENT' ? 'yaml-tab' : 'yaml-syntax';
    return [{ code, severity: 'error', params: { detail: error.message }, place: at(start, end - start) }];
  });
}

function toData(node: unknown): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [keyText(pair), toData(pair.value)]));
  if (isSeq(node)) return node.items.map(toData);
  if (!isScalar(node)) return null;
  if (typeof node.value === 'number' || typeof node.value === 'bigint')
    return node.source ?? String(node.value);
  return typeof node.value === 'string' ? readable(node.value) : node.value;
}

/** Characters that could steer a terminal, and NUL, which SQL can't hold, show as what they are: unreadable. */
function readable(text: string): string {
  return text.replace(UNPRINTABLE, (found) => (LAYOUT.has(found) ? found : '\ufffd'));
}

function keyText(pair: Pair): string {
  const key = pair.key;
  if (!isScalar(key)) return String(key);
  return typeof key.value === 'string' ? readable(key.value) : (key.source ?? String(key.value));
}

function find(root: unknown, path: Path): { key?: Node | undefined; value?: Node | undefined } | undefined {
  let key: Node | undefined;
  let value = root;
  for (const part of path) {
    if (isMap(value)) {
      const pair = value.items.find((item) => keyText(item) === String(part));
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
