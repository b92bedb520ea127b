import type { LocalDate } from '../calendar/local-date.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { ShownTable, ShownTag } from '../charts/table.ts';
import { type Decimal, formatDecimal } from '../money/decimal.ts';
import { dayInWords } from '../renewals/words.ts';
import type { Baseline, BaselineKind } from './baseline.ts';
import type { Working } from './working.ts';

/** Where a price comes from, as a person says it. */
export const kindInWords: Readonly<Record<BaselineKind, string>> = {
  previous_contract: 'The contract before this one',
  historic_spend: 'What was spent before, by its invoices',
  quote: 'A quote',
  median_bid: 'The middle one of the bids',
  market_benchmark: 'A benchmark of the market',
  list_price: 'The list price',
  budget: 'The budget',
};

/** How far a version has come: waiting for a second person, counting, or not any more. */
export type BaselineState = 'prepared' | 'approved' | 'withdrawn';

export function stateOf({
  approvedAt,
  withdrawnAt,
}: Pick<Baseline, 'approvedAt' | 'withdrawnAt'>): BaselineState {
  if (withdrawnAt !== null) return 'withdrawn';
  return approvedAt === null ? 'prepared' : 'approved';
}

/** How a version stands, as its tag says it. */
export const stateTag: Readonly<Record<BaselineState, ShownTag>> = {
  prepared: { text: 'Waits for approval', colour: 'yellow' },
  approved: { text: 'Approved', colour: 'green' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
};

/** The days on which a price holds. */
export const daysOf = ({ from, to }: DateRange) =>
  to === lastDay ? `${dayInWords(from)} on` : `${dayInWords(from)} to ${dayInWords(to)}`;

/** The day of a moment. */
export const dayOf = (moment: string) => dayInWords(moment.slice(0, 10) as LocalDate);

/** What each month added to a price that was worked out from invoices. */
export function workingTable({ months, spend, quantity, unit }: Working): ShownTable {
  return {
    id: 'working',
    caption: 'The months that it was worked out from',
    columns: [
      { key: 'month', heading: 'Month', kind: 'text' },
      { key: 'lines', heading: 'Lines', kind: 'count' },
      { key: 'quantity', heading: unit ? `Units (${unit})` : 'Units', kind: 'count' },
      { key: 'spend', heading: 'Net, £', kind: 'pounds' },
    ],
    rows: months.map(({ lines, ...month }) => ({ values: { ...month, lines: String(lines) } })),
    total: {
      values: {
        ...{ month: 'In all', quantity, spend },
        lines: String(months.reduce((sum, { lines }) => sum + lines, 0)),
      },
    },
  };
}

/** A price as people read it, with all its decimals: `£1,004.25`, `£0.0325`. */
export function priceInWords(price: Decimal): string {
  const [whole = '', decimals = ''] = formatDecimal(price).split('.');
  return `£${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals.padEnd(2, '0')}`;
}
