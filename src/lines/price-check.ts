import {
  type AgreedPrice,
  agreedPrices,
  type PriceBasis,
  type PriceTerms,
} from '../agreed-prices/agreed-price.ts';
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
  readonly basis: PriceBasis;
  /** What makes it the price of that day; null where it stands in the contract. */
  readonly why: string | null;
  readonly agreedNet: Money;
  readonly net: Money;
}

/** What a file charges above and below its contract's prices, and the first lines that do. */
export interface PriceCheck {
  readonly overcharged: { readonly rows: number; readonly net: Money };
  readonly undercharged: { readonly rows: number; readonly net: Money };
  readonly differences: readonly PriceDifference[];
  /** Lines whose price nobody knows yet: no claim, and no agreement either. */
  readonly notKnown: readonly NotKnown[];
}

/** Lines that wait for one thing to know their price. */
export interface NotKnown {
  readonly rows: number;
  readonly net: Money;
  readonly why: string;
}

/** So many lines are listed; the sums are of all. */
const listed = 1000;

/** Gathers the lines of invoices that differ from the price of their day, as they are posted. */
export interface PriceCounter {
  count(matched: MatchedLine, assessment: Assessment): void;
  end(): PriceCheck;
}

export function priceCounter(terms: PriceTerms): PriceCounter {
  const priceOf = agreedPrices(terms);
  let over = { rows: 0, net: noMoney };
  let under = { rows: 0, net: noMoney };
  const differences: PriceDifference[] = [];
  const notKnown = new Map<string, NotKnown>();
  return {
    count({ line, contract }, { lineClass, service }) {
      const { documentKind, item, quantity, net } = line;
      if (documentKind !== 'invoice' || lineClass === 'off_contract' || !quantity) return;
      const price = priceOf({ contract, item, on: service.from, quantity });
      if (!price) return;
      if ('notKnown' in price) {
        const { rows, net: sum } = notKnown.get(price.notKnown) ?? { rows: 0, net: noMoney };
        const why = price.notKnown;
        notKnown.set(why, { rows: rows + 1, net: add(sum, net), why });
        return;
      }
      const difference = differenceFrom(price, line, quantity);
      if (!difference) return;
      const { agreedNet } = difference;
      if (net > agreedNet)
        over = { rows: over.rows + 1, net: add(over.net, subtract(net, agreedNet)) };
      else under = { rows: under.rows + 1, net: add(under.net, subtract(agreedNet, net)) };
      if (differences.length < listed) differences.push(difference);
    },
    end: () => ({
      overcharged: over,
      undercharged: under,
      differences: differences.sort((a, b) => a.row - b.row),
      notKnown: [...notKnown.values()],
    }),
  };
}

function differenceFrom(
  { unitPrice, basis, why }: Exclude<AgreedPrice, { readonly notKnown: string }>,
  { row, documentNumber, schoolText, item, net }: MatchedLine['line'],
  quantity: Decimal,
): PriceDifference | undefined {
  const agreedNet = toMoney(priced(fraction(quantity), unitPrice));
  if (agreedNet === net) return undefined;
  const agreed = { agreedPrice: unitPrice, agreedNet, basis, why };
  return { row, documentNumber, schoolText, item, quantity, ...agreed, net };
}

/** A price check as it travels: amounts and quantities as text, a claim above zero. */
export function writePriceCheck(check: PriceCheck) {
  const { overcharged, undercharged, differences, notKnown } = check;
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
      basis: each.basis,
      why: each.why,
      net: formatMoney(each.net),
      claim: formatMoney(subtract(each.net, each.agreedNet)),
    })),
    not_known: notKnown.map(({ rows, net, why }) => ({ rows, net: formatMoney(net), why })),
  };
}
