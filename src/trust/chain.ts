import type { Problem } from '../model/problem.ts';
import { AuditLine } from '../model/run.ts';
import { sha256 } from './digest.ts';

/**
 * The audit chain: one JSON object a line. `previous` is the SHA-256 of the line before (its bytes without
 * the line break; 64 zeros in the first line), so a line can't be changed, removed, inserted or moved without
 * the next one showing it. `hash`, always the last member, is the SHA-256 of the line without it, so that a
 * change to the last line shows too. Nothing in a file can show that its tail was cut off; run folders
 * that no line names do (verify.ts), and so does a head that was kept elsewhere.
 */
export const GENESIS = '0'.repeat(64);

const HASHED = /^(.*),"hash":"([0-9a-f]{64})"\}$/s;

/** What a caller records; the chain adds seq, previous and hash. */
export interface Act {
  time: string;
  kind: string;
  [member: string]: unknown;
}

/** The line, without line break, that follows `last`. */
export function nextLine(last: Buffer | undefined, act: Act): Buffer {
  const seq = last ? (parseLine(last)?.seq ?? 0) + 1 : 1;
  const { time, kind, ...rest } = act;
  const previous = last ? sha256(last) : GENESIS;
  const body = JSON.stringify({ seq, time, kind, ...rest, previous });
  return Buffer.from(`${body.slice(0, -1)},"hash":"${sha256(body)}"}`);
}

/** The members of a line; undefined if it is no audit line. */
export function parseLine(line: Buffer): AuditLine | undefined {
  try {
    return AuditLine.safeParse(JSON.parse(line.toString())).data;
  } catch {
    return undefined;
  }
}

/** Whether a line names `last` as the line before it. */
export function continues(line: Buffer, last: Buffer | undefined): boolean {
  return parseLine(line)?.previous === (last ? sha256(last) : GENESIS);
}

/** Whether a line is whole and unchanged, judged by itself. */
export function isIntact(line: Buffer): boolean {
  const parts = HASHED.exec(line.toString('latin1'));
  return parts !== null && sha256(Buffer.from(`${parts[1]}}`, 'latin1')) === parts[2];
}

/** Complete lines, and the bytes behind the last line break, which are the torn start of a line. */
export function splitLines(bytes: Buffer): { lines: Buffer[]; torn: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, torn: bytes.subarray(start) };
}

interface Entry {
  seq: number | undefined;
  previous: string | undefined;
  /** SHA-256 of the whole line: what the next line must name. */
  digest: string;
  intact: boolean;
}

/** Everything wrong with the lines themselves and with their order. */
export function checkChain(lines: readonly Buffer[]): Problem[] {
  const entries = lines.map((bytes): Entry => {
    const parsed = parseLine(bytes);
    return { seq: parsed?.seq, previous: parsed?.previous, digest: sha256(bytes), intact: isIntact(bytes) };
  });
  const lineOf = new Map(entries.map(({ digest }, index) => [digest, index + 1])).set(GENESIS, 0);
  return entries.flatMap((entry, index) => checkEntry(entry, entries[index - 1], index + 1, lineOf));
}

function checkEntry(
  { seq, previous, intact }: Entry,
  above: Entry | undefined,
  line: number,
  lineOf: ReadonlyMap<string, number>,
): Problem[] {
  if (seq === undefined || previous === undefined) return [problem('audit-unreadable-line', { line })];
  if (!intact) return [problem('audit-changed-line', { line })];

  const expected = above ? above.seq && above.seq + 1 : 1;
  if (previous === (above?.digest ?? GENESIS))
    return expected === undefined || seq === expected
      ? []
      : [problem('audit-wrong-number', { line, seq, expected })];

  const follows = lineOf.get(previous);
  if (follows !== undefined && follows >= line) return [problem('audit-moved-line', { line, follows })];
  if (follows !== undefined)
    return [problem('audit-inserted-lines', { line, first: follows + 1, last: line - 1 })];

  // The line this one continues is nowhere in the file: it was taken out, or it is the line above, changed.
  if (expected !== undefined && seq > expected)
    return [problem('audit-removed-lines', { line, count: seq - expected, first: expected, last: seq - 1 })];
  const toldAlready = above !== undefined && !above.intact;
  return toldAlready ? [] : [problem('audit-broken-link', { line })];
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
