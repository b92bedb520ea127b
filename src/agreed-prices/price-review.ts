import { addMonths, type LocalDate, localDate } from '../calendar/local-date.ts';
import { contains, type DateRange, type Month, monthOf, monthRange } from '../calendar/period.ts';
import type { Levels } from '../indices/level.ts';
import { type Decimal, decimal, divide, fraction, multiply, one, round } from '../money/decimal.ts';

/** How the price of an item moves with an index, once a year (F4). */
export interface PriceReview {
  readonly item: string;
  readonly series: string;
  /** The month to whose level the price of the first day belongs. */
  readonly baseMonth: Month;
  /** The price changes on the first day of this month, 1 to 12, each year. */
  readonly reviewMonth: number;
  /** The most that one review may raise the price by, 0.05 for 5%; null without a limit. */
  readonly cap: Decimal | null;
  /** The least that one review changes it by, below zero for a fall; null without a limit. */
  readonly collar: Decimal | null;
  /** To so many decimals of a pound a reviewed price is rounded. */
  readonly decimals: number;
  readonly valid: DateRange;
}

/** One review: the day from which it holds, and the months whose levels it compares. */
export interface ReviewDay {
  readonly on: LocalDate;
  readonly month: Month;
  readonly earlier: Month;
}

/** What a review made of a price. */
export interface Reviewed extends ReviewDay {
  readonly before: Decimal;
  readonly after: Decimal;
  readonly level: Decimal;
  readonly earlierLevel: Decimal;
  /** What the index alone would have changed the price by, 0.0469 for 4.69%. */
  readonly moved: Decimal;
  readonly limit: 'cap' | 'collar' | null;
}

/** A price after all its reviews; or the first one whose level is not known yet. */
export type ReviewOutcome =
  | { readonly unitPrice: Decimal; readonly reviews: readonly Reviewed[] }
  | { readonly waiting: ReviewDay; readonly month: Month; readonly unitPrice: Decimal };

/**
 * The reviews of a clause by a day, the first one first. The first is the first review month after the
 * clause's first day; it compares the base month with the same month a year later, and each further
 * one a year later still.
 */
export function reviewDays(review: PriceReview, by: LocalDate): ReviewDay[] {
  const { valid, reviewMonth, baseMonth } = review;
  const days: ReviewDay[] = [];
  const base = monthRange(baseMonth).from;
  for (let year = Number(valid.from.slice(0, 4)); ; year += 1) {
    const on = localDate(year, reviewMonth, 1);
    if (!on || on > by || on > valid.to) return days;
    if (on <= valid.from) continue;
    const months = days.length * 12;
    const [earlier, month] = [months, months + 12].map((count) => monthOf(addMonths(base, count)));
    if (earlier && month) days.push({ on, month, earlier });
  }
}

/**
 * A price that began on a day, as the reviews since then have made it: at each the price moves by the ratio of
 * the two levels, never by index points, within cap and collar, and is rounded; the next one starts
 * from there. A level that is not published yet leaves the price unknown, never wrong.
 */
export function reviewedPrice(
  { unitPrice, valid }: { readonly unitPrice: Decimal; readonly valid: DateRange },
  review: PriceReview,
  levels: Levels,
  on: LocalDate,
): ReviewOutcome {
  const reviews: Reviewed[] = [];
  let price = unitPrice;
  for (const day of reviewDays(review, on)) {
    if (day.on <= valid.from) continue;
    const level = levels.get(day.month)?.level;
    const earlierLevel = levels.get(day.earlier)?.level;
    if (!level || !earlierLevel) {
      return { waiting: day, month: earlierLevel ? day.month : day.earlier, unitPrice: price };
    }
    const moved = decimal(round(divide(fraction(level.minus(earlierLevel)), earlierLevel), 6));
    const limit = limitOf(review, level, earlierLevel);
    const ratio = limit ? fraction(one.plus(limit.rate)) : divide(fraction(level), earlierLevel);
    const after = decimal(round(multiply(ratio, price), review.decimals));
    const kind = limit?.kind ?? null;
    reviews.push({ ...day, before: price, after, level, earlierLevel, moved, limit: kind });
    price = after;
  }
  return { unitPrice: price, reviews };
}

function limitOf({ cap, collar }: PriceReview, level: Decimal, earlier: Decimal) {
  if (cap && level.gt(earlier.times(one.plus(cap)))) return { kind: 'cap' as const, rate: cap };
  if (collar && level.lt(earlier.times(one.plus(collar)))) {
    return { kind: 'collar' as const, rate: collar };
  }
  return undefined;
}

/** The clause of an item that holds on a day. */
export function reviewOn<Review extends PriceReview>(
  reviews: readonly Review[],
  item: string,
  on: LocalDate,
): Review | undefined {
  return reviews.find((review) => review.item === item && contains(review.valid, on));
}
