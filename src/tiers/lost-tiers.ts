import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import type { ContractYear } from './contract-year.ts';
import type { VolumeOutlook } from './outlook.ts';
import { type LostTier, lostTier, yearQuantity } from './tier.ts';
import { lostTierSentence } from './words.ts';

/** An item of a contract whose year falls below a tier. */
export interface LostItemTier {
  readonly contract: string;
  readonly item: string;
  readonly year: ContractYear;
  readonly lost: LostTier;
}

/**
 * The tiers that a smaller volume loses, year by year: of a year that is over by what was bought, of
 * a running one by run rate, both times over the same months (F9, F16).
 */
export function lostTiers(
  before: readonly VolumeOutlook[],
  after: readonly VolumeOutlook[],
): LostItemTier[] {
  return before.flatMap(({ contract, items }) => {
    const left = after.find((outlook) => outlook.contract === contract)?.items ?? [];
    return items.flatMap(({ item, year, steps, volume }): LostItemTier[] => {
      const then = left.find((each) => each.item === item && each.year.index === year.index);
      if (!then) return [];
      // The last months may have been the leaver's alone, and count for those who stay as well.
      const rest = { ...then.volume, wholeMonths: volume.wholeMonths };
      const lost = lostTier(steps, yearQuantity(volume), yearQuantity(rest));
      return lost ? [{ contract, item, year, lost }] : [];
    });
  });
}

/** A lost tier as it travels: amounts and quantities as text, with its sentence. */
export function writeLostTier({ contract, item, year, lost }: LostItemTier) {
  return {
    contract,
    item,
    from: year.from,
    to: year.to,
    quantity_before: formatDecimal(lost.quantityBefore),
    quantity_after: formatDecimal(lost.quantityAfter),
    unit_price_before: formatDecimal(lost.before.unitPrice),
    unit_price_after: formatDecimal(lost.after.unitPrice),
    cost: formatMoney(lost.cost),
    in_words: lostTierSentence(item, year, lost),
  };
}
