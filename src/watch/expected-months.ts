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
  return terms.flatMap(({ contract, monthly, schools }) =>
    schools.flatMap(({ urn, months }) => {
      const start = window.from && monthsBefore(window.from, memory);
      const taken = months.flatMap((range) => monthsIn(range, { from: start, to: window.to }));
      const came = taken.map((month) => hasCome(urn, contract, month));
      return taken.flatMap((month, at) => {
        if (month < (window.from ?? '')) return [];
        const hasCome = came[at] === true;
        const isDue = () =>
          isIn(monthly, month) || isUsual(came.slice(Math.max(0, at - memory), at));
        return hasCome || isDue() ? [{ urn, contract, month, hasCome }] : [];
      });
    }),
  );
}

function isIn(ranges: readonly MonthRange[], month: Month): boolean {
  return ranges.some(({ from, to }) => from <= month && month <= to);
}

function isUsual(earlier: readonly boolean[]): boolean {
  const first = earlier.indexOf(true);
  if (first < 0) return false;
  const since = earlier.slice(first);
  return since.length >= fewest && 2 * since.filter(Boolean).length > since.length;
}

function monthsIn(range: MonthRange, within: { from: Month | undefined; to: Month }): Month[] {
  const from = within.from && within.from > range.from ? within.from : range.from;
  const to = within.to < range.to ? within.to : range.to;
  return monthsFrom(from, to);
}
