import { type DateForm, parseDate } from '../calendar/date-form.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Decimal, parseDecimal } from '../money/decimal.ts';
import { type Money, parseMoney } from '../money/money.ts';

/** How a file writes its numbers: what stands before pence, and what between thousands. */
export interface NumberForm {
  readonly decimal: '.' | ',';
  readonly thousands: string;
}

/** No number is longer, however it is written; a longer text is not searched for one. */
export const longestNumber = 60;

/** How programs write numbers, and most files have them. */
const plainly = /^-?\d+(?:\.\d+)?$/;

/** A larger amount or quantity is the number of an account or a meter, in the wrong column. */
const most = 1_000_000_000;

/**
 * A supplier's way to write a number, as plain digits: `£1,234.50`, `(12.00)`, `12.00-` and
 * `12.00 CR` are understood, and anything that is not surely one number is undefined.
 */
export function plainNumber(cell: string, form: NumberForm): string | undefined {
  if (cell.length > longestNumber) return undefined;
  if (form.decimal === '.' && plainly.test(cell)) return cell;
  const spaced = cell.replace(/\s+/gu, ' ').replace(/\u2212/gu, '-');
  // Between digits a £ may stand for the decimal point, and nobody can tell.
  if (/\d.*£.*\d/.test(spaced)) return undefined;
  const bare = spaced.replaceAll('£', '').replace(/(?<!\d) | (?!\d)/g, '');
  const match = /^(\()?([+-]?)([\d.,' ]+)(\))?(-|CR|DR)?$/i.exec(bare);
  if (!match) return undefined;
  const [, open, sign = '', digits = '', close, trailing] = match;
  if ((open === undefined) !== (close === undefined)) return undefined;
  if ([open, sign, trailing].filter(Boolean).length > 1) return undefined;
  const plain = plainDigits(digits, form);
  if (plain === undefined) return undefined;
  const isBelowZero = open ?? (sign === '-' || (trailing && !/DR/i.test(trailing)));
  return isBelowZero ? `-${plain}` : plain;
}

function plainDigits(digits: string, { decimal, thousands }: NumberForm): string | undefined {
  const [whole = '', rest, ...more] = digits.split(decimal);
  if (more.length > 0 || (rest !== undefined && !/^\d*$/.test(rest))) return undefined;
  const groups = whole.split(' ').flatMap((part) => (thousands ? part.split(thousands) : [part]));
  if (!groups.every((group) => /^\d*$/.test(group))) return undefined;
  // Groups of other sizes than three are a decimal point read as a separator, or a slip.
  const isGrouped =
    groups.length === 1 ||
    (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => group.length === 3));
  if (!isGrouped) return undefined;
  const joined = groups.join('');
  if (!joined && !rest) return undefined;
  return rest === undefined ? joined : `${joined || '0'}.${rest}`;
}

/** A cell as money; undefined when it is not an amount in whole pence (P1). */
export function readMoney(cell: string, form: NumberForm): Money | undefined {
  const plain = plainNumber(cell, form);
  const money = plain === undefined ? undefined : parseMoney(plain);
  return money !== undefined && Math.abs(money) < most * 100 ? money : undefined;
}

/** A cell as a quantity or a unit price of at most six decimals (P1). */
export function readDecimal(cell: string, form: NumberForm): Decimal | undefined {
  const plain = plainNumber(cell, form);
  const value = plain === undefined ? undefined : parseDecimal(plain);
  return value?.abs().lt(most) ? value : undefined;
}

/** A cell as a day in the form of its column; undefined if no invoice has such a day. */
export function readDate(cell: string, form: DateForm): LocalDate | undefined {
  const date = parseDate(cell, form);
  return date && date >= '1990-01-01' && date < '2100-01-01' ? date : undefined;
}
