import { rmSync } from 'node:fs';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { makeScratch } from '../trust/scratch.ts';
import type { Io } from './context.ts';

/** Works with an engine and a scratch folder that are gone afterwards, also when the process is told to stop. */
export async function withEngine<T>(
  options: Omit<EngineOptions, 'spill'>,
  { onInterrupt }: Io,
  work: (engine: Engine, scratch: string) => Promise<T>,
): Promise<T> {
  const scratch = makeScratch();
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  const stopWatching = onInterrupt(remove);
  try {
    const engine = await Engine.open({ ...options, spill: scratch });
    try {
      return await work(engine, scratch);
    } finally {
      engine.close();
    }
  } finally {
    stopWatching();
    remove();
  }
}
