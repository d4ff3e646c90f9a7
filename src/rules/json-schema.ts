import { z } from 'zod';
import { Pack } from '../model/pack.ts';

/**
 * The JSON Schema of rule packs, for editors. A pack's scalars are read as the text their author wrote, so wherever
 * a text that is a number may stand, the schema takes the number too.
 */
export function packJsonSchema(): object {
  return {
    title: 'Rule pack of shuangdao (shuangdao-rules/1)',
    ...z.toJSONSchema(Pack, {
      io: 'input',
      override: ({ jsonSchema }) => {
        if (jsonSchema.type !== 'string' || jsonSchema.const !== undefined || jsonSchema.enum) return;
        const pattern = jsonSchema.pattern === undefined ? undefined : new RegExp(jsonSchema.pattern);
        if (NUMBERS.some((number) => pattern?.test(number) ?? true)) {
          Object.assign(jsonSchema, { type: ['string', 'number'] });
        }
      },
    }),
  };
}

const NUMBERS = ['2009', '0.95', '2'];
