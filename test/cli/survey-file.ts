import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from '../../src/model/figures.ts';
import { runCli } from './run-cli.ts';

/** Writes a survey file for one test. */
export function surveyFile(content: string | Uint8Array, name = 'survey.csv'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'survey-')), name);
  writeFileSync(path, content);
  return path;
}

/** Runs `measure --json`, which must succeed. */
export async function measured(file: string, ...options: string[]): Promise<Figures> {
  const { stdout, stderr, exitCode } = await runCli(['measure', file, '--json', ...options]);
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Figures;
}

/** The figure of a measure for all units, or for a domain. */
export function figureOf(
  figures: Figures,
  measure: string,
  domain?: string,
  line?: string,
): Figures['figures'][number] {
  const found = figures.figures.filter(
    (one) => one.measure === measure && one.domain === domain && (line === undefined || one.line === line),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} figures of ${measure} for ${domain}`);
  return found[0];
}
