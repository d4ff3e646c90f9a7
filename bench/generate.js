import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROVINCE = 367_000;
export const YEARS = [2009, 2010, 2011, 2012];

const HOUSEHOLDS_PER_VILLAGE = 108;
const VILLAGES_PER_TOWNSHIP = 5;
const TOWNSHIPS_PER_COUNTY = 8;
/** Households of 1, 2, 3 … members per thousand; the mean is 4.32. */
const SIZES = [30, 85, 175, 280, 225, 125, 50, 20, 10];

const CAUSES = ['因病', '因残', '因学', '因灾', '缺土地', '缺水', '缺技术', '缺劳力', '缺资金', '其它'];
const WISHES = ['务工', '技能培训', '小额贷款', '养殖', '种植', '危房改造', '助学', '医疗'];
const KIN = { 男: ['之子', '之子', '之父', '之孙子'], 女: ['之女', '之女', '之母', '之孙女'] };
const SURNAMES = [...'陈李黄张梁林刘吴罗杨盘房邓唐赵沈'];
const GIVEN = [...'志明国强秀英建华桂兰伟玉珍文军春梅海燕金水贵生亚妹土'];
const PLACES = [...'石坪岭龙溪水口大田南塘白马上下坑连山河太平香坪永和'];

/**
 * The folder of a made-up province with `households` households: households.csv, members.csv and income.csv.
 * Written once below the system's temporary folder; the same parameters give the same bytes.
 */
export function province({ households, seed = 1 }) {
  const self = readFileSync(fileURLToPath(import.meta.url));
  const version = createHash('sha256').update(self).digest('hex').slice(0, 8);
  const dir = join(tmpdir(), 'shuangdao-bench', `${households}-${seed}-${version}`);
  if (!existsSync(dir)) generate(dir, { households, seed });
  return dir;
}

