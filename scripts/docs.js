import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocks } from './docs/blocks.js';
import { guidePages, renewBlocks } from './docs/pages.js';
import { differing, renewTranscripts, runTranscripts } from './docs/transcripts.js';

/**
 * `npm run docs [-- --check]`: brings the generated parts of the guide and the output shown after its commands up to
 * date. With --check it changes nothing and ends with 1 if there is something to change.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const made = await blocks((module) => import(`../dist/${module}.js`), ROOT);
let stale = 0;

for (const page of guidePages(ROOT)) {
  const before = readFileSync(join(ROOT, page), 'utf8');
  const results = await runTranscripts(before, { root: ROOT, command: join(ROOT, 'bin/shuangdao.js') });
  const after = renewBlocks(renewTranscripts(before, results), made, page);
  const wrong = results.filter(differing);
  const untold = wrong.filter(({ told }) => !told);
  if (after === before && untold.length === 0) continue;
  stale++;
  for (const { line, command, exitCode } of untold)
    console.error(`${page}:${line}: ${command} ends with ${exitCode}, and no "$ echo $?" says so`);
  if (check) {
    console.error(`${page} is not up to date; npm run docs renews it`);
    for (const { line, command } of wrong) console.error(`  line ${line}: $ ${command}`);
  } else {
    writeFileSync(join(ROOT, page), after);
    console.log(`renewed ${page}`);
  }
}
if (check && stale > 0) process.exitCode = 1;
if (stale === 0) console.log('the guide is up to date');
