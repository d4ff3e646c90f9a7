import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folders of src a folder may import. `cli` joins them all and nobody imports it. */
const LAW: Readonly<Record<string, readonly string[]>> = {
  model: [],
  rules: ['model'],
  stats: ['model'],
  trust: ['model'],
  engine: ['model'],
  decide: ['model', 'rules', 'stats'],
  support: ['model', 'rules', 'stats'],
  intake: ['engine', 'model'],
  report: ['model', 'stats'],
  cli: ['model', 'rules', 'stats', 'trust', 'engine', 'decide', 'support', 'intake', 'report'],
};

/** Packages that only certain folders may use. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['engine'],
  commander: ['cli'],
  chalk: ['report'],
  'csv-stringify': ['report'],
  'csv-parse': ['intake', 'rules'],
  '@marcbachmann/cel-js': ['rules'],
  yaml: ['model', 'rules'],
  'simple-statistics': ['stats'],
  zod: ['model', 'rules', 'intake'],
};

/** Folders that neither read nor write anything: no files, processes, clock or chance. */
const PURE = ['model', 'rules', 'stats', 'decide', 'support', 'report'];

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const imports = files.flatMap((file) => {
  const text = readFileSync(join(SRC, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'/gm);
  return [...found].map(([, type, from, lazy]) => ({
    file,
    folder: file.split('/')[0] ?? '',
    target: from ?? lazy ?? '',
    typeOnly: type !== undefined,
  }));
});
const told = (wrong: typeof imports) => wrong.map(({ file, target }) => `${file} imports ${target}`);

describe('the import law', () => {
  it('knows every folder', () => {
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    expect([...folders].filter((folder) => !((folder ?? '') in LAW))).toEqual([]);
  });

  it('is kept between our folders', () => {
    const ours = imports.filter(({ target }) => target.startsWith('.'));
    const wrong = ours.filter(({ file, folder, target }) => {
      const [to = ''] = posix.join(dirname(file), target).split('/');
      return file.includes('/') && to !== folder && !LAW[folder]?.includes(to);
    });
    expect(ours.length).toBeGreaterThan(20);
    expect(told(wrong)).toEqual([]);
  });

  it('is kept towards packages', () => {
    const wrong = imports.filter(({ folder, target }) => {
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      return !target.startsWith('.') && !target.startsWith('node:') && !PACKAGES[name]?.includes(folder);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('keeps the pure folders pure', () => {
    const allowed = new Set(['node:crypto', 'node:util']);
    const wrong = imports.filter(
      ({ folder, target }) => PURE.includes(folder) && target.startsWith('node:') && !allowed.has(target),
    );
    expect(told(wrong)).toEqual([]);
    const chance = files.filter(
      (file) =>
        PURE.includes(file.split('/')[0] ?? '') &&
        /\bMath\.random\(|\bnew Date\(\)|\bprocess\.(env|exit|stdout|stderr)/.test(
          readFileSync(join(SRC, file), 'utf8'),
        ),
    );
    expect(chance).toEqual([]);
  });

  it('lets only the command line set exit codes and speak', () => {
    const speaking = files.filter(
      (file) =>
        !file.startsWith('cli/') && /\bprocess\.exit|\bconsole\./.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(speaking).toEqual([]);
  });

  it('has no import cycle', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (target.startsWith('.') && !typeOnly)
        edges.set(file, [...(edges.get(file) ?? []), posix.join(dirname(file), target)]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
