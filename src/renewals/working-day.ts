import type { LocalDate } from '../calendar/local-date.ts';
import { contains, type DateRange } from '../calendar/period.ts';
import { addDays, bankHolidaysOf, weekday } from './bank-holiday.ts';

/** Days on which the schools of a trust are closed, with what they call them. */
export interface SchoolHoliday extends DateRange {
  readonly name: string;
}

/** Whether people work on a day: not at a weekend, and not on a bank holiday of England. */
export function isWorkingDay(date: LocalDate): boolean {
  if (weekday(date) > 5) return false;
  return bankHolidaysOf(Number(date.slice(0, 4))).every(({ day }) => day !== date);
}

/** The day itself if people work on it, or the last one before it on which they do. */
export function workingDayBy(date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(day)) {
    const before = addDays(day, -1);
    if (before === day) return day;
    day = before;
  }
  return day;
}

/** The holiday of the schools that a day falls into. */
export function holidayOn(
  date: LocalDate,
  holidays: readonly SchoolHoliday[],
): SchoolHoliday | undefined {
  return holidays.find((holiday) => contains(holiday, date));
}

/** The last working day until a day on which the schools are open. */
export function schoolDayBy(date: LocalDate, holidays: readonly SchoolHoliday[]): LocalDate {
  let day = workingDayBy(date);
  for (;;) {
    const holiday = holidayOn(day, holidays);
    if (!holiday) return day;
    const before = workingDayBy(addDays(holiday.from, -1));
    if (before >= day) return day;
    day = before;
  }
}
