import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Preloaded into a measured process: at its end it leaves its peak of resident memory, in bytes, in the file that
 * BENCH_PEAK names. The kernel's own figure comes first, because `maxRSS` can carry over what the parent had in use.
 */
process.on('exit', () => {
  writeFileSync(process.env.BENCH_PEAK, String(kernelPeak() ?? process.resourceUsage().maxRSS * 1024));
});

function kernelPeak() {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
