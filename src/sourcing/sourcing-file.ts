import { baselineKinds } from '../baselines/baseline.ts';
import { type Month, parseMonth } from '../calendar/period.ts';
import { quantityBases, units } from '../contracts/price-schedule.ts';
import { decimal } from '../money/decimal.ts';
import { noMoney } from '../money/money.ts';
import { drivers } from '../schools/school.ts';
import {
  amount,
  type CellFormat,
  date,
  monthName,
  oneOf,
  pounds,
  price,
  rate,
  text,
  urn,
  wholeNumber,
} from '../trusts/cell-format.ts';
import { filled, optional, type RowIn, tableOf } from '../trusts/column.ts';

const usualVat = decimal('0.2');

const monthNames: CellFormat<readonly Month[]> = {
  wanted: 'months with a space between them, for example 2025-08 2025-12',
  read: (cell) => {
    const months = cell.split(/\s+/).map(parseMonth);
    return months.every((month) => month !== undefined) ? months : undefined;
  },
  write: (months) => months.join(' '),
};

/** What the lines of a school's history count as. */
export const historicLines = ['recurring', 'off_contract'] as const;

/** Areas of spend in which a contract is looked for; `year_from` is the first of the twelve months compared. */
export const areaFile = tableOf(
  'sourcing_areas.csv',
  {
    reference: filled(text),
    title: filled(text),
    category: filled(text),
    cfrCode: filled(text),
    driver: filled(oneOf(drivers)),
    startsOn: filled(date),
    endsOn: filled(date),
    noticeMonths: filled(wholeNumber(0, 120)),
    yearFrom: filled(monthName),
  },
  ['reference'],
);

/** Where the ledger has what each school pays for each item and how much it buys, what is stated of it, or both. */
export const costFile = tableOf(
  'sourcing_costs.csv',
  {
    area: filled(text),
    urn: filled(urn),
    item: filled(text),
    description: optional(text, ''),
    unit: filled(oneOf(units)),
    quantityBasis: filled(oneOf(quantityBases)),
    ofContract: optional(text, null),
    ofItem: optional(text, null),
    lines: optional(oneOf(historicLines), 'recurring' as const),
    without: optional(monthNames, []),
    kind: optional(oneOf(baselineKinds), null),
    unitPrice: optional(price, null),
    vatRate: optional(rate, usualVat),
    annualQuantity: optional(amount, null),
    source: optional(text, null),
  },
  ['area', 'urn', 'item'],
);

/** What each option asks of each school for each item. */
export const quoteFile = tableOf(
  'sourcing_quotes.csv',
  {
    area: filled(text),
    option: filled(text),
    supplier: filled(text),
    document: filled(text),
    urn: filled(urn),
    item: filled(text),
    unitPrice: filled(price),
    vatRate: optional(rate, usualVat),
    annualQuantity: optional(amount, null),
    oneOff: optional(pounds, noMoney),
  },
  ['area', 'option', 'urn', 'item'],
);

export type AreaRow = RowIn<typeof areaFile>;
export type CostRow = RowIn<typeof costFile>;
export type QuoteRow = RowIn<typeof quoteFile>;
