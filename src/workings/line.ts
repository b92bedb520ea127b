import type { LocalDate } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { QuantityBasis, Unit } from '../contracts/price-schedule.ts';
import type { StoredShare } from '../corrections/stored-share.ts';
import type { PostedClass } from '../lines/posted-line.ts';
import { type Decimal, one, zero } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import type { SharePart } from './sharing.ts';

/** A posted line with everything that is stored of it, its document and its file (P4). */
export interface StoredLine {
  readonly id: string;
  readonly journal: number;
  readonly importId: string;
  readonly fileId: string;
  readonly profileId: string;
  readonly row: number;
  readonly document: { readonly number: string; readonly kind: string };
  /** The number of the document that a credit names. */
  readonly original: string | null;
  readonly supplier: string;
  readonly contractId: string;
  readonly contract: string;
  readonly driver: string;
  /** Null for a joint line. */
  readonly schoolId: string | null;
  readonly urn: string | null;
  readonly schoolText: string;
  readonly item: string;
  readonly description: string;
  readonly documentDate: LocalDate;
  readonly creditKind: string | null;
  readonly service: DateRange;
  readonly quantity: Decimal | null;
  /** What the quantity counts, by the price of its day; null where none was in force (P8). */
  readonly unit: Unit | null;
  readonly unitPrice: Decimal | null;
  readonly net: Money;
  readonly vat: Money;
  readonly lineClass: PostedClass;
  readonly quantityBasis: QuantityBasis;
  /** Of a line that is one school's alone; a joint line has one with each share. */
  readonly recoveryRate: Decimal | null;
  readonly periodDays: number;
  /** The journal that took it back; null while it stands. */
  readonly withdrawnIn: number | null;
  readonly file: {
    readonly name: string;
    readonly sha256: string;
    readonly keptSha256: string;
    readonly byteCount: number;
    readonly encoding: string;
    readonly header: readonly string[];
    readonly receivedAt: string;
    readonly receivedBy: string;
  };
}

/** The number of the school that an entry of a line is about. */
export function urnIn({ urn }: StoredLine, parts: readonly SharePart[], schoolId: string): string {
  return urn ?? parts.find((part) => part.schoolId === schoolId)?.urn ?? '';
}

/** A school's part of a line with the inputs of its figures, as posting stored them (P4). */
export function shareIn(
  line: StoredLine,
  parts: readonly SharePart[],
  schoolId: string,
): StoredShare {
  const part = parts.find((each) => each.schoolId === schoolId);
  const { id: lineId, contractId, item, documentDate, lineClass } = line;
  // A cancellation has no entries of its own.
  if (lineClass === 'reversal') throw new Error(`line ${lineId} has no shares`);
  return {
    source: { lineId, contractId, item, documentDate, lineClass },
    schoolId,
    weight: part?.weight ?? null,
    totalWeight: part ? parts.reduce((sum, { weight }) => sum.plus(weight), zero) : null,
    days: part?.days ?? [line.service],
    net: part?.net ?? line.net,
    vat: part?.vat ?? line.vat,
    recoveryRate: part?.recoveryRate ?? line.recoveryRate ?? one,
    quantity: line.quantity ?? zero,
    quantityBasis: line.quantityBasis,
    periodDays: line.periodDays,
  };
}
