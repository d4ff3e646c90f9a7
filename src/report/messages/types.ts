/**
 * Wording by code, in both languages. `{blanks}` are filled from the parameters of a problem or an issue, and
 * what stands in `[[double brackets]]` is left out when a blank in it is empty or not given.
 * The first line says what is wrong, where, and what was expected and found; further lines say what to do next.
 */
export type Messages = Record<string, { en: string; zh: string }>;
