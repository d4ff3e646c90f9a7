import { widthOf } from './width.ts';

export interface Column {
  title: string;
  align?: 'left' | 'right';
}

/** An aligned table: two blanks between the columns, no lines; a blank title row is left out. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: (title: string) => string = (title) => title,
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const blanks = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
        return columns[index]?.align === 'right' ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd();
  const titles = columns.some(({ title }) => title !== '')
    ? [style(line(columns.map(({ title }) => title)))]
    : [];
  return [...titles, ...rows.map(line)].join('\n');
}
