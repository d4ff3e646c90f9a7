import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measure, median } from './measure.js';
import { survey } from './survey.js';

/**
 * `npm run bench:measure [-- --quick]`: times `shuangdao measure` over a made-up survey of 1.6 million persons in
 * 650,000 households: FGT 0, 1 and 2, Gini and Theil with linearised errors, overall and in 21 domains.
 */
const COMMAND = fileURLToPath(new URL('../bin/shuangdao.js', import.meta.url));
const TARGET = { seconds: 4, peak: 1.5e9 };
const rounds = process.argv.includes('--quick') ? 1 : 5;

const file = survey();
const columns = [
  '--income',
  'income',
  '--weight',
  'weight',
  '--strata',
  'stratum',
  '--household',
  'household',
];
const asked = ['--line', '10000', '--measures', 'fgt0,fgt1,fgt2,gini,theil', '--by', 'region'];

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`,
);
const runs = Array.from({ length: rounds }, () => {
  const run = measure(COMMAND, ['measure', file, ...columns, ...asked]);
  console.log(`  ${run.seconds.toFixed(2)} s  ${(run.peak / 1e9).toFixed(2)} GB`);
  return run;
});
const seconds = median(runs.map((run) => run.seconds));
const peak = Math.max(...runs.map((run) => run.peak));
const verdict = (met) => (met ? 'met' : 'MISSED');
console.log(
  `median ${seconds.toFixed(2)} s, target under ${TARGET.seconds} s: ${verdict(seconds < TARGET.seconds)}`,
);
console.log(
  `peak ${(peak / 1e9).toFixed(2)} GB, target under ${TARGET.peak / 1e9} GB: ${verdict(peak < TARGET.peak)}`,
);
