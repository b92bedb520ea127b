import {
  type DateForm,
  hasShortYear,
  orderShownBy,
  type ShownOrder,
} from '../calendar/date-form.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { longestNumber, type NumberForm } from './cell.ts';
import { isTotalRow, type KeptRow } from './kept-rows.ts';
import type { LineField, SupplierProfile } from './supplier-profile.ts';

export const dateFields = ['document_date', 'service_from', 'service_to'] as const;
export type DateField = (typeof dateFields)[number];
const numberFields = ['quantity', 'unit_price', 'fee', 'net', 'vat', 'gross'] as const;

/** How one file writes its days, column by column, and its numbers. Settled once, for all its rows. */
export interface FileForms extends NumberForm {
  readonly dates: Readonly<Record<DateField, DateForm>>;
}

/** Looks at every row of a file before anyone says in which form its days and numbers are. */
export interface FormSniffer {
  look(row: KeptRow): void;
  /** The forms of the file; refuses what the rows leave open or what speaks against the profile. */
  decide(file: string): FileForms;
}

/** The rows that showed something first, by what they showed. */
type Shown<T extends string> = Map<T, { readonly row: number; readonly cell: string }>;
type ShownDate = ShownOrder | 'short-year';
type ShownNumber = 'point' | 'comma' | 'either';

/**
 * Settles the forms of a file over all its rows, never cell by cell: one `26/06/2026` settles
 * `03/08/2026` above it. The profile's word stands; where it is silent and the rows do not tell,
 * a person is asked.
 */
export function formSniffer(profile: SupplierProfile, headers: readonly string[]): FormSniffer {
  const at = (field: LineField) => headers.indexOf(profile.columns[field] ?? '');
  const dateColumns = dateFields.map((field) => ({
    field,
    index: at(field),
    shown: new Map() as Shown<ShownDate>,
  }));
  const numberColumns = numberFields.map(at).filter((index) => index >= 0);
  const numbers: Shown<ShownNumber> = new Map();
  let above: readonly string[] = [];
  // What stands there as in the row above shows nothing new, as an empty cell shows nothing.
  const unlikeAbove = (cells: readonly string[], index: number) => {
    const cell = cells[index] ?? '';
    return cell === above[index] ? '' : cell;
  };
  const note = <T extends string>(
    shown: Shown<T>,
    what: T | undefined,
    row: number,
    cell: string,
  ) => {
    if (what && !shown.has(what)) shown.set(what, { row, cell });
  };
  return {
    look(kept) {
      if ('fault' in kept || isTotalRow(kept.cells, headers, profile)) return;
      for (const { index, shown } of dateColumns) {
        const cell = unlikeAbove(kept.cells, index);
        note(shown, orderShownBy(cell), kept.row, cell);
        note(shown, hasShortYear(cell) ? 'short-year' : undefined, kept.row, cell);
      }
      for (const index of numberColumns) {
        const cell = unlikeAbove(kept.cells, index);
        note(numbers, decimalShownBy(cell), kept.row, cell);
      }
      above = kept.cells;
    },
    decide(file) {
      const problems: ProblemDetail[] = [];
      const settle = (field: DateField, shown: Shown<ShownDate>): DateForm => {
        const found = dateForm(profile.dates, shown);
        if (typeof found === 'string') return found;
        problems.push({ file, column: profile.columns[field] ?? field, ...found });
        return 'yyyy-mm-dd';
      };
      const [document_date, service_from, service_to] = dateColumns.map(({ field, shown }) =>
        settle(field, shown),
      ) as [DateForm, DateForm, DateForm];
      const form = numberForm(profile, numbers);
      if ('code' in form) problems.push({ file, ...form });
      if (problems.length > 0) throw new Problem(problems);
      return { dates: { document_date, service_from, service_to }, ...(form as NumberForm) };
    },
  };
}

/** The forms that a profile states, for a file that nobody looked through. */
export function formsOfProfile(profile: SupplierProfile): FileForms {
  const form = profile.dates ?? 'yyyy-mm-dd';
  return {
    dates: { document_date: form, service_from: form, service_to: form },
    decimal: profile.decimal ?? '.',
    thousands: profile.thousands ?? ',',
  };
}

type Doubt = Omit<ProblemDetail, 'file' | 'column'>;

