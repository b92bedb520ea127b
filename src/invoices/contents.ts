import type { LocalDate } from '../calendar/local-date.ts';
import { add, type Money, noMoney } from '../money/money.ts';
import type { ReadRow } from './invoice-reader.ts';

/** What the lines of a file say in all, whatever becomes of them; credits below zero. */
export interface Contents {
  readonly lines: number;
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
  /** The first and last day of service that a line names; null where none names any. */
  readonly firstDay: LocalDate | null;
  readonly lastDay: LocalDate | null;
}

export interface ContentsCounter {
  count(row: ReadRow): void;
  end(): Contents;
}

/** Adds up the rows that can be read as lines; refused rows and totals are none. */
export function contentsCounter(): ContentsCounter {
  let lines = 0;
  let net = noMoney;
  let vat = noMoney;
  let firstDay: LocalDate | null = null;
  let lastDay: LocalDate | null = null;
  return {
    count(row) {
      if (row.kind !== 'line') return;
      const { serviceFrom, serviceTo } = row.line;
      lines += 1;
      net = add(net, row.line.net);
      vat = add(vat, row.line.vat);
      if (serviceFrom && (firstDay === null || serviceFrom < firstDay)) firstDay = serviceFrom;
      if (serviceTo && (lastDay === null || serviceTo > lastDay)) lastDay = serviceTo;
    },
    end: () => ({ lines, net, vat, gross: add(net, vat), firstDay, lastDay }),
  };
}
