import { type Decimal, formatDecimal, fraction, round } from '../money/decimal.ts';
import type { ContractYear } from '../tiers/contract-year.ts';
import type { Tier } from '../tiers/tier.ts';
import { units, yearInWords } from '../tiers/words.ts';
import type { PriceReview, Reviewed, ReviewOutcome } from './price-review.ts';

/** A unit price as people read it, with pence at least: `£4.25`, `£0.123456`. */
export function priceInWords(price: Decimal): string {
  const [whole = '', decimals = ''] = formatDecimal(price).split('.');
  return `£${whole}.${decimals.padEnd(2, '0')}`;
}

/** A change as a percentage of one decimal: `+4.7%`, `-0.5%`. */
function percentage(rate: Decimal): string {
  const percent = round(fraction(rate.times(100)), 1);
  return `${percent.startsWith('-') ? '' : '+'}${percent}%`;
}

/** Why the price of a tier is the right one: what the contract year has come to. */
export function tierSentence({ from, unitPrice }: Tier, volume: Decimal, year: ContractYear) {
  return `With this row ${units(volume)} are bought from ${yearInWords(year)}, and from ${units(from)} on a unit costs ${priceInWords(unitPrice)}.`;
}

/** What the last review made of a price, to be worked out again. */
export function reviewSentence({ series, cap, collar }: PriceReview, reviewed: Reviewed): string {
  const { on, month, earlier, level, earlierLevel, before, after, moved, limit } = reviewed;
  const levels = `${formatDecimal(level)} for ${month} ÷ ${formatDecimal(earlierLevel)} for ${earlier}`;
  const rate = limit === 'cap' ? cap : limit === 'collar' ? collar : null;
  const limited = rate ? `, ${limit === 'cap' ? 'capped' : 'held'} at ${percentage(rate)}` : '';
  return `Reviewed on ${on} by ${series} (${levels}: ${percentage(moved)}${limited}), ${priceInWords(before)} became ${priceInWords(after)}.`;
}

/** Which level a price waits for. */
export function waitingSentence(
  contract: string,
  { item, series }: PriceReview,
  { waiting, month, unitPrice }: Extract<ReviewOutcome, { readonly waiting: unknown }>,
): string {
  return `${item} of ${contract}: the price from ${waiting.on} on is not known yet, since ${series} for ${month} is not loaded; until then it was ${priceInWords(unitPrice)}.`;
}
