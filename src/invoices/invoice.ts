import { hash } from 'node:crypto';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Decimal, formatDecimal } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import type { CreditKind, DocumentKind } from './supplier-profile.ts';

/** A row of a supplier's file as the product understands it; amounts below zero for credits. */
export interface InvoiceLine {
  readonly row: number;
  /** Without white space, upper case: `bpb 10206` and `BPB10206` are one document (P12). */
  readonly documentNumber: string;
  readonly documentKind: DocumentKind;
  readonly documentDate: LocalDate;
  /** Null on an invoice, and on a credit note whose word no profile explains. */
  readonly creditKind: CreditKind | null;
  readonly creditWord: string;
  readonly originalNumber: string;
  /** What the row itself says of kind and original, where a person has said it instead. */
  readonly printed?: Pick<InvoiceLine, 'creditKind' | 'originalNumber'>;
  readonly contract: string;
  readonly serviceFrom: LocalDate | null;
  readonly serviceTo: LocalDate | null;
  readonly schoolText: string;
  readonly isJoint: boolean;
  readonly item: string;
  readonly description: string;
  readonly quantity: Decimal | null;
  readonly unitPrice: Decimal | null;
  /** What the supplier keeps for itself of the price of a unit, where the file says so. */
  readonly fee: Decimal | null;
  readonly net: Money;
  readonly vat: Money;
}

export function normaliseNumber(printed: string): string {
  return printed.replace(/\s+/gu, '').toUpperCase();
}

/**
 * A digest of what a line says, all but its school: two lines of one document and school with the
 * same digest are the same line sent twice, or two identical ones (P12).
 */
export function contentHash(line: InvoiceLine): Buffer {
  const { creditKind, originalNumber } = line.printed ?? line;
  const content = [
    line.documentDate,
    creditKind ?? line.creditWord,
    originalNumber,
    line.serviceFrom,
    line.serviceTo,
    line.item,
    line.description,
    line.quantity && formatDecimal(line.quantity),
    line.unitPrice && formatDecimal(line.unitPrice),
    line.net,
    line.vat,
  ];
  return hash('sha256', JSON.stringify(content), 'buffer');
}

/** What makes a document of one supplier: its kind and its normalised number (P12). */
export function documentKey(line: Pick<InvoiceLine, 'documentKind' | 'documentNumber'>): string {
  return `${line.documentKind} ${line.documentNumber}`;
}

/** The id of a document, made of what identifies it: whoever meets it names it alike. */
export function documentId(
  trustId: string,
  supplierId: string,
  line: Pick<InvoiceLine, 'documentKind' | 'documentNumber'>,
): string {
  const content = JSON.stringify([trustId, supplierId, documentKey(line)]);
  const bytes = hash('sha256', content, 'buffer').subarray(0, 16);
  // The form of a UUID of version 8, which is made by a rule of one's own.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
