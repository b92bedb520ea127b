import {
  type Decimal,
  type Fraction,
  formatDecimal,
  fraction,
  one,
  parseDecimal,
  round,
} from '../money/decimal.ts';
import { type Money, noMoney, parseMoney } from '../money/money.ts';
import type { ProblemDetail } from '../problem.ts';
import { all, plainText, textOf } from './ubl-element.ts';
import type { XmlElement } from './xml.ts';

/** Where in an e-invoice something is read, and what was wrong in it so far. */
export interface Place {
  readonly problems: ProblemDetail[];
  /** The row that a line becomes; none for what belongs to the whole document. */
  readonly row?: number;
}

/** The only currency of the ledger. */
export const currency = 'GBP';
/** A larger amount or quantity is the number of an account or a meter, in the wrong element. */
const most = 1_000_000_000;
const mostDecimals = 12;

/** An amount in pounds and whole pence (P1); nothing where an optional one is not there. */
export function amountAt(
  element: XmlElement,
  path: string,
  name: string,
  place: Place,
  isOptional = false,
): Money {
  const found = all(element, path);
  if (found.length === 0 && isOptional) return noMoney;
  const text = found.map(plainText).join(', ');
  if (!areInPounds(found, name, place)) return noMoney;
  const money = parseMoney(text.replace(/^([+-]?)\./, '$10.'));
  if (money !== undefined && Math.abs(money) < most * 100) return money;
  note(place, name, {
    code: 'einvoice.amount',
    message: text
      ? `${name} is ${text}, and has to be in pounds and whole pence, below £1,000,000,000 (P1).`
      : `${name} is missing.`,
    found: text,
    remedy: 'Ask the supplier for a corrected e-invoice; nothing is rounded here.',
  });
  return noMoney;
}

/** Whether all of these are in the one currency of the ledger; notes one that is not. */
export function areInPounds(found: readonly XmlElement[], name: string, place: Place): boolean {
  const stranger = found.find(({ attributes }) => attributes.currencyID !== currency);
  if (!stranger) return true;
  const { currencyID = '' } = stranger.attributes;
  note(place, name, {
    code: 'einvoice.currency',
    message: `${name} is in ${currencyID || 'no currency'}, and only pounds (${currency}) are read (PEPPOL-EN16931-R051).`,
    found: currencyID,
    remedy: 'Ask the supplier for an e-invoice in pounds.',
  });
  return false;
}

/** A quantity or price, exact to twelve decimals; the given value where there is none. */
export function numberAt(
  element: XmlElement,
  path: string,
  name: string,
  place: Place,
  otherwise: Fraction,
): Fraction {
  const text = textOf(element, path);
  if (!text) return otherwise;
  const [, sign, whole = '', decimals = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  const places = decimals.replace(/0+$/, '');
  if (sign !== undefined && whole + decimals && places.length <= mostDecimals) {
    const value = fraction(one.times(`${sign}0${whole}${places}`), 10 ** places.length);
    if (value.numerator.abs().lt(value.denominator.times(most))) return value;
  }
  note(place, name, {
    code: 'einvoice.amount',
    message: `${name} is ${text}, and has to be a number below 1,000,000,000 of at most twelve decimals.`,
    found: text,
    remedy: 'Ask the supplier for a corrected e-invoice.',
  });
  return otherwise;
}

/** A number in the six decimals that the ledger has; undefined if it has to be rounded to fit. */
export function inSixDecimals(value: Fraction): Decimal | undefined {
  const rounded = parseDecimal(round(value, 6));
  return rounded?.times(value.denominator).eq(value.numerator) ? rounded : undefined;
}

/** A number as a cell; empty if the ledger cannot hold it exactly. */
export function numberCell(value: Fraction): string {
  const exact = inSixDecimals(value);
  return exact ? formatDecimal(exact) : '';
}

/** Notes what is wrong with a term, such as `Net (BT-131)`, and in which row if it belongs to one. */
export function note(place: Place, term: string, problem: Omit<ProblemDetail, 'column'>): void {
  const column = term.replace(/ \(.*$/, '');
  place.problems.push({ ...problem, column, ...(place.row ? { row: place.row } : {}) });
}
