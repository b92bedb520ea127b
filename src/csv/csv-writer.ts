import { stringify } from 'csv-stringify/sync';

/** A cell to write: text is made safe for spreadsheets, an amount is written as it is. */
export type CsvCell = string | null | { readonly amount: string };

const startsFormula = /^[=+\-@\t\r\n]/;

function writeCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.amount;
  // A spreadsheet would run a text that begins like a formula.
  return startsFormula.test(cell) ? `'${cell}` : cell;
}

/** A table as CSV for spreadsheets: UTF-8 with its mark, Windows line ends, no running formulas. */
export function writeSpreadsheetCsv(header: readonly string[], rows: readonly CsvCell[][]): string {
  return `\uFEFF${spreadsheetLines([header.map((name) => ({ amount: name })), ...rows])}`;
}

/** Rows of such a table without its mark, for one that is written piece by piece. */
export function spreadsheetLines(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map(writeCell)),
    {
      record_delimiter: 'windows',
      // A line break of either kind inside a cell would else begin a row of its own.
      quoted_match: /[\r\n]/,
    },
  );
}

/** A table as plain CSV, cell for cell what was given, for reading back. */
export function writeCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([[...header], ...rows.map((row) => [...row])]);
}
