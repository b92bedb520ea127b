import { countAllDays, type DateRange, daysByMonth, type Month } from '../calendar/period.ts';
import { divide, type Fraction, multiply } from '../money/decimal.ts';
import { add, type Money } from '../money/money.ts';
import { spreadOverMonths } from '../savings/price-saving.ts';

/** A school's part of an imported line, as a price can be worked out from it. */
export interface HistoricShare {
  readonly lineId: string;
  readonly days: readonly DateRange[];
  readonly net: Money;
  readonly vat: Money;
  readonly quantity: Fraction;
  /** What the quantity counts, by the price row of the line; null where none explains it. */
  readonly unit: string | null;
  /** A credit on the price has no quantity by its nature; of an invoice, one is missing. */
  readonly isCredit: boolean;
}

/** What of a share falls into one month: its cost split by days as P5 does, its quantity exact. */
export interface MonthPart {
  readonly lineId: string;
  readonly month: Month;
  readonly net: Money;
  readonly vat: Money;
  readonly quantity: Fraction;
}

/** What of some shares falls into a period of whole months. */
export function partsWithin(
  shares: readonly HistoricShare[],
  period: ReadonlySet<Month>,
): MonthPart[] {
  return shares.flatMap(({ lineId, days, net, vat, quantity }) => {
    const nets = spreadOverMonths(net, days);
    const vats = spreadOverMonths(vat, days);
    const count = countAllDays(days);
    return daysByMonth(days).flatMap(({ month, days: inMonth }, index): MonthPart[] => {
      const [netOf, vatOf] = [nets[index]?.cost, vats[index]?.cost];
      if (!period.has(month) || netOf === undefined || vatOf === undefined) return [];
      const part = divide(multiply(quantity, inMonth), count);
      return [{ lineId, month, net: netOf, vat: vatOf, quantity: part }];
    });
  });
}

/** The net of some parts in all. */
export function netOf(parts: readonly MonthPart[]): Money {
  return add(...parts.map(({ net }) => net));
}

/** How many lines some parts are of. */
export function linesIn(parts: readonly MonthPart[]): number {
  return new Set(parts.map(({ lineId }) => lineId)).size;
}
