import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { shippedPacks } from '../../src/cli/packs.ts';
import { packJsonSchema } from '../../src/rules/json-schema.ts';

it('is the file that editors use (npx vitest run test/rules/json-schema.test.ts -u rewrites it)', async () => {
  const text = `${JSON.stringify(packJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/rule-pack.schema.json');
});

const schema = z.fromJSONSchema(packJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

it.each(shippedPacks())('takes %s as an editor reads it, with numbers as numbers', (id) => {
  const pack = parse(readFileSync(`rules/${id}.yaml`, 'utf8'));
  expect(schema.safeParse(pack).error?.issues).toBeUndefined();
  expect(schema.safeParse({ ...pack, treshold: 2 }).success).toBe(false);
});
