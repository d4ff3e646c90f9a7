import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PEAK = new URL('./peak.js', import.meta.url).href;

/** Runs a script as a fresh Node process: `{seconds, peak}`, the peak in bytes. Throws what it printed if it fails. */
export function measure(script, args) {
  const scratch = mkdtempSync(join(tmpdir(), 'shuangdao-peak-'));
  const peakFile = join(scratch, 'peak');
  try {
    const started = performance.now();
    run(['--import', PEAK, script, ...args], { BENCH_PEAK: peakFile });
    const seconds = (performance.now() - started) / 1000;
    return { seconds, peak: Number(readFileSync(peakFile, 'utf8')) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Wall seconds of a fresh Node process with nothing preloaded. */
export function wall(script, args) {
  const started = performance.now();
  run([script, ...args], {});
  return (performance.now() - started) / 1000;
}

function run(args, env) {
  const child = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (child.error) throw child.error;
  if (child.status !== 0) {
    throw new Error(
      `node ${args.join(' ')}\nended with ${child.status ?? child.signal}\n${child.stderr}${child.stdout}`,
    );
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
