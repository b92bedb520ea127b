import type { CsvRow } from '../csv/csv-reader.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import type { SupplierProfile } from './supplier-profile.ts';

/** A row as it is kept for good: without personal columns, or with what made it unreadable. */
export type KeptRow =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fault: string };

/** Where a file's columns stand, before and after the personal ones are dropped. */
export interface Header {
  readonly printed: readonly string[];
  /** How many cells its rows have: more than columns where the file ends each row with empty ones. */
  readonly width: number;
  readonly kept: readonly string[];
  readonly personal: ReadonlySet<number>;
}

/** So many rows from the start of a file are looked at for its header. */
export const headerWithin = 50;

/**
 * The row of the header: where the profile says, or else the first that has all the columns that
 * it names, since suppliers write more or less above it; undefined when there is none.
 */
export function headerRowIn(rows: readonly CsvRow[], profile: SupplierProfile): number | undefined {
  const isHeader = headerTest(profile);
  const [usual] = rows.filter(({ row }) => row === profile.skip_rows + 1);
  return usual && isHeader(usual) ? usual.row : rows.find(isHeader)?.row;
}

/** Tells the rows that have all the columns of a profile. */
export function headerTest(profile: SupplierProfile): (row: CsvRow) => boolean {
  const names = namedColumns(profile);
  const [first = '', ...others] = names;
  return (row) => {
    if ('fault' in row || !row.cells.some((cell) => cell.trim() === first)) return false;
    const cells = new Set(row.cells.map((cell) => cell.trim()));
    return others.every((name) => cells.has(name));
  };
}

function namedColumns({ columns, personal, total_rows }: SupplierProfile): string[] {
  const total = total_rows ? [total_rows.column] : [];
  return [...new Set([...Object.values(columns), ...personal, ...total])];
}

/** Finds the columns that a profile names; refuses a file that lacks one or has one twice. */
export function readHeader(
  cells: readonly string[],
  profile: SupplierProfile,
  file: string,
  row = profile.skip_rows + 1,
): Header {
  const printed = cells.map((cell) => cell.trim());
  while (printed.length > 1 && printed.at(-1) === '') printed.pop();
  const problems = headerProblems(namedColumns(profile), printed, profile, { file, row });
  if (problems.length > 0) throw new Problem(problems);
  const personal = new Set<number>();
  for (const [index, header] of printed.entries()) {
    // What stands below no name may be anything, a person's name as well.
    if (header === '' || profile.personal.includes(header)) personal.add(index);
  }
  const kept = printed.filter((_, index) => !personal.has(index));
  return { printed, width: cells.length, kept, personal };
}

function headerProblems(
  wanted: readonly string[],
  printed: readonly string[],
  profile: SupplierProfile,
  place: { file: string; row: number },
): ProblemDetail[] {
  const count = (name: string) => printed.filter((header) => header === name).length;
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const missing = wanted.filter((name) => count(name) === 0);
  const repeated = wanted.filter((name) => count(name) > 1);
  const found = shortened(printed);
  const sentences = [
    missing.length === 1 && `There is no column ${quoted(missing)}.`,
    missing.length > 1 && `These columns are not there: ${quoted(missing)}.`,
    repeated.length > 0 &&
      `More than one column is called ${quoted(repeated)}, and only one can be meant.`,
  ];
  const message = sentences.filter(Boolean).join(' ');
  if (!message) return [];
  return [
    {
      code: 'column.missing',
      ...place,
      found,
      message: `${message} The headers found are: ${found || 'none'}.`,
      remedy: `Check that this is a file of ${profile.supplier}, or change its profile.`,
    },
  ];
}

/** The headers of a file for a message, which nobody reads to its end if there are many. */
function shortened(printed: readonly string[]): string {
  const shown = printed
    .slice(0, 60)
    .map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
  const rest = printed.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/**
 * A row without its personal columns; undefined for an empty row, which is none. A row with other
 * columns than its header is not kept at all: nobody can tell which of its cells are personal.
 */
export function keepRow(
  row: CsvRow,
  header: Header,
  profile: SupplierProfile,
): KeptRow | undefined {
  if ('fault' in row) return row;
  const cells = row.cells.map((cell) => cell.trim());
  if (cells.every((cell) => cell === '')) return undefined;
  const isTotal = isTotalRow(cells, header.printed, profile);
  // An empty cell too many may be a sign too many before it, and then every cell stands one off.
  const isWhole =
    cells.length === header.width && cells.slice(header.printed.length).every((cell) => !cell);
  if (!isWhole && !isTotal) {
    return {
      row: row.row,
      fault: `The row has ${cells.length} cells, and the header has ${header.width}.`,
    };
  }
  const named = cells.slice(0, header.printed.length);
  return { row: row.row, cells: named.filter((_, index) => !header.personal.has(index)) };
}

/**
 * Keeps the rows of one table. Its first row shows whether rows end with the header's empty cells;
 * and what stands below a second header is another table, or the same one once more.
 */
export function rowShape(
  header: Header,
  profile: SupplierProfile,
): (row: CsvRow) => KeptRow | undefined {
  const isHeader = headerTest(profile);
  let shape: Header | undefined;
  let secondHeader: number | undefined;
  return (row) => {
    if ('fault' in row || row.cells.every((cell) => cell.trim() === '')) {
      return keepRow(row, header, profile);
    }
    shape ??= row.cells.length === header.printed.length ? narrow(header) : header;
    if (isHeader(row)) secondHeader ??= row.row;
    if (secondHeader === undefined) return keepRow(row, shape, profile);
    const place = row.row === secondHeader ? 'In this row' : `In row ${secondHeader}`;
    return {
      row: row.row,
      fault: `${place} the columns are named once more, so this may be another table, or the same again.`,
    };
  };
}

const narrow = (header: Header): Header => ({ ...header, width: header.printed.length });

/** Whether a row is a total that the supplier added up, and no line (it begins as the profile says). */
export function isTotalRow(
  cells: readonly string[],
  headers: readonly string[],
  { total_rows: total }: SupplierProfile,
): boolean {
  if (!total) return false;
  const cell = (cells[headers.indexOf(total.column)] ?? '').toLowerCase();
  return total.starts_with.some((start) => cell.startsWith(start.toLowerCase()));
}

/** Rows as lines of JSON, the form in which they are kept and hashed. */
export function writeKept(row: KeptRow): string {
  return `${JSON.stringify('fault' in row ? [row.row, { fault: row.fault }] : [row.row, ...row.cells])}\n`;
}

export function* readKept(text: string): Generator<KeptRow> {
  for (const line of text.split('\n')) {
    if (!line) continue;
    const [row, ...cells] = JSON.parse(line) as [number, ...unknown[]];
    const [first] = cells;
    if (typeof first === 'object' && first !== null)
      yield { row, fault: (first as { fault: string }).fault };
    else yield { row, cells: cells as string[] };
  }
}
