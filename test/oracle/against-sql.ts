import { compare as compareDecimals, parseDecimal } from './decimal.ts';
import type { FactValue, OracleDecision } from './types.ts';

const PLAIN = ['state_before', 'state', 'outcome', 'code'] as const;

/**
 * Readable differences between two sets of decisions, in any order; none if they agree.
 * An exact fact (decimal text) agrees with text, or a double that has the same value; a double only with itself.
 */
export function compare(expected: readonly OracleDecision[], actual: readonly OracleDecision[]): string[] {
  const out: string[] = [];
  const rest = new Map<string, OracleDecision>();
  for (const decision of actual) {
    const key = keyOf(decision);
    if (rest.has(key)) out.push(`${key}: decided twice`);
    rest.set(key, decision);
  }
  for (const decision of expected) {
    const key = keyOf(decision);
    const other = rest.get(key);
    rest.delete(key);
    if (other) out.push(...differences(decision, other).map((text) => `${key}: ${text}`));
    else out.push(`${key}: not decided`);
  }
  return [...out, ...[...rest.keys()].map((key) => `${key}: decided, but should not be`)];
}

const keyOf = ({ household, period }: OracleDecision): string => `${household} ${period}`;

function differences(expected: OracleDecision, actual: OracleDecision): string[] {
  const out: string[] = [];
  const note = (what: string, a: unknown, b: unknown): void => {
    out.push(`${what} should be ${JSON.stringify(a)}, is ${JSON.stringify(b)}`);
  };
  for (const field of PLAIN)
    if (expected[field] !== actual[field]) note(field, expected[field], actual[field]);
  if (JSON.stringify(expected.missing) !== JSON.stringify(actual.missing))
    note('missing', expected.missing, actual.missing);
  for (const [name, value] of Object.entries(expected.facts))
    if (!sameFact(value, actual.facts[name])) note(`fact ${name}`, value, actual.facts[name]);
  for (const [name, value] of Object.entries(expected.criteria))
    if (value !== actual.criteria[name]) note(`criterion ${name}`, value, actual.criteria[name]);
  return out;
}

function sameFact(expected: FactValue, actual: FactValue | undefined): boolean {
  if (expected === actual) return true;
  if (actual === undefined || expected === null || actual === null) return false;
  if (typeof expected === 'number') return expected === Number(actual);
  const left = parseDecimal(String(expected));
  if (!left) return false;
  if (typeof actual === 'number') return Number(expected) === actual;
  const right = parseDecimal(String(actual));
  return right !== undefined && compareDecimals(left, right) === 0;
}
