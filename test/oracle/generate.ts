import * as fc from 'fast-check';
import { Draw } from './draw.ts';
import { drawData } from './generate-data.ts';
import { drawRules } from './generate-pack.ts';
import { drawFrame } from './generate-tables.ts';
import { smaller } from './shrink.ts';
import type { OracleCase } from './types.ts';

/** A rule pack, a dataset it fits and options of a run. Failing cases shrink by their structure. */
export function arbitraryCase(): fc.Arbitrary<OracleCase> {
  return new CaseArbitrary();
}

class CaseArbitrary extends fc.Arbitrary<OracleCase> {
  generate(random: fc.Random): fc.Value<OracleCase> {
    const draw = new Draw(random);
    const frame = drawFrame(draw);
    const { pack } = drawRules(draw, frame);
    return new fc.Value(drawData(draw, frame, pack), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is OracleCase {
    return typeof value === 'object' && value !== null && 'pack' in value;
  }

  shrink(value: OracleCase): fc.Stream<fc.Value<OracleCase>> {
    return fc.stream(smaller(value)).map((next) => new fc.Value(next, undefined));
  }
}
