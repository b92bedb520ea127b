import type { LocalDate } from '../calendar/local-date.ts';
import { contains, type DateRange } from '../calendar/period.ts';
import type { Decimal } from '../money/decimal.ts';

/** What a quantity counts; of supply staff and catalogues it can be pounds of pay or at list price. */
export const units = [
  'payslip',
  'day',
  'half_day',
  'hour',
  'month',
  'kwh',
  'each',
  'pounds_of_pay',
  'pounds_at_list',
] as const;
export type Unit = (typeof units)[number];

/** `consumed`: each school gets its part of the quantity; `whole_service`: each gets it all (P4). */
export const quantityBases = ['consumed', 'whole_service'] as const;
export type QuantityBasis = (typeof quantityBases)[number];

/** What a price row makes of a line: the service itself, a cost paid once, or no cost at all (P8). */
export const lineClasses = ['recurring', 'one_off', 'excluded'] as const;
export type LineClass = (typeof lineClasses)[number];

/** The agreed net unit price of an item between two days. */
export interface Price {
  readonly id: string;
  readonly item: string;
  readonly description: string;
  readonly unit: Unit;
  readonly quantityBasis: QuantityBasis;
  readonly lineClass: LineClass;
  readonly unitPrice: Decimal;
  /** The most that the supplier may keep for itself of the price of a unit; null without a cap. */
  readonly feeCap: Decimal | null;
  readonly valid: DateRange;
}

/** The price row of an item that is in force on a day; none makes the line off contract (P8). */
export function priceOn<Known extends Pick<Price, 'item' | 'valid'>>(
  prices: readonly Known[],
  item: string,
  on: LocalDate,
): Known | undefined {
  return prices.find((price) => price.item === item && contains(price.valid, on));
}
