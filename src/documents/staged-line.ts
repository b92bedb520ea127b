import type { InvoiceLine } from '../invoices/invoice.ts';
import { severalSchools } from '../limits/limit.ts';
import { decimal } from '../money/decimal.ts';

/**
 * What recognising made of a row: new, known already, or against what came before (P12); or beyond
 * the limit of whoever posts the file.
 */
export const outcomes = ['new', 'already', 'conflict', 'moved', 'beyond'] as const;
export type Outcome = (typeof outcomes)[number];

/** The order in which the lines of a file are posted, whatever the order of its rows (P13). */
export type Phase = 'own' | 'credit' | 'reversal';
export const phases: readonly Phase[] = ['own', 'credit', 'reversal'];

/** A line whose contract and school are found, on its way through the database. */
export interface StagedLine {
  readonly line: InvoiceLine;
  readonly contractId: string;
  /** Null for a joint line. */
  readonly schoolId: string | null;
  readonly contentHash: Buffer;
}

/** What became of lines that were handed over: those that were taken, and of them the documents of those held. */
export interface Taken {
  readonly taken: ReadonlySet<StagedLine>;
  readonly held: readonly string[];
}

/** Posts lines or holds them while others are read; at the end all that it took is where it belongs. */
export interface LinesTaker {
  take(lines: readonly StagedLine[]): Promise<Taken>;
  end(): Promise<void>;
}

/** Lines of their own come first, then credits on them, then cancellations of whole documents. */
export function phaseOf(line: InvoiceLine): Phase {
  if (line.documentKind === 'invoice') return 'own';
  if (line.creditKind === 'reversal') return 'reversal';
  return line.creditKind === 'quantity' || line.creditKind === 'price' ? 'credit' : 'own';
}

/** Whose row a line is: a joint one, and one that cancels a document, is not one school's alone. */
export function whoseRow({ line, schoolId }: Pick<StagedLine, 'line' | 'schoolId'>): string {
  return phaseOf(line) === 'reversal' ? severalSchools : (schoolId ?? severalSchools);
}

/** A line as text, with its decimals as digits. */
export function writeLine(line: InvoiceLine): string {
  return JSON.stringify({
    ...line,
    quantity: line.quantity?.toFixed() ?? null,
    unitPrice: line.unitPrice?.toFixed() ?? null,
    fee: line.fee?.toFixed() ?? null,
  });
}

export function readLine(text: string): InvoiceLine {
  const { quantity, unitPrice, fee, ...line } = JSON.parse(text);
  return {
    ...line,
    quantity: quantity === null ? null : decimal(quantity),
    unitPrice: unitPrice === null ? null : decimal(unitPrice),
    fee: fee === null ? null : decimal(fee),
  };
}
