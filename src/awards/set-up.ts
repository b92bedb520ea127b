import { displayMoney, formatMoney, noMoney } from '../money/money.ts';
import type { Area } from '../sourcing/area.ts';
import type { SchoolOutcome } from '../sourcing/comparison.ts';

/** What is paid once under a contract, as an item of its own. */
export interface SetUpPrice {
  readonly item: string;
  readonly description: string;
  /** Net pounds. */
  readonly unitPrice: string;
}

/**
 * What a chosen option asks once: an item for each amount, called after what it sets up, since a contract
 * has one price of an item. The description says which schools pay it.
 */
export function setUpPrices(
  { items }: Pick<Area, 'items'>,
  outcomes: readonly SchoolOutcome[],
): SetUpPrice[] {
  const taken = new Set(items.map(({ item }) => item));
  return items.flatMap(({ item, description }) => {
    const quotes = outcomes
      .flatMap((outcome) => outcome.items.map(({ quote }) => quote))
      .filter((quote) => quote.item === item && quote.oneOff !== noMoney);
    const amounts = [...new Set(quotes.map(({ oneOff }) => oneOff))].sort((a, b) => a - b);
    return amounts.map((amount): SetUpPrice => {
      const code = freeCode(`${item}-SETUP`, taken);
      taken.add(code);
      const urns = quotes.filter(({ oneOff }) => oneOff === amount).map(({ urn }) => urn);
      const what = `Set-up of ${description || item}, once for ${urns.sort().join(', ')}`;
      return { item: code, description: what, unitPrice: formatMoney(amount) };
    });
  });
}

function freeCode(code: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? code : `${code}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** What a forecast leaves out, in words; nothing where nothing is paid once. */
export function setUpInWords(outcomes: readonly SchoolOutcome[]): string {
  const once = outcomes.reduce((sum, { oneOff }) => sum + oneOff, 0) as typeof noMoney;
  return once === noMoney ? '' : `; ${displayMoney(once)} of set-up, paid once, is not in it`;
}
