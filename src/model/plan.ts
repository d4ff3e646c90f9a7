/** One named piece of SQL text. */
export interface Step {
  /** What the step does, for the progress line: `decide 2009`. */
  name: string;
  sql: string;
}

/** Steps to run in order. Planning is pure: a plan is text until an engine runs it. */
export type Plan = readonly Step[];