/** Writes the three files into `dir`, which appears only when they are complete. */
export function generate(dir, { households, seed }) {
  const draft = `${dir}.${process.pid}`;
  mkdirSync(dirname(dir), { recursive: true });
  mkdirSync(draft);
  try {
    const files = {
      households: lines(join(draft, 'households.csv')),
      members: lines(join(draft, 'members.csv')),
      income: lines(join(draft, 'income.csv')),
    };
    files.households.add(
      'household_id,county,county_name,township_name,village,village_name,head,able_to_work,housing_safe,main_cause,wish',
    );
    files.members.add('household_id,member_id,relation,sex,age,health,labour');
    files.income.add('household_id,year,size,wage,business,property,transfer,production_cost');

    // Income was filed year by year, so the rows of one household lie far apart.
    const byYear = YEARS.map(() => []);
    for (let i = 0; i < households; i++) addHousehold(i, random(seed, i), files, byYear);
    for (const rows of byYear) for (const row of rows) files.income.add(row);

    for (const file of Object.values(files)) file.close();
    writeFileSync(join(draft, 'MADE-UP.txt'), 'Generated for a benchmark; no real household is in it.\n');
    renameSync(draft, dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

function addHousehold(i, rng, files, byYear) {
  const village = Math.floor(i / HOUSEHOLDS_PER_VILLAGE);
  const township = Math.floor(village / VILLAGES_PER_TOWNSHIP);
  const county = Math.floor(township / TOWNSHIPS_PER_COUNTY);
  const countyCode = String(440_101 + county);
  const villageCode = `${countyCode}${pad(township, 3)}${pad(201 + (village % VILLAGES_PER_TOWNSHIP), 3)}`;
  const id = villageCode + pad((i % HOUSEHOLDS_PER_VILLAGE) + 1, 4);

  files.households.add(
    [
      id,
      countyCode,
      `${place(county)}县`,
      `${place(township * 7)}镇`,
      villageCode,
      `${place(village * 13)}村`,
      rng.of(SURNAMES) + rng.of(GIVEN) + rng.of(GIVEN),
      rng.chance(0.005) ? '' : rng.chance(0.96),
      rng.chance(0.01) ? '' : rng.chance(0.85),
      rng.of(CAUSES),
      rng.chance(0.1) ? '' : rng.of(WISHES),
    ].join(','),
  );
  const size = sizeOf(rng);
  for (let m = 1; m <= size; m++) files.members.add(`${id},${memberOf(m, rng)}`);
  addIncome(id, size, rng, byYear);
}

function memberOf(m, rng) {
  const sex = rng.chance(0.52) ? '男' : '女';
  const relation = m === 1 ? '户主' : m === 2 ? '配偶' : rng.of(KIN[sex]);
  const age =
    m <= 2 ? 24 + rng.int(50) : relation === '之父' || relation === '之母' ? 50 + rng.int(40) : rng.int(32);
  const health = draw(
    rng,
    [0.004, ''],
    [0.836, '健康'],
    [0.09, '长期慢性病'],
    [0.04, '患有大病'],
    [0.03, '残疾'],
  );
  const labour = labourOf(age, health, rng);
  return `${pad(m, 2)},${relation},${sex},${rng.chance(0.003) ? '' : age},${health},${labour}`;
}

function labourOf(age, health, rng) {
  if (rng.chance(0.004)) return '';
  if (age < 16 || age > 74) return '无劳动力';
  if (health === '残疾' || health === '患有大病')
    return rng.chance(0.6) ? '丧失劳动力' : '弱劳动力或半劳动力';
  if (age > 64) return '弱劳动力或半劳动力';
  return rng.chance(0.08) ? '技能劳动力' : '普通劳动力';
}

/**
 * Incomes start around the entry line and rise by about half a year on year, with a bad year now and then: households
 * enter, leave after two good years, and a few come back. Amounts are whole cents, some of them exactly on a line.
 */
function addIncome(id, size, rng, byYear) {
  const wholeYuan = rng.chance(0.5);
  let perPerson = 110_000 * Math.max(0.1, 1 + 0.4 * rng.normal());
  for (let y = 0; y < YEARS.length; y++) {
    if (y > 0) perPerson *= rng.chance(0.07) ? 0.2 + 0.5 * rng.next() : 1.2 + 0.8 * rng.next();
    const amounts = amountsOf(Math.round(perPerson) * size, wholeYuan, rng);
    if (rng.chance(0.005)) putOnLine(amounts, size, rng);
    if (rng.chance(0.015)) continue;
    byYear[y].push([id, YEARS[y], rng.chance(0.001) ? '' : size, ...cells(amounts, rng)].join(','));
  }
}

/** Splits a net income in cents into wage, business, property, transfer and production cost. */
function amountsOf(net, wholeYuan, rng) {
  const round = (cents) => (wholeYuan ? Math.round(cents / 100) * 100 : Math.round(cents));
  const earned = net * (rng.chance(0.75) ? 0.95 + 0.05 * rng.next() : 0.6 + 0.35 * rng.next());
  const wage = rng.chance(0.2) ? 0 : round(earned * rng.next());
  const margin = 0.5 + 0.3 * rng.next();
  const business = Math.max(0, round((earned - wage) / margin));
  // A few lost their harvest: what was spent exceeds what was earned.
  const cost = rng.chance(0.004) ? round(business * 1.4 + wage) : round(business * (1 - margin));
  const property = rng.chance(0.85) ? 0 : round((net - earned) * rng.next());
  return { wage, business, property, transfer: Math.max(0, round(net - earned - property)), cost };
}

/** Moves the amounts exactly onto the entry line, the exit line, the self-earned floor of 95 %, or nothing at all. */
function putOnLine(amounts, size, rng) {
  const line = rng.of([150_000, 150_000, 250_000, 250_000, 0]);
  const net = line * size;
  amounts.property = 0;
  amounts.transfer = line === 0 ? 0 : net / 20;
  amounts.wage = net - amounts.transfer;
  amounts.business = amounts.cost;
}

function cells({ wage, business, property, transfer, cost }, rng) {
  const or = (cents, share) => (rng.chance(share) ? '' : money(cents));
  return [
    rng.chance(0.003) ? '-99' : or(wage, 0.006),
    or(business, 0.004),
    property === 0 && rng.chance(0.5) ? '' : money(property),
    or(transfer, 0.004),
    or(cost, 0.006),
  ];
}

function sizeOf(rng) {
  return draw(rng, ...SIZES.map((perThousand, i) => [perThousand / 1000, i + 1]));
}

/** One of the values, each with its share; the last takes what is left. */
function draw(rng, ...shares) {
  let left = rng.next();
  for (const [share, value] of shares) {
    if (left < share) return value;
    left -= share;
  }
  return shares.at(-1)[1];
}

function place(n) {
  return PLACES[n % PLACES.length] + PLACES[(n * 5 + 3 + Math.floor(n / PLACES.length)) % PLACES.length];
}

function money(amount) {
  // A plain 9999 stands for "not known" in many surveys, and is asked about; nobody earns it here.
  const cents = amount === 999_900 ? 999_901 : amount;
  const rest = cents % 100;
  return rest === 0 ? String(cents / 100) : `${(cents - rest) / 100}.${pad(rest, 2)}`;
}

function pad(n, width) {
  return String(n).padStart(width, '0');
}

/** mulberry32, one stream a household: additions and 32-bit products only, so every machine draws the same. */
function random(seed, household) {
  let state = Math.imul(household + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (n) => Math.floor(next() * n);
  return {
    next,
    int,
    of: (list) => list[int(list.length)],
    chance: (share) => next() < share,
    /** Nearly normal, mean 0 and deviation 1. */
    normal: () => (next() + next() + next() + next() - 2) * 1.732,
  };
}

/** A file written a megabyte at a time. */
function lines(path) {
  const fd = openSync(path, 'w');
  let held = [];
  let length = 0;
  const flush = () => {
    writeSync(fd, held.join(''));
    held = [];
    length = 0;
  };
  return {
    add(line) {
      held.push(line, '\n');
      length += line.length;
      if (length > 1_000_000) flush();
    },
    close() {
      flush();
      closeSync(fd);
    },
  };
}
