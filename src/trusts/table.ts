import { lastDay } from '../calendar/local-date.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { writeCsv } from '../csv/csv-writer.ts';
import type { ProblemDetail } from '../problem.ts';
import type { CellFormat } from './cell-format.ts';

/** A column of a set-up file. */
export interface Column<Value> {
  readonly format: CellFormat<unknown>;
  /** What an empty cell means; undefined where a cell has to be filled. */
  readonly empty: { readonly value: Value } | undefined;
  /** Whether the file may do without the column. */
  readonly isOptional: boolean;
}

/** A file of a trust's folder: its columns in their order, and which of them name a row. */
export interface Table<Row> {
  readonly file: string;
  readonly columns: { readonly [Name in keyof Row]-?: Column<Row[Name]> };
  readonly key: readonly (keyof Row & string)[];
}

/** A row with its number in the file; without one it comes from the register. */
export interface Placed<Row> {
  readonly row?: number;
  readonly value: Row;
}

/** What a file held: its rows, what could be read of the others, and what is wrong with them. */
export interface TableRows<Row> {
  readonly isPresent: boolean;
  /** False when no row could be read, so that nothing can be said to be missing. */
  readonly isReadable: boolean;
  readonly rows: readonly Placed<Row>[];
  readonly damaged: readonly Placed<Partial<Row>>[];
  readonly problems: readonly ProblemDetail[];
  /** A cell of a row as it was typed, by the number of the row and the name of the column. */
  typed(row: number, column: keyof Row & string): string;
}

