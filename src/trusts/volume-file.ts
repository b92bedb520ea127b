import { lastDay } from '../calendar/local-date.ts';
import { amount, date, price, rate, text, wholeNumber } from './cell-format.ts';
import { filled, optional, type RowIn, tableOf } from './column.ts';

/** What every unit of a contract year costs once so many were bought in it. */
export const volumeTierFile = tableOf(
  'volume_tiers.csv',
  {
    contract: filled(text),
    item: filled(text),
    fromQuantity: filled(amount),
    unitPrice: filled(price),
    validFrom: filled(date),
    validTo: optional(date, lastDay),
  },
  ['contract', 'item', 'fromQuantity', 'validFrom'],
);

/** The part of a contract year's spend beyond an amount that the supplier pays back. */
export const rebateClauseFile = tableOf(
  'rebate_clauses.csv',
  {
    contract: filled(text),
    spendAbove: filled(amount),
    rebateRate: filled(rate),
    dueMonths: filled(wholeNumber(0, 60)),
    validFrom: filled(date),
    validTo: optional(date, lastDay),
  },
  ['contract', 'spendAbove', 'validFrom'],
);

/** A row of `volume_tiers.csv`. */
export type VolumeTierRow = RowIn<typeof volumeTierFile>;
/** A row of `rebate_clauses.csv`. */
export type RebateClauseRow = RowIn<typeof rebateClauseFile>;
