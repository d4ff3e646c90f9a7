import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const HOUSEHOLDS = 650_000;
const DOMAINS = 21;
const STRATA = 63;
/** Households of 1, 2, 3 … members per thousand; the mean is 2.46, so that 650,000 have 1.6 million members. */
const SIZES = [270, 320, 200, 140, 50, 20];

/**
 * A made-up survey of persons: household, region, stratum, weight, income (the same for all persons of a household).
 * Written once below the system's temporary folder; the same number of households gives the same bytes.
 */
export function survey(households = HOUSEHOLDS) {
  const folder = join(tmpdir(), 'shuangdao-bench');
  const path = join(folder, `survey-${households}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w');
  let text = 'household,person,region,stratum,weight,income\n';
  const random = generator(1);
  for (let household = 1; household <= households; household++) {
    const region = 1 + Math.floor(random() * DOMAINS);
    const stratum = region * 10 + Math.floor(random() * (STRATA / DOMAINS));
    const weight = (20 + 60 * random()).toFixed(4);
    const income = Math.exp(9.6 + 0.02 * region + 0.7 * normal(random)).toFixed(2);
    const size = sizeOf(random());
    for (let person = 1; person <= size; person++) {
      text += `H${String(household).padStart(7, '0')},${person},R${region},S${stratum},${weight},${income}\n`;
    }
    if (text.length > 1 << 22) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(draft, path);
  return path;
}

function sizeOf(draw) {
  let left = draw * 1000;
  for (const [index, share] of SIZES.entries()) {
    left -= share;
    if (left < 0) return index + 1;
  }
  return SIZES.length;
}

/** Mulberry32. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
