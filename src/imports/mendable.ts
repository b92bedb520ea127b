import type { CsvCell } from '../csv/csv-writer.ts';
import { type NumberForm, plainNumber } from '../invoices/cell.ts';
import type { KeptRow } from '../invoices/kept-rows.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { StoppedRow } from './import.ts';

/**
 * A copy of a supplier's file for mending: its own rows, all of them, each with its number and why
 * it waits. The whole file and not the bad rows alone, because a document that comes in part
 * contradicts what is posted of it (P12). Personal columns are there and empty. The copy says of which
 * import it is, so that its rows wait once when it comes.
 */
export interface MendableCopy {
  readonly header: readonly string[];
  row(kept: KeptRow, stopped: StoppedRow | undefined): CsvCell[];
}

/** The columns that a copy has beside those of its file. */
export const addedColumns = ['Row in the file', 'Why it waits', 'Copy of'];

export function mendableCopy(
  keptHeader: readonly string[],
  { personal }: Pick<SupplierProfile, 'personal'>,
  { importId, form }: { importId: string; form: NumberForm },
): MendableCopy {
  // A copy of a copy says of itself which import it is of.
  const isOwn = (_: unknown, at: number) => !addedColumns.includes(keptHeader[at] ?? '');
  const header = [...keptHeader.filter(isOwn), ...personal, ...addedColumns];
  // A minus before an amount is no formula; before anything else a spreadsheet might run it.
  const written = (cell: string): CsvCell =>
    plainNumber(cell, form) === undefined ? cell : { amount: cell };
  return {
    header,
    row(kept, stopped) {
      const cells = 'fault' in kept ? [] : kept.cells.filter(isOwn).map(written);
      const missing = Math.max(0, header.length - addedColumns.length - cells.length);
      const reason = stopped ? [stopped.message, stopped.remedy].filter(Boolean).join(' ') : '';
      const added = [{ amount: String(kept.row) }, reason, importId];
      return [...cells, ...Array<string>(missing).fill(''), ...added];
    },
  };
}

/** The row of an import that a row of a mended copy stands for. */
export interface Original {
  readonly importId: string;
  readonly row: number;
}

/** Reads which rows the rows of a file stand for; undefined for a file that is no such copy. */
export function originalsIn(
  header: readonly string[],
): ((kept: KeptRow) => Original | undefined) | undefined {
  const [rowAt, , copyAt] = addedColumns.map((column) => header.indexOf(column));
  if (rowAt === undefined || copyAt === undefined || rowAt < 0 || copyAt < 0) return undefined;
  return (kept) => {
    if ('fault' in kept) return undefined;
    const [row = '', importId = ''] = [kept.cells[rowAt], kept.cells[copyAt]];
    const isTold =
      /^[1-9]\d{0,8}$/.test(row) && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(importId);
    return isTold ? { importId, row: Number(row) } : undefined;
  };
}
