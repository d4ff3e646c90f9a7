import { relative } from 'node:path';
import { type FolderKind, isRecorded, RunFolder } from '../trust/run-folder.ts';
import type { Io } from './context.ts';

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
  { onInterrupt }: Pick<Io, 'onInterrupt'>,
  fill: (folder: RunFolder) => Promise<void>,
): Promise<string> {
  const folder = await RunFolder.open(out, force, kind);
  const stopWatching = onInterrupt(() => folder.abandon());
  try {
    await fill(folder);
    await (isRecorded(kind) ? folder.commit(time) : folder.put());
    return shortest(folder.place);
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
