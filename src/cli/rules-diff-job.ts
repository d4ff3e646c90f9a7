import { packDiffMessages } from '../report/messages/pack-diff.ts';
import { fill } from '../report/wording.ts';
import { diffPacks, type PackChange } from '../rules/diff-packs.ts';
import type { Context } from './context.ts';
import { openPack } from './packs.ts';
import type { RulesOptions } from './rules.ts';

/** Tells in words what is different in the second of two packs. */
export async function comparePacks(
  a: string,
  b: string,
  { json }: RulesOptions,
  { io, language }: Context,
): Promise<number> {
  const changes = diffPacks(openPack(a).loaded, openPack(b).loaded);
  const words = (change: PackChange): string => {
    const template = packDiffMessages[change.code as keyof typeof packDiffMessages][language];
    const text = fill(template, change.params);
    const { level } = change;
    const told =
      level === undefined ? text : fill(packDiffMessages['in-level'][language], { level, change: text });
    return told.replaceAll('\n', '\n    ');
  };
  if (json) {
    io.stdout.write(
      `${JSON.stringify(
        changes.map((change) => ({ ...change, text: words(change) })),
        null,
        2,
      )}\n`,
    );
  } else {
    const all = changes.length > 0 ? changes : [{ code: 'no-changes', params: { a, b } }];
    io.stdout.write(all.map((change) => `${words(change)}\n`).join(''));
  }
  return 0;
}
