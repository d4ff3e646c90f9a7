import { join } from 'node:path';
import { analyse, columnsRead } from '../decide/analysis.ts';
import type { Factor } from '../decide/diff-sql.ts';
import { decidedPeriods } from '../decide/outputs.ts';
import { decidePlan, decisionRows } from '../decide/plan.ts';
import { writeParquet } from '../engine/export.ts';
import { type IntakeResult, readDataset } from '../intake/read-dataset.ts';
import { Failure, failure } from '../model/problem.ts';
import type { Io } from './context.ts';
import type { DiffOptions } from './diff.ts';
import { type Choice, packOf, registerFile, type Side, type Sides } from './diff-sides.ts';
import { withEngine } from './engine.ts';
import { settle } from './settle.ts';

/**
 * Decides a world that never was: each factor as in one of the two runs.
 * @param to where the answers go, as Parquet
 * @returns false if it can't be decided, because the parts do not go together
 * @throws Failure `diff-other-data` if the data are not those of the run
 */
export async function decideWorld(
  sides: Sides,
  choice: Choice,
  to: string,
  { memory, threads }: DiffOptions,
  io: Io,
): Promise<boolean> {
  const loaded = packOf(sides, choice);
  const side = sides[choice.data];
  if (!loaded || side.data === undefined) return false;
  const folder = side.data;
  const { from, to: last } = side.run.statement.options;
  const { carryForward } = sides[choice.parameters].run.statement.options;
  const asked = {
    from: from === undefined ? undefined : String(from),
    to: last === undefined ? undefined : String(last),
    carryForward: carryForward === true,
  };
  try {
    await withEngine({ memory, threads }, io, async (engine, scratch) => {
      const analysis = analyse(loaded);
      const intake = await readDataset(engine, {
        ...{ folder, pack: loaded.pack, scratch, wanted: columnsRead(loaded, analysis) },
        ...registerOf(sides, choice),
      });
      refuseOtherData(side, intake);
      const { settings, span } = settle(loaded, analysis, intake, asked);
      await engine.runPlan(decidePlan(settings, span));
      const rows = decisionRows(settings, span, decidedPeriods(span));
      await writeParquet(engine, `SELECT household, period, state, outcome, code FROM (${rows}) AS d`, to);
    });
    return true;
  } catch (error) {
    // A register that knows no such state, a period without a number: the parts do not go together.
    if (error instanceof Failure && error.kind !== 'internal' && !error.problems.some(isOtherData))
      return false;
    throw error;
  }
}

const isOtherData = ({ code }: { code: string }): boolean => code === 'diff-other-data';

function registerOf(
  sides: Sides,
  { data, register }: Choice,
): { previous?: string; ignoreRegister?: boolean } {
  const side = sides[register];
  const path = registerFile(side);
  if (data === register && side.run.statement.options.previous === undefined) return {};
  return { ignoreRegister: true, ...(path !== undefined && { previous: path }) };
}

/** Counterfactuals over other data than the run's would blame the wrong factor. */
function refuseOtherData({ path, data, run }: Side, intake: IntakeResult): void {
  const expected = new Set(run.statement.dataset.files.map(({ sha256 }) => sha256));
  const other = intake.tables
    .filter(({ name }) => name !== 'register' && !name.startsWith('register-'))
    .flatMap(({ files }) => files.filter(({ sha256 }) => !expected.has(sha256)).map((file) => file.path));
  if (other.length > 0)
    throw failure('usage', 'diff-other-data', { run: path, folder: data ?? '', files: other.join(', ') });
}

/** The worlds beside the two runs: for each factor, the first run with that of the second, and the other way round. */
export function worldsOf(factors: readonly Factor[]): { factor: Factor; taken: Choice; left: Choice }[] {
  const all = (side: 'a' | 'b'): Choice => ({ data: side, register: side, parameters: side, rules: side });
  return factors.map((factor) => ({
    factor,
    taken: { ...all('a'), [factor]: 'b' },
    left: { ...all('b'), [factor]: 'a' },
  }));
}

/** The place of a world's answers. Factors that are the same on both sides make no other world. */
export function worldFile(scratch: string, choice: Choice, factors: readonly Factor[]): string {
  return join(scratch, `world-${factors.map((factor) => choice[factor]).join('')}.parquet`);
}
