import { damaged, tooLarge } from './refusal.ts';

/** The most columns and rows that a spreadsheet has. */
export const columnsMost = 16_384;
export const rowsMost = 1_048_576;

const place = /^([A-Z]{1,7})(\d{1,7})$/;

/** The column, from 0, and the row of a cell such as `AB12`. */
export function placeOf(reference: string): { column: number; row: number } {
  const match = place.exec(reference);
  if (!match) throw damaged(`a cell is called "${reference.slice(0, 20)}"`);
  const [, letters = '', row] = match;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: withinSheet(column - 1), row: Number(row) };
}

/** The letters of a column, by which a spreadsheet names it: `AB` for 27. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return rest === 0 ? letter : columnName(rest - 1) + letter;
}

/** A column, if a spreadsheet has so many. */
export function withinSheet(column: number): number {
  if (column < columnsMost) return column;
  throw tooLarge(`a row has more than ${columnsMost} columns`);
}
