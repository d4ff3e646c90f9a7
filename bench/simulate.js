import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROVINCE, province } from './generate.js';
import { measure, median } from './measure.js';

/**
 * `node bench/simulate.js [--tenth] [--once]`: times `shuangdao simulate` with 20 settings beside a single `classify` of
 * the same province, or of a tenth of it, and checks that the pack as it is comes out as the run.
 */
const COMMAND = fileURLToPath(new URL('../bin/shuangdao.js', import.meta.url));
const SETTINGS = 20;
const TARGET = 2;
const households = process.argv.includes('--tenth') ? Math.round(PROVINCE / 10) : PROVINCE;
const rounds = process.argv.includes('--once') ? 1 : 3;

const scratch = mkdtempSync(join(tmpdir(), 'shuangdao-bench-out-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const dataset = province({ households });
const common = [dataset, '--rules', 'guangdong-2009', '--quiet', '--out'];
const jobs = {
  classify: (out) => ['classify', ...common, out],
  [`simulate, ${SETTINGS} entry lines`]: (out) => [
    'simulate',
    ...common,
    out,
    '--set',
    'entry_line=1000..1950:50',
  ],
  [`simulate, ${SETTINGS} pairs of lines`]: (out) => [
    ...['simulate', ...common, out, '--set', 'entry_line=1300..1700:100'],
    ...['--set', 'exit_line=2300..2600:100', '--budget', '100000000'],
  ],
};

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`,
);
console.log(`${households.toLocaleString('en')} households, median of ${rounds}`);
const results = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [index, [name, args]] of Object.entries(jobs).entries())
    results[name].push(measure(COMMAND, args(join(scratch, `${round}-${index}`))));
}
const single = median(results.classify.map(({ seconds }) => seconds));
for (const [name, runs] of Object.entries(results)) {
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map((run) => run.peak)) / 1e9;
  const ratio = seconds / single;
  const goal =
    name === 'classify'
      ? ''
      : `  ${ratio.toFixed(2)} × classify, < ${TARGET}: ${ratio < TARGET ? 'met' : 'MISSED'}`;
  console.log(`${name.padEnd(28)} ${seconds.toFixed(2)} s  ${peak.toFixed(2)} GB${goal}`);
}
const same = agree(join(scratch, '0-0'), join(scratch, '0-1'));
console.log(`the pack as it is: ${same ? 'as the run' : 'DIFFERS from the run'}`);
process.exitCode = same ? 0 : 1;

/** Whether the first setting has the lists and states of the run, in every period. */
function agree(runFolder, simulationFolder) {
  const read = (folder, file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { periods } = read(runFolder, 'summary.json');
  const { settings, listed_states } = read(simulationFolder, 'simulate.json');
  const all = settings[0].figures.filter(({ level }) => level === 'all');
  return periods.every(({ states, lists }, index) => {
    const listed = listed_states.reduce((sum, { name }) => sum + (states[name] ?? 0), 0);
    const { entries, exits, returns, review, listed: found } = all[index];
    const expected = [lists.entry, lists.exit, lists.return ?? 0, lists.review, listed];
    return JSON.stringify(expected) === JSON.stringify([entries, exits, returns, review, found]);
  });
}
