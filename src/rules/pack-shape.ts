import { Pack } from '../model/pack.ts';
import type { Shape } from '../model/shape-problems.ts';

/** What a pack has and a level has not. */
const OF_HOUSEHOLDS = new Set(['watch', 'procedure']);

/** What is said about a pack whose shape is not that of its schema. */
export const PACK_SHAPE: Shape = {
  schema: Pack,
  guide: 'docs/rule-packs.md',
  misplaced: (key, path) =>
    path.length === 2 && path[0] === 'levels' && OF_HOUSEHOLDS.has(key) ? 'key-of-households' : undefined,
};
