import { Decimal as DecimalJs } from 'decimal.js';

// 120 digits hold every product of a price, a quantity, a weight and a rate without rounding.
const Exact = DecimalJs.clone({ precision: 120, rounding: DecimalJs.ROUND_HALF_UP });

/** An exact decimal of at most six places: a unit price, a quantity, a rate or a driver value. */
export type Decimal = DecimalJs;

/** A quotient that is not divided yet, so that it can be rounded once, at the end (P1). */
export interface Fraction {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const scientific = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** Digits that are as they should be already, and few enough to need no rounding. */
const settled = /^(?:0|-?(?:[1-9]\d{0,11}|0(?=\.))(?:\.\d{0,2}[1-9])?)$/;

const nothingBelow = /^-0(?:\.0+)?$/;

export const zero: Decimal = new Exact(0);
export const one: Decimal = new Exact(1);

/** Plain digits as an exact decimal; undefined for anything else, or beyond six places (P1). */
export function parseDecimal(text: string): Decimal | undefined {
  if (!plain.test(text)) return undefined;
  const value = new Exact(text);
  return value.decimalPlaces() > 6 || value.precision(true) > 18 ? undefined : value;
}

/** A decimal that the product itself wrote; anything else is a defect. */
export function decimal(text: string | number): Decimal {
  const value = parseDecimal(String(text));
  if (!value) throw new RangeError(`${text} is not a decimal of at most six places`);
  return value;
}

/** The shortest plain form: `1.50` and `1.5` are the same quantity. */
export function formatDecimal(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/**
 * A number as a workbook stores it, `8728.192000000001` or `1.2E+3`, in the digits that Excel shows
 * for it: of 15 significant digits, since what is beyond them is noise of binary arithmetic.
 * Undefined for what is no number, or greater than a spreadsheet can hold.
 */
export function spreadsheetDigits(text: string): string | undefined {
  if (settled.test(text)) return text;
  if (text.length > 400 || !scientific.test(text)) return undefined;
  const value = new Exact(text);
  return value.e > 308 ? undefined : formatDecimal(value.toSignificantDigits(15));
}

export function fraction(numerator: Decimal, denominator: Decimal | number = one): Fraction {
  return {
    numerator,
    denominator: typeof denominator === 'number' ? new Exact(denominator) : denominator,
  };
}

export function multiply(value: Fraction, by: Decimal | number): Fraction {
  return { numerator: value.numerator.times(by), denominator: value.denominator };
}

export function divide(value: Fraction, by: Decimal | number): Fraction {
  return { numerator: value.numerator, denominator: value.denominator.times(by) };
}

/** The exact sum of quotients: nothing is rounded, however many different divisors they have. */
export function sumOf(values: readonly Fraction[]): Fraction {
  let [numerator, denominator] = [0n, 1n];
  for (const value of values) {
    const [n, d] = wholeNumbers(value);
    [numerator, denominator] = reduced(numerator * d + n * denominator, denominator * d);
  }
  return {
    numerator: new Exact(numerator.toString()),
    denominator: new Exact(denominator.toString()),
  };
}

function wholeNumbers({ numerator, denominator }: Fraction): [bigint, bigint] {
  const places = Math.max(numerator.decimalPlaces(), denominator.decimalPlaces());
  const whole = (part: Decimal) => BigInt(part.times(new Exact(10).pow(places)).toFixed(0));
  return [whole(numerator), whole(denominator)];
}

function reduced(numerator: bigint, denominator: bigint): [bigint, bigint] {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return [numerator / a, denominator / a];
}

/** Rounds half away from zero, once: how every result of P1 becomes a figure. */
export function round(value: Fraction, places: number): string {
  const { numerator, denominator } = value;
  const exact = denominator.eq(one) ? numerator : numerator.div(denominator);
  const rounded = exact.toFixed(places);
  // Less than nothing by less than half a place is nothing.
  return nothingBelow.test(rounded) ? rounded.slice(1) : rounded;
}
