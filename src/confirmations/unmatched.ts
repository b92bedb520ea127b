import type { StoppedRow } from '../imports/import.ts';
import { add, type Money, noMoney } from '../money/money.ts';
import type { UnpricedItem } from '../posting/unpriced.ts';

/** A text of a file that means nothing in the register, and what hangs on it. */
export interface UnmatchedText {
  readonly text: string;
  readonly rows: number;
  readonly net: Money;
}

/** What a file names that the register does not know. */
export interface Unmatched {
  readonly schools: readonly UnmatchedText[];
  readonly contracts: readonly UnmatchedText[];
  /** Items without a price on the day: they count as spend outside of the contract (P8). */
  readonly items: readonly UnmatchedText[];
}

/** The texts that no school, contract or price answers to, those with the most rows first. */
export function unmatchedIn(
  stopped: readonly StoppedRow[],
  items: readonly UnpricedItem[],
): Unmatched {
  const texts = (code: string) => {
    const found = new Map<string, UnmatchedText>();
    for (const row of stopped) {
      if (row.code !== code) continue;
      const text = row.found ?? '';
      const known = found.get(text) ?? { text, rows: 0, net: noMoney };
      found.set(text, { text, rows: known.rows + 1, net: add(known.net, row.net) });
    }
    return [...found.values()].sort((a, b) => b.rows - a.rows);
  };
  return {
    schools: texts('school.unknown'),
    contracts: texts('contract.unknown'),
    items: items.map(({ item: text, rows, net }) => ({ text, rows, net })),
  };
}
