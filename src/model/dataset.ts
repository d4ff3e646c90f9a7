import { z } from 'zod';

/**
 * The shape of `dataset.yaml` (`format: shuangdao-dataset/1`): how the files of a dataset carry the tables a rule
 * pack asks for. Every object is strict. All scalars arrive as the text their author wrote, so that `-99` stays `-99`.
 * The messages given here are codes, which report/messages words.
 */

const Words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

export const ENCODINGS = ['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'gb18030', 'gbk', 'gb2312'] as const;
export const DELIMITERS = [',', ';', '\t', '|'] as const;

const ColumnDetails = z.strictObject({
  column: z.string().min(1).optional(),
  /** Cell texts that mean true and false; if given, no others do. */
  true: Words.optional(),
  false: Words.optional(),
  /** What one unit in the file is worth: 10000 for 万元. */
  unit: z
    .string()
    .regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,4})?$/, 'form-unit')
    .optional(),
  /** The pack's code for a text in the file. */
  codes: z.record(z.string().min(1), z.string().min(1)).optional(),
  missing: Words.optional(),
});
export type ColumnSource = z.infer<typeof ColumnDetails>;

/** Where a column comes from: a header alone, or with how its cells are written. */
const ColumnSource = z.union([
  z
    .string()
    .min(1)
    .transform((column): ColumnSource => ({ column })),
  ColumnDetails,
]);

export const TableSource = z
  .strictObject({
    /** A file, or a pattern such as `income-*.csv`, relative to the dataset. */
    file: z.string().min(1).optional(),
    files: Words.optional(),
    encoding: z
      .string()
      .transform((name) => name.toLowerCase().replace(/^(utf)-?(8|16)/, '$1-$2'))
      .pipe(z.enum(ENCODINGS))
      .optional(),
    delimiter: z
      .string()
      .transform((mark) => (mark === 'tab' || mark === '\\t' ? '\t' : mark))
      .pipe(z.enum(DELIMITERS, { error: 'form-delimiter' }))
      .optional(),
    columns: z.record(z.string().min(1), ColumnSource).optional(),
    /** One period for all records, or the header of the column that holds it. */
    period: z.string().min(1).optional(),
    missing: Words.optional(),
  })
  .refine((table) => table.file === undefined || table.files === undefined, {
    path: ['files'],
    error: 'dataset-file-twice',
  });
export type TableSource = z.infer<typeof TableSource>;

export const Dataset = z.strictObject({
  format: z.literal('shuangdao-dataset/1'),
  tables: z.record(z.string().min(1), TableSource).optional(),
});
export type Dataset = z.infer<typeof Dataset>;
