import type { BaselineKind } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { type Money, negate } from '../money/money.ts';
import type { EntryClass } from '../savings/recognition.ts';

/**
 * One effect of one line on one school in one service month, at one baseline version or none.
 * Never changed: a correction is a further entry.
 */
export interface LedgerEntry {
  readonly id: string;
  readonly lineId: string;
  readonly schoolId: string;
  readonly contractId: string;
  readonly item: string;
  readonly entryClass: EntryClass;
  readonly serviceMonth: Month;
  /** The month whose books carry it: the service month, or a later one if that was closed (P11). */
  readonly bookedMonth: Month;
  readonly daysInMonth: number;
  readonly baselineId: string | null;
  readonly baselineKind: BaselineKind | null;
  /** Six decimals, for display only. */
  readonly quantity: string;
  /** Net plus irrecoverable VAT; a rebate is below zero. */
  readonly cost: Money;
  readonly baselineCost: Money | null;
  readonly indexedCost: Money | null;
  /** When the levels were published that made the indexed cost; null without one (P7). */
  readonly indexPublishedOn: LocalDate | null;
  readonly indexBasePublishedOn: LocalDate | null;
  readonly isSustained: boolean;
  /** 0 for an entry, 1 for its negation, 2 for the negation taken back, and so on. */
  readonly depth: number;
  readonly reversesEntryId: string | null;
  /** The cancelling credit note's line, when that is what negated the entry (P9). */
  readonly causedByLineId: string | null;
}

/** The entry that takes another one back, in the same service month, all figures with their sign turned. */
export function negation(
  entry: LedgerEntry,
  by: { id: string; bookedMonth: Month; causedByLineId?: string },
): LedgerEntry {
  return {
    ...entry,
    id: by.id,
    bookedMonth: by.bookedMonth,
    quantity: negateText(entry.quantity),
    cost: negate(entry.cost),
    baselineCost: entry.baselineCost === null ? null : negate(entry.baselineCost),
    indexedCost: entry.indexedCost === null ? null : negate(entry.indexedCost),
    depth: entry.depth + 1,
    reversesEntryId: entry.id,
    causedByLineId: by.causedByLineId ?? null,
  };
}

function negateText(quantity: string): string {
  if (/^-?0(\.0*)?$/.test(quantity)) return quantity.replace('-', '');
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`;
}
