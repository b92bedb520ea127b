import { chargedPercent, chargeInWords, chargeOf } from '../contracts/charge.ts';
import type { Unit } from '../contracts/price-schedule.ts';
import { show } from '../explanations/spelling.ts';
import { type Decimal, decimal, formatDecimal } from '../money/decimal.ts';
import { displayMoney, formatMoney, type Money } from '../money/money.ts';

/** What was bought of an item that is measured in pounds, before and now. */
export interface Charged {
  readonly unit: Unit;
  /** Pounds of pay, or at list price. */
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly cost: Money;
  readonly baselineCost: Money;
  /** False where the amounts hold VAT, which is no part of a mark-up. */
  readonly recoversAll: boolean;
}

/**
 * A saving on a mark-up or discount as a board says it: what the base was, what the old percentage
 * would have made of it, and what percentage was charged (F14, F15). Undefined of other items.
 */
export function chargedInWords(charged: Charged): string | undefined {
  const { unit, quantity, unitPrice, cost, baselineCost } = charged;
  const charge = chargeOf(unit);
  if (!charge) return undefined;
  const base = show(formatDecimal(quantity), 'price');
  const before = `${chargeInWords(unit, unitPrice)} before`;
  const of = charge === 'mark-up' ? 'were paid to the workers' : 'is what it costs by the list';
  const now =
    charged.recoversAll && quantity.gt(0)
      ? `, ${chargedPercent(charge, decimal(formatMoney(cost)), quantity)}% now`
      : '';
  return `${base} ${of}: ${before}${now}, so ${displayMoney(baselineCost)} before and ${displayMoney(cost)} now.`;
}
