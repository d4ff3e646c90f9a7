import { commandBlocks } from './commands.js';
import { issueBlocks } from './issues.js';
import { outputBlocks } from './outputs.js';
import { packBlocks } from './packs.js';

/**
 * The generated parts of the guide by name.
 * @param load imports a module of src, given by its path without ending: from dist for a script, from src for a test
 */
export async function blocks(load, root) {
  const parts = await Promise.all([
    commandBlocks(load),
    issueBlocks(load),
    packBlocks(load, root),
    outputBlocks(load),
  ]);
  return new Map(parts.flatMap((part) => Object.entries(part)));
}
