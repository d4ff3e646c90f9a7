import type { Dialect } from '../model/dialect.ts';
import { sql, text } from '../model/sql.ts';

/** SQL as DuckDB speaks it where it differs from other engines. */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  attempt: (expression) => `TRY(${expression})`,
  attemptOr: (expression, otherwise) => `COALESCE(TRY(${expression}), ${otherwise})`,
  finite: (expression) => `CASE WHEN isfinite(${expression}) THEN ${expression} END`,
  joinSorted: (texts) =>
    `array_to_string(list_sort(list_distinct(list_filter(string_split(concat_ws(';', ${texts.join(', ')}), ';'), lambda t: t <> ''))), ';')`,
  joinAll: (names) => `string_agg(${names}, ';')`,
  label: (value, all) => sql`CAST(${value} AS ENUM(${[...new Set(all)].map((name) => text(name))}))`.text,
  mapJoined: (list, item, mapped, separator) =>
    `array_to_string(list_transform(string_split(${list}, ';'), lambda ${item}: ${mapped}), ${text(separator).text})`,
  orderedSum: (value, order) => `list_sum(list(${value} ORDER BY ${order}))`,
  startsWith: (whole, part) => `starts_with(${whole}, ${part})`,
  endsWith: (whole, part) => `ends_with(${whole}, ${part})`,
  contains: (whole, part) => `contains(${whole}, ${part})`,
  length: (whole) => `length(${whole})`,
  integerDivide: (left, right) => `(${left} // ${right})`,
  withoutPoint: (decimal) => `CAST(replace(CAST(${decimal} AS VARCHAR), '.', '') AS HUGEINT)`,
};
