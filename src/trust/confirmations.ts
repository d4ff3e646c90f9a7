import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfirmationLine } from '../model/confirmation.ts';
import { readSettled } from './audit-log.ts';
import { parseLine } from './chain.ts';

/** The copy of a record of steps in the latest confirmation by a record of that name, and that confirmation's name. */
export function latestRecord(
  folder: string,
  name: string,
): { confirmation: string; path: string } | undefined {
  if (!existsSync(folder)) return undefined;
  const lines = readSettled(folder).lines.flatMap(
    (line) => ConfirmationLine.safeParse(parseLine(line)).data ?? [],
  );
  for (const { confirmation, procedure } of lines.reverse()) {
    const place = join(folder, confirmation);
    if (procedure.name !== name || !existsSync(place)) continue;
    const copy = readdirSync(place).find((file) => file.startsWith('procedure.'));
    if (copy !== undefined) return { confirmation, path: join(place, copy) };
  }
  return undefined;
}
