/** What a command asks of a survey file, by the names of its columns. */
export interface SurveyRequest {
  incomes: readonly string[];
  weight?: string | undefined;
  /** Persons in the household that a record stands for. */
  size?: string | undefined;
  /** Poverty lines that differ from unit to unit. */
  lines: readonly string[];
  strata?: string | undefined;
  psu?: string | undefined;
  /** The number of sampling units in the population of the stratum. */
  fpc?: string | undefined;
  household?: string | undefined;
  period?: string | undefined;
  /** Each entry makes domains; several columns in one are crossed. */
  by: readonly (readonly string[])[];
  /** Columns of replicate weights, or how their names begin. */
  repweights: readonly string[];
  population: Population;
  /** Leaves out units whose income is zero or negative. */
  positiveOnly: boolean;
}

export type Population = 'persons' | 'households';
