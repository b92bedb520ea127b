import { addMonths, dayBefore, type LocalDate, lastDay, nextDay } from '../calendar/local-date.ts';
import { addDays } from './bank-holiday.ts';

export const spanUnits = ['months', 'weeks', 'days'] as const;

/** A length of time as contracts say it, never below zero. */
export interface Span {
  readonly length: number;
  readonly unit: (typeof spanUnits)[number];
}

/** What a contract says of its end, beside its first and last day. */
export interface RenewalTerms {
  /** How often the schools may have it go on, and for how many months each time; null for never. */
  readonly extension: { readonly months: number; readonly count: number } | null;
  /** For how many months it goes on by itself unless notice is given; null where it just ends. */
  readonly renewalMonths: number | null;
  /** How long before the last day notice has to be given. */
  readonly notice: Span;
  /** The weeks that buying anew takes, from the decision to the last day for notice. */
  readonly leadWeeks: number;
  /** What ending it early costs, in the words of the contract. */
  readonly penalties: string | null;
}

/** The same as it is written down: without a notice of its own, that of the contract holds. */
export type WrittenTerms = Omit<RenewalTerms, 'notice'> & { readonly notice: Span | null };

/** What holds for a contract of which only the months of notice are known: it just ends. */
export function termsFrom(written: WrittenTerms | undefined, noticeMonths: number): RenewalTerms {
  const known = written ?? nothingWritten;
  return { ...known, notice: known.notice ?? { length: noticeMonths, unit: 'months' } };
}

/** Whether two versions of what is written say the same. */
export function isSameTerms(a: WrittenTerms, b: WrittenTerms): boolean {
  return (
    a.extension?.months === b.extension?.months &&
    a.extension?.count === b.extension?.count &&
    a.renewalMonths === b.renewalMonths &&
    a.notice?.length === b.notice?.length &&
    a.notice?.unit === b.notice?.unit &&
    a.leadWeeks === b.leadWeeks &&
    a.penalties === b.penalties
  );
}

const nothingWritten: WrittenTerms = {
  extension: null,
  renewalMonths: null,
  notice: null,
  leadWeeks: 0,
  penalties: null,
};

/**
 * The last day of a term that begins on a day and lasts so many months, both days included: from
 * 1 September, twelve months end on 31 August. Where the last month lacks the day on which the term
 * began, the term fills that month: from 31 January, one month ends on 28 February.
 */
export function lastDayOfTerm(first: LocalDate, months: number): LocalDate {
  const following = addMonths(first, months);
  if (following === lastDay) return lastDay;
  return following.slice(8) < first.slice(8) ? following : dayBefore(following);
}

/** The last day after a term that ended on a day has gone on for so many months. */
export function extendedTo(end: LocalDate, months: number): LocalDate {
  return end === lastDay ? lastDay : lastDayOfTerm(nextDay(end), months);
}

/** The day so long before another: months to the same day, or to the last of a shorter month. */
export function earlier(date: LocalDate, { length, unit }: Span): LocalDate {
  if (unit === 'months') return addMonths(date, -length);
  return addDays(date, unit === 'weeks' ? -7 * length : -length);
}
