import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ISSUE_CODES } from '../src/model/issue.ts';
import { columnMessages } from '../src/report/messages/columns.ts';
import { installed } from './cli/run-cli.ts';

/** What scripts/docs gives, which is plain JavaScript. */
interface Guide {
  blocks(load: (module: string) => Promise<unknown>, root: string): Promise<Map<string, string>>;
  guidePages(root: string): string[];
  renewBlocks(text: string, made: Map<string, string>, page: string): string;
  blockNames(text: string): string[];
  leaves(command: Command): Command[];
  englishProgram(load: (module: string) => Promise<unknown>): Promise<Command>;
  runTranscripts(text: string, setting: { root: string; command: string }): Promise<Result[]>;
  differing(result: Result): boolean;
  TABLES: Record<string, string[]>;
}

interface Result {
  line: number;
  command: string;
  expected: string;
  actual: string;
  exitCode: number;
}

const ROOT = join(import.meta.dirname, '..');
const parts = ['blocks', 'pages', 'commands', 'outputs', 'transcripts'];
const modules = await Promise.all(parts.map((name) => import(join(ROOT, `scripts/docs/${name}.js`))));
const guide: Guide = Object.assign({}, ...modules);
const load = (module: string): Promise<unknown> => import(join(ROOT, `src/${module}.ts`));
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const pages = guide.guidePages(ROOT);

describe('what is generated', async () => {
  const made = await guide.blocks(load, ROOT);

  it.each(pages)('is up to date in %s (npm run docs renews it)', (page) => {
    expect(read(page)).toBe(guide.renewBlocks(read(page), made, page));
  });

  it('is all used', () => {
    expect(new Set(pages.flatMap((page) => guide.blockNames(read(page))))).toEqual(new Set(made.keys()));
  });
});

describe('what is shown', () => {
  let folder: string;
  beforeAll(() => {
    folder = installed();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.concurrent.each(pages)('is what comes out: %s', { timeout: 300_000 }, async (page) => {
    const setting = { root: ROOT, command: join(folder, 'bin/shuangdao.js') };
    const wrong = (await guide.runTranscripts(read(page), setting)).filter(guide.differing);
    expect(
      wrong.map(
        ({ line, command, exitCode, actual }) => `${page}:${line}: $ ${command} (${exitCode})\n${actual}`,
      ),
    ).toEqual([]);
  });

  it('comprises every command', async () => {
    const shown = pages.map(read).join('\n');
    const commands = guide.leaves(await guide.englishProgram(load)).map(pathOf);
    expect(commands.filter((command) => !shown.includes(`$ ${command}`))).toEqual([]);
  });
});

describe('what is documented', async () => {
  const program = await guide.englishProgram(load);
  const commands = guide.leaves(program);

  it('comprises every command and option', () => {
    const text = read('docs/commands.md');
    const flags = commands.flatMap((command) => command.options.map((option) => option.long ?? ''));
    const wanted = [...commands.map((command) => `## ${pathOf(command)}\n`), ...new Set(flags)];
    expect(wanted.filter((part) => !text.includes(part))).toEqual([]);
    expect(
      commands.filter((command) => !read('README.md').includes(`\`${pathOf(command)}\``)).map(pathOf),
    ).toEqual([]);
  });

  it('names no command or option that is not there', () => {
    const names = new Set([...commands.map(pathOf), ...commands.flatMap((command) => parents(command))]);
    const flags = new Set([
      '--lang',
      '--help',
      '--version',
      ...commands.flatMap((command) => longs(command)),
    ]);
    const text = pages.map(read).join('\n');
    const spoken = [...text.matchAll(/`shuangdao ((?:rules |audit )?[a-z]+)/g)].map(
      ([, name]) => `shuangdao ${name}`,
    );
    expect(spoken.filter((name) => !names.has(name))).toEqual([]);
    const options = pages
      .filter((page) => !/CONTRIBUTING|transcripts|benchmarks/.test(page))
      .flatMap((page) =>
        [...read(page).matchAll(/`[^`\n]*?(--[a-z][a-z-]+)[^`\n]*`/g)].map(([, flag]) => flag ?? ''),
      );
    expect(options.filter((flag) => !flags.has(flag))).toEqual([]);
  });

  it('comprises every issue code', () => {
    const text = read('docs/issues.md');
    expect(Object.keys(ISSUE_CODES).filter((code) => !text.includes(`### ${code}\n`))).toEqual([]);
  });

  it('comprises every column of a run', () => {
    const own = Object.values(guide.TABLES).flat();
    const fixed = own.filter((name) => !name.startsWith('*'));
    expect(new Set(fixed)).toEqual(new Set(Object.keys(columnMessages)));
  });

  it('has no link and no path that leads nowhere', () => {
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path, anchor]) => ({
        page,
        path: path ? join(dirname(page), path) : page,
        anchor,
      })),
    );
    const broken = links.filter(
      ({ path, anchor }) => !existsSync(join(ROOT, path)) || !hasAnchor(path, anchor),
    );
    expect(broken).toEqual([]);
    const paths = pages.flatMap((page) => [
      ...read(page).matchAll(/`((?:src|test|bench|scripts|fixtures)\/[\w./-]*)`/g),
    ]);
    expect(paths.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('shows every folder of src in docs/architecture.md', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const text = read('docs/architecture.md');
    expect(folders.map(({ name }) => name).filter((name) => !text.includes(`| \`src/${name}/\` |`))).toEqual(
      [],
    );
  });
});

it('describes the tables of a run as they are', { timeout: 120_000 }, () => {
  const folder = installed();
  const runs = mkdtempSync(join(tmpdir(), 'run-'));
  try {
    const args = [
      'classify',
      'fixtures/sanpai',
      '--rules',
      'guangdong-2009',
      '--out',
      join(runs, 'sanpai'),
      '--quiet',
    ];
    execFileSync(process.execPath, [join(folder, 'bin/shuangdao.js'), ...args], { cwd: ROOT });
    const described = JSON.parse(readFileSync(join(runs, 'sanpai/datapackage.json'), 'utf8')) as {
      resources: { path: string; schema: { fields: { name: string }[] } }[];
    };
    const fixed = new Set(Object.keys(columnMessages));
    const found = described.resources.map(({ path, schema }): [string, string[]] => [
      path,
      schema.fields.map(({ name }) => name).filter((name) => fixed.has(name)),
    ]);
    const told = Object.entries(guide.TABLES).map(([path, names]): [string, string[]] => [
      path,
      names.filter((name) => !name.startsWith('*')),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(told));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(runs, { recursive: true, force: true });
  }
});

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function parents(command: Command): string[] {
  return command.parent ? [pathOf(command.parent), ...parents(command.parent)] : [];
}

function longs(command: Command): string[] {
  return command.options.map((option) => option.long ?? '');
}

/** Whether a page has a heading that GitHub gives this anchor. */
function hasAnchor(path: string, anchor: string | undefined): boolean {
  if (!anchor) return true;
  const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(anchor);
}
