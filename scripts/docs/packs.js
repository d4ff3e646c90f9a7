import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FUNCTIONS, PLAIN_FUNCTIONS } from './functions.js';
import { DATASET_KEYS, PACK_KEYS } from './keys.js';
import { code, table } from './pages.js';

/** The references of rule packs and of dataset.yaml. */
export async function packBlocks(load, root) {
  const { Pack } = await load('model/pack');
  const { Dataset } = await load('model/dataset');
  const { LANGUAGE_WORDS, OWN_NAMES } = await load('rules/names');
  const { SENTINEL_NUMBERS, SENTINEL_TEXT } = await load('intake/numbers');
  const { TRUE_TEXTS, FALSE_TEXTS } = await load('intake/cells');
  const words = (list) => [...list].map(code).join(', ');
  return {
    'pack-keys': keyTables(Pack, PACK_KEYS),
    'dataset-keys': keyTables(Dataset, DATASET_KEYS),
    functions: functionTable(await functionsByPosition(load, root)),
    'reserved-names': words([...OWN_NAMES, ...LANGUAGE_WORDS]),
    sentinels: words([...SENTINEL_NUMBERS, SENTINEL_TEXT]),
    'boolean-texts': table(['true', 'false'], [[words(TRUE_TEXTS), words(FALSE_TEXTS)]]),
  };
}

/** A table for each object that a YAML file may hold, with its keys; every key must be described, and nothing else. */
function keyTables(schema, described) {
  const found = new Map();
  collect(z.toJSONSchema(schema, { io: 'input' }), '', found);
  // The rules of a level are written like those of households: their keys are described there.
  for (const path of [...found.keys()]) if (isTold(path)) found.delete(path);
  const keys = [...found].flatMap(([path, own]) =>
    [...own.keys()].map((key) => (path ? `${path}.${key}` : key)),
  );
  const differ = [
    ...keys.filter((key) => !(key in described)),
    ...Object.keys(described).filter((key) => !keys.includes(key)),
  ];
  if (differ.length > 0)
    throw new Error(`scripts/docs/keys.js and the schema differ in ${differ.join(', ')}`);
  return [...found]
    .map(([path, own]) => {
      const rows = [...own].map(([key, needed]) => [
        code(key),
        needed ? 'yes' : '',
        described[path ? `${path}.${key}` : key],
      ]);
      const head = path ? `**${code(path)}**\n\n` : '';
      return head + table(['key', 'needed', 'meaning'], rows);
    })
    .join('\n\n');
}

/** Whether a path lies in the rules of a level, other than in what is the level's own. */
function isTold(path) {
  const [, , section, table, ...rest] = path.split('.');
  if (!path.startsWith('levels.') || section === undefined) return false;
  return section !== 'inputs' || table === undefined || rest.length > 0;
}

/** What stands for the names an author chooses, by the key they stand under. */
const PLACEHOLDERS = {
  sources: '<source>',
  inputs: '<table>',
  levels: '<level>',
  tables: '<table>',
  columns: '<column>',
  parameters: '<parameter>',
  values: '<period>',
  facts: '<fact>',
  criteria: '<criterion>',
  given: '<period>',
  expect: '<period>',
};

/** Collects `path → key → whether it is needed in every form the object may have`. */
function collect(schema, path, found) {
  for (const variant of schema.anyOf ?? []) collect(variant, path, found);
  if (schema.items) collect(schema.items, path, found);
  if (isText(schema)) return;
  const last = path.split('.').at(-1) ?? '';
  if (typeof schema.additionalProperties === 'object' && PLACEHOLDERS[last])
    collect(schema.additionalProperties, `${path}.${PLACEHOLDERS[last]}`, found);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const own = found.get(path) ?? new Map();
    const needed = (schema.required ?? []).includes(key);
    own.set(key, needed && own.get(key) !== false);
    found.set(path, own);
    collect(inner, path ? `${path}.${key}` : key, found);
  }
}

/** A text in both languages is a value, not an object of its own. */
function isText({ properties }) {
  return properties !== undefined && 'en' in properties && 'zh' in properties;
}

const POSITIONS = {
  parameter: 'parameters, `require`',
  fact: 'facts',
  criterion: 'criteria',
  transition: 'transitions',
};

/** The functions that the type checker offers beyond CEL's own, by where they may stand. */
async function functionsByPosition(load, root) {
  const { environmentFor } = await load('rules/environment');
  const { loadPack } = await load('rules/load');
  const file = 'rules/guangdong-2009.yaml';
  const { pack, names } = loadPack({
    file,
    text: readFileSync(join(root, file), 'utf8'),
    readBeside: () => undefined,
  });
  const { Environment } = await import('@marcbachmann/cel-js');
  const signature = ({ name, receiverType }) => `${receiverType ? `${receiverType}.` : ''}${name}`;
  const own = new Set(new Environment().getDefinitions().functions.map(signature));
  const positions = new Map();
  for (const position of Object.keys(POSITIONS)) {
    for (const definition of environmentFor(pack, names, position).getDefinitions().functions) {
      if (own.has(signature(definition))) continue;
      positions.set(definition.name, new Set([...(positions.get(definition.name) ?? []), position]));
    }
  }
  return positions;
}

function functionTable(positions) {
  const offered = [...positions.keys()];
  const described = FUNCTIONS.flatMap(({ names }) => names);
  const differ = [
    ...offered.filter((name) => !described.includes(name)),
    ...described.filter((name) => !offered.includes(name)),
  ];
  if (differ.length > 0)
    throw new Error(`scripts/docs/functions.js and rules/environment.ts differ in ${differ}`);
  const rows = FUNCTIONS.map(({ names, forms, meaning, only }) => {
    const at = only ?? [...(positions.get(names[0]) ?? [])];
    const where =
      at.length === Object.keys(POSITIONS).length ? 'anywhere' : at.map((one) => POSITIONS[one]).join(', ');
    return [forms.map(code).join(', '), where, meaning];
  });
  const plain = PLAIN_FUNCTIONS.map(({ forms, meaning }) => [
    forms.map(code).join(', '),
    'anywhere but parameters',
    meaning,
  ]);
  return table(['function', 'where', 'meaning'], [...rows, ...plain]);
}
