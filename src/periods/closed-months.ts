import { type Month, nextMonth } from '../calendar/period.ts';

/**
 * The month whose books take a figure: its service month, or, if that is closed, the earliest open
 * month after it, where it stands as a prior-period adjustment (P11).
 */
export function bookedMonth(serviceMonth: Month, closed: ReadonlySet<Month>): Month {
  let month = serviceMonth;
  while (closed.has(month)) month = nextMonth(month);
  return month;
}
