import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failure, type Problem } from '../model/problem.ts';
import { paintFor } from '../report/paint.ts';
import { renderProblem } from '../report/problems.ts';
import { CLEAR_LINE } from '../report/progress.ts';
import type { WrittenFiles } from '../report/written.ts';
import { type CheckPlace, checkResultPlace, type FolderKind, RunFolder } from '../trust/run-folder.ts';
import type { Context, Io } from './context.ts';

export interface RunPlace {
  out: string;
  /** Whether an earlier run of that name is to be replaced. */
  force: boolean;
  /** The time stamp of the run, in its statement and in the audit log. */
  time: Date;
  /** What the folder is, if no run. */
  kind?: FolderKind;
}

/**
 * Makes a run folder, or another kind of folder, whose files `fill` writes. If that fails, or the process is told to
 * stop, nothing is left.
 * @returns the place of the finished folder, as one would type it here
 */
export async function withRunFolder(
  { out, force, time, kind = 'run' }: RunPlace,
  context: Context,
  fill: (folder: RunFolder) => Promise<void>,
): Promise<string> {
  const folder = await openFolder(out, force, kind, context);
  return (await filled(folder, context.io.onInterrupt, fill, () => folder.commit(time))).place;
}

/** Where the results of a command go, as asked for with `--out` and `--force`. */
export interface ResultPlace {
  /** Without it nothing is written. */
  out?: string | undefined;
  /** Whether earlier results of the same command are to be replaced. */
  force?: boolean | undefined;
  /** All files that the command may write: a folder that holds anything else is never replaced. */
  names: readonly string[];
}

/**
 * Does the work of a command that looks at a survey or a run and decides nothing. With `--out`, what `work` writes into
 * the folder it is given appears whole at the end, or not at all; it is no run and in no log. That the folder can be
 * made is settled before the work begins.
 * @throws Failure `folder-exists`, `foreign-file`, `not-a-folder` or `inside-run`
 */
export async function withResultFolder<T>(
  { out, force = false, names }: ResultPlace,
  context: Context,
  work: (folder: string | undefined) => Promise<T>,
): Promise<{ answer: T; written: WrittenFiles | undefined }> {
  if (out === undefined) return { answer: await work(undefined), written: undefined };
  const folder = await openFolder(out, force, checkResultPlace(names), context);
  const { answer, place } = await filled(
    folder,
    context.io.onInterrupt,
    ({ path }) => work(path),
    () => folder.publish(),
  );
  return { answer, written: { folder: place, files: readdirSync(folder.place).sort() } };
}

/** @throws Failure `no-place` where the system does not let us write */
async function openFolder(
  out: string,
  force: boolean,
  kind: FolderKind | CheckPlace,
  context: Context,
): Promise<RunFolder> {
  try {
    return await RunFolder.open(out, force, kind, await remarker(context));
  } catch (error) {
    const { code, path = out } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw failure('usage', 'no-place', { path }, { cause: error });
  }
}

/** Says what is wrong with the audit log, above the line of the progress. */
async function remarker({ io, language }: Context): Promise<(remark: Problem) => void> {
  const paint = await paintFor(io.stderr, io.env);
  return ({ params, ...remark }) => {
    const shown = { ...remark, params: { ...params, file: shortest(String(params.file)) } };
    io.stderr.write(`${io.stderr.isTTY ? CLEAR_LINE : ''}${renderProblem(shown, language, paint)}\n`);
  };
}

/** Writes texts as files, by name. */
export function writeTexts(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

async function filled<T>(
  folder: RunFolder,
  onInterrupt: Io['onInterrupt'],
  fill: (folder: RunFolder) => Promise<T>,
  finish: () => Promise<void>,
): Promise<{ answer: T; place: string }> {
  const stopWatching = onInterrupt(() => folder.abandon());
  try {
    const answer = await fill(folder);
    await finish();
    return { answer, place: shortest(folder.place) };
  } catch (error) {
    folder.abandon();
    throw error;
  } finally {
    stopWatching();
  }
}

function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}
