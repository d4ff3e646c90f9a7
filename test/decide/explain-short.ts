import type { Change, Condition, Explanation, Need } from '../../src/model/explanation.ts';

function needInShort(need: Need): string {
  switch (need.kind) {
    case 'number': {
      const limits = need.limits.map(({ operator, value }) => `${operator} ${value}`).join(' and ');
      const by = need.by === undefined ? 'known' : `${need.by} ${need.direction} to ${need.target}`;
      return `${need.term.name} ${by}, ${limits}`;
    }
    case 'text':
      return `${need.term.name} ${need.one_of ? need.one_of.join('|') : `not ${need.none_of?.join('|')}`}`;
    case 'boolean':
      return `${need.term.name} ${need.to}`;
    case 'known':
      return `${need.term.name} known`;
    case 'condition':
      return `${need.name} ${need.to}`;
    case 'record':
      return `record@${need.period} ${need.criterion?.name ?? ''} ${need.to ?? ''}`.trim();
  }
}

/** A change in a few words. */
function inShort({ code, effect, possible, needs }: Change): string {
  return `${code} ${effect}: ${possible ? needs.map(needInShort).join('; ') : 'impossible'}`;
}

/** What would have changed a decision, in a few words each. */
export const changes = (explanation: Explanation): string[] => explanation.changes.map(inShort);

/** The first comparison inside what was considered. */
export function comparison({ considered }: Explanation): Condition & { kind: 'comparison' } {
  const search = (condition: Condition): (Condition & { kind: 'comparison' }) | undefined => {
    if (condition.kind === 'comparison') return condition;
    if (condition.kind === 'named' && condition.part) return search(condition.part);
    if (condition.kind !== 'all' && condition.kind !== 'any') return undefined;
    return condition.parts.map(search).find((found) => found !== undefined);
  };
  const found = considered.map(({ condition }) => search(condition)).find((one) => one !== undefined);
  if (!found) throw new Error('no comparison');
  return found;
}
