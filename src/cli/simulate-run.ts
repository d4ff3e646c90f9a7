import { basePlan } from '../decide/simulate-base.ts';
import {
  budgetQuery,
  CHANGES,
  type CountedRow,
  type Counting,
  changesQuery,
  trialCounts,
} from '../decide/simulate-counts.ts';
import { budgetReach, figuresOf } from '../decide/simulate-figures.ts';
import type { SplitPack } from '../decide/simulate-split.ts';
import { rememberAsIs, type TrialBlock, type TrialSettings, trialBlocks } from '../decide/simulate-trial.ts';
import type { Span } from '../decide/span.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { Figures, Setting } from '../model/simulation.ts';
import { id } from '../model/sql.ts';
import type { ParameterSet } from '../rules/parameter-sets.ts';
import { Parameters } from '../rules/parameters.ts';
import { toDecimal } from '../rules/rational.ts';

/** What is to be tried over a dataset that has been read. */
export interface TrialRequest extends Counting, Pick<TrialSettings, 'dialect' | 'doubles'> {
  split: SplitPack;
  span: Span;
  sets: readonly ParameterSet[];
  carryForward: boolean;
  /** The period in which households are compared and the budget is spent. */
  period: number;
  budget: string | undefined;
  onStep?: ((step: string, percent: number | undefined) => void) | undefined;
}

/**
 * Decides a dataset under the pack as it is and under every setting. What no setting touches is computed once. Leaves
 * `changes$` in the engine.
 */
export async function runTrials(engine: Engine, request: TrialRequest): Promise<Setting[]> {
  const { loaded, split, span, carryForward, sets, measures, by, dialect, doubles } = request;
  const parameters = new Parameters(loaded, { carryForward });
  let base = basePlan(split, { parameters, dialect, doubles }, span);
  await engine.runPlan(base.plan, (_, percent) => request.onStep?.('0', percent));
  await engine.run(CHANGES);
  const trials = sets.map((set, index): Trial => ({ setting: index + 1, set }));
  const blocksOf = ({ setting, set }: Trial): TrialBlock[] => {
    const shared = { split, span, base, measures, by, parameters, dialect, doubles };
    return trialBlocks(shared, new Parameters(loaded, { carryForward, set }), `trial${setting}`);
  };
  const settings: Setting[] = [];
  const asIs: Trial = { setting: 0, set: new Map() };
  const own = blocksOf(asIs);
  settings.push(await runTrial(engine, request, own, asIs));
  const remembered = rememberAsIs(base, own, request.period);
  await engine.runPlan(remembered.plan);
  base = remembered.base;
  await dropAll(engine, own);
  while (trials.length > 0) {
    const next = trials.splice(0, AT_ONCE);
    request.onStep?.(`${next.at(-1)?.setting} / ${sets.length}`, undefined);
    const jobs = next.map((trial) => async (one: Engine) => {
      const blocks = blocksOf(trial);
      settings[trial.setting] = await runTrial(one, request, blocks, trial);
      await dropAll(one, blocks);
    });
    await engine.atOnce(jobs);
  }
  return settings;
}

/** While one setting is planned, another one computes. */
const AT_ONCE = 2;

interface Trial {
  setting: number;
  set: ParameterSet;
}

async function dropAll(engine: Engine, blocks: readonly TrialBlock[]): Promise<void> {
  for (const { table } of blocks) await engine.run(`DROP TABLE ${id(table).text}`);
}

async function runTrial(
  engine: Engine,
  request: TrialRequest,
  blocks: readonly TrialBlock[],
  { setting, set }: Trial,
): Promise<Setting> {
  const { period, budget } = request;
  const rows: CountedRow[] = [];
  let reach: { households: number; persons: string } | undefined;
  for (const block of blocks) {
    await engine.run(block.step.sql);
    if (block.periods.length === 0) continue;
    rows.push(
      ...((await engine.rows(trialCounts(request, block, setting === 0))) as unknown as CountedRow[]),
    );
    if (!block.periods.includes(period)) continue;
    if (budget !== undefined) reach = await engine.one(budgetQuery(request, block, period, budget));
    if (setting > 0) await engine.run(`INSERT INTO changes$ ${changesQuery(block, period, setting)}`);
  }
  const figures: Figures[] = figuresOf(rows, request);
  return {
    setting,
    values: Object.fromEntries([...set].map(([name, value]) => [name, toDecimal(value)])),
    figures,
    ...(reach && budget !== undefined ? { budget: budgetReach(figures, request, budget, reach) } : {}),
  };
}
