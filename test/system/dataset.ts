import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a folder, which is made. */
export function writeFiles(folder: string, files: Files): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Records that intake has to think about, each put behind the sound ones of its file. */
const TROUBLE = {
  'households.csv': (row: string) => [
    row,
    row.replace(/,true,|,false,|,,/, ',perhaps,'),
    '4.4E+17,,,,,,,,,,',
    'one cell',
  ],
  'members.csv': (row: string) => [row, `nobody${row}`, '"unclosed', row.replace(/^[^,]*/, '')],
  'income.csv': (row: string) => [
    row,
    row.replace(/[^,]*$/, 'much'),
    `nobody${row}`,
    row.replace(',2012,', ',12,'),
  ],
};

const GENERATOR: string = '../../bench/generate.js';
interface Generator {
  province(of: { households: number; seed: number }): string;
}

/** A copy of the benchmark's made-up province, with some trouble in every file. */
export async function troubledProvince(folder: string, households: number): Promise<string> {
  const { province } = (await import(GENERATOR)) as Generator;
  const from = province({ households, seed: 7 });
  mkdirSync(folder, { recursive: true });
  for (const [name, trouble] of Object.entries(TROUBLE)) {
    const text = readFileSync(join(from, name), 'utf8');
    const rows = text.trimEnd().split('\n').slice(1);
    const chosen = [0.1, 0.4, 0.7].map((share) => rows[Math.floor(rows.length * share)] ?? '');
    writeFileSync(join(folder, name), `${text}${chosen.flatMap(trouble).join('\n')}\n`);
  }
  return folder;
}

/** A copy of a dataset with the rows of every CSV file in another order. */
export function shuffled(from: string, to: string, seed: number): string {
  cpSync(from, to, { recursive: true });
  const next = random(seed);
  for (const name of readdirSync(to).filter((file) => file.endsWith('.csv'))) {
    const [header, ...rows] = readFileSync(join(to, name), 'utf8').trimEnd().split('\n');
    for (let i = rows.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [rows[i], rows[j]] = [rows[j] as string, rows[i] as string];
    }
    writeFileSync(join(to, name), `${[header, ...rows].join('\n')}\n`);
  }
  return to;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** SHA-256 of every file below a folder, by relative name; of the run statement without its time stamp. */
export function digests(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const said = name === 'run.json' ? String(bytes).replace(/"time": "[^"]*"/, '"time": ""') : bytes;
      return [name, createHash('sha256').update(said).digest('hex')];
    }),
  );
}
