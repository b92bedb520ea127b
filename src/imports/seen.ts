import { type Counted, isWithin, type Limit, severalSchools } from '../limits/limit.ts';
import { add, type Money, subtract } from '../money/money.ts';
import type { ImportRecord, StoppedRow } from './import.ts';

/** All that is said of a row that is not for a school within somebody's limit. */
export function notYours(row: number, net: Money, schoolId = severalSchools): StoppedRow {
  return {
    row,
    state: 'held',
    net,
    code: 'school.not-yours',
    message: 'This row is for a school that this key does not import for, or for several.',
    column: null,
    found: null,
    remedy: 'An administrator, who may post for all schools, confirms the import for it.',
    waitsFor: null,
    schoolId,
  };
}

/**
 * The rows that are not posted as they are seen within a limit: rows beyond it look the same whether
 * they wait, for whatever reason, or have been settled by somebody else.
 */
export function stoppedAsSeen(
  stopped: readonly StoppedRow[],
  settledBeyond: readonly { readonly row: number; readonly net: Money }[],
  limit: Limit,
): StoppedRow[] {
  const told = stopped.map((each) =>
    isWithin(limit, each.schoolId) ? each : notYours(each.row, each.net),
  );
  const settled = settledBeyond.map(({ row, net }) => notYours(row, net));
  return [...told, ...settled].sort((a, b) => a.row - b.row);
}

/** An import as it is seen within a limit: rows beyond it count as held, whatever became of them. */
export function importAsSeen(
  record: ImportRecord,
  { posted, already, refused }: { posted: Counted; already: Counted; refused: Counted },
): ImportRecord {
  const { rows, net } = record;
  const come = add(posted.net, already.net, refused.net);
  return {
    ...record,
    rows: {
      read: rows.read,
      posted: posted.rows,
      already: already.rows,
      held: rows.read - posted.rows - already.rows - refused.rows,
      refused: refused.rows,
    },
    net: {
      read: net.read,
      posted: posted.net,
      already: already.net,
      held: subtract(net.read, come),
      refused: refused.net,
    },
  };
}
