import { add, displayMoney, type Money, noMoney } from '../money/money.ts';
import type { MatchedLine } from './assess.ts';
import type { Assessment } from './posted-line.ts';

/** An item that its contract has no price for, and the lines that name it. */
export interface UnpricedItem {
  readonly item: string;
  readonly contract: string;
  readonly rows: number;
  readonly net: Money;
}

/** Gathers lines of a contract's own supplier that no price of the contract explains (P8). */
export interface UnpricedItems {
  count(matched: MatchedLine, assessment: Assessment): void;
  end(): UnpricedItem[];
}

export function unpricedItems(): UnpricedItems {
  const items = new Map<string, UnpricedItem>();
  return {
    count({ line: { item, net }, contract, supplierId }, { lineClass }) {
      if (lineClass !== 'off_contract' || supplierId !== contract.supplierId) return;
      const key = JSON.stringify([contract.reference, item]);
      const known = items.get(key) ?? { item, contract: contract.reference, rows: 0, net: noMoney };
      items.set(key, { ...known, rows: known.rows + 1, net: add(known.net, net) });
    },
    end: () => [...items.values()],
  };
}

const told = 100;

/** What a person should know of such items, one by one; of a great many, of the first. */
export function unpricedWarnings(items: readonly UnpricedItem[]): string[] {
  const rest = items.length - told;
  const more = `${rest} more items have no price in their contract on the days of their rows.`;
  return [...items.slice(0, told).map(unpricedWarning), ...(rest > 0 ? [more] : [])];
}

/** What a person should know of such an item: its cost counts, but outside of the contract. */
export function unpricedWarning({ item, contract, rows, net }: UnpricedItem): string {
  const what = item ? `'${item}' has` : 'Rows without an item have';
  const many = rows === 1 ? '1 row' : `${rows} rows`;
  return `${what} no price in ${contract} on the days of ${many}, ${displayMoney(net)} net: counted as spend outside of the contract, with no saving. Add the price or explain the word in the profile, then repost the import.`;
}
