import type { ImportRecord, StoppedRow } from '../imports/import.ts';
import { displayMoney, type Money } from '../money/money.ts';
import { Problem, type ProblemCode } from '../problem.ts';

/** What a person asks of a file before it may be posted. */
export interface Wish {
  /** Refuse the whole file if any of its rows cannot be posted. */
  readonly allOrNothing?: boolean;
  /** What the person expects the net of the file to be; another sum refuses it. */
  readonly controlTotal?: Money | undefined;
}

/** Why a file is not posted at all: it is not what the person wished; undefined if it is. */
export function refusalOf(
  done: ImportRecord,
  { allOrNothing, controlTotal }: Wish,
  found: { readonly wrongTotals: readonly string[]; readonly first: readonly StoppedRow[] },
): Problem | undefined {
  const { file, rows, net } = done;
  if (controlTotal !== undefined && controlTotal !== net.read) {
    return new Problem({
      code: 'import.control-total',
      file,
      message: `The rows add up to ${displayMoney(net.read)} net, and ${displayMoney(controlTotal)} was expected. Nothing was saved.`,
      remedy: 'Check the total, or ask the supplier for the whole file.',
    });
  }
  if (!allOrNothing) return undefined;
  if (found.wrongTotals.length > 0) {
    const remedy = 'Import the file without "all or nothing" if it is right all the same.';
    return new Problem(
      found.wrongTotals.map((message) => ({ code: 'file.total', file, message, remedy })),
    );
  }
  return rows.held + rows.refused > 0 ? stoppedRefusal(done, found.first) : undefined;
}

function stoppedRefusal({ file, rows }: ImportRecord, first: readonly StoppedRow[]): Problem {
  const count = rows.held + rows.refused;
  const more = count > first.length ? ` The first ${first.length} are listed.` : '';
  return new Problem([
    {
      code: 'import.all-or-nothing',
      file,
      message: `${count} of ${rows.read} rows cannot be posted, so nothing was saved.${more}`,
      remedy: 'Mend them, or import the file without "all or nothing".',
    },
    ...first.map(({ code, row, message, column, remedy }) => ({
      code: code as ProblemCode,
      row,
      message,
      ...(column !== null && { column }),
      ...(remedy !== null && { remedy }),
    })),
  ]);
}
