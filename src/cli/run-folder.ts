import { relative } from 'node:path';
import { RunFolder } from '../trust/run-folder.ts';
import type { Io } from './context.ts';

export interface RunPlace {
  out: string;
  /** Whether an earlier run of that name is to be replaced. */
  force: boolean;
  /** The time stamp of the run, in its statement and in the audit log. */
  time: Date;
}

/**
 * Makes a run folder whose files `fill` writes. If that fails, or the process is told to stop, nothing is left.
 * @returns the place of the finished folder, as one would type it here
 */
export async function withRunFolder(
  { out, force, time }: RunPlace,
  { onInterrupt }: Io,
  fill: (folder: RunFolder) => Promise<void>,
): Promise<string> {
  const folder = await RunFolder.open(out, force);
  return filled(folder, onInterrupt, fill, () => folder.commit(time));
}

/** Makes a folder of results that decide nothing, whole or not at all; it is no run and in no log. */
export async function withResultFolder(
  out: string,
  { onInterrupt }: Io,
  fill: (folder: RunFolder) => Promise<void>,
): Promise<string> {
  const folder = await RunFolder.open(out, false);
  return filled(folder, onInterrupt, fill, () => folder.publish());
}

async function filled(
  folder: RunFolder,
  onInterrupt: Io['onInterrupt'],
  fill: (folder: RunFolder) => Promise<void>,
  finish: () => Promise<void>,
): Promise<string> {
  const stopWatching = onInterrupt(() => folder.abandon());
  try {
    await fill(folder);
    await finish();
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
