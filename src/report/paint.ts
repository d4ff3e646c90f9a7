/** The colours of this program. */
export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  bad(text: string): string;
  careful(text: string): string;
  good(text: string): string;
}

const same = (text: string): string => text;
export const NO_PAINT: Paint = { strong: same, faint: same, bad: same, careful: same, good: same };

/** What the commands write to: a terminal, a pipe, or a test's collector. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** Where what would go to a terminal goes under `--quiet`. */
export const NO_TERMINAL: Stream = { write: () => {} };

/** Colours where the stream is a terminal that shows them and NO_COLOR does not forbid it. */
export async function paintFor(stream: Stream, env: Record<string, string | undefined>): Promise<Paint> {
  if (!stream.isTTY || env.NO_COLOR || env.TERM === 'dumb') return NO_PAINT;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { strong: chalk.bold, faint: chalk.dim, bad: chalk.red, careful: chalk.yellow, good: chalk.green };
}
