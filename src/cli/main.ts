import { CommanderError } from 'commander';
import type { Failure, FailureKind } from '../model/problem.ts';
import { type Context, type Io, languageFor } from './context.ts';
import { createProgram, usageFailure } from './program.ts';
import { packageVersion } from './version.ts';

/** The exit codes of this program; 0 is done. */
export const EXIT: Readonly<Record<FailureKind, number>> = { check: 1, usage: 2, pack: 3, internal: 70 };

/** Runs one command line and returns its exit code. Whatever goes wrong has been said when it returns. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const context: Context = { io, language: languageFor(argv, io.env) };
  let exitCode = 0;
  try {
    const program = createProgram(context, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version end the parsing by throwing; help that was not asked for means that a command is missing.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.usage;
    const known = error instanceof CommanderError ? usageFailure(error, commandNamed(argv)) : error;
    return explainFailure(known, context, argv.includes('--json'));
  }
}

/** `shuangdao rules show`, as far as the words name commands. */
function commandNamed(argv: readonly string[]): string {
  const words = argv.slice(0, ['rules', 'audit'].includes(argv[0] ?? '') ? 2 : 1);
  return ['shuangdao', ...words.filter((word) => /^[a-z]+$/.test(word))].join(' ');
}

async function explainFailure(error: unknown, { io, language }: Context, json: boolean): Promise<number> {
  const [{ paintFor }, { problemAsJson, renderProblem }, { toFailure }] = await Promise.all([
    import('../report/paint.ts'),
    import('../report/problems.ts'),
    import('./failures.ts'),
  ]);
  const failed: Failure = toFailure(error);
  const paint = await paintFor(io.stderr, io.env);
  for (const problem of failed.problems) io.stderr.write(`${renderProblem(problem, language, paint)}\n`);
  if (failed.kind === 'internal') io.stderr.write(`${reportOf(error)}\n`);
  if (json) {
    const problems = failed.problems.map((problem) => problemAsJson(problem, language));
    io.stdout.write(`${JSON.stringify({ failed: failed.kind, problems }, null, 2)}\n`);
  }
  return EXIT[failed.kind];
}

/** What we need to find a fault of our own. */
function reportOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return `  shuangdao ${packageVersion()}, node ${process.version}, ${process.platform} ${process.arch}\n${stack}`;
}

/** The installed command. */
export async function main(): Promise<void> {
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: () => new Date(),
    onInterrupt,
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.once('uncaughtException', async (error) => {
    process.exit(
      await explainFailure(error, { io, language: languageFor(process.argv, process.env) }, false),
    );
  });
  process.exitCode = await run(process.argv.slice(2), io);
}

/** `shuangdao … | head` closes the pipe early: what is left to print goes nowhere, and that is all right. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const cleanups = new Set<() => void>();

function onInterrupt(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    for (const [signal, exitCode] of Object.entries(SIGNALS)) process.once(signal, () => stop(exitCode));
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** Cleans up, the latest first, and ends the process with the exit code that tells the signal. */
function stop(exitCode: number): never {
  for (const cleanup of [...cleanups].reverse()) cleanup();
  process.exit(exitCode);
}
