import {
  dayNumber,
  daysInMonth,
  type LocalDate,
  lastDay,
  localDate,
  nextDay,
  parseIsoDate,
} from './local-date.ts';

/** Days from the first to the last, both included. */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A calendar month, `2026-09`. */
export type Month = string & { readonly __kind: 'Month' };

/** How many of some days fall into a month. */
export interface DaysInMonth {
  readonly month: Month;
  readonly days: number;
}

export function countDays(range: DateRange): number {
  return dayNumber(range.to) - dayNumber(range.from) + 1;
}

export function countAllDays(ranges: readonly DateRange[]): number {
  return ranges.reduce((sum, range) => sum + countDays(range), 0);
}

/** The days that two ranges share, or undefined when they share none. */
export function overlap(a: DateRange, b: DateRange): DateRange | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : undefined;
}

export function contains(range: DateRange, date: LocalDate): boolean {
  return range.from <= date && date <= range.to;
}

/** The same days as sorted ranges that neither touch nor overlap, so that no day counts twice. */
export function union(ranges: readonly DateRange[]): DateRange[] {
  const merged: DateRange[] = [];
  for (const range of [...ranges].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  )) {
    const last = merged.at(-1);
    if (last && range.from <= nextDay(last.to)) {
      const to = [last.to, range.to].sort().at(-1) ?? last.to;
      merged[merged.length - 1] = { from: last.from, to };
    } else merged.push(range);
  }
  return merged;
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7) as Month;
}

export function parseMonth(text: string): Month | undefined {
  return parseIsoDate(`${text}-01`) ? (text as Month) : undefined;
}

/** Of the months that were asked for: each line of a file asks for the same few. */
const monthRanges = new Map<Month, DateRange>();

/** All days of a month. */
export function monthRange(month: Month): DateRange {
  const known = monthRanges.get(month);
  if (known) return known;
  const [year = 0, number = 0] = month.split('-').map(Number);
  const from = localDate(year, number, 1);
  const to = localDate(year, number, daysInMonth(year, number));
  if (!from || !to) throw new RangeError(`${month} is not a month`);
  const range = { from, to };
  monthRanges.set(month, range);
  return range;
}

/** The month after; there is none after December 9999, which is its own. */
export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(localDate(year, number + 1, 1) ?? localDate(year + 1, 1, 1) ?? lastDay);
}

/** The months from the first to the last, both included. */
export function monthsFrom(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) {
    months.push(month);
    if (month === '9999-12') break;
  }
  return months;
}

/** How many of the days fall into each calendar month, the earliest first (P5). */
export function daysByMonth(ranges: readonly DateRange[]): DaysInMonth[] {
  const only = ranges.length === 1 ? ranges[0] : undefined;
  if (only && monthOf(only.from) === monthOf(only.to)) {
    return [{ month: monthOf(only.from), days: countDays(only) }];
  }
  const counts = new Map<Month, number>();
  for (const range of ranges) {
    for (let month = monthOf(range.from); month <= monthOf(range.to); month = nextMonth(month)) {
      const part = overlap(range, monthRange(month));
      if (part) counts.set(month, (counts.get(month) ?? 0) + countDays(part));
      if (month === '9999-12') break;
    }
  }
  return [...counts]
    .map(([month, days]) => ({ month, days }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}
