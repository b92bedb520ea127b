import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import type { LineClass } from '../contracts/price-schedule.ts';

/** What an entry counts as: the service, or one of the kinds that stand beside it (P8, P9). */
export type EntryClass = LineClass | 'off_contract' | 'rebate';

/**
 * Whether a saving in a service month is no longer new: twelve months after the school's first
 * day in the contract, judged by the month's first calendar day (P10).
 */
export function isSustainedIn(month: Month, sustainedFrom: LocalDate | undefined): boolean {
  return sustainedFrom !== undefined && `${month}-01` >= sustainedFrom;
}
