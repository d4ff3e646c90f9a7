import { z } from 'zod';
import { closest } from '../model/closest.ts';
import { Pack } from '../model/pack.ts';
import type { Problem } from '../model/problem.ts';
import type { Path, YamlFile } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/** What the schema says of a pack, as problems with places. */
export function shapeProblems(issues: readonly Issue[], yaml: YamlFile): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, yaml, []));
}

/** What is wrong with a key that the schema does not have. */
function codeOfKey(key: string, path: Path): string {
  if (isTorn(key)) return 'key-torn';
  return path.length === 2 && path[0] === 'levels' && OF_HOUSEHOLDS.has(key)
    ? 'key-of-households'
    : 'key-unknown';
}

/** What a pack has and a level has not. */
const OF_HOUSEHOLDS = new Set(['watch', 'procedure']);

function problemsOf(issue: Issue, yaml: YamlFile, prefix: Path): Problem[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const where = path.join('.') || yaml.file;
  const problem = (code: string, params: Problem['params'], at = yaml.place(path)): Problem[] => [
    { code, severity: 'error', params: { where, ...params }, place: at },
  ];
  const found = issue.input === undefined ? '' : JSON.stringify(issue.input).slice(0, 60);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.flatMap((key) =>
      problem(
        codeOfKey(key, path),
        { key, near: closest(key, allKeys()) ?? '' },
        yaml.place([...path, key], 'key'),
      ),
    );
  }
  // A list has no keys, so what is missing in it is never one of them.
  if (issue.input === undefined && path.length > 0) {
    const key = String(path.at(-1));
    return problem('key-missing', { key, where: path.slice(0, -1).join('.') || yaml.file });
  }
  switch (issue.code) {
    case 'invalid_union':
      return issue.errors.length === 0
        ? problem('value-invalid', { detail: issue.message, found })
        : closestVariant(issue.errors).flatMap((inner) => problemsOf(inner, yaml, path));
    case 'invalid_key': {
      const [inner] = issue.issues;
      return problem(
        inner?.message ?? 'value-invalid',
        { found: String(path.at(-1)) },
        yaml.place(path, 'key'),
      );
    }
    case 'invalid_format':
      return problem(issue.message, { found });
    case 'invalid_value': {
      const options = issue.values.map(String);
      const near = closest(String(issue.input), options) ?? '';
      return problem('value-option', { found, near, options: options.join(', ') });
    }
    case 'invalid_type':
      return problem('value-type', { found, expected: WRITTEN[issue.expected] ?? issue.expected });
    case 'too_small':
      return problem('value-short', { found, least: Number(issue.minimum) });
    default:
      return problem('value-invalid', { found, detail: issue.message });
  }
}

/** How a kind of value is written in YAML. */
const WRITTEN: Readonly<Record<string, string>> = {
  array: '[a, b]',
  record: '{a: b}',
  object: '{a: b}',
  string: '"text"',
  boolean: 'true, false',
};

/** A key that is the rest of an expression, which YAML cut off at a comma. */
function isTorn(key: string): boolean {
  return /[^\w\s.-]/u.test(key.replace(/\p{L}/gu, ''));
}

/** Of several shapes a value may have, what the one says that it comes closest to. */
function closestVariant(variants: readonly (readonly Issue[])[]): readonly Issue[] {
  // A wrong kind of value, or wrong keys, speak against a shape more than what is wrong further inside.
  const weight = ({ code, path }: Issue): number =>
    path.length === 0 && code === 'invalid_type' ? 1000 : path.length <= 1 ? 100 : 1;
  const distance = (issues: readonly Issue[]): number =>
    issues.reduce((sum, issue) => sum + weight(issue), 0);
  return [...variants].sort((a, b) => distance(a) - distance(b))[0] ?? [];
}

/** Every key that may stand anywhere in a pack. */
function allKeys(): string[] {
  const keys = new Set<string>();
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('properties' in node) for (const key of Object.keys(node.properties as object)) keys.add(key);
    Object.values(node).forEach(collect);
  };
  collect(z.toJSONSchema(Pack, { io: 'input' }));
  return [...keys];
}
