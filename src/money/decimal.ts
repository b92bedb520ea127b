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

export function fraction(numerator: Decimal, denominator: Decimal | number = 1): Fraction {
  return { numerator, denominator: new Exact(denominator) };
}

export function multiply(value: Fraction, by: Decimal | number): Fraction {
  return { numerator: value.numerator.times(by), denominator: value.denominator };
}

export function divide(value: Fraction, by: Decimal | number): Fraction {
  return { numerator: value.numerator, denominator: value.denominator.times(by) };
}

/** Rounds half away from zero, once: how every result of P1 becomes a figure. */
export function round(value: Fraction, places: number): string {
  const rounded = value.numerator.div(value.denominator).toDecimalPlaces(places);
  return (rounded.isZero() ? zero : rounded).toFixed(places);
}
