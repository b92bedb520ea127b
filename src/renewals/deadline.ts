import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { addDays } from './bank-holiday.ts';
import type { CurrentTerm } from './current-term.ts';
import { earlier, type RenewalTerms } from './term.ts';
import { holidayOn, type SchoolHoliday, schoolDayBy, workingDayBy } from './working-day.ts';

/** A meeting at which a decision can be taken. */
export interface BoardMeeting {
  readonly day: LocalDate;
  readonly name: string;
}

/** When a trust meets and when its schools are closed. */
export interface TrustCalendar {
  readonly meetings: readonly BoardMeeting[];
  readonly holidays: readonly SchoolHoliday[];
}

/** The days by which something has to be done about a term, each never after the next. */
export interface Deadline {
  /** The last meeting, or without one the last school day, at which it can still be decided. */
  readonly decideBy: LocalDate;
  /** The meeting of that day; null if none is known in the six months before. */
  readonly meeting: BoardMeeting | null;
  /** The last day to begin with buying anew. */
  readonly startBy: LocalDate;
  /** The last day to give notice on which people work. */
  readonly noticeBy: LocalDate;
  /** The same as the contract has it, on whatever day of the week. */
  readonly noticeOn: LocalDate;
  readonly endsOn: LocalDate;
  /** The school holiday into which the last day for notice falls, with the last school day before. */
  readonly holiday: { readonly name: string; readonly schoolDay: LocalDate } | null;
}

/** How far a deadline is: nothing to do yet, a paper to write, to be decided now, too late, done. */
export const renewalStates = ['far', 'plan', 'decide', 'overdue', 'noticed', 'renewed'] as const;
export type RenewalState = (typeof renewalStates)[number];

/** A paper is written in the three months before a decision, and the decision named in the last four weeks. */
const planDays = 91;
const decideDays = 28;
const meetingMonths = 6;

/**
 * The deadlines of a term: notice counts back from the last day of the term, and from a day that
 * nobody works to the working day before; the lead time counts back from there, and the decision is
 * taken at the last meeting before that.
 */
export function deadlineOf(
  endsOn: LocalDate,
  { notice, leadWeeks }: Pick<RenewalTerms, 'notice' | 'leadWeeks'>,
  { meetings, holidays }: TrustCalendar,
): Deadline {
  const noticeOn = earlier(endsOn, notice);
  const noticeBy = workingDayBy(noticeOn);
  const startBy = workingDayBy(earlier(noticeBy, { length: leadWeeks, unit: 'weeks' }));
  const meeting = lastMeeting(meetings, startBy);
  const holiday = holidayOn(noticeBy, holidays);
  return {
    decideBy: meeting?.day ?? schoolDayBy(startBy, holidays),
    ...{ meeting, startBy, noticeBy, noticeOn, endsOn },
    holiday: holiday ? { name: holiday.name, schoolDay: schoolDayBy(noticeBy, holidays) } : null,
  };
}

/** A list of meetings that stops long before says nothing of the last one. */
function lastMeeting(meetings: readonly BoardMeeting[], by: LocalDate): BoardMeeting | null {
  const since = addMonths(by, -meetingMonths);
  const fitting = meetings.filter(({ day }) => since <= day && day <= by);
  return fitting.reduce<BoardMeeting | null>(
    (last, each) => (last && last.day >= each.day ? last : each),
    null,
  );
}

/** How far a deadline is on a day; what is overdue stays so until somebody decides. */
export function stateOf(
  { decideBy }: Deadline,
  { decision }: Pick<CurrentTerm, 'decision'>,
  today: LocalDate,
): RenewalState {
  if (decision) return decision.act === 'renew' ? 'renewed' : 'noticed';
  if (today > decideBy) return 'overdue';
  if (today >= addDays(decideBy, -decideDays)) return 'decide';
  return today >= addDays(decideBy, -planDays) ? 'plan' : 'far';
}
