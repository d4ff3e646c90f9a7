import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Commands shown on a page, with what they print. In a block marked `console`, a line that begins with `$ ` is a
 * command for bash and the lines up to the next one are its output; a line `…` stands for any number of lines, `…`
 * within a line for anything. A command that does not end with 0 is followed by `$ echo $?`. A block with a title,
 * such as ```yaml title=my-rules.yaml, is a file that the commands after it find, or what is added to its end. All
 * of a page happens in one folder, in which `fixtures` is ours. Times do not matter, nor what a digest is; but where
 * the page shows the same digest twice, it must be printed twice.
 */
const FENCE = /^```(\w+)(?: title=(\S+))?\n([\s\S]*?)^```$/gm;

/** The files and commands of a page in their order. */
export function readTranscripts(text) {
  return [...text.matchAll(FENCE)].flatMap((match) => {
    const [block, language, title, body] = match;
    if (title) return [{ kind: 'file', path: title, content: body }];
    if (language !== 'console') return [];
    return commandsIn(body, match.index + block.indexOf('\n') + 1, text);
  });
}

function commandsIn(body, offset, text) {
  const found = [...body.matchAll(/^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)/gm)];
  return found.map((match) => {
    const [whole, command, expected] = match;
    const start = offset + match.index + whole.length - expected.length;
    const line = text.slice(0, offset + match.index).split('\n').length;
    return { kind: 'command', command, expected, start, line };
  });
}

/** Runs a page's commands: what each should print, what it prints, and its exit code. */
export async function runTranscripts(text, { root, command }) {
  const items = readTranscripts(text);
  if (!items.some(({ kind }) => kind === 'command')) return [];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'transcript-')));
  try {
    const env = environment(folder, root, command);
    const work = join(folder, 'work');
    const results = [];
    let exitCode = 0;
    for (const item of items) {
      if (item.kind === 'file') add(join(work, item.path), item.content);
      else {
        const done = await shell(`(exit ${exitCode})\n${item.command}`, { cwd: work, env });
        exitCode = done.exitCode;
        results.push({ ...item, exitCode, actual: done.output.replaceAll(work, '…') });
      }
    }
    return compared(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether each output is as shown, and whether each exit code but 0 is told by the command after it. */
function compared(results) {
  const [shown, printed] = [new Map(), new Map()];
  return results.map((result, index) => ({
    ...result,
    matches: matches(settled(result.expected, shown), settled(result.actual, printed)),
    told: result.exitCode === 0 || results[index + 1]?.command === 'echo $?',
  }));
}

function environment(folder, root, command) {
  const bin = join(folder, 'bin');
  add(join(bin, 'shuangdao'), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(join(bin, 'shuangdao'), 0o755);
  mkdirSync(join(folder, 'work'));
  symlinkSync(join(root, 'fixtures'), join(folder, 'work/fixtures'));
  return { PATH: `${bin}:${process.env.PATH}`, HOME: folder, LC_ALL: 'C.UTF-8', TMPDIR: tmpdir() };
}

function add(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, content);
}

function shell(script, options) {
  return new Promise((done) => {
    const child = execFile('bash', ['-c', `exec 2>&1\n${script}`], options, (_, output) => {
      done({ exitCode: child.exitCode ?? 1, output });
    });
    child.stdin?.end();
  });
}

/** Whether a command printed something else than the page shows, or ended badly without the page saying so. */
export function differing(result) {
  return !result.told || !result.matches;
}

/** The page with the output of every differing command replaced by what it prints now. */
export function renewTranscripts(text, results) {
  return results
    .filter((result) => !result.matches)
    .reduceRight(
      (page, { start, expected, actual }) =>
        page.slice(0, start) + joined(lines(actual)) + page.slice(start + expected.length),
      text,
    );
}

function matches(expected, actual) {
  const shapes = lines(expected).map((line) => (line.trim() === '…' ? '(?:.*\\n)*?' : `${shapeOf(line)}\\n`));
  return new RegExp(`^${shapes.join('')}$`).test(joined(lines(actual)));
}

function shapeOf(line) {
  const literal = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return line.split('…').map(literal).join('.*');
}

/** A text without what differs from run to run; digests are numbered as they appear. */
function settled(text, digests) {
  const numbered = (digest) => {
    if (!digests.has(digest)) digests.set(digest, digests.size + 1);
    return `<digest ${digests.get(digest)}>`;
  };
  return text
    .replace(/\b[0-9a-f]{64}\b/g, numbered)
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/(runs\/[a-z0-9-]+-)[0-9a-f]{8}\b/g, '$1<digest>');
}

function lines(text) {
  const all = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return all.length === 1 && all[0] === '' ? [] : all;
}

function joined(all) {
  return all.map((line) => `${line}\n`).join('');
}
