import type { Change, Limit, Need, Term } from '../model/explanation.ts';
import type { Line } from './explanation-conditions.ts';
import type { ExplanationWords } from './explanation-words.ts';

/** What would have been different, and what it would have taken. */
export function changeLine(change: Change, period: string, words: ExplanationWords): Line {
  const { code, effect, possible, needs } = change;
  const names = { code: code ?? '', label: words.text(change.label) };
  if (effect === 'decides') return { text: words.say('with-record', { period }) };
  if (!possible) {
    return { text: words.say(effect === 'fires' ? 'cannot-fire' : 'cannot-prevent', { ...names, period }) };
  }
  const below = needs.map((need) => ({ text: `– ${needText(need, words)}` }));
  return { text: words.say(effect, names), below };
}

function needText(need: Need, words: ExplanationWords): string {
  const { say } = words;
  switch (need.kind) {
    case 'number':
      return numberText(need, words);
    case 'text': {
      const { term, one_of, none_of = [] } = need;
      const label = words.name(term);
      if (!one_of) return say('need-none-of', { label, list: none_of.join(say('or')) });
      return say('need-one-of', { label, list: one_of.join(say('or')), now: String(term.value ?? '') });
    }
    case 'boolean': {
      const label = words.name(need.term);
      if (typeof need.term.value === 'boolean') return say(need.to ? 'need-yes' : 'need-no', { label });
      return say(need.to ? 'need-known-yes' : 'need-known-no', { label });
    }
    case 'known':
      return say('need-known', { label: words.name(need.term) });
    case 'condition': {
      const period = words.otherPeriod(need.period);
      return say(need.to ? 'need-holds' : 'need-fails', { label: words.label(need), period });
    }
    case 'record': {
      const { period, criterion, to } = need;
      if (!criterion) return say('need-record', { period });
      return say(to ? 'need-record-holds' : 'need-record-fails', { period, label: words.label(criterion) });
    }
  }
}

function numberText(need: Need & { kind: 'number' }, words: ExplanationWords): string {
  const { term, direction, by } = need;
  const label = words.name(term);
  const limits = need.limits.map((limit) => limitText(limit, term, words)).join(words.say('clauses'));
  if (!direction || by === undefined) return words.say('need-known', { label, limits });
  const { amount, per } = words.difference(by, term);
  return words.say(direction === 'more' ? 'need-more' : 'need-less', { label, amount, per, limits });
}

function limitText({ operator, value }: Limit, term: Term, words: ExplanationWords): string {
  const { amount } = words.amount(value, term);
  return words.say(`asked-${operator}`, { line: amount });
}
