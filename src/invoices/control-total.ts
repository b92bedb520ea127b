import { add, displayMoney, type Money, negate, noMoney } from '../money/money.ts';
import type { ReadRow } from './invoice-reader.ts';

/** Counts rows and pounds as they are read, and holds the supplier's own total against them. */
export interface ControlTotal {
  count(row: ReadRow): void;
  rows(): number;
  net(): Money;
  /** A sentence for a person when the file's total is another than the sum of its rows. */
  warnings(): string[];
}

export function controlTotal(): ControlTotal {
  let rows = 0;
  let net = noMoney;
  let printedNet = noMoney;
  const totals: { row: number; net: Money | undefined }[] = [];
  return {
    count(row) {
      if (row.kind === 'total') {
        totals.push(row);
        return;
      }
      const amount = row.kind === 'line' ? row.line.net : row.net;
      rows += 1;
      net = add(net, amount);
      printedNet = add(printedNet, amount < 0 ? negate(amount) : amount);
    },
    rows: () => rows,
    net: () => net,
    warnings() {
      const [unread] = totals;
      const [total, ...others] = totals.filter((each) => each.net !== undefined);
      if (unread && total?.net === undefined) {
        return [
          `The total in row ${unread.row} cannot be read, so the rows, ${displayMoney(net)}, were not held against it.`,
        ];
      }
      // Of several totals some are of parts; and a supplier may print credits without their sign.
      if (total?.net === undefined || others.length > 0) return [];
      if (total.net === net || total.net === printedNet) return [];
      return [
        `The total in row ${total.row} is ${displayMoney(total.net)}, but the rows add up to ${displayMoney(net)}. Ask the supplier whether a row is missing.`,
      ];
    },
  };
}
