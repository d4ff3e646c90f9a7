import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, differingFiles } from './agree.js';
import { PROVINCE, province } from './generate.js';
import { measure, median, wall } from './measure.js';

/**
 * `npm run bench [-- --quick]`: times `shuangdao classify` beside two plain scripts over a made-up province, and checks
 * that all three decide alike. docs/benchmarks.md says how to read the figures.
 */
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const COMMAND = path('../bin/shuangdao.js');
const SANPAI = path('../fixtures/sanpai');
const RULES = 'guangdong-2009';
const quick = process.argv.includes('--quick');
const rounds = quick ? { a: 1, b: 1, c: 1 } : { a: 5, b: 5, c: 2 };

const scratch = mkdtempSync(join(tmpdir(), 'shuangdao-bench-out-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const out = (name) => join(scratch, name);
const classify = (dataset, folder, ...more) => [
  'classify',
  dataset,
  '--rules',
  RULES,
  '--out',
  folder,
  '--quiet',
  ...more,
];
const jobs = {
  a: (dataset) => measure(COMMAND, classify(dataset, fresh('a'))),
  b: (dataset) => measure(path('plain-sql.js'), [dataset, fresh('b.csv')]),
  c: (dataset) => measure(path('plain-node.js'), [dataset, fresh('c.csv')]),
};

let agreed = true;
say(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
const hundredth = await compare('1/100', Math.round(PROVINCE / 100));
const tenth = await compare('1/10', Math.round(PROVINCE / 10));
const full = await compare('full', PROVINCE);
const small = limitedMemory(province({ households: PROVINCE }));
report();
process.exitCode = agreed && small.same ? 0 : 1;

/** All three jobs in turn over one province, then whether they agree. */
async function compare(name, households) {
  say(`\n${name}: ${households.toLocaleString('en')} households`);
  const dataset = province({ households });
  const runs = { a: [], b: [], c: [] };
  for (let round = 0; round < Math.max(...Object.values(rounds)); round++) {
    for (const [job, run] of Object.entries(jobs)) {
      if (round >= rounds[job]) continue;
      const result = run(dataset);
      runs[job].push(result);
      say(`  (${job}) ${seconds(result.seconds)}  ${gigabytes(result.peak)}`);
    }
  }
  for (const plain of ['b.csv', 'c.csv']) {
    const found = await differences(out('a'), out(plain));
    if (found.length === 0) continue;
    agreed = false;
    say(`  (a) and ${plain} DIFFER; the first of them, ours / theirs:`);
    for (const row of found) say(`    ${JSON.stringify(row)}`);
  }
  return Object.fromEntries(
    Object.entries(runs).map(([job, list]) => [
      job,
      { seconds: median(list.map((run) => run.seconds)), peak: Math.max(...list.map((run) => run.peak)) },
    ]),
  );
}

/** The full job under a memory limit, beside the outputs of the last unlimited one. */
function limitedMemory(dataset) {
  say('\nfull, --memory 1GB');
  const result = measure(COMMAND, classify(dataset, fresh('a-1gb'), '--memory', '1GB'));
  say(`  (a) ${seconds(result.seconds)}  ${gigabytes(result.peak)}`);
  const differing = differingFiles(out('a'), out('a-1gb'));
  if (differing.length > 0) {
    say(`  outputs DIFFER from those of the unlimited run: ${differing.join(', ')}`);
  }
  return { ...result, same: differing.length === 0 };
}

function report() {
  const times = quick ? 3 : 7;
  const help = median(Array.from({ length: times }, () => wall(COMMAND, ['--help'])));
  const sanpai = median(
    Array.from({ length: times }, () => wall(COMMAND, classify(SANPAI, fresh('sanpai')))),
  );
  const sizes = { full, '1/10': tenth, '1/100': hundredth };

  console.log('\nMedian wall time (largest peak of resident memory)');
  table([
    ['province', '(a) shuangdao', '(b) plain SQL', '(c) plain Node', 'a/b', 'c/a'],
    ...Object.entries(sizes).map(([name, { a, b, c }]) => [
      name,
      ...[a, b, c].map((job) => `${seconds(job.seconds)} (${gigabytes(job.peak)})`),
      (a.seconds / b.seconds).toFixed(2),
      (c.seconds / a.seconds).toFixed(1),
    ]),
  ]);
  console.log('');
  table([
    ['measure', 'found', 'target', ''],
    goal('a/b at province size', full.a.seconds / full.b.seconds, '≤', 1.6, (n) => n.toFixed(2)),
    goal('c/a at province size', full.c.seconds / full.a.seconds, '≥', 5, (n) => n.toFixed(1)),
    goal('peak memory of (a)', full.a.peak, '≤', 2.5e9, gigabytes),
    goal('growth of (a), 1/10 to full', full.a.seconds / tenth.a.seconds, '≤', 10, (n) => `${n.toFixed(1)}×`),
    goal(
      'growth of (a), 1/100 to 1/10',
      tenth.a.seconds / hundredth.a.seconds,
      '≤',
      10,
      (n) => `${n.toFixed(1)}×`,
    ),
    goal('classify Sanpai', sanpai, '<', 0.6, seconds),
    goal('--help', help, '<', 0.15, seconds),
    [
      'decisions of (a), (b), (c)',
      agreed ? 'agree' : 'differ, see above',
      'agree',
      agreed ? 'met' : 'MISSED',
    ],
    [
      `--memory 1GB: ${seconds(small.seconds)}, peak ${gigabytes(small.peak)}`,
      small.same ? 'same outputs' : 'outputs differ',
      'same outputs',
      small.same ? 'met' : 'MISSED',
    ],
  ]);
}

function goal(name, found, relation, target, show) {
  const met = relation === '≥' ? found >= target : relation === '<' ? found < target : found <= target;
  return [name, show(found), `${relation} ${show(target)}`, met ? 'met' : 'MISSED'];
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

/** A path in the scratch folder with nothing there yet. */
function fresh(name) {
  if (existsSync(out(name))) rmSync(out(name), { recursive: true });
  return out(name);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function seconds(value) {
  return `${value.toFixed(2)} s`;
}

function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
