import { spreadsheetDigits } from '../money/decimal.ts';
import { columnName } from './cell-place.ts';
import { type NumberFormat, plainFormat } from './number-format.ts';
import { damaged } from './refusal.ts';
import { type DateSystem, serialDay, serialHours, shownDay } from './serial-day.ts';
import type { StoredCell } from './stored-row.ts';
import { longestText, plainText } from './text-collector.ts';

/** What the cells of a workbook refer to, and how its reader wants numbers written. */
export interface CellContext {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly dates: DateSystem;
  /** Whether the results of its formulas were left to be worked out by whoever opens it. */
  readonly isUncalculated: boolean;
  readonly decimal: '.' | ',';
}

/** Why a cell cannot be read, and with it the row that it stands in. */
export interface CellFault {
  readonly fault: string;
}

/**
 * A cell as the text that a CSV file would have in its place: a day as `2025-11-30`, a number in
 * plain digits with the decimal sign that is wanted, an error of a formula as `#REF!`.
 */
export function cellText(cell: StoredCell, row: number, context: CellContext): string | CellFault {
  const fault = (what: string) => ({ fault: `Cell ${columnName(cell.column)}${row} ${what}` });
  if (cell.hasFormula && isUnknown(cell, context)) {
    const remedy = 'Open the workbook, let it calculate, and save it';
    return fault(`holds a formula that was never worked out. ${remedy}.`);
  }
  const text = typedText(cell, context);
  return text.length <= longestText ? text : fault(`holds more than ${longestText} characters.`);
}

function isUnknown({ type, value }: StoredCell, { isUncalculated }: CellContext): boolean {
  // An empty text is a result, too.
  return isUncalculated || (value === '' && type !== 'str');
}

function typedText(cell: StoredCell, context: CellContext): string {
  const { type, value, inline } = cell;
  switch (type) {
    case 'n':
      return numberText(value.trim(), context.formats[cell.style] ?? plainFormat, context);
    case 's':
      return value === '' ? '' : sharedText(value, context.texts);
    case 'inlineStr':
      return plainText(inline);
    case 'str':
      return plainText(value);
    case 'b':
      return { '0': 'FALSE', '1': 'TRUE', false: 'FALSE', true: 'TRUE' }[value] ?? value;
    case 'd':
      // Midnight adds nothing to a day; any other time makes it no day.
      return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
    case 'e':
      return value;
    default:
      throw damaged(`a cell is of the unknown type "${type.slice(0, 20)}"`);
  }
}

function sharedText(index: string, texts: readonly string[]): string {
  const text = texts[Number(index)];
  if (text === undefined)
    throw damaged(`a cell holds text ${index.slice(0, 20)}, which is not there`);
  return text;
}

function numberText(stored: string, format: NumberFormat, context: CellContext): string {
  const digits = stored === '' ? stored : spreadsheetDigits(stored);
  // What is no number stays as it is, for the readers of amounts and days to refuse.
  if (!digits) return plainText(stored);
  switch (format.kind) {
    case 'day':
      return shownDay(digits, context.dates);
    case 'day and time':
      return serialDay(digits, context.dates);
    case 'hours':
      return serialHours(digits);
    case 'number':
      return /^\d+$/.test(digits)
        ? digits.padStart(format.leastDigits, '0')
        : digits.replace('.', context.decimal);
  }
}
