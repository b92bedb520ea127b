import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf, monthsFrom } from '../calendar/period.ts';
import type { MonthRange, WatchedTerms } from './watched-terms.ts';

/** A month for which a school should have an invoice under a contract, and whether it has. */
export interface ExpectedMonth {
  readonly urn: string;
  readonly contract: string;
  readonly month: Month;
  readonly hasCome: boolean;
}

/** For which months a school's recurring lines under a contract have come, and count. */
export type HasCome = (urn: string, contract: string, month: Month) => boolean;

const memory = 12;
const fewest = 3;

/** The month so many months before another one. */
export function monthsBefore(month: Month, count: number): Month {
  return monthOf(addMonths(`${month}-01` as LocalDate, -count));
}

/**
 * The months up to the last one for which invoices are expected (P10, F12): while a school takes
 * part, where the contract is paid by the month, or where lines came in more than half of the twelve
 * months before, counted from the first that came and at least three. A month that came is among
 * them. A school is missed in no month in which it takes no part.
 */
export function expectedMonths(
  terms: readonly WatchedTerms[],
  hasCome: HasCome,
  window: { readonly from?: Month | undefined; readonly to: Month },
): ExpectedMonth[] {
  const start = window.from && monthsBefore(window.from, memory);
  const monthsOf = monthsWithin({ from: start, to: window.to });
  const expected: ExpectedMonth[] = [];
  for (const { contract, monthly, schools } of terms) {
    for (const { urn, months } of schools) {
      const taken = months.flatMap(monthsOf);
      const came = taken.map((month) => hasCome(urn, contract, month));
      for (const [at, month] of taken.entries()) {
        const hasCome = came[at] === true;
        const isDue = () => hasCome || isIn(monthly, month) || isUsual(came, at);
        if (month >= (window.from ?? '') && isDue())
          expected.push({ urn, contract, month, hasCome });
      }
    }
  }
  return expected;
}

function isIn(ranges: readonly MonthRange[], month: Month): boolean {
  return ranges.some(({ from, to }) => from <= month && month <= to);
}

/** Whether lines came in most of the months before the one at this place. */
function isUsual(came: readonly boolean[], at: number): boolean {
  const earlier = came.slice(Math.max(0, at - memory), at);
  const first = earlier.indexOf(true);
  if (first < 0) return false;
  const since = earlier.slice(first);
  return since.length >= fewest && 2 * since.filter(Boolean).length > since.length;
}

/** The months of ranges within others: schools often take part in the same ones, which are listed once. */
function monthsWithin(within: { from: Month | undefined; to: Month }) {
  const listed = new Map<string, readonly Month[]>();
  return (range: MonthRange): readonly Month[] => {
    const from = within.from && within.from > range.from ? within.from : range.from;
    const to = within.to < range.to ? within.to : range.to;
    const key = `${from} ${to}`;
    const known = listed.get(key) ?? monthsFrom(from, to);
    listed.set(key, known);
    return known;
  };
}
