import { type Month, monthOf } from '../calendar/period.ts';
import type { ReadRow } from '../invoices/invoice-reader.ts';
import { add, type Money, noMoney } from '../money/money.ts';

/** Rows that wait, and their net pounds. */
export interface WaitingSum {
  readonly rows: number;
  readonly net: Money;
}

/** What waits of one month, and what waits and cannot be told to be of any month. */
export interface WaitingOfMonth {
  readonly ofMonth: WaitingSum;
  readonly undated: WaitingSum;
}

/** Adds up the rows that wait, one by one. */
export interface WaitingCounter {
  count(read: ReadRow, net: Money): void;
  end(): WaitingOfMonth;
}

/**
 * Whether a row that waits would change the figure of a month. One whose service covers several
 * months counts with all its pounds in each, because it is not shared out before it is posted; one
 * that is not readable might be of any month, and is told apart (P5).
 */
export function waitingCounter(month: Month): WaitingCounter {
  let ofMonth: WaitingSum = { rows: 0, net: noMoney };
  let undated = ofMonth;
  const more = (sum: WaitingSum, net: Money) => ({ rows: sum.rows + 1, net: add(sum.net, net) });
  return {
    count(read, net) {
      const months = monthsOf(read);
      if (!months) undated = more(undated, net);
      else if (months.from <= month && month <= months.to) ofMonth = more(ofMonth, net);
    },
    end: () => ({ ofMonth, undated }),
  };
}

/** The months of a row's service; without service dates, that of its document (P4). */
function monthsOf(read: ReadRow): { from: Month; to: Month } | undefined {
  if (read.kind !== 'line') return undefined;
  const { serviceFrom, serviceTo, documentDate } = read.line;
  return { from: monthOf(serviceFrom ?? documentDate), to: monthOf(serviceTo ?? documentDate) };
}
