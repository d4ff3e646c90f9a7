import type { Pack } from '../model/pack.ts';
import { type PeriodKind, parsePeriod } from '../model/period.ts';
import type { Problem } from '../model/problem.ts';
import type { Path, YamlFile } from '../model/yaml.ts';

/** The first and last period that a label names: in a monthly pack, 2025 is January to December of 2025. */
export function periodsOf(label: string, kind: PeriodKind): { first: number; last: number } | undefined {
  const exact = parsePeriod(label, kind);
  if (exact !== undefined) return { first: exact, last: exact };
  const [from, to] = { year: ['', ''], quarter: ['-Q1', '-Q4'], month: ['-01', '-12'] }[kind];
  const first = parsePeriod(label + from, kind);
  const last = parsePeriod(label + to, kind);
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** Period labels of another kind than the pack's, and validities that end before they begin. */
export function periodProblems(pack: Pack, yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params'], path: Path, part?: 'key'): void => {
    problems.push({ code, severity: 'error', params, place: yaml.place(path, part) });
  };
  const known = (label: string, path: Path, part?: 'key'): boolean => {
    if (periodsOf(label, pack.period)) return true;
    add('period-kind', { found: label, kind: pack.period }, path, part);
    return false;
  };
  const valid = [known(pack.valid.from, ['valid', 'from']), known(pack.valid.to, ['valid', 'to'])];
  if (valid.every(Boolean) && startOf(pack.valid.from, pack) > endOf(pack.valid.to, pack)) {
    add('valid-reversed', { ...pack.valid }, ['valid']);
  }
  for (const [name, parameter] of Object.entries(pack.parameters ?? {})) {
    if ('valid_to' in parameter && parameter.valid_to)
      known(parameter.valid_to, ['parameters', name, 'valid_to']);
    if (!('values' in parameter)) continue;
    const starts = new Map<number, string>();
    for (const label of Object.keys(parameter.values)) {
      const path = ['parameters', name, 'values', label];
      if (!known(label, path, 'key')) continue;
      const other = starts.get(startOf(label, pack));
      if (other !== undefined) add('period-twice', { found: label, other }, path, 'key');
      starts.set(startOf(label, pack), label);
    }
  }
  testLabels(pack).forEach(({ label, path, part }) => {
    if (parsePeriod(label, pack.period) === undefined)
      add('period-kind', { found: label, kind: pack.period }, path, part);
  });
  return problems;
}

function startOf(label: string, { period }: Pack): number {
  return periodsOf(label, period)?.first ?? 0;
}

function endOf(label: string, { period }: Pack): number {
  return periodsOf(label, period)?.last ?? 0;
}

/** The labels in a pack's tests, each of which must be one period exactly. */
function testLabels({ tests = [] }: Pack): { label: string; path: Path; part?: 'key' }[] {
  return tests.flatMap(({ since, given, expect }, index) => [
    ...(since === undefined ? [] : [{ label: since, path: ['tests', index, 'since'] }]),
    ...Object.keys(given).map((label) => ({
      label,
      path: ['tests', index, 'given', label],
      part: 'key' as const,
    })),
    ...Object.keys(expect).map((label) => ({
      label,
      path: ['tests', index, 'expect', label],
      part: 'key' as const,
    })),
  ]);
}
