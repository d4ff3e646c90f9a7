import { join, type Sql, sql } from '../model/sql.ts';

/** An id that a spreadsheet has rounded: in scientific form, or 18 digits whose last three became zeros. */
export function isDamaged(x: Sql): Sql {
  return sql`(regexp_full_match(${x}, '[0-9](?:\\.[0-9]+)?[eE]\\+[0-9]{1,3}')
    OR (regexp_full_match(${x}, '[0-9]{15}000') AND ${zeroIsWrong(x)}))`;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Whether 0 is the wrong check digit for the first 17 digits of a citizen's number: GB 11643 has 0 where their
 * weighted sum leaves 1 when divided by 11.
 */
function zeroIsWrong(x: Sql): Sql {
  const terms = WEIGHTS.map(
    (weight, index) => sql`${weight} * coalesce(TRY_CAST(${x}[${index + 1}] AS INTEGER), 0)`,
  );
  return sql`(${join(terms, ' + ')}) % 11 <> 1`;
}
