import { addMonths, dayBefore, type LocalDate } from '../calendar/local-date.ts';
import { addDays } from '../renewals/bank-holiday.ts';
import { isWorkingDay } from '../renewals/working-day.ts';

/** The last of so many days beginning with a day, which counts as the first. */
export function lastOfDays(first: LocalDate, count: number): LocalDate {
  return addDays(first, count - 1);
}

/** The last of so many working days beginning with a day, which counts if people work on it. */
export function lastOfWorkingDays(first: LocalDate, count: number): LocalDate {
  let day = first;
  let left = isWorkingDay(day) ? count - 1 : count;
  while (left > 0) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The last day of so many years beginning with a day. */
export function lastOfYears(first: LocalDate, years: number): LocalDate {
  return dayBefore(addMonths(first, 12 * years));
}
