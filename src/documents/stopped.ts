import type { StoppedRow } from '../imports/import.ts';
import type { Money } from '../money/money.ts';
import type { ProblemDetail } from '../problem.ts';

/** A row that goes no further, with its pounds, so that nothing is dropped without being counted. */
export function stoppedBy(
  problem: ProblemDetail,
  net: Money,
  state: StoppedRow['state'] = 'held',
  waitsFor = '',
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
  };
}
