/** The columns with the two sides of a quotient, kept where a level above compares it exactly. */
export function sidesOf(name: string): { num: string; den: string } {
  return { num: `${name}$num`, den: `${name}$den` };
}
