/**
 * Characters that make a spreadsheet read a cell as a formula when they come first. Such a cell gets an
 * apostrophe in front. It is the list of csv-stringify's `escape_formulas`, so that files written by the engine
 * and small files are escaped alike; a number's own minus sign is left alone.
 */
export const FORMULA_STARTS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\uFF1D',
  '\uFF0B',
  '\uFF0D',
  '\uFF20',
] as const;
