import type { DateRange } from '../calendar/period.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import type { Decimal } from '../money/decimal.ts';
import type { ProblemCode, ProblemDetail } from '../problem.ts';

/** What is known of the document that a credit on quantity or price names (P9). */
export interface Original {
  /** The document that is posted, or undefined as long as it has not come. */
  readonly invoiceId: string | undefined;
  /** The different service periods of its lines with the same school and item. */
  readonly services: readonly DateRange[];
  /** How its joint lines of the same item were shared, if they all were in the same way. */
  readonly joint: JointOriginal | undefined;
}

export interface JointOriginal {
  readonly periodDays: number;
  readonly weights: readonly {
    readonly schoolId: string;
    readonly weight: Decimal;
    readonly days: readonly DateRange[];
  }[];
}

/** Whether a credit has to name a document that is posted before it can count. */
export function namesOriginal(line: InvoiceLine): boolean {
  return (
    line.creditKind === 'quantity' || line.creditKind === 'price' || line.creditKind === 'reversal'
  );
}

/** Why a credit note cannot count as it stands; undefined when it can (P9). */
export function creditProblem(
  line: InvoiceLine,
  original: Original | undefined,
): ProblemDetail | undefined {
  if (line.creditKind === null) {
    return held(
      line,
      'credit.kind-unknown',
      line.creditWord
        ? `'${line.creditWord}' does not say which kind of credit this is.`
        : 'The credit note does not say which kind of credit it is.',
      line.creditWord
        ? 'Teach the profile the word, as quantity, price, rebate or reversal; or settle the row with its kind.'
        : 'Ask the supplier whether units were returned, a price was wrong, a rebate was paid or an invoice was cancelled; then settle the row with that kind.',
    );
  }
  if (line.net > 0) {
    return held(
      line,
      'credit.above-zero',
      'This credit note adds cost instead of taking it away.',
      'Check how the profile reads the sign of credit notes.',
    );
  }
  if (
    line.creditKind === 'quantity' &&
    (line.quantity === null || !line.quantity.isNegative() || line.quantity.isZero())
  ) {
    return held(
      line,
      'credit.quantity',
      'A credit for units returned has to say how many, as a number below zero.',
      'Ask the supplier for the quantity, or check how the profile reads the sign of credit notes.',
    );
  }
  if (line.creditKind === 'price' && line.quantity !== null && !line.quantity.isZero()) {
    return held(
      line,
      'credit.quantity',
      'A correction of the price cannot return units.',
      'Ask the supplier whether units were returned or the price was wrong.',
    );
  }
  if (namesOriginal(line) && !line.originalNumber) {
    return held(
      line,
      'credit.original-unknown',
      'The credit note does not say which document it credits.',
      'Ask the supplier for the number of the invoice, then settle the row with it.',
    );
  }
  // A cancelled original is posted all the same: were the credit held, its coming before or after
  // the cancellation would change the figures (P13).
  return original && original.invoiceId === undefined ? waiting(line) : undefined;
}

/** A credit that came before its original: it counts by itself as soon as that is posted. */
export function waiting(line: InvoiceLine): ProblemDetail {
  return held(
    line,
    'credit.waiting',
    `Waits for ${line.originalNumber}, which has not come yet.`,
    'Nothing is to do: it counts as soon as that document is posted.',
  );
}

function held(
  line: InvoiceLine,
  code: ProblemCode,
  message: string,
  remedy: string,
): ProblemDetail {
  return { code, row: line.row, message, remedy };
}
