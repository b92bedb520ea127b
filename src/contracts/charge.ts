import {
  type Decimal,
  formatDecimal,
  fraction,
  one,
  parseDecimal,
  round,
} from '../money/decimal.ts';
import type { Unit } from './price-schedule.ts';

/**
 * How an item may be priced that is measured in pounds: a supplier of workers adds a mark-up to what
 * they are paid, a catalogue takes a discount off its list (F14, F15).
 */
export type Charge = 'mark-up' | 'discount';

/** A price as a person writes it: pounds for one unit, or a percentage of pounds. */
export interface WrittenPrice {
  readonly unitPrice: Decimal;
  /** Null for plain pounds. */
  readonly charge: Charge | null;
}

interface Pounds {
  readonly charge: Charge;
  readonly inWords: string;
  /** The least and the most that one such pound can cost. */
  readonly least: Decimal;
  readonly most: Decimal;
  readonly example: string;
}

// A mark-up beyond 200% is a price of something else, most likely of a day.
const pounds: Partial<Record<Unit, Pounds>> = {
  pounds_of_pay: {
    charge: 'mark-up',
    inWords: 'pounds of pay',
    least: one,
    most: one.plus(2),
    example: '22% mark-up',
  },
  pounds_at_list: {
    charge: 'discount',
    inWords: 'pounds at list price',
    least: one.minus(one),
    most: one,
    example: '18% discount',
  },
};

const percentage = /^(\d+(?:\.\d+)?) ?% (mark-?up|discount)$/i;

/**
 * Reads `4.25`, `22% mark-up` (1.22 for a pound of pay) or `18% discount` (0.82 for a pound at list
 * price). Undefined for anything else, below zero, or beyond six decimals (P1).
 */
export function readPrice(text: string): WrittenPrice | undefined {
  const [, percent, word = ''] = percentage.exec(text) ?? [];
  if (percent === undefined) {
    const unitPrice = parseDecimal(text);
    const isPrice = unitPrice && (!unitPrice.isNegative() || unitPrice.isZero());
    return isPrice ? { unitPrice, charge: null } : undefined;
  }
  const charge = /^m/i.test(word) ? 'mark-up' : 'discount';
  const part = parseDecimal(one.times(percent).div(100).toFixed());
  if (!part || (charge === 'discount' && part.gt(one))) return undefined;
  return { unitPrice: charge === 'mark-up' ? one.plus(part) : one.minus(part), charge };
}

/** A price in a form that was judged already; anything else is a defect. */
export function writtenPrice(text: string): WrittenPrice {
  const price = readPrice(text);
  if (!price) throw new RangeError(`${text} is no price`);
  return price;
}

/** How items of a unit are priced; undefined of a unit that is not pounds. */
export function chargeOf(unit: Unit): Charge | undefined {
  return pounds[unit]?.charge;
}

/** The unit as a person says it: `pounds of pay`, `half day`. */
export function unitInWords(unit: Unit): string {
  return pounds[unit]?.inWords ?? unit.replaceAll('_', ' ');
}

/** The price of a pound as what it means: `a mark-up of 22%`; undefined of other units. */
export function chargeInWords(unit: Unit, unitPrice: Decimal): string | undefined {
  const charge = chargeOf(unit);
  if (!charge) return undefined;
  const part = charge === 'mark-up' ? unitPrice.minus(one) : one.minus(unitPrice);
  return `a ${charge} of ${formatDecimal(part.times(100))}%`;
}

/** What was charged in pounds for a base in pounds, as a percentage of one decimal. */
export function chargedPercent(charge: Charge, paid: Decimal, base: Decimal): string {
  const difference = charge === 'mark-up' ? paid.minus(base) : base.minus(paid);
  return round(fraction(difference.times(100), base), 1);
}

/**
 * Why a price does not fit the unit of its item: a mark-up of what is paid by the day, or a day's
 * price of what is measured in pounds of pay, would make savings that nobody made.
 */
export function unfitPrice(
  item: string,
  unit: Unit | undefined,
  { unitPrice, charge }: WrittenPrice,
): { readonly message: string; readonly remedy: string } | undefined {
  const expected = unit && pounds[unit];
  if (charge !== null && charge !== expected?.charge) {
    const measured = unit ? `is measured in ${unitInWords(unit)}` : 'has no price that says so';
    const base = charge === 'mark-up' ? 'pounds_of_pay' : 'pounds_at_list';
    return {
      message: `A ${charge} is for an item that is measured in ${base}, and ${item} ${measured}.`,
      remedy: `Write what one unit costs, or give ${item} the unit ${base} in its price.`,
    };
  }
  if (!expected || (unitPrice.gte(expected.least) && unitPrice.lte(expected.most)))
    return undefined;
  const [least, most] = [expected.least, expected.most].map((price) => `£${price.toFixed(2)}`);
  return {
    message: `£${formatDecimal(unitPrice)} cannot be: ${item} is measured in ${expected.inWords}, and one of them costs from ${least} to ${most}.`,
    remedy: `Write it as a ${expected.charge}, for example ${expected.example}.`,
  };
}
