import { monthName, pounds, text, urn } from './cell-format.ts';
import { filled, type RowIn, tableOf } from './column.ts';

/** What the trust takes from schools by whole months; one row for each window that a school has. */
export const chargeFile = tableOf(
  'central_charges.csv',
  {
    urn: filled(urn),
    from: filled(monthName),
    to: filled(monthName),
    amount: filled(pounds),
    source: filled(text),
  },
  ['urn', 'from', 'to'],
);

/** A row of `central_charges.csv`. */
export type ChargeRow = RowIn<typeof chargeFile>;
