import type { LocalDate } from '../calendar/local-date.ts';

/** What can be decided of a contract before its term is over. */
export const renewalActs = ['renew', 'extend', 'give_notice', 'let_end', 'snooze'] as const;
export type RenewalAct = (typeof renewalActs)[number];

/** What somebody decided of the term of a contract; kept for ever, the latest one counts. */
export interface RenewalDecision {
  readonly act: RenewalAct;
  /** The last day of the term that it is about. */
  readonly endsOn: LocalDate;
  /** The last day for notice, as it was when it was decided. */
  readonly noticeBy: LocalDate;
  /** Until when a snooze lets the matter rest, that day included; null for other acts. */
  readonly until: LocalDate | null;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** An act in words, as it follows upon what is decided. */
export const actInWords: Readonly<Record<RenewalAct, string>> = {
  renew: 'renewed',
  extend: 'extended',
  give_notice: 'notice given',
  let_end: 'left to end',
  snooze: 'snoozed',
};
