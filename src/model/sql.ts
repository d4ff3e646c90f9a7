/** SQL text that is safe to paste into SQL: made by the tag below, never from a file's content. */
export class Sql {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** An identifier, quoted. */
export function id(...path: string[]): Sql {
  return new Sql(path.map((part) => `"${part.replaceAll('"', '""')}"`).join('.'));
}

/** A text literal, quoted. */
export function text(value: string): Sql {
  if (value.includes('\0')) throw new Error('a NUL character cannot stand in SQL text');
  return new Sql(`'${value.replaceAll("'", "''")}'`);
}

/** SQL text that this program itself wrote: operators, type names, numbers. */
export function raw(value: string): Sql {
  return new Sql(value);
}

/** Pieces of SQL joined by a separator, `, ` by default. */
export function join(parts: readonly Sql[], separator = ', '): Sql {
  return new Sql(parts.map((part) => part.text).join(separator));
}

type Value = Sql | readonly Sql[] | string | number | bigint | boolean | null;

/** SQL with values put in safely: texts become quoted literals, `Sql` pieces stay as they are, lists get commas. */
export function sql(strings: TemplateStringsArray, ...values: Value[]): Sql {
  let out = strings[0] ?? '';
  values.forEach((value, index) => {
    out += asText(value) + (strings[index + 1] ?? '');
  });
  return new Sql(out);
}

function asText(value: Value): string {
  if (value instanceof Sql) return value.text;
  if (typeof value === 'string') return text(value).text;
  if (value === null) return 'NULL';
  if (typeof value === 'object') return join(value).text;
  return String(value);
}
