import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { type Price, priceOn } from '../contracts/price-schedule.ts';
import type { Levels } from '../indices/level.ts';
import type { Decimal } from '../money/decimal.ts';
import { yearsBegun } from '../tiers/contract-year.ts';
import { stepsIn } from '../tiers/outlook.ts';
import { type Tier, tierAt } from '../tiers/tier.ts';
import type { OfContract, VolumeTier } from '../tiers/volume-terms.ts';
import { type BoughtLine, quantityBought } from '../tiers/year-volume.ts';
import { type PriceReview, reviewedPrice, reviewOn } from './price-review.ts';
import { reviewSentence, tierSentence, waitingSentence } from './words.ts';

/** By which of its terms a contract has the price of a day. */
export const priceBases = ['price', 'tier', 'review'] as const;
export type PriceBasis = (typeof priceBases)[number];

/** What a unit costs by the contract on a day; or why that is not known yet. */
export type AgreedPrice =
  | {
      readonly unitPrice: Decimal;
      readonly basis: PriceBasis;
      /** What makes it so, in a sentence; null for a price that stands in the contract. */
      readonly why: string | null;
    }
  | { readonly notKnown: string };

/** What contracts say of their prices beside the dated ones, and what was bought of them so far. */
export interface PriceTerms {
  readonly tiers: readonly OfContract<VolumeTier>[];
  readonly reviews: readonly OfContract<PriceReview>[];
  /** By series, of each month the level that was published first. */
  readonly levels: ReadonlyMap<string, Levels>;
  /** Of contracts with tiers, what is posted already. */
  readonly bought: readonly OfContract<BoughtLine>[];
}

/** One line's item, first day and quantity. */
export interface PricedUnits {
  readonly contract: Contract;
  readonly item: string;
  readonly on: LocalDate;
  readonly quantity: Decimal;
}

/**
 * Tells the price of each line as they come: the dated one of its first day; where price reviews moved that, the
 * reviewed one; where the contract year has reached a cheaper tier by what was bought so far, this line
 * included, the price of the tier. Later lines change what was told of no earlier one.
 */
export function agreedPrices(terms: PriceTerms): (line: PricedUnits) => AgreedPrice | undefined {
  const volume = volumeCounter(terms);
  return (line) => {
    const price = priceOn(line.contract.prices, line.item, line.on);
    if (!price) return undefined;
    return (
      byTier(terms, line, price, volume) ??
      byReview(terms, line, price) ?? { unitPrice: price.unitPrice, basis: 'price', why: null }
    );
  };
}

/** Adds a line to its contract year, and says what that has come to. */
function volumeCounter({ bought }: PriceTerms) {
  const volumes = new Map<string, Decimal>();
  return ({ contract, item, quantity }: PricedUnits, year: number): Decimal => {
    const key = JSON.stringify([contract.id, item, year]);
    const own = bought.filter(({ contractId }) => contractId === contract.id);
    const volume = (volumes.get(key) ?? quantityBought(own, item, year)).plus(quantity);
    volumes.set(key, volume);
    return volume;
  };
}

function byTier(
  terms: PriceTerms,
  line: PricedUnits,
  { unitPrice }: Price,
  count: ReturnType<typeof volumeCounter>,
): AgreedPrice | undefined {
  const { contract, item, on } = line;
  if (!terms.tiers.some((tier) => tier.contractId === contract.id && tier.item === item)) {
    return undefined;
  }
  const year = yearsBegun(contract.term, on).at(-1);
  const steps: Tier[] | undefined = year && stepsIn(contract, terms, item, year);
  if (!year || !steps) return undefined;
  const volume = count(line, year.index);
  const reached = tierAt(steps, volume);
  // What stands in the schedule may be a tier that is charged before it is reached.
  if (reached.unitPrice.gte(unitPrice)) return undefined;
  return { unitPrice: reached.unitPrice, basis: 'tier', why: tierSentence(reached, volume, year) };
}

function byReview(
  { reviews, levels }: PriceTerms,
  { contract, item, on }: PricedUnits,
  price: Price,
): AgreedPrice | undefined {
  const own = reviews.filter(({ contractId }) => contractId === contract.id);
  const review = reviewOn(own, item, on);
  if (!review) return undefined;
  const outcome = reviewedPrice(price, review, levels.get(review.series) ?? new Map(), on);
  if ('waiting' in outcome) {
    return { notKnown: waitingSentence(contract.reference, review, outcome) };
  }
  const last = outcome.reviews.at(-1);
  if (!last) return undefined;
  return { unitPrice: outcome.unitPrice, basis: 'review', why: reviewSentence(review, last) };
}