function dateForm(stated: DateForm | undefined, shown: Shown<ShownDate>): DateForm | Doubt {
  const [day, month] = [shown.get('day-first'), shown.get('month-first')];
  const either = shown.get('either');
  if (stated) {
    const [fits, against] = stated === 'mm/dd/yyyy' ? [month, day] : [day, month];
    const isOrdered = stated !== 'yyyy-mm-dd' && stated !== 'excel-serial';
    if (!isOrdered || !against || fits) return stated;
    return {
      code: 'date.order',
      row: against.row,
      found: against.cell,
      message: `'${against.cell}' is not written ${stated}, as the profile says of this column, and no other cell of it shows that it is.`,
      remedy: `If the whole column is ${stated === 'mm/dd/yyyy' ? 'day' : 'month'} first, change "dates" in the profile; else mend the cell and send the file again.`,
    };
  }
  const short = shown.get('short-year');
  if (short) return asked(short, 'has a year of two digits');
  if (day && month) {
    return {
      code: 'date.order',
      row: month.row,
      found: month.cell,
      message: `'${day.cell}' in row ${day.row} has the day first, and '${month.cell}' the month, so nobody can tell the days of this column.`,
      remedy: 'Mend the wrong one, or ask the supplier for the file in one form.',
    };
  }
  if (month) return 'mm/dd/yyyy';
  return either && !day
    ? asked(either, 'can be read with the day or the month first')
    : 'dd/mm/yyyy';
}

function asked({ row, cell }: { row: number; cell: string }, doubt: string): Doubt {
  return {
    code: 'date.order',
    row,
    found: cell,
    message: `'${cell}' ${doubt}, and nothing in this column tells how it is meant.`,
    remedy: 'Say it in the profile: "dates": "dd/mm/yyyy", "mm/dd/yyyy" or "dd/mm/yy".',
  };
}

/** How most files write amounts, and what needs no second look. */
const plainPence = /^-?\d+\.\d\d$/;

/** What a cell shows of the sign before its pence; nothing where it has none. */
export function decimalShownBy(cell: string): ShownNumber | undefined {
  if (cell.length > longestNumber) return undefined;
  if (plainPence.test(cell)) return 'point';
  const match = /^[^\d.,]*([\d., ']*)[^\d.,]*$/.exec(cell.replace(/\s/gu, ' '));
  const digits = (match?.[1] ?? '').replace(/[ ']/g, '');
  const marks = digits.replace(/\d/g, '');
  if (marks === '' || marks === digits) return undefined;
  const last = marks.at(-1) === '.' ? 'point' : 'comma';
  const other = last === 'point' ? 'comma' : 'point';
  if (/[.]/.test(marks) && /,/.test(marks)) return last;
  // The same sign twice stands between thousands.
  if (marks.length > 1) return other;
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? 'either' : last;
}

function numberForm(profile: SupplierProfile, shown: Shown<ShownNumber>): NumberForm | Doubt {
  const [point, comma, either] = [shown.get('point'), shown.get('comma'), shown.get('either')];
  const { decimal, thousands } = profile;
  const byPoint = { decimal: '.', thousands: ',' } as const;
  const byComma = { decimal: ',', thousands: '.' } as const;
  if (decimal) {
    const [fits, against] = decimal === '.' ? [point, comma] : [comma, point];
    const usual = decimal === '.' ? byPoint : byComma;
    if (!against || fits) return { decimal, thousands: thousands ?? usual.thousands };
    return {
      code: 'number.form',
      row: against.row,
      found: against.cell,
      message: `'${against.cell}' does not have its decimals after '${decimal}', as the profile says, and no other number of the file shows that it has.`,
      remedy:
        'If the whole file writes so, change "decimal" and "thousands" in the profile; else mend the cell.',
    };
  }
  if (point && comma) {
    return {
      code: 'number.form',
      row: comma.row,
      found: comma.cell,
      message: `'${point.cell}' in row ${point.row} has its decimals after a point, and '${comma.cell}' after a comma, so nobody can tell the amounts of this file.`,
      remedy: 'Mend the wrong one, or ask the supplier for the file in one form.',
    };
  }
  if (either && !point && !comma) {
    return {
      code: 'number.form',
      row: either.row,
      found: either.cell,
      message: `'${either.cell}' can be thousands or decimals, and no number of this file tells which.`,
      remedy: 'Say it in the profile: "decimal": "." or ",".',
    };
  }
  return comma ? byComma : byPoint;
}
