import { z } from 'zod';
import { closest } from './closest.ts';
import type { Problem } from './problem.ts';
import type { Path, YamlFile } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/** What a kind of file looks like, for what is said about one that looks otherwise. */
export interface Shape {
  schema: z.ZodType;
  /** The page that says what every key means. */
  guide: string;
  /** The code for a key that stands in the wrong place, where there is more to say than that it is unknown. */
  misplaced?(key: string, path: Path): string | undefined;
}

/**
 * What the schema says of a file, as problems with places. The schema must have been asked with `reportInput`. A
 * message given in a schema is a code of ours.
 */
export function shapeProblems(issues: readonly Issue[], yaml: YamlFile, shape: Shape): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, { yaml, shape, prefix: [] }));
}

interface Setting {
  yaml: YamlFile;
  shape: Shape;
  prefix: Path;
}

function problemsOf(issue: Issue, setting: Setting): Problem[] {
  const { yaml, prefix } = setting;
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const where = path.join('.') || yaml.file;
  const problem = (code: string, params: Problem['params'], at = yaml.place(path)): Problem[] => [
    { code, severity: 'error', params: { where, ...params }, place: at },
  ];
  const found = issue.input === undefined ? '' : JSON.stringify(issue.input).slice(0, 60);
  if (issue.code === 'unrecognized_keys') return issue.keys.flatMap((key) => keyProblem(key, path, setting));
  // A list has no keys, so what is missing in it is never one of them.
  if (issue.input === undefined && path.length > 0) {
    const key = String(path.at(-1));
    return problem('key-missing', { key, where: path.slice(0, -1).join('.') || yaml.file });
  }
  const own = isCode(issue.message) ? issue.message : undefined;
  if (own !== undefined) return problem(own, { found });
  switch (issue.code) {
    case 'invalid_union': {
      const kinds = kindsOf(issue.errors);
      if (kinds.length > 0) return problem('value-type', { found, expected: kinds.join(' | ') });
      const inner = closestVariant(issue.errors);
      return inner.length === 0
        ? problem('value-invalid', { found })
        : inner.flatMap((one) => problemsOf(one, { ...setting, prefix: path }));
    }
    case 'invalid_key': {
      const message = issue.issues[0]?.message ?? '';
      const name = String(path.at(-1));
      return problem(isCode(message) ? message : 'value-invalid', { found: name }, yaml.place(path, 'key'));
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      const near = closest(String(issue.input), options) ?? '';
      return problem('value-option', { found, near, options: options.join(', ') });
    }
    case 'invalid_type':
      return problem('value-type', { found, expected: written(issue.expected) });
    case 'too_small':
      return problem('value-short', { found, least: Number(issue.minimum) });
    case 'too_big':
      return problem('value-long', { found, most: Number(issue.maximum) });
    default:
      return problem('value-invalid', { found });
  }
}

/** What zod says by itself is English and begins with a capital letter. */
function isCode(message: string): boolean {
  return /^[a-z]+(-[a-z]+)+$/.test(message);
}

function keyProblem(key: string, path: Path, { yaml, shape }: Setting): Problem[] {
  const known = keysAt(shape.schema, path);
  const code = codeOfTorn(key) ?? shape.misplaced?.(key, path) ?? 'key-unknown';
  const params = {
    key,
    where: path.join('.') || yaml.file,
    near: closest(key, known) ?? '',
    known: known.join(', '),
    guide: shape.guide,
    instead: key.replace(/\s*[:：]\s*/u, ': '),
  };
  return [{ code, severity: 'error', params, place: yaml.place([...path, key], 'key') }];
}

/** A key that is the rest of an expression or of a number, which YAML cut off at a comma, or one with its value in it. */
function codeOfTorn(key: string): string | undefined {
  if (/^[\p{L}\w-]+[:：]/u.test(key)) return 'key-colon';
  if (/^\d{3}(?!\d)/.test(key)) return 'key-torn-number';
  return /[^\w\s.-]/u.test(key.replace(/\p{L}/gu, '')) ? 'key-torn' : undefined;
}

/** How a kind of value is written in YAML. */
const WRITTEN: Readonly<Record<string, string>> = {
  array: '[a, b]',
  tuple: '[a, b]',
  record: '{a: b}',
  object: '{a: b}',
  string: '"text"',
  boolean: 'true, false',
};

const written = (kind: string): string => WRITTEN[kind] ?? kind;

/** The kinds of value that may stand somewhere, if what stands there is of none of them. */
function kindsOf(variants: readonly (readonly Issue[])[]): string[] {
  const kinds = variants.map(([first]) =>
    first?.code === 'invalid_type' && first.path.length === 0 ? written(first.expected) : undefined,
  );
  return kinds.includes(undefined) ? [] : [...new Set(kinds as string[])];
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

type Node = z.core.JSONSchema.BaseSchema;

/** Every key that may stand in a place, in any of the shapes that what is there may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const root: Node = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
  const there = path.reduce((nodes, part) => nodes.flatMap((node) => inside(node, part)), variants(root));
  return [...new Set(there.flatMap((node) => Object.keys(node.properties ?? {})))];
}

function inside(node: Node, part: string | number): Node[] {
  const { properties = {}, additionalProperties: others, items } = node;
  const name = String(part);
  const found = Object.hasOwn(properties, name)
    ? properties[name]
    : typeof part === 'number'
      ? items
      : others;
  return typeof found === 'object' && !Array.isArray(found) ? variants(found) : [];
}

function variants(node: Node): Node[] {
  return node.anyOf ? node.anyOf.flatMap((one) => (typeof one === 'object' ? variants(one) : [])) : [node];
}
