import {
  type Decimal,
  decimal,
  divide,
  type Fraction,
  fraction,
  multiply,
  one,
  round,
} from './decimal.ts';
import { type Money, noMoney, pence } from './money.ts';

const penceInPound = decimal(100);

/** A result in pounds, rounded to the penny half away from zero (P1). */
export function toMoney(pounds: Fraction): Money {
  return pence(Number(round(multiply(pounds, penceInPound), 0)));
}

/** quantity × unit price, exact and not yet rounded. */
export function priced(quantity: Fraction, unitPrice: Decimal): Fraction {
  return multiply(quantity, unitPrice);
}

/** VAT that a school cannot recover and so has to bear: a cost like any other (P2). */
export function irrecoverableVat(vat: Money, recoveryRate: Decimal): Money {
  if (vat === 0 || recoveryRate.eq(one)) return noMoney;
  return toMoney(fraction(one.minus(recoveryRate).times(vat), 100));
}

/** What a net price costs a school that recovers only part of the VAT on it (P6). */
export function vatFactor(vatRate: Decimal, recoveryRate: Decimal): Decimal {
  if (recoveryRate.eq(one)) return one;
  return one.plus(vatRate.times(one.minus(recoveryRate)));
}

/** A price moved by the ratio of two index levels, never by index points (P7, F4). */
export function indexed(price: Fraction, level: Decimal, baseLevel: Decimal): Fraction {
  return divide(multiply(price, level), baseLevel);
}

/** A share of a whole as a percentage with one decimal, half away from zero; null of nothing (P1, P6). */
export function percent(part: Money, whole: Money): string | null {
  if (whole === 0) return null;
  const [share, of] = [BigInt(Math.abs(part)), BigInt(Math.abs(whole))];
  // Twice as many thousandths, and one half: the next lower whole number of them is the rounded one.
  const tenths = String((share * 2000n + of) / (of * 2n)).padStart(2, '0');
  const isBelow = part < 0 !== whole < 0 && tenths !== '00';
  return `${isBelow ? '-' : ''}${tenths.slice(0, -1)}.${tenths.slice(-1)}`;
}
