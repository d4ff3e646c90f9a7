import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { closest } from '../model/closest.ts';
import type { Problem } from '../model/problem.ts';
import type { TableSpec } from './tables.ts';

/** A file of a table: its name relative to the dataset, with `/`, and where it is. */
export interface FoundFile {
  name: string;
  path: string;
  /** It was named on the command line and is no part of the dataset. */
  outside?: boolean;
}

export const ENDINGS = ['.csv', '.csv.gz', '.tsv', '.tsv.gz', '.parquet'] as const;

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
  const near = closest(
    `${spec.name}.csv`,
    present.filter((file) => ENDINGS.some((ending) => file.endsWith(ending))),
  );
  return problem('missing-file', { table: spec.name, file: `${spec.name}.csv`, near: near ?? '' });
}

function described(folder: string, spec: TableSpec, patterns: readonly string[]): FoundFile[] | Problem {
  const files: FoundFile[] = [];
  for (const pattern of patterns) {
    if (isAbsolute(pattern) || pattern.split(/[/\\]/).includes('..'))
      return problem('file-outside', { table: spec.name, file: pattern });
    const names = matches(folder, pattern);
    if (names.length === 0) return problem('missing-file', { table: spec.name, file: pattern });
    files.push(...names.map((name) => ({ name, path: join(folder, name) })));
  }
  return regular([...new Map(files.map((file) => [file.name, file])).values()], spec);
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
  const odd = files.find(({ path }) => !statSync(path, { throwIfNoEntry: false })?.isFile());
  return odd ? problem('not-a-file', { table: spec.name, file: odd.name }) : files;
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
