import { type LocalDate, localDate, parseIsoDate } from './local-date.ts';

/** The ways in which suppliers write days; a column is written in one of them throughout. */
export const dateForms = [
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'yyyy-mm-dd',
  'dd/mm/yy',
  'excel-serial',
] as const;
export type DateForm = (typeof dateForms)[number];

/** What a written day shows of the order of its column; nothing where both orders say the same. */
export type ShownOrder = 'day-first' | 'month-first' | 'either';

const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;
const withMonthName = /^(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4}|\d{2})$/i;
const midnight = /[ T]0?0:00(:00(\.0+)?)?$/;
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * A cell as a day in the form of its column. A day that can be read in one way only, `2026-08-03`
 * or `3 Aug 2026`, is read in every form, and so is midnight after a day; undefined for any other.
 */
export function parseDate(cell: string, form: DateForm): LocalDate | undefined {
  const text = cell.replace(midnight, '');
  if (form === 'excel-serial' && /^\d{5}$/.test(text)) return serialDay(Number(text));
  const iso = parseIsoDate(text);
  if (iso) return iso;
  const [, day, name, writtenYear] = withMonthName.exec(text) ?? [];
  if (day && name) {
    const year = yearOf(writtenYear ?? '', form);
    return year === undefined ? undefined : localDate(year, monthOf(name), Number(day));
  }
  const [, first, , second, last] = numeric.exec(text) ?? [];
  const year = yearOf(last ?? '', form);
  if (year === undefined || form === 'yyyy-mm-dd' || form === 'excel-serial') return undefined;
  const [d, m] = form === 'mm/dd/yyyy' ? [second, first] : [first, second];
  return localDate(year, Number(m), Number(d));
}

/** Two digits are a year of this century where the column is said to write it so, else no year. */
function yearOf(written: string, form: DateForm): number | undefined {
  if (written.length === 4) return Number(written);
  return form === 'dd/mm/yy' && written.length === 2 ? 2000 + Number(written) : undefined;
}

/** The number of a month by its English name or the first letters of it; 0 for another word. */
function monthOf(word: string): number {
  return monthNames.findIndex((name) => name.startsWith(word.toLowerCase())) + 1;
}

/** A spreadsheet counts days from 1900, and 29 February 1900 among them, which never was. */
function serialDay(serial: number): LocalDate | undefined {
  if (serial < 20_000 || serial > 60_000) return undefined;
  const date = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  return parseIsoDate(date.toISOString().slice(0, 10));
}

/** What a cell shows of the order in which its column writes days. */
export function orderShownBy(cell: string): ShownOrder | undefined {
  const text = cell.replace(midnight, '');
  const [, first = '', , second = '', year = ''] = numeric.exec(text) ?? [];
  if (year === '') return undefined;
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 && b > 12) return undefined;
  if (a > 12) return 'day-first';
  if (b > 12) return 'month-first';
  return a === b ? undefined : 'either';
}

/** Whether a cell has a year of two digits, which may be a day as well. */
export function hasShortYear(cell: string): boolean {
  const text = cell.replace(midnight, '');
  return (numeric.exec(text)?.[4] ?? withMonthName.exec(text)?.[3] ?? '').length === 2;
}
