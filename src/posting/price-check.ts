import { priceOn } from '../contracts/price-schedule.ts';
import { type Decimal, formatDecimal, fraction } from '../money/decimal.ts';
import { add, formatMoney, type Money, noMoney, subtract } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';
import type { MatchedLine } from './assess.ts';
import type { Assessment } from './posted-line.ts';

/** A line that is charged at another price than the contract's of that day (P1: its net stands). */
export interface PriceDifference {
  readonly row: number;
  readonly documentNumber: string;
  readonly schoolText: string;
  readonly item: string;
  readonly quantity: Decimal;
  /** The agreed net price of one unit on the first day of service. */
  readonly agreedPrice: Decimal;
  readonly agreedNet: Money;
  readonly net: Money;
}

/** What a file charges above and below its contract's prices, and the first lines that do. */
export interface PriceCheck {
  readonly overcharged: { readonly rows: number; readonly net: Money };
  readonly undercharged: { readonly rows: number; readonly net: Money };
  readonly differences: readonly PriceDifference[];
}

/** So many lines are listed; the sums are of all. */
const listed = 1000;

/** Gathers the lines of invoices that differ from the price of their day, as they are posted. */
export interface PriceCounter {
  count(matched: MatchedLine, assessment: Assessment): void;
  end(): PriceCheck;
}

export function priceCounter(): PriceCounter {
  let over = { rows: 0, net: noMoney };
  let under = { rows: 0, net: noMoney };
  const differences: PriceDifference[] = [];
  return {
    count(matched, assessment) {
      const difference = priceDifference(matched, assessment);
      if (!difference) return;
      const { net, agreedNet } = difference;
      if (net > agreedNet)
        over = { rows: over.rows + 1, net: add(over.net, subtract(net, agreedNet)) };
      else under = { rows: under.rows + 1, net: add(under.net, subtract(agreedNet, net)) };
      if (differences.length < listed) differences.push(difference);
    },
    end: () => ({ overcharged: over, undercharged: under, differences }),
  };
}

/** How a line differs from its price; undefined where it does not, or where nothing is agreed. */
export function priceDifference(
  { line, contract }: MatchedLine,
  { lineClass, service }: Assessment,
): PriceDifference | undefined {
  const { row, documentNumber, schoolText, item, quantity, net } = line;
  if (line.documentKind !== 'invoice' || lineClass === 'off_contract' || !quantity)
    return undefined;
  const price = priceOn(contract.prices, item, service.from);
  if (!price) return undefined;
  const agreedNet = toMoney(priced(fraction(quantity), price.unitPrice));
  if (agreedNet === net) return undefined;
  const agreed = { agreedPrice: price.unitPrice, agreedNet };
  return { row, documentNumber, schoolText, item, quantity, ...agreed, net };
}

/** A price check as it travels: amounts and quantities as text, a claim above zero. */
export function writePriceCheck({ overcharged, undercharged, differences }: PriceCheck) {
  const sum = ({ rows, net }: { rows: number; net: Money }) => ({ rows, net: formatMoney(net) });
  return {
    overcharged: sum(overcharged),
    undercharged: sum(undercharged),
    differences: differences.map((each) => ({
      row: each.row,
      document: each.documentNumber,
      school: each.schoolText,
      item: each.item,
      quantity: formatDecimal(each.quantity),
      agreed_price: formatDecimal(each.agreedPrice),
      agreed_net: formatMoney(each.agreedNet),
      net: formatMoney(each.net),
      claim: formatMoney(subtract(each.net, each.agreedNet)),
    })),
  };
}
