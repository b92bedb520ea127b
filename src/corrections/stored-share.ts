import type { Share } from '../allocation/allocation.ts';
import { countAllDays } from '../calendar/period.ts';
import type { QuantityBasis } from '../contracts/price-schedule.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { EntrySource } from '../lines/entries.ts';
import { type Decimal, fraction } from '../money/decimal.ts';

/** A share as it was stored with its line: every input that its figures were made from (P4). */
export interface StoredShare extends Omit<Share, 'quantity'> {
  readonly source: EntrySource;
  readonly totalWeight: Decimal | null;
  /** The quantity of the whole line. */
  readonly quantity: Decimal;
  readonly quantityBasis: QuantityBasis;
  readonly periodDays: number;
}

/** The share as posting saw it, its exact quantity worked out again from the stored inputs. */
export function shareOf(stored: StoredShare): Share {
  const { quantity, weight, totalWeight, quantityBasis, periodDays, days } = stored;
  if (weight === null || totalWeight === null) return { ...stored, quantity: fraction(quantity) };
  return {
    ...stored,
    quantity:
      quantityBasis === 'consumed'
        ? fraction(quantity.times(weight), totalWeight)
        : fraction(quantity.times(countAllDays(days)), periodDays),
  };
}

/** Whether two sets of entries say the same of every month, at the same baseline versions. */
export function sayTheSame(a: readonly LedgerEntry[], b: readonly LedgerEntry[]): boolean {
  const facts = (entries: readonly LedgerEntry[]) =>
    entries
      .map((entry) =>
        JSON.stringify([
          entry.serviceMonth,
          entry.baselineId,
          entry.daysInMonth,
          entry.quantity,
          entry.cost,
          entry.baselineCost,
          entry.indexedCost,
          entry.indexPublishedOn,
          entry.indexBasePublishedOn,
        ]),
      )
      .sort()
      .join();
  return facts(a) === facts(b);
}
