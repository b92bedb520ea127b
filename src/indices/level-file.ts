import { parseIsoDate } from '../calendar/local-date.ts';
import { parseMonth } from '../calendar/period.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { parseDecimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';
import type { PlacedLevel } from './level.ts';

/** The columns of a file of index levels. */
export const levelColumns = ['series', 'month', 'level', 'published_on'] as const;
type LevelColumn = (typeof levelColumns)[number];

/** What a file of index levels holds, and everything that is wrong with it at once. */
export interface LevelFile {
  readonly levels: readonly PlacedLevel[];
  readonly problems: readonly ProblemDetail[];
}

/** Reads levels by their headings, in whatever order these stand; empty rows are passed over. */
export function readLevels(rows: readonly CsvRow[]): LevelFile {
  const [header, ...rest] = rows.filter(
    (row) => 'fault' in row || row.cells.some((cell) => cell.trim() !== ''),
  );
  if (!header || 'fault' in header) return { levels: [], problems: [noHeader()] };
  const names = header.cells.map((cell) => cell.trim());
  const missing = levelColumns.filter((column) => !names.includes(column));
  if (missing.length > 0) return { levels: [], problems: missing.map(missingColumn) };
  const read = rest.map((row) => readRow(row, names));
  return {
    levels: read.flatMap(({ level }) => (level ? [level] : [])),
    problems: read.flatMap(({ problems }) => problems),
  };
}

interface ReadRow {
  readonly level?: PlacedLevel;
  readonly problems: readonly ProblemDetail[];
}

function readRow(row: CsvRow, names: readonly string[]): ReadRow {
  if ('fault' in row) {
    return { problems: [{ code: 'row.unreadable', row: row.row, message: row.fault }] };
  }
  const cell = (column: LevelColumn) => (row.cells[names.indexOf(column)] ?? '').trim();
  const series = /^[\w.-]{1,60}$/.test(cell('series')) ? cell('series') : undefined;
  const month = parseMonth(cell('month'));
  const level = parseDecimal(cell('level'));
  const publishedOn = parseIsoDate(cell('published_on'));
  if (series && month && level?.gt(0) && publishedOn) {
    return { level: { row: row.row, level: { series, month, level, publishedOn } }, problems: [] };
  }
  const isRead = { series, month, level: level?.gt(0), published_on: publishedOn };
  const wrong = levelColumns.filter((column) => !isRead[column]);
  return { problems: wrong.map((column) => unreadable(row.row, column, cell(column))) };
}

const wanted: Readonly<Record<LevelColumn, string>> = {
  series: 'the id of a series, for example D7BT',
  month: 'a month, for example 2025-09',
  level: 'a number above 0 with at most six decimals, for example 136.0',
  published_on: 'a date, for example 2025-10-22',
};

function unreadable(row: number, column: LevelColumn, found: string): ProblemDetail {
  const message = found === '' ? 'The cell is empty.' : `"${found}" cannot be read.`;
  const remedy = `Write ${wanted[column]}.`;
  return { code: 'cell.unreadable', row, column, found, message, remedy };
}

function noHeader(): ProblemDetail {
  const remedy = `Its first row has to name the columns ${levelColumns.join(', ')}.`;
  return { code: 'file.empty', message: 'The file has no header.', remedy };
}

function missingColumn(column: string): ProblemDetail {
  const remedy = `The columns are ${levelColumns.join(', ')}.`;
  return { code: 'column.missing', column, message: `The column "${column}" is missing.`, remedy };
}
