import { type LoadedPack, loadPack } from '../../src/rules/load.ts';

/** Loads a pack whose dull parts are filled in: give inputs, parameters, facts, criteria, states, transitions, tests. */
export function smallPack(parts: string, tables: Record<string, string> = {}): LoadedPack {
  const head = [
    'format: shuangdao-rules/1',
    'id: small',
    'version: 1.0.0',
    'title: small',
    ...(/^ *period:/m.test(parts) ? [] : ['period: year']),
    ...(/^ *valid:/m.test(parts) ? [] : ['valid: {from: 2009, to: 2011}']),
    'currency: CNY',
    'sources: {s: {title: made up, quality: example}}',
  ];
  const unindented = parts.replace(new RegExp(`^ {${/\n( *)\S/.exec(parts)?.[1]?.length ?? 0}}`, 'gm'), '');
  return loadPack({
    file: 'small.yaml',
    text: `${head.join('\n')}\n${unindented}`,
    readBeside: (path) => tables[path],
  });
}
