import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { z } from 'zod';

/**
 * The same rules as a plain Node script: csv-parse, zod row schemas, Map joins, csv-stringify. No reasons, no list of
 * issues; the first bad row throws. `node bench/plain-node.js DATASET OUT.csv`
 */
const [dataset, out] = process.argv.slice(2);
const years = [2009, 2010, 2011, 2012];

// Unknown is null throughout, also as an answer.
const boolean = z.enum(['true', 'false', '']).transform((text) => (text === '' ? null : text === 'true'));
const integer = z
  .string()
  .regex(/^\d*$/)
  .transform((text) => (text === '' ? null : Number(text)));
const cents = z
  .string()
  .regex(/^(-?\d+(\.\d{1,2})?)?$/)
  .transform((text) => (text === '' ? null : Math.round(Number(text) * 100)));
const health = z.enum(['健康', '长期慢性病', '患有大病', '残疾', '']);
const labour = z.enum(['普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '丧失劳动力', '无劳动力', '']);
const able = new Set(['普通劳动力', '技能劳动力', '弱劳动力或半劳动力']);

const Household = z.object({ household_id: z.string().min(1), able_to_work: boolean, housing_safe: boolean });
const Member = z.object({ household_id: z.string().min(1), health, labour });
const Income = z.object({
  household_id: z.string().min(1),
  year: z.coerce.number().int(),
  size: integer,
  wage: cents.transform((value) => (value === -9900 ? null : value)),
  business: cents,
  property: cents.transform((value) => value ?? 0),
  transfer: cents,
  production_cost: cents,
});

const households = new Map();
await read('households.csv', Household, (row) => {
  households.set(row.household_id, { ...row, able: 0, ill: 0, answers: new Map() });
});
await read('members.csv', Member, (row) => {
  const household = households.get(row.household_id);
  if (row.labour === '') household.able = null;
  else if (able.has(row.labour) && household.able !== null) household.able++;
  if (row.health === '') household.ill = null;
  else if (row.health === '患有大病' && household.ill !== null) household.ill++;
});
await read('income.csv', Income, (row) => {
  households.get(row.household_id).answers.set(row.year, answersOf(row));
});
await pipeline(
  Readable.from(decisions()),
  stringify({
    header: true,
    columns: [
      'household',
      'period',
      'state_before',
      'state',
      'outcome',
      'code',
      'able_members',
      'seriously_ill',
    ],
  }),
  createWriteStream(out),
);

/** Streams a file's rows, checked, to `use`. */
async function read(name, schema, use) {
  const parser = parse({ columns: true });
  parser.on('data', (record) => use(schema.parse(record)));
  await pipeline(createReadStream(join(dataset, name)), parser);
}

/** The criteria of one household and year, compared in whole cents. */
function answersOf({ size, wage, business, property, transfer, production_cost }) {
  if (wage === null || business === null || production_cost === null)
    return { below: null, above: null, earned: null };
  const earned = wage + business - production_cost;
  const net = transfer === null ? null : earned + property + transfer;
  const perPerson = net !== null && size !== null;
  return {
    below: perPerson ? net < 150_000 * size : null,
    above: perPerson ? net >= 250_000 * size : null,
    // 100 p >= 95 q, mirrored for a negative net income; a share of nothing is unknown.
    earned: net === null || net === 0 ? null : net > 0 ? 100 * earned >= 95 * net : 100 * earned <= 95 * net,
  };
}

function* decisions() {
  for (const id of [...households.keys()].sort()) {
    const household = households.get(id);
    let state = 'not_listed';
    for (const year of years) {
      const decision = decide(household, state, year);
      yield [id, year, state, decision.state, decision.outcome, decision.code, household.able, household.ill];
      state = decision.state;
    }
  }
}

function decide(household, state, year) {
  const now = household.answers.get(year);
  if (!now) return { state, outcome: 'unobserved', code: '' };
  const before = household.answers.get(year - 1);
  const [code, next, answer] =
    state === 'listed'
      ? ['EXIT', 'exited', and(now.above, before ? before.above : null, now.earned, household.housing_safe)]
      : [state === 'exited' ? 'RETURN' : 'ENTER', 'listed', and(now.below, household.able_to_work)];
  if (answer === null) return { state, outcome: 'review', code };
  return answer ? { state: next, outcome: 'moved', code } : { state, outcome: 'kept', code: '' };
}

function and(...answers) {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}
