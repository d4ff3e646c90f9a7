/** What differs between SQL engines in the SQL that decides. The rest stays in the part that DuckDB and Spark share. */
export interface Dialect {
  readonly name: string;
  /** The value, or NULL where computing it fails for a row (a decimal beyond 38 digits). */
  attempt(expression: string): string;
  /** The first value, or the second where computing the first fails or gives NULL. */
  attemptOr(expression: string, otherwise: string): string;
  /** The double, or NULL if it is NaN or infinite. */
  finite(expression: string): string;
  /** A text that is one of a few: engines that can keep such texts as small numbers do. */
  label(value: string, all: readonly string[]): string;
  /** Lists of names joined by `;`, NULLs passed over: all their names as one such list, sorted, each once. */
  joinSorted(texts: readonly string[]): string;
  /** Aggregate: the texts of a group joined by `;`, NULLs passed over, in no particular order. */
  joinAll(text: string): string;
  /** A list of names joined by `;`, each turned into another text (`item` names it there) and joined anew. */
  mapJoined(list: string, item: string, mapped: string, separator: string): string;
  /** Sum of doubles in the order of a column, so that it never depends on thread count. */
  orderedSum(value: string, order: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  contains(text: string, part: string): string;
  /** Number of code points. */
  length(text: string): string;
  /** Quotient of two whole numbers, towards zero; NULL if the divisor is 0. */
  integerDivide(left: string, right: string): string;
  /** A decimal without its point, as a whole number of 128 bits: 12.50 becomes 1250. */
  withoutPoint(decimal: string): string;
}
