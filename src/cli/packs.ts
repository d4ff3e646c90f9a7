import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTextFile } from '../intake/text-file.ts';
import { closest } from '../model/closest.ts';
import { Failure, failure, type Problem } from '../model/problem.ts';
import { type LoadedPack, loadPack } from '../rules/load.ts';

const SHIPPED = fileURLToPath(new URL('../../rules', import.meta.url));

/** Where the packs to start from lie, one for each language. */
export const TEMPLATES = resolve(SHIPPED, 'new');

/** The ids of the packs that come with the program. */
export function shippedPacks(): string[] {
  const files = readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => name.slice(0, -'.yaml'.length)).sort();
}

/** A pack with the files it was read from, by name. */
export interface OpenedPack {
  loaded: LoadedPack;
  files: Readonly<Record<string, string>>;
}

/**
 * Finds, reads and loads a rule pack.
 * @param reference the id of a shipped pack, or a path
 * @throws Failure `pack-not-found`, or every problem of the pack
 */
export function openPack(reference: string): OpenedPack {
  const path = findPack(reference);
  const folder = dirname(path);
  // As the reader knows it: the path given, or the name of the shipped file.
  const file = folder === resolve(SHIPPED) ? basename(path) : reference;
  const text = readTextFile(path, file);
  if (typeof text !== 'string') throw new Failure('pack', [text]);
  const files: Record<string, string> = { [basename(path)]: text };
  const loaded = loadPack({
    file,
    text,
    readBeside: (name) => {
      const table = readInside(folder, name);
      if (typeof table === 'string') files[name] = table;
      return table;
    },
  });
  return { loaded, files };
}

/** A file's text, if the file lies in the folder: neither `..` nor a link leads out of it. */
function readInside(folder: string, name: string): string | Problem | undefined {
  const path = resolve(folder, name);
  if (!isFile(path)) return undefined;
  return realpathSync(path).startsWith(realpathSync(folder) + sep) ? readTextFile(path, name) : undefined;
}

function findPack(reference: string): string {
  const ids = shippedPacks();
  if (ids.includes(reference)) return resolve(SHIPPED, `${reference}.yaml`);
  if (isFile(reference)) return resolve(reference);
  const beside = ['yaml', 'yml'].map((ending) => `${reference}.${ending}`).find(isFile) ?? '';
  const near = beside === '' ? (closest(reference, ids) ?? '') : '';
  throw failure('usage', 'pack-not-found', { name: reference, beside, near, ids: ids.join(', ') });
}

/** Never a failure: a path that nothing can lie at is no file either. */
function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
