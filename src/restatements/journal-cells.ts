import { add, negate } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';

/** What a journal added to a cell in the books of one month; quantities have no part in causes. */
export type JournalCell = Omit<Cell, 'quantity'>;

const amounts = [
  'cost',
  'measuredCost',
  'cashCost',
  'baselineCost',
  'cashBaselineCost',
  'oneOff',
  'rebate',
  'offContractCost',
  'excluded',
  'indexedCost',
  'indexedBaselineCost',
  'indexedMeasuredCost',
] as const;

/** Whose cell it is: savings under an index are worked out for a cell as a whole (P7). */
export function placeOf({ urn, contract, item, month }: JournalCell): string {
  return JSON.stringify([urn, contract, item, month]);
}

const rowOf = (cell: JournalCell) =>
  JSON.stringify([cell.bookedMonth, cell.isSustained, placeOf(cell)]);

/** Cells with the same place, books and age added up, in the order in which a report reads them. */
export function mergeCells(cells: readonly JournalCell[]): JournalCell[] {
  const rows = new Map<string, JournalCell>();
  for (const cell of cells) {
    const row = rowOf(cell);
    const known = rows.get(row);
    rows.set(row, known ? addCell(known, cell) : cell);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

/** What remains of cells without a part of what they add up. */
export function withoutCells(
  all: readonly JournalCell[],
  part: readonly JournalCell[],
): JournalCell[] {
  return mergeCells([...all, ...part.map(negateCell)]);
}

function addCell(a: JournalCell, b: JournalCell): JournalCell {
  const sums = Object.fromEntries(amounts.map((name) => [name, add(a[name], b[name])]));
  return {
    ...a,
    ...sums,
    entries: a.entries + b.entries,
    measuredEntries: a.measuredEntries + b.measuredEntries,
  };
}

function negateCell(cell: JournalCell): JournalCell {
  const sums = Object.fromEntries(amounts.map((name) => [name, negate(cell[name])]));
  return {
    ...cell,
    ...sums,
    entries: -cell.entries,
    measuredEntries: -cell.measuredEntries,
  };
}
