import type { StoppedRow } from '../imports/import.ts';
import type { UnpricedItem } from '../lines/unpriced.ts';
import { add, type Money, noMoney } from '../money/money.ts';
import type { ProblemCode } from '../problem.ts';

/** A text of a file that means nothing in the register, and what hangs on it. */
export interface UnmatchedText {
  readonly text: string;
  readonly rows: number;
  readonly net: Money;
}

/** What a file names that the register does not know; of each kind the first thousand texts. */
export interface Unmatched {
  readonly schools: readonly UnmatchedText[];
  readonly contracts: readonly UnmatchedText[];
  /** Items without a price on the day: they count as spend outside of the contract (P8). */
  readonly items: readonly UnmatchedText[];
}

const mostTexts = 1000;

/** Gathers the texts of rows that stopped for one reason. */
export interface UnmatchedCounter {
  count(row: StoppedRow): void;
  /** Those with the most rows first. */
  end(): UnmatchedText[];
}

export function unmatchedCounter(reason: ProblemCode): UnmatchedCounter {
  const texts = new Map<string, UnmatchedText>();
  return {
    count({ code, found, net }) {
      const text = found ?? '';
      if (code !== reason || (texts.size >= mostTexts && !texts.has(text))) return;
      const known = texts.get(text) ?? { text, rows: 0, net: noMoney };
      texts.set(text, { text, rows: known.rows + 1, net: add(known.net, net) });
    },
    end: () => [...texts.values()].sort((a, b) => b.rows - a.rows),
  };
}

/** The items that no price explains, as texts. */
export function unpricedTexts(items: readonly UnpricedItem[]): UnmatchedText[] {
  return items.slice(0, mostTexts).map(({ item: text, rows, net }) => ({ text, rows, net }));
}
