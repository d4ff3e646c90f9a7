/** A place in a text file, 1-based, with the line itself so that a message can underline the place. */
export interface Place {
  file: string;
  line: number;
  column: number;
  length: number;
  lineText: string;
}

/**
 * Something that keeps a command from doing its work, as data. `report/messages` has the wording of each
 * code in both languages; `params` fill its blanks.
 */
export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  params: Record<string, string | number>;
  place?: Place | undefined;
  /** Lines that can be copied into a file, shown below the wording. */
  lines?: readonly string[] | undefined;
}

/** Which exit code a failure leads to; only the command line knows the numbers. */
export type FailureKind = 'usage' | 'pack' | 'check' | 'internal';

/** Thrown when a command cannot go on. Carries every problem found, not only the first. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly problems: readonly Problem[];

  constructor(kind: FailureKind, problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((p) => `${p.code} ${JSON.stringify(p.params)}`).join('; '), options);
    this.name = 'Failure';
    this.kind = kind;
    this.problems = problems;
  }
}

/** A failure with one problem. */
export function failure(
  kind: FailureKind,
  code: string,
  params: Problem['params'] = {},
  options?: ErrorOptions,
): Failure {
  return new Failure(kind, [{ code, severity: 'error', params }], options);
}
