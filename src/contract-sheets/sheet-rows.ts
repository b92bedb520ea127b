import { recordFieldNames, recordFields } from '../amendments/record.ts';
import { fieldName } from '../amendments/version.ts';
import { parseDate } from '../calendar/date-form.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import type { ProblemDetail } from '../problem.ts';
import {
  fieldsOf,
  type SheetMapping,
  type SheetPart,
  sheetFields,
  sheetParts,
} from './sheet-mapping.ts';

/** The cells of a row by their headings. */
export type Cells = Readonly<Record<string, string>>;

/** What the register has, by the name of the row, for each part of a sheet. */
export type KnownCells = Readonly<Record<keyof typeof sheetParts, ReadonlyMap<string, Cells>>>;

/** A row of a sheet as it was typed, by field. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Cells;
}

/** The rows of a sheet, and what is wrong with its headers or with rows as such. */
export interface Sheet {
  readonly headerRow: number;
  readonly rows: readonly SheetRow[];
  readonly problems: readonly ProblemDetail[];
}

/**
 * Reads the rows of a sheet by its headers. Every column has to be mapped or named as ignored, and
 * every row below the headers that is not empty has to be a contract: nothing is passed over.
 */
export function readSheet(all: readonly CsvRow[], mapping: SheetMapping, file: string): Sheet {
  const [header, ...rest] = all.slice(mapping.skip_rows ?? 0).filter(isFilled);
  if (!header) {
    const message = 'There is no row with headers.';
    return { headerRow: 1, rows: [], problems: [{ code: 'file.empty', file, message }] };
  }
  const headers = 'fault' in header ? [] : header.cells.map((cell) => cell.trim());
  const problems = [
    ...('fault' in header ? [faultOf(header, file)] : headerProblems(headers, mapping)),
  ].map((problem): ProblemDetail => ({ ...problem, file, row: header.row }));
  if (problems.length > 0) return { headerRow: header.row, rows: [], problems };
  const rows = rest.flatMap((row): SheetRow[] => {
    if ('fault' in row) return [];
    const cells = Object.entries(mapping.columns).map(
      ([field, name]) => [field, (row.cells[headers.indexOf(name)] ?? '').trim()] as const,
    );
    return [{ row: row.row, cells: Object.fromEntries(cells) }];
  });
  const damaged = rest.flatMap((row) => rowProblems(row, headers.length, file));
  return { headerRow: header.row, rows, problems: damaged };
}

const isFilled = (row: CsvRow) => 'fault' in row || row.cells.some((cell) => cell.trim() !== '');

function faultOf(row: { row: number; fault: string }, file: string): ProblemDetail {
  return { code: 'row.unreadable', file, row: row.row, message: row.fault };
}

function rowProblems(row: CsvRow, width: number, file: string): ProblemDetail[] {
  if ('fault' in row) return [faultOf(row, file)];
  if (!row.cells.slice(width).some((cell) => cell.trim() !== '')) return [];
  const message = `The row has ${row.cells.length} cells, and there are ${width} headers.`;
  return [{ code: 'row.unreadable', file, row: row.row, message }];
}

type HeaderProblem = Omit<ProblemDetail, 'file' | 'row'>;

function headerProblems(headers: readonly string[], mapping: SheetMapping): HeaderProblem[] {
  const mapped = Object.values(mapping.columns);
  const missing = mapped
    .filter((name) => !headers.includes(name))
    .map((column): HeaderProblem => {
      const message = `The column "${column}" is missing.`;
      const remedy = `The mapping names it; the headers are ${headers.join(', ')}.`;
      return { code: 'column.missing', column, message, remedy };
    });
  const strangers = headers
    .filter((name) => name !== '' && !mapped.includes(name) && !mapping.ignored.includes(name))
    .map((column): HeaderProblem => {
      const message = `The mapping does not say what the column "${column}" means.`;
      const remedy = 'Name it in "columns", or in "ignored" if it is not to be read.';
      return { code: 'column.unknown', column, found: column, message, remedy };
    });
  const doubles = mapped
    .filter((name) => headers.indexOf(name) !== headers.lastIndexOf(name))
    .map((column): HeaderProblem => {
      const message = `There are two columns "${column}".`;
      const remedy = 'Rename one of them, in the sheet and in the mapping.';
      return { code: 'column.unknown', column, found: column, message, remedy };
    });
  return [...missing, ...strangers, ...doubles];
}

const isDay = (field: string) => field.endsWith('_on');

const poundFields = new Set(
  recordFieldNames.filter((name) => recordFields[name].kind === 'pounds').map(fieldName),
);
/** A pound sign and commas between thousands can be read in one way only. */
const writtenPounds = /^£?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?$/;

/**
 * What a cell of a field means: a word of the mapping, a day in the form of the sheet, pounds without
 * their sign and commas, or itself.
 */
export function meaningOf(field: string, cell: string, { words, dates }: SheetMapping): string {
  const meanings = words?.[field] ?? {};
  const word = Object.hasOwn(meanings, cell) ? meanings[cell] : undefined;
  if (word !== undefined) return word;
  if (isDay(field)) return parseDate(cell, dates) ?? cell;
  const pounds = poundFields.has(field) ? writtenPounds.exec(cell) : null;
  return pounds ? `${pounds[1]?.replaceAll(',', '')}${pounds[2] ?? ''}` : cell;
}

/**
 * A row as rows of the trust's files: what the sheet says; where it says nothing, what the register has;
 * of a contract that is new, what the mapping gives otherwise. A part of which nothing is said is left
 * out. The supplier comes by the name that it has in the register.
 */
export function filesOf(
  { cells }: SheetRow,
  { mapping, known, supplier }: { mapping: SheetMapping; known: KnownCells; supplier: string },
): Partial<Record<keyof typeof sheetParts, Cells>> {
  const reference = cells.reference ?? '';
  const isNew = !known.contract.has(reference);
  const said = new Map<string, string>();
  for (const field of sheetFields) {
    const cell = cells[field] ?? '';
    const otherwise = isNew ? (mapping.otherwise?.[field] ?? '') : '';
    const meant = cell === '' ? otherwise : meaningOf(field, cell, mapping);
    if (meant !== '') said.set(field, meant);
  }
  said.set('supplier', supplier);
  const names = { contract: reference, terms: reference, record: reference, supplier };
  const entries = Object.entries(sheetParts).flatMap(([name, part]) => {
    const key = names[name as keyof typeof names];
    const before = known[name as keyof typeof names].get(key);
    const isSaid = fieldsOf(part).some(([, field]) => said.has(field));
    const isNeeded = isSaid || (name === 'supplier' && supplier !== '' && !before);
    return isNeeded ? [[name, rowOf(part, key, said, before)]] : [];
  });
  return Object.fromEntries(entries);
}

function rowOf(
  part: SheetPart,
  key: string,
  said: ReadonlyMap<string, string>,
  before: Cells | undefined,
): Cells {
  const cells = fieldsOf(part).map(([heading, field]) => {
    return [heading, said.get(field) ?? before?.[heading] ?? ''];
  });
  return { ...Object.fromEntries(cells), [part.key]: key };
}
