import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { closest } from '../model/closest.ts';
import { Dataset } from '../model/dataset.ts';
import type { Pack } from '../model/pack.ts';
import { Failure, failure, type Place, type Problem } from '../model/problem.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import { keyNames, type TableSpec, tableSpecs } from './tables.ts';

export const DESCRIPTION = 'dataset.yaml';

/**
 * Reads dataset.yaml, if the folder has one, and checks its names against the pack.
 * @throws Failure of kind `usage` with every problem found, each with its place
 */
export function readDescription(folder: string, pack: Pack): Dataset | undefined {
  const path = join(folder, DESCRIPTION);
  if (!existsSync(path)) return undefined;
  const yaml = new Yaml(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  stopOn([...yaml.problems(), ...nulProblems(yaml)]);
  const shape = Dataset.safeParse(yaml.data());
  if (!shape.success)
    throw new Failure(
      'usage',
      shape.error.issues.flatMap((issue) => shapeProblems(issue, yaml)),
    );
  stopOn(nameProblems(shape.data, pack, yaml));
  return shape.data;
}

function stopOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Failure('usage', problems);
}

/** A NUL character can stand neither in a name nor in a cell. */
function nulProblems(yaml: Yaml): Problem[] {
  if (!JSON.stringify(yaml.data() ?? '').includes('\\u0000')) return [];
  return [{ code: 'dataset-syntax', severity: 'error', params: { detail: 'NUL character' } }];
}

function nameProblems(dataset: Dataset, pack: Pack, yaml: Yaml): Problem[] {
  const tables = tableSpecs(pack, undefined);
  const names = tables.map((table) => table.name);
  return Object.entries(dataset.tables ?? {}).flatMap(([name, table]) => {
    const spec = tables.find((known) => known.name === name);
    if (!spec) {
      const place = yaml.place(['tables', name], 'key');
      return [unknownName('dataset-unknown-table', { table: name }, name, names, place)];
    }
    const known = columnNames(spec);
    return Object.keys(table.columns ?? {})
      .filter((column) => !known.includes(column))
      .map((column) => {
        const place = yaml.place(['tables', name, 'columns', column], 'key');
        return unknownName('dataset-unknown-column', { table: name, column }, column, known, place);
      });
  });
}

function columnNames({ unit, keys, columns }: TableSpec): string[] {
  const ofLevel = unit.name !== HOUSEHOLD.name;
  const ids = keys.flatMap((key) =>
    ofLevel && key === 'household' ? [unit.name, `${unit.name}_id`] : keyNames(key),
  );
  return [...ids, ...columns.flatMap(({ name, key }) => (key ? [] : [name]))];
}

function unknownName(
  code: string,
  params: Problem['params'],
  name: string,
  known: readonly string[],
  place: Place | undefined,
): Problem {
  const near = closest(name, known) ?? '';
  return { code, severity: 'error', params: { ...params, near, known: known.join(', ') }, place };
}

/** One zod issue as problems with places; a union reports what its object member says. */
function shapeProblems(issue: z.core.$ZodIssue, yaml: Yaml, prefix: readonly PropertyKey[] = []): Problem[] {
  const path = [...prefix, ...issue.path].map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'dataset-unknown-key',
      severity: 'error',
      params: { key, where: path.join('.') || DESCRIPTION },
      place: yaml.place([...path, key], 'key'),
    }));
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    if (deepest.length > 0) return deepest.flatMap((inner) => shapeProblems(inner, yaml, path));
  }
  const params = { where: path.join('.') || DESCRIPTION, detail: issue.message };
  return [{ code: 'dataset-value', severity: 'error', params, place: yaml.place(path, 'value') }];
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));

/** A YAML text whose scalars are all text, and the places of its parts. */
class Yaml {
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(text: string) {
    this.#text = text;
    this.#document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
  }

  problems(): Problem[] {
    return this.#document.errors.map((error) => ({
      code: error.code === 'DUPLICATE_KEY' ? 'dataset-duplicate-key' : 'dataset-syntax',
      severity: 'error',
      params: { detail: error.message },
      place: this.#at(error.pos[0], error.pos[1]),
    }));
  }

  /** @throws Failure if aliases multiply beyond reason */
  data(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      throw failure('usage', 'dataset-syntax', { detail: String((cause as Error).message) }, { cause });
    }
  }

  place(path: readonly string[], part: 'key' | 'value'): Place | undefined {
    let node: unknown = this.#document.contents;
    let key: unknown;
    for (const name of path) {
      if (!isMap(node)) break;
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === name);
      if (!pair) break;
      key = pair.key;
      node = pair.value;
    }
    const range =
      ((part === 'key' ? key : node) as Node | undefined | null)?.range ?? (key as Node | undefined)?.range;
    return range ? this.#at(range[0], range[1]) : undefined;
  }

  #at(start: number, end: number): Place {
    const { line, col } = this.#lines.linePos(start);
    const from = this.#lines.lineStarts[line - 1] ?? 0;
    const lineText = this.#text.slice(from).split(/\r?\n/, 1)[0] ?? '';
    const room = Math.max(1, lineText.length - col + 1);
    return {
      file: DESCRIPTION,
      line,
      column: col,
      length: Math.min(Math.max(1, end - start), room),
      lineText,
    };
  }
}
