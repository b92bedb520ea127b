import type { CsvCell } from '../csv/csv-writer.ts';
import { type NumberForm, plainNumber } from '../invoices/cell.ts';
import type { KeptRow } from '../invoices/kept-rows.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { StoppedRow } from './import.ts';

/**
 * A copy of a supplier's file for mending: its own rows, all of them, each with its number and why
 * it waits. The whole file and not the bad rows alone, because a document that comes in part
 * contradicts what is posted of it (P12). Personal columns are there and empty.
 */
export interface MendableCopy {
  readonly header: readonly string[];
  row(kept: KeptRow, stopped: StoppedRow | undefined): CsvCell[];
}

/** The columns that a copy has beside those of its file. */
export const addedColumns = ['Row in the file', 'Why it waits'];

export function mendableCopy(
  keptHeader: readonly string[],
  { personal }: Pick<SupplierProfile, 'personal'>,
  form: NumberForm,
): MendableCopy {
  const header = [...keptHeader, ...personal, ...addedColumns];
  // A minus before an amount is no formula; before anything else a spreadsheet might run it.
  const written = (cell: string): CsvCell =>
    plainNumber(cell, form) === undefined ? cell : { amount: cell };
  return {
    header,
    row(kept, stopped) {
      const cells = 'fault' in kept ? [] : kept.cells.map(written);
      const missing = Math.max(0, header.length - addedColumns.length - cells.length);
      const reason = stopped ? [stopped.message, stopped.remedy].filter(Boolean).join(' ') : '';
      return [...cells, ...Array<string>(missing).fill(''), { amount: String(kept.row) }, reason];
    },
  };
}
