/**
 * The library face: what scripts may build on. Everything else may change from one release to the next.
 */
export type { Explanation } from './model/explanation.ts';
export type { Issue, IssueCode, Severity } from './model/issue.ts';
export type { Pack } from './model/pack.ts';
export { parsePeriod, periodLabel } from './model/period.ts';
export { Failure, type Problem } from './model/problem.ts';
export { AuditLine, RunStatement, Summary } from './model/run.ts';
export type { Backtest, WatchSummary } from './model/watch.ts';
export { checkPack } from './rules/check.ts';
export { type LoadedPack, loadPack, type PackSource } from './rules/load.ts';
export { inclusionProof, leafHash, merkleRoot, verifyInclusion } from './trust/merkle.ts';
export { type Verification, verifyAudit } from './trust/verify.ts';