/** The column's heading: `joinedOn` is written `joined_on`. */
export function heading(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The headings of a file in their order. */
export function headingsOf<Row>(table: Table<Row>): string[] {
  return Object.keys(table.columns).map(heading);
}

/**
 * Reads the rows of a set-up file by its headings, in whatever order they stand. Every cell that
 * cannot be read is reported; empty rows, which spreadsheets leave behind, are passed over.
 */
export function readTable<Row>(table: Table<Row>, rows: readonly CsvRow[]): TableRows<Row> {
  const [header, ...rest] = rows.filter((row) => 'fault' in row || row.cells.some(isFilled));
  const problems: ProblemDetail[] = [];
  const positions = header ? readHeader(table, header, problems) : undefined;
  if (!header) {
    const remedy = `Its first row has to name the columns ${headingsOf(table).join(', ')}.`;
    problems.push({ code: 'file.empty', file: table.file, message: 'The file is empty.', remedy });
  }
  const nothing = { rows: [], damaged: [], typed: () => '' };
  if (!positions) return { isPresent: true, isReadable: false, ...nothing, problems };
  const found: Placed<Row>[] = [];
  const damaged: Placed<Partial<Row>>[] = [];
  for (const row of rest) {
    const count = problems.length;
    const value = readRow(table, row, positions, problems);
    if (problems.length === count) found.push({ row: row.row, value: value as Row });
    else damaged.push({ row: row.row, value });
  }
  const cellsOf = new Map(rest.map((row) => [row.row, 'fault' in row ? [] : row.cells]));
  const typed = (row: number, column: string) =>
    cellsOf.get(row)?.[positions.byColumn.get(column) ?? -1]?.trim() ?? '';
  return { isPresent: true, isReadable: true, rows: found, damaged, problems, typed };
}

const isFilled = (cell: string) => cell.trim() !== '';

interface Positions {
  readonly byColumn: ReadonlyMap<string, number>;
  readonly width: number;
}

function readHeader<Row>(
  table: Table<Row>,
  header: CsvRow,
  problems: ProblemDetail[],
): Positions | undefined {
  const at = { file: table.file, row: header.row };
  if ('fault' in header) {
    problems.push({ ...at, code: 'row.unreadable', message: header.fault });
    return undefined;
  }
  const cells = header.cells.map((cell) => cell.trim());
  const found = headerProblems(table, cells);
  problems.push(...found.map((problem) => ({ ...at, ...problem })));
  if (found.length > 0) return undefined;
  const names = Object.keys(table.columns);
  const byColumn = new Map(names.map((name) => [name, cells.indexOf(heading(name))]));
  return { byColumn, width: cells.length };
}

function headerProblems<Row>(table: Table<Row>, cells: readonly string[]): ProblemDetail[] {
  if (cells.length === 1 && /[;\t]/.test(cells[0] ?? '')) {
    const message = 'The columns are not separated by commas.';
    return [{ code: 'file.unreadable', message, remedy: 'Save the file as CSV with commas.' }];
  }
  const expected = headingsOf(table);
  const remedy = `The columns of ${table.file} are ${expected.join(', ')}.`;
  const strangers = cells.flatMap((column, index): ProblemDetail[] => {
    const isKnown = expected.includes(column);
    if (column === '' || (isKnown && cells.indexOf(column) === index)) return [];
    const message = isKnown
      ? `There are two columns "${column}".`
      : `There is no column "${column}" in this file.`;
    return [{ code: 'column.unknown', column, found: column, message, remedy }];
  });
  const missing = Object.entries<Column<unknown>>(table.columns)
    .filter(([name, { isOptional }]) => !isOptional && !cells.includes(heading(name)))
    .map(([name]): ProblemDetail => {
      const column = heading(name);
      const message = `The column "${column}" is missing.`;
      return { code: 'column.missing', column, message, remedy };
    });
  return [...strangers, ...missing];
}

function readRow<Row>(
  table: Table<Row>,
  row: CsvRow,
  { byColumn, width }: Positions,
  problems: ProblemDetail[],
): Partial<Row> {
  const at = { file: table.file, row: row.row };
  if ('fault' in row) {
    const remedy = 'Look for a " that stands alone in this row or the one before.';
    problems.push({ ...at, code: 'row.unreadable', message: row.fault, remedy });
    return {};
  }
  const { cells } = row;
  if (cells.slice(width).some(isFilled)) {
    const message = `The row has ${cells.length} cells, and the file has ${width} columns.`;
    const remedy = 'A text that holds a comma has to stand in quotation marks.';
    problems.push({ ...at, code: 'row.unreadable', message, remedy });
    return {};
  }
  const value: Record<string, unknown> = {};
  for (const [name, column] of Object.entries<Column<unknown>>(table.columns)) {
    // Spreadsheets leave out the commas of empty cells at the end of a row.
    const cell = (cells[byColumn.get(name) ?? -1] ?? '').trim();
    const read = readCell(column, cell);
    if (read === undefined) problems.push({ ...at, ...unreadable(name, cell, column) });
    else value[name] = read;
  }
  return value as Partial<Row>;
}

function readCell({ format, empty }: Column<unknown>, cell: string): unknown {
  return cell === '' ? empty?.value : format.read(cell);
}

function unreadable(name: string, cell: string, { format }: Column<unknown>) {
  return {
    code: 'cell.unreadable' as const,
    column: heading(name),
    found: cell,
    message: cell === '' ? 'The cell is empty.' : `"${cell}" cannot be read.`,
    remedy: `Write ${format.wanted}.`,
  };
}

/** The cells of a row as the file has them; no value and no end are empty. */
export function writeCells<Row>(table: Table<Row>, row: Row): string[] {
  return Object.entries<Column<unknown>>(table.columns).map(([name, { format }]) => {
    const value: unknown = row[name as keyof Row];
    return value === null || value === lastDay ? '' : format.write(value);
  });
}

/** A file from its rows, in their order and with all columns. */
export function writeTable<Row>(table: Table<Row>, rows: readonly Row[]): string {
  return writeCsv(
    headingsOf(table),
    rows.map((row) => writeCells(table, row)),
  );
}

/** What names a row among the others of its file. */
export function keyOf<Row>(table: Table<Row>, row: Row): string {
  return JSON.stringify(table.key.map((name) => row[name]));
}
