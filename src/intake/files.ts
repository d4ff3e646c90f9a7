import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { ENDINGS, partsOf, readableName, resembles } from './file-names.ts';
import { shownNames } from './missing-columns.ts';
import type { TableSpec } from './tables.ts';

/** A file of a table: its name relative to the dataset, with `/`, and where it is. */
export interface FoundFile {
  name: string;
  path: string;
  /** It was named on the command line and is no part of the dataset. */
  outside?: boolean;
}

/** The files of a table: those dataset.yaml names, or `<table>.csv` and its like. Problems instead of a throw. */
export function findFiles(folder: string, spec: TableSpec): FoundFile[] | Problem {
  const { source } = spec;
  const patterns = source?.file === undefined ? source?.files : [source.file];
  return patterns ? described(folder, spec, patterns) : conventional(folder, spec);
}

function conventional(folder: string, spec: TableSpec): FoundFile[] | Problem {
  const present = readdirSync(folder);
  const wanted = ENDINGS.map((ending) => spec.name + ending);
  const names = wanted.filter((name) => present.includes(name));
  if (names.length > 1) return problem('several-files', { table: spec.name, files: names.join(', ') });
  const [name] = names;
  if (name !== undefined) return regular([{ name, path: join(folder, name) }], spec);
  if (spec.optional) return [];
  const file = `${spec.name}.csv`;
  return problem('missing-file', { table: spec.name, file, ...standIns(file, present) });
}

/** What is there instead of a file: under another case or ending, as a workbook, packed, or called nearly the same. */
function standIns(name: string, present: readonly string[]): Problem['params'] {
  const { stem } = partsOf(name);
  const others = present.map((file) => ({ file, ...partsOf(file) })).filter(({ file }) => file !== name);
  const same = others.filter((other) => other.stem === stem);
  const first = (...kinds: unknown[]): string => same.find(({ kind }) => kinds.includes(kind))?.file ?? '';
  const renamed = first('read', 'text');
  const near = others.filter((other) => other.kind && resembles(other.stem, stem)).map(({ file }) => file);
  return {
    ...(renamed !== '' && { renamed, to: readableName(name.slice(0, stem.length), renamed) }),
    ...{ workbook: first('workbook'), packed: first('packed') },
    near: same.length > 0 ? '' : shownNames(near.sort()).names,
  };
}

function described(folder: string, spec: TableSpec, patterns: readonly string[]): FoundFile[] | Problem {
  const files: FoundFile[] = [];
  for (const pattern of patterns) {
    if (isAbsolute(pattern) || pattern.split(/[/\\]/).includes('..'))
      return problem('file-outside', { table: spec.name, file: pattern });
    const names = matches(folder, pattern);
    if (names.length === 0) return missing(folder, spec, pattern);
    files.push(...names.map((name) => ({ name, path: join(folder, name) })));
  }
  return regular([...new Map(files.map((file) => [file.name, file])).values()], spec);
}

function missing(folder: string, spec: TableSpec, pattern: string): Problem {
  const params = { table: spec.name, file: pattern };
  // Of a pattern nobody knows which of its files are missed; in a folder below, a name alone would mislead.
  const isName = !/[*?/\\]/.test(pattern);
  return problem('missing-file', isName ? { ...params, ...standIns(pattern, readdirSync(folder)) } : params);
}

/** A name that exists is meant literally, even if it looks like a pattern. */
function matches(folder: string, pattern: string): string[] {
  if (statSync(join(folder, pattern), { throwIfNoEntry: false })) return [pattern];
  let found = [''];
  for (const part of pattern.split('/').filter((name) => name !== '' && name !== '.')) {
    const shape = patternOf(part);
    found = found.flatMap((parent) => {
      const names = listing(join(folder, parent)).filter((name) => shape.test(name));
      return names.map((name) => (parent === '' ? name : `${parent}/${name}`));
    });
  }
  return found.sort();
}

/** `*` stands for any characters, `?` for one; a leading dot must be written. */
function patternOf(part: string): RegExp {
  const literal = part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const hidden = part.startsWith('.') ? '' : '(?!\\.)';
  return new RegExp(`^${hidden}${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
}

function listing(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}

/** The files themselves if all are regular files. */
function regular(files: FoundFile[], spec: TableSpec): FoundFile[] | Problem {
  for (const { path, name: file } of files) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile()) return problem(found ? 'not-a-file' : 'broken-link', { table: spec.name, file });
  }
  return files;
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
