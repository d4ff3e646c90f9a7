import { join, type Sql, sql } from '../model/sql.ts';

/** A sentence with `{blanks}` as SQL: each blank that has a value becomes that, in whatever order a language puts them. */
export function sentence(template: string, values: Readonly<Record<string, Sql>>): Sql {
  const parts = template.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return sql`${part}`;
    return values[part] ?? sql`${`{${part}}`}`;
  });
  return sql`concat(${join(parts)})`;
}
