import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { type Month, parseMonth } from '../calendar/period.ts';
import { readPrice } from '../contracts/charge.ts';
import { readCompanyNumber } from '../contracts/company-number.ts';
import { type Decimal, formatDecimal, one, parseDecimal } from '../money/decimal.ts';
import { formatMoney, type Money, parseMoney } from '../money/money.ts';

/** How one kind of cell is read and written, and in a person's words what it has to hold. */
export interface CellFormat<Value> {
  readonly wanted: string;
  /** The value that a trimmed, filled cell means; undefined when it means none. */
  read(text: string): Value | undefined;
  write(value: Value): string;
}

// PostgreSQL keeps no zero bytes, and nobody sees the others.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Any text; line breaks inside are kept, in one form. */
export const text: CellFormat<string> = {
  wanted: 'a text of visible characters',
  read: (cell) => (invisible.test(cell) ? undefined : cell.replace(/\r\n?/g, '\n')),
  write: (value) => value,
};

/** A school's number in the national register. */
export const urn: CellFormat<string> = {
  wanted: 'a URN, for example 900001',
  read: (cell) => (/^\d{5,7}$/.test(cell) ? cell : undefined),
  write: (value) => value,
};

/** A number at Companies House, with the zeros that spreadsheets drop. */
export const companyNumber: CellFormat<string> = {
  wanted: 'a number of Companies House, eight characters such as 01234567 or SC123456',
  read: readCompanyNumber,
  write: (value) => value,
};

/** A day, in the one form that no spreadsheet reads two ways. */
export const date: CellFormat<LocalDate> = {
  wanted: 'a date, for example 2025-09-01',
  read: parseIsoDate,
  write: (value) => value,
};

/** A month of the calendar. */
export const monthName: CellFormat<Month> = {
  wanted: 'a month, for example 2025-09',
  read: parseMonth,
  write: (value) => value,
};

const instantForm = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z$/;

/** A moment in UTC, in its shortest form: `10:00:00.50Z` is `10:00:00.5Z`. */
export const instant: CellFormat<string> = {
  wanted: 'a time in UTC, for example 2025-08-12T10:00:00Z',
  read: (cell) => {
    const match = instantForm.exec(cell);
    if (!match?.[1] || !parseIsoDate(match[1])) return undefined;
    return cell.includes('.') ? cell.replace(/\.?0*Z$/, 'Z') : cell;
  },
  write: (value) => value,
};

const decimalUpTo = (wanted: string, isFitting: (value: Decimal) => boolean) => ({
  wanted,
  read: (cell: string) => {
    const value = parseDecimal(cell);
    return value && isFitting(value) ? value : undefined;
  },
  write: formatDecimal,
});

/** A price or a size: exact, and never below zero. */
export const amount: CellFormat<Decimal> = decimalUpTo(
  'a number from 0 with at most six decimals, for example 1234.50',
  (value) => !value.isNegative() || value.isZero(),
);

/** What somebody pays, in pounds and pence. */
export const pounds: CellFormat<Money> = {
  wanted: 'pounds from 0 with at most two decimals, for example 12000.00',
  read: (cell) => {
    const value = parseMoney(cell);
    return value !== undefined && value >= 0 ? value : undefined;
  },
  write: formatMoney,
};

/** What one unit costs, or a mark-up or discount on each pound that an item is measured in. */
export const price: CellFormat<Decimal> = {
  wanted:
    'a number from 0 with at most six decimals, for example 4.25, or a percentage such as 22% mark-up or 18% discount',
  read: (cell) => readPrice(cell)?.unitPrice,
  write: formatDecimal,
};

/** A part of a whole. */
export const rate: CellFormat<Decimal> = decimalUpTo(
  'a number from 0 to 1, for example 0.2 for 20 %',
  (value) => (!value.isNegative() || value.isZero()) && value.lte(one),
);

/** A part of a whole that is added, or below zero taken away. */
export const signedRate: CellFormat<Decimal> = decimalUpTo(
  'a number from -1 to 1, for example -0.02 for 2 % less',
  (value) => value.abs().lte(one),
);

/** A count without a sign, between two that are both allowed. */
export function wholeNumber(least: number, most: number): CellFormat<number> {
  return {
    wanted: `a whole number from ${least} to ${most}`,
    read: (cell) => {
      const value = /^\d{1,9}$/.test(cell) ? Number(cell) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    },
    write: String,
  };
}

/** One of the words that a column knows; case counts. */
export function oneOf<Word extends string>(words: readonly Word[]): CellFormat<Word> {
  return {
    wanted: `one of ${words.join(', ')}`,
    read: (cell) => words.find((word) => word === cell),
    write: (value) => value,
  };
}
