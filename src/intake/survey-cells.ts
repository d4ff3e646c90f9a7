import { type Sql, sql } from '../model/sql.ts';
import { texts } from './cells.ts';

/** What statistical programs write where there is no value. */
const MISSING_WORDS = ['', 'NA', 'N/A', 'NaN', 'nan', 'NULL', 'null', '.', '##N/A##'];

/** Whether a cell says that there is no value. */
export const isBlank = (cell: Sql): Sql =>
  sql`(${cell} IS NULL OR trim(${cell}) IN (${texts(MISSING_WORDS)}))`;

/** The text in a cell; an empty one if there is none. */
export const textIn = (cell: Sql): Sql => sql`CASE WHEN ${isBlank(cell)} THEN '' ELSE trim(${cell}) END`;
