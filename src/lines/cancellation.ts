import { countDays } from '../calendar/period.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import { add, displayMoney, type Money, negate } from '../money/money.ts';
import type { ProblemDetail } from '../problem.ts';
import { creditProblem, waiting } from './credit.ts';
import type { Assessment } from './posted-line.ts';

/** An invoice that a credit note would cancel, and what is posted of it in all. */
export interface Cancellable {
  readonly invoiceId: string;
  readonly net: Money;
  readonly vat: Money;
  readonly isReversed: boolean;
}

/**
 * Why the lines of a cancelling credit note are held: the note as a whole has to take back exactly what is posted
 * of an invoice, in net and in VAT, and only the first one does (P9). The note is looked at once, for all its lines.
 */
export function cancellationProblem(
  note: readonly InvoiceLine[],
  invoice: Cancellable | undefined,
): (line: InvoiceLine) => ProblemDetail | undefined {
  const problem = note.map((each) => creditProblem(each, undefined)).find((found) => found);
  if (problem) return ({ row }) => ({ ...problem, row });
  if (!invoice) return waiting;
  if (invoice.isReversed) {
    return (line) =>
      unfit(
        line,
        `${line.originalNumber} is cancelled already.`,
        'Ask the supplier why it was cancelled twice.',
      );
  }
  const net = add(...note.map((each) => each.net));
  const vat = add(...note.map((each) => each.vat));
  if (net === negate(invoice.net) && vat === negate(invoice.vat)) return () => undefined;
  return (line) =>
    unfit(
      line,
      `${line.documentNumber} takes back ${displayMoney(negate(net))} and VAT of ${displayMoney(negate(vat))}, but ${displayMoney(invoice.net)} and VAT of ${displayMoney(invoice.vat)} are posted of ${line.originalNumber}.`,
      'Put right the rows of that invoice that are held; if there are none, ask the supplier to credit the whole of it, or to say what was returned.',
    );
}

/** How a line of a fitting cancellation counts: it has no shares, the entries it negates have. */
export function cancellation(line: InvoiceLine, contractId: string): Assessment {
  const [from, to] = [line.serviceFrom ?? line.documentDate, line.serviceTo ?? line.documentDate];
  return {
    lineClass: 'reversal',
    quantityBasis: 'consumed',
    priceId: null,
    contractId,
    service: { from, to },
    periodDays: countDays({ from, to }),
    shares: [],
  };
}

/** Why a line of a document that was cancelled is held (P9). */
export function takesNoMore(line: InvoiceLine): ProblemDetail {
  return {
    code: 'document.reversed',
    row: line.row,
    found: line.documentNumber,
    message: `${line.documentNumber} was cancelled and takes no further lines.`,
    remedy: 'Ask the supplier for a new document.',
  };
}

function unfit(line: InvoiceLine, message: string, remedy: string): ProblemDetail {
  return { code: 'reversal.unfit', row: line.row, message, remedy };
}
