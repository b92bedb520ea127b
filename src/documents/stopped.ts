import type { StoppedRow } from '../imports/import.ts';
import type { ProblemDetail } from '../problem.ts';

/** What belongs to a row that goes no further beside its reason. */
export interface Stopping extends Pick<StoppedRow, 'net' | 'schoolId'> {
  readonly state?: StoppedRow['state'];
  readonly waitsFor?: string;
}

/** A row that goes no further, with its pounds, so that nothing is dropped without being counted. */
export function stoppedBy(
  problem: ProblemDetail,
  { net, schoolId, state = 'held', waitsFor = '' }: Stopping,
): StoppedRow {
  return {
    row: problem.row ?? 0,
    state,
    net,
    code: problem.code,
    message: problem.message,
    column: problem.column ?? null,
    found: problem.found ?? null,
    remedy: problem.remedy ?? null,
    waitsFor: waitsFor || null,
    schoolId,
  };
}
