import { z } from 'zod';

/** Names appear in expressions and as output columns, so they are plain identifiers. */
export const Name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'form-name');
export const Count = z.string().regex(/^\d{1,3}$/, 'form-count');
/** YAML takes `true` and `false` for conditions of its own. */
export const Expression = z.union([z.string().min(1), z.boolean().transform(String)]);
