import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pages whose generated parts and transcripts are kept true, relative to the root. */
export function guidePages(root) {
  const within = (folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`);
  return ['README.md', 'CONTRIBUTING.md', ...within('docs'), ...within('test/transcripts')];
}

const BLOCK = /(<!-- generated: ([a-z-]+) -->)[\s\S]*?(<!-- end of \2 -->)/g;

/** A page with every generated block as it should be. */
export function renewBlocks(text, made, page) {
  return text.replace(BLOCK, (_, start, name, end) => {
    if (!made.has(name)) throw new Error(`${page} asks for a block that nothing generates: ${name}`);
    return `${start}\n\n${made.get(name)}\n\n${end}`;
  });
}

/** The names of the generated blocks of a page. */
export function blockNames(text) {
  return [...text.matchAll(BLOCK)].map(([, , name]) => name);
}

/** A Markdown table; cells may hold anything. */
export function table(head, rows) {
  const cell = (content) => String(content).replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A text as inline code. */
export function code(text) {
  return `\`${text}\``;
}
