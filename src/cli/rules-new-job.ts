import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure } from '../model/problem.ts';
import { packPageMessages } from '../report/messages/pack-page.ts';
import { speaker } from '../report/wording.ts';
import type { Context } from './context.ts';
import { openPack, TEMPLATES } from './packs.ts';
import type { NewPackOptions } from './rules.ts';

/**
 * Writes a rule pack to start from into the working folder: a commented template, or a copy of another pack with the
 * tables beside it.
 * @throws Failure `pack-id-wrong`, `file-exists`: nothing is ever overwritten
 */
export async function newPack(id: string, { from }: NewPackOptions, context: Context): Promise<number> {
  const { io, language } = context;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) throw failure('usage', 'pack-id-wrong', { name: id });
  const files = from === undefined ? template(language, id) : copy(from, id);
  const names = Object.keys(files);
  const taken = names.filter((name) => existsSync(name));
  if (taken.length > 0) throw failure('usage', 'file-exists', { file: taken.join(', ') });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, text, { flag: 'wx' });
  }
  const say = speaker(packPageMessages, language);
  io.stdout.write(`${say('new-pack', { files: names.join(', '), path: `${id}.yaml` })}\n`);
  return 0;
}

function template(language: Context['language'], id: string): Record<string, string> {
  const text = readFileSync(join(TEMPLATES, `${language}.yaml`), 'utf8');
  return { [`${id}.yaml`]: text.replaceAll('my-rules', id) };
}

/** The first of a pack's files is the pack itself. */
function copy(from: string, id: string): Record<string, string> {
  const [[, text] = ['', ''], ...tables] = Object.entries(openPack(from).files);
  return { [`${id}.yaml`]: text.replace(/^id:.*$/m, `id: ${id}`), ...Object.fromEntries(tables) };
}
