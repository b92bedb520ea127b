import type { DateForm } from '../calendar/date-form.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { countDays } from '../calendar/period.ts';
import { type Decimal, fraction } from '../money/decimal.ts';
import { add, displayMoney, type Money, noMoney, subtract } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';
import type { ProblemCode, ProblemDetail } from '../problem.ts';
import { readDate, readDecimal, readMoney } from './cell.ts';
import type { DateField, FileForms } from './file-forms.ts';
import type { LineField, SupplierProfile } from './supplier-profile.ts';

/** The cells of one row by field, and the profile and forms by which they are read. */
export interface RowCells {
  readonly profile: SupplierProfile;
  readonly forms: FileForms;
  readonly row: number;
  readonly cell: (field: LineField) => string;
}

/** The first cell that cannot be read stops its row: thrown here, caught by `readOrProblem`. */
class Unreadable extends Error {
  readonly problem: ProblemDetail;
  constructor(problem: ProblemDetail) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What a reading gives, or the problem of the cell that stopped it. */
export function readOrProblem<T>(read: () => T): { value: T } | { problem: ProblemDetail } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    throw error;
  }
}

/** A longer service period is a slip of the pen, and would fill the ledger with empty months. */
const longestServiceDays = 3700;

/** The service period of a row, or none; half a period is no period. */
export function readService(cells: RowCells) {
  const serviceFrom = dateOf(cells, 'service_from');
  const serviceTo = dateOf(cells, 'service_to');
  if (!serviceFrom !== !serviceTo) {
    stop(cells, serviceFrom ? 'service_to' : 'service_from', {
      code: 'service.unreadable',
      what: 'is empty while the other service date is not',
      remedy: 'Fill in both service dates, or neither.',
    });
  }
  if (!serviceFrom || !serviceTo) return { serviceFrom: null, serviceTo: null };
  const days = countDays({ from: serviceFrom, to: serviceTo });
  if (days < 1) {
    stop(cells, 'service_to', {
      code: 'service.unreadable',
      what: 'is before the first day of service',
      remedy: 'Swap the two dates, or mend the wrong one.',
    });
  }
  if (days > longestServiceDays) {
    stop(cells, 'service_to', {
      code: 'service.unreadable',
      what: 'is more than ten years after the first day of service',
      remedy: 'Mend the wrong year.',
    });
  }
  return { serviceFrom, serviceTo };
}

/** A larger sum is no line of an invoice, but a quantity or price in the wrong column. */
const mostPounds = 1_000_000_000;

/** Two of net, VAT and gross are enough, VAT alone may be missing, and all must agree (P1). */
export function readAmounts(cells: RowCells): { net: Money; vat: Money } {
  const net = cells.profile.amounts === 'unit_price' ? pricedNet(cells) : moneyOf(cells, 'net');
  const vat = moneyOf(cells, 'vat');
  const gross = moneyOf(cells, 'gross');
  if (net === null && gross === null) {
    stop(cells, cells.profile.columns.net ? 'net' : 'gross', {
      code: 'amount.unreadable',
      what: 'is empty',
      remedy: `Fill in the amount, for example ${printed(cells, '1200.00')}.`,
    });
  }
  const knownNet = net ?? subtract(gross ?? noMoney, vat ?? noMoney);
  const knownVat = vat ?? (gross === null ? noMoney : subtract(gross, knownNet));
  if (gross !== null && add(knownNet, knownVat) !== gross) {
    stop(cells, 'gross', {
      code: 'amount.disagrees',
      what: `is not the sum of net ${displayMoney(knownNet)} and VAT ${displayMoney(knownVat)}`,
      remedy: 'Ask the supplier which of the three is right.',
    });
  }
  return { net: knownNet, vat: knownVat };
}

/** The net of a row that has only a quantity and the net price of a unit: rounded once (P1). */
function pricedNet(cells: RowCells): Money {
  const quantity = decimalOf(cells, 'quantity');
  const price = decimalOf(cells, 'unit_price');
  if (!quantity || !price) {
    stop(cells, quantity ? 'unit_price' : 'quantity', {
      code: 'amount.unreadable',
      what: 'is empty, and without it the net of the row cannot be told',
      remedy: 'Fill it in, or ask the supplier.',
    });
  }
  const net = priced(fraction(quantity), price);
  if (net.numerator.abs().lt(mostPounds)) return toMoney(net);
  return stop(cells, 'unit_price', {
    code: 'amount.unreadable',
    what: 'makes more than £1,000,000,000 with the quantity of the row',
    remedy: 'Check both cells.',
  });
}

function moneyOf(cells: RowCells, field: LineField): Money | null {
  const text = cells.cell(field);
  if (!text) return null;
  return (
    readMoney(text, cells.forms) ??
    stop(cells, field, {
      code: 'amount.unreadable',
      what: 'is not an amount in pounds and pence below £1,000,000,000',
      remedy: `Use digits and at most two decimals, for example ${printed(cells, '1200.00')}.`,
    })
  );
}

/** A quantity or a price; null where the cell is empty. */
export function decimalOf(cells: RowCells, field: LineField): Decimal | null {
  const text = cells.cell(field);
  if (!text) return null;
  return (
    readDecimal(text, cells.forms) ??
    stop(cells, field, {
      code: 'quantity.unreadable',
      what: 'is not a number below 1,000,000,000 with at most six decimals',
      remedy: `Use digits, for example ${printed(cells, '4.5')}.`,
    })
  );
}

const writtenDates: Record<DateForm, { name: string; example: string }> = {
  'dd/mm/yyyy': { name: 'day/month/year', example: '30/11/2025' },
  'mm/dd/yyyy': { name: 'month/day/year', example: '11/30/2025' },
  'yyyy-mm-dd': { name: 'year-month-day', example: '2025-11-30' },
  'dd/mm/yy': { name: 'day/month/year', example: '30/11/25' },
  'excel-serial': { name: 'as the number that a spreadsheet has for it', example: '2025-11-30' },
};

/** A day; null where the cell is empty. */
export function dateOf(cells: RowCells, field: DateField): LocalDate | null {
  const text = cells.cell(field);
  if (!text) return null;
  const form = cells.forms.dates[field];
  return (
    readDate(text, form) ??
    stop(cells, field, {
      code: 'date.unreadable',
      what: `is not a date from 1990 to 2099, written ${writtenDates[form].name}`,
      remedy: `Write it like ${writtenDates[form].example}.`,
    })
  );
}

/** An example as the supplier would write it. */
function printed({ forms }: RowCells, example: string): string {
  return example.replace('.', forms.decimal);
}

/** Stops the row at a cell: what is wrong with it, continuing a sentence, and what to do. */
export function stop(
  cells: RowCells,
  field: LineField,
  { code, what, remedy }: { code: ProblemCode; what: string; remedy: string },
): never {
  const found = cells.cell(field);
  throw new Unreadable({
    code,
    row: cells.row,
    column: cells.profile.columns[field] ?? field,
    found,
    message: `${found ? `'${found}'` : 'The cell'} ${what}.`,
    remedy,
  });
}
