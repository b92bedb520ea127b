import { addMonths, dayBefore, type LocalDate } from '../calendar/local-date.ts';
import { type DateRange, type Month, monthOf, monthRange } from '../calendar/period.ts';

/** Twelve months from the month in which a contract began, or fewer in its last year. */
export interface ContractYear {
  /** 0 for the first. */
  readonly index: number;
  readonly from: Month;
  readonly to: Month;
  readonly months: number;
  /** The first day of the contract in it. */
  readonly begins: LocalDate;
  readonly ends: LocalDate;
}

const monthCount = (month: Month) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return year * 12 + number;
};

/** How many months lie from one month to another, both counted. */
export function monthsIn(from: Month, to: Month): number {
  return monthCount(to) - monthCount(from) + 1;
}

/** The contract years that have begun by a day, the first one first. */
export function yearsBegun(term: DateRange, today: LocalDate): ContractYear[] {
  const first = monthRange(monthOf(term.from)).from;
  const years: ContractYear[] = [];
  for (let index = 0; ; index += 1) {
    const start = addMonths(first, index * 12);
    const begins = index === 0 ? term.from : start;
    if (begins > today || begins > term.to) return years;
    const lastDay = dayBefore(addMonths(first, (index + 1) * 12));
    const ends = lastDay < term.to ? lastDay : term.to;
    const [from, to] = [monthOf(start), monthOf(ends)];
    years.push({ index, from, to, months: monthsIn(from, to), begins, ends });
  }
}
