import type { LocalDate } from '../calendar/local-date.ts';
import { monthOf } from '../calendar/period.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import { type Canonical, canonicalEntry } from '../ledger/chain.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import {
  type Assessment,
  canonicalAllocation,
  canonicalLine,
  type PostedLine,
  parseDays,
} from '../lines/posted-line.ts';
import { decimal, fraction, zero } from '../money/decimal.ts';
import { noMoney } from '../money/money.ts';

type LineFacts = Pick<
  InvoiceLine,
  'row' | 'schoolText' | 'item' | 'description' | 'documentDate' | 'creditKind' | 'net' | 'vat'
>;
type AssessedFacts = Omit<Assessment, 'service' | 'shares'>;

/** A line as its table holds it. */
export interface StoredLine
  extends Omit<PostedLine, 'line' | 'assessment'>,
    LineFacts,
    AssessedFacts {
  readonly serviceFrom: LocalDate;
  readonly serviceTo: LocalDate;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly recoveryRate: string | null;
}

/** An allocation as its table holds it: a range of days ends with the day after the last one. */
export interface StoredAllocation {
  readonly lineId: string;
  readonly schoolId: string;
  readonly weight: string;
  readonly days: string;
  readonly net: LedgerEntry['cost'];
  readonly vat: LedgerEntry['cost'];
  readonly recoveryRate: string;
}

/** An entry as its table holds it: a month is its first day. */
export interface StoredEntry extends Omit<LedgerEntry, 'serviceMonth' | 'bookedMonth'> {
  readonly serviceMonth: LocalDate;
  readonly bookedMonth: LocalDate;
}

/** What a line carries that its journal does not hash. */
const notHashed = {
  documentNumber: '',
  documentKind: 'invoice',
  creditWord: '',
  originalNumber: '',
  contract: '',
  serviceFrom: null,
  serviceTo: null,
  isJoint: false,
} as const;

const amountless = { weight: null, days: [], net: noMoney, vat: noMoney, quantity: fraction(zero) };
const decimalOrNull = (text: string | null) => (text === null ? null : decimal(text));

/** A stored line as its journal hashed it. */
export function canonicalOfLine(stored: StoredLine): Canonical {
  const { recoveryRate, schoolId } = stored;
  const shares =
    schoolId === null || recoveryRate === null
      ? []
      : [{ ...amountless, schoolId, recoveryRate: decimal(recoveryRate) }];
  return canonicalLine({
    id: stored.id,
    importId: stored.importId,
    invoiceId: stored.invoiceId,
    originalInvoiceId: stored.originalInvoiceId,
    schoolId,
    contentHash: stored.contentHash,
    line: {
      ...notHashed,
      row: stored.row,
      schoolText: stored.schoolText,
      item: stored.item,
      description: stored.description,
      documentDate: stored.documentDate,
      creditKind: stored.creditKind,
      quantity: decimalOrNull(stored.quantity),
      unitPrice: decimalOrNull(stored.unitPrice),
      // What it keeps for itself is tested when it comes, and no figure uses it.
      fee: null,
      net: stored.net,
      vat: stored.vat,
    },
    assessment: {
      lineClass: stored.lineClass,
      quantityBasis: stored.quantityBasis,
      priceId: stored.priceId,
      contractId: stored.contractId,
      service: { from: stored.serviceFrom, to: stored.serviceTo },
      periodDays: stored.periodDays,
      shares,
    },
  });
}

/** A stored allocation as its journal hashed it. */
export function canonicalOfAllocation(stored: StoredAllocation): Canonical {
  return canonicalAllocation(stored.lineId, {
    ...stored,
    weight: decimal(stored.weight),
    days: parseDays(stored.days),
    recoveryRate: decimal(stored.recoveryRate),
    quantity: fraction(zero),
  });
}

/** A stored entry as its journal hashed it. */
export function canonicalOfEntry(stored: StoredEntry): Canonical {
  return canonicalEntry({
    ...stored,
    serviceMonth: monthOf(stored.serviceMonth),
    bookedMonth: monthOf(stored.bookedMonth),
  });
}

/**
 * A record as its journal hashed it, or a mark: a figure that the product could never have written
 * must not stop the check that finds it.
 */
export function orUnreadable<Stored>(canonical: (stored: Stored) => Canonical) {
  return (stored: Stored): Canonical => {
    try {
      return canonical(stored);
    } catch (error) {
      if (error instanceof RangeError) return ['unreadable'];
      throw error;
    }
  };
}
