import type { Share } from '../allocation/allocation.ts';
import { dayBefore, type LocalDate } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { QuantityBasis } from '../contracts/price-schedule.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import type { Canonical } from '../ledger/chain.ts';
import type { Decimal } from '../money/decimal.ts';
import type { EntryClass } from '../savings/recognition.ts';

/** What a line counts as; a `reversal` has no entries of its own, it negates those of another. */
export type PostedClass = EntryClass | 'reversal';

/** How a line counts and for whom: every input of its figures, kept with it for good (P4). */
export interface Assessment {
  readonly lineClass: PostedClass;
  readonly quantityBasis: QuantityBasis;
  readonly priceId: string | null;
  readonly contractId: string;
  readonly service: DateRange;
  readonly periodDays: number;
  readonly shares: readonly Share[];
}

/** A line that is posted, with its own id and those of its document and import. */
export interface PostedLine {
  readonly id: string;
  readonly importId: string;
  readonly invoiceId: string;
  readonly originalInvoiceId: string | null;
  readonly schoolId: string | null;
  readonly contentHash: Buffer;
  readonly line: InvoiceLine;
  readonly assessment: Assessment;
}

const six = (value: Decimal | null) => value?.toFixed(6) ?? null;

/** A posted line as its journal hashes it. */
export function canonicalLine(posted: PostedLine): Canonical {
  const { line, assessment } = posted;
  return [
    posted.id,
    posted.importId,
    line.row,
    posted.invoiceId,
    posted.originalInvoiceId,
    assessment.contractId,
    posted.schoolId,
    line.schoolText,
    line.item,
    line.description,
    line.documentDate,
    line.creditKind,
    assessment.service.from,
    assessment.service.to,
    six(line.quantity),
    six(line.unitPrice),
    line.net,
    line.vat,
    posted.contentHash.toString('hex'),
    assessment.lineClass,
    assessment.quantityBasis,
    assessment.priceId,
    six(directRecovery(posted)),
    assessment.periodDays,
  ];
}

/** The recovery rate of a line that is one school's alone; joint lines keep one with each share. */
export function directRecovery({ schoolId, assessment }: PostedLine): Decimal | null {
  return schoolId ? (assessment.shares[0]?.recoveryRate ?? null) : null;
}

/** A school's part of a joint line as its journal hashes it. */
export function canonicalAllocation(lineId: string, share: Share): Canonical {
  return [
    lineId,
    share.schoolId,
    six(share.weight),
    writeDays(share.days),
    share.net,
    share.vat,
    six(share.recoveryRate),
  ];
}

/** A set of days in the database's own form, both ends included. */
export function writeDays(days: readonly DateRange[]): string {
  return `{${days.map(({ from, to }) => `[${from},${to}]`).join(',')}}`;
}

/** A set of days as the database gives it back: the day after the last one ends a range. */
export function parseDays(text: string): DateRange[] {
  return [...text.matchAll(/\[([\d-]+),([\d-]+)\)/g)].map(([, from, after]) => ({
    from: from as LocalDate,
    to: dayBefore(after as LocalDate),
  }));
}
