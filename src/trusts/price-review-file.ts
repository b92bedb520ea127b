import { lastDay } from '../calendar/local-date.ts';
import { date, monthName, rate, signedRate, text, wholeNumber } from './cell-format.ts';
import { filled, optional, type RowIn, tableOf } from './column.ts';

/** How the price of an item moves with an index, once a year. */
export const priceReviewFile = tableOf(
  'price_reviews.csv',
  {
    contract: filled(text),
    item: filled(text),
    series: filled(text),
    baseMonth: filled(monthName),
    reviewMonth: filled(wholeNumber(1, 12)),
    cap: optional(rate, null),
    collar: optional(signedRate, null),
    decimals: optional(wholeNumber(0, 6), 2),
    validFrom: filled(date),
    validTo: optional(date, lastDay),
  },
  ['contract', 'item', 'validFrom'],
);

/** A row of `price_reviews.csv`. */
export type PriceReviewRow = RowIn<typeof priceReviewFile>;
