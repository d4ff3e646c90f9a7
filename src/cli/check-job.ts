import { type IntakeResult, readDataset } from '../intake/read-dataset.ts';
import type { FileUse } from '../model/run.ts';
import { NO_TERMINAL, paintFor } from '../report/paint.ts';
import { createProgress } from '../report/progress.ts';
import { renderCheck } from '../report/summary.ts';
import type { CheckOptions } from './check.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { exceeds } from './options.ts';
import { openPack } from './packs.ts';

/** Reads and checks a dataset as `classify` does, and stops there. Exit code 1 if it has more errors than allowed. */
export async function check(dataset: string, options: CheckOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const { pack } = openPack(options.rules).loaded;
  const progress = createProgress(options.quiet ? NO_TERMINAL : io.stderr, language);
  progress.stage('read');
  const reading = withEngine(options, io, (engine, scratch) =>
    readDataset(engine, { folder: dataset, pack, scratch, onProgress: progress.step }),
  );
  const intake = await reading.finally(() => progress.end());
  const { households, absent, issues, warnings } = intake;
  const found = { households, files: filesUsed(intake), absent, issues, warnings };
  if (options.json) io.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (!options.quiet) io.stdout.write(renderCheck(found, language, await paintFor(io.stdout, io.env)));
  return exceeds(issues, options.maxIssues) ? 1 : 0;
}

function filesUsed({ tables }: IntakeResult): FileUse[] {
  return tables.flatMap(({ name: table, files }) =>
    files.map(({ path, read, used, rejected }) => ({ table, path, read, used, rejected })),
  );
}
