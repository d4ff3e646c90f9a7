import type { Language } from '../model/words.ts';
import type { Stream } from '../report/paint.ts';

/** Everything outside that a command may touch besides files; tests put in their own. */
export interface Io {
  stdout: Stream;
  stderr: Stream;
  env: Record<string, string | undefined>;
  now(): Date;
  /** Calls `cleanup` if the process is told to stop, before it stops. Returns what takes the call back. */
  onInterrupt(cleanup: () => void): () => void;
}

/** What every command gets. */
export interface Context {
  io: Io;
  language: Language;
}

/** The language asked for with `--lang`, or else that of the environment. */
export function languageFor(argv: readonly string[], env: Io['env']): Language {
  const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = argv[at]?.split('=')[1] ?? argv[at + 1];
  if (at >= 0 && (asked === 'en' || asked === 'zh')) return asked;
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
}
