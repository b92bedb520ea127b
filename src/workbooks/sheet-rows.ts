import type { CsvRow } from '../csv/csv-reader.ts';
import { columnName } from './cell-place.ts';
import { type CellContext, cellText } from './cell-text.ts';
import { tooLarge } from './refusal.ts';
import { rowCollector, type StoredRow } from './stored-row.ts';
import { xmlTurns } from './xml.ts';

/** A million rows of a hundred columns; one stray cell far to the right makes every row as wide. */
const cellsMost = 100_000_000;

/**
 * The rows of a sheet as a CSV file would have them: empty rows between others in their places, and
 * each row as wide as the widest above it. Rows below the last that holds anything are none.
 */
export async function* sheetRows(
  bytes: AsyncIterable<Uint8Array>,
  context: CellContext,
): AsyncGenerator<CsvRow> {
  const collector = rowCollector();
  const print = rowPrinter(context);
  for await (const _ of xmlTurns(bytes, 'worksheet', collector)) {
    for (const stored of collector.take()) yield* print(stored);
  }
}

/** Prints one stored row after the other, and before it the empty ones that are not stored. */
function rowPrinter(context: CellContext) {
  let last = 0;
  let width = 1;
  let cellCount = 0;
  return function* print(stored: StoredRow): Generator<CsvRow> {
    const row = printedRow(stored, context);
    if ('cells' in row && row.cells.length === 0) return;
    for (last += 1; last < row.row; last += 1) yield { row: last, cells: [''] };
    if ('fault' in row) return yield row;
    width = Math.max(width, row.cells.length);
    cellCount += width;
    if (cellCount > cellsMost) throw tooWide(width);
    while (row.cells.length < width) row.cells.push('');
    yield row;
  };
}

function tooWide(width: number) {
  const column = columnName(width - 1);
  return tooLarge(`its rows reach to column ${column}, and make more than ${cellsMost} cells`);
}

/** The texts of a row up to its last cell that holds any, or the first fault in it. */
function printedRow(
  { row, cells }: StoredRow,
  context: CellContext,
): { row: number; cells: string[] } | { row: number; fault: string } {
  const texts: string[] = [];
  const taken = new Set<number>();
  for (const cell of cells) {
    const text = cellText(cell, row, context);
    if (typeof text !== 'string') return { row, fault: text.fault };
    if (taken.has(cell.column))
      return { row, fault: `Two cells stand in column ${columnName(cell.column)}.` };
    taken.add(cell.column);
    if (text === '') continue;
    while (texts.length < cell.column) texts.push('');
    texts[cell.column] = text;
  }
  return { row, cells: texts };
}
