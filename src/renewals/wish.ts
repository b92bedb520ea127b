import type { LocalDate } from '../calendar/local-date.ts';
import { Problem } from '../problem.ts';
import type { CurrentTerm } from './current-term.ts';
import type { Deadline } from './deadline.ts';
import { actInWords, type RenewalAct } from './decision.ts';
import type { RenewalTerms } from './term.ts';

/** An act that somebody asks for. */
export interface RenewalWish {
  readonly act: RenewalAct;
  readonly until: LocalDate | null;
  readonly reason: string;
}

/**
 * Refuses what does not fit: an extension that the contract has not, an end that does not come by
 * itself, a snooze that would hide the last day for notice, or what is decided already.
 */
export function refuseUnfit(
  { act, until }: RenewalWish,
  {
    terms,
    current,
    deadline,
    today,
  }: {
    readonly terms: RenewalTerms;
    readonly current: CurrentTerm;
    readonly deadline: Deadline;
    readonly today: LocalDate;
  },
): void {
  const { decision } = current;
  if (decision && (decision.act === act || act === 'snooze')) {
    throw unfit(
      act,
      `That was decided already: ${actInWords[decision.act]}, by ${decision.by} on ${decision.at.slice(0, 10)}.`,
      'Nothing has to be done until the term is over; decide otherwise if it has changed.',
    );
  }
  if (act === 'extend' && current.extensionsUsed >= (terms.extension?.count ?? 0)) {
    const used = terms.extension
      ? 'All its options to extend are used.'
      : 'It has no option to extend.';
    throw unfit(act, used, 'Write the option into contract_terms.csv, or choose another act.');
  }
  if (act === 'let_end' && terms.renewalMonths !== null) {
    throw unfit(
      act,
      'It renews by itself: without notice it does not end.',
      'Give notice to the supplier, and say give_notice here once that is done.',
    );
  }
  if (act === 'snooze') refuseSnooze(until, deadline, today);
  else if (until !== null) {
    throw unfit(until, 'Only a snooze has a last day.', 'Leave the day out.');
  }
}

function refuseSnooze(until: LocalDate | null, { noticeBy }: Deadline, today: LocalDate): void {
  if (until === null || until <= today) {
    const message = 'A snooze needs a day to come, until which the matter rests.';
    throw unfit(until ?? 'snooze', message, 'Name a day after today.');
  }
  if (today > noticeBy || until < noticeBy) return;
  throw unfit(
    until,
    `Notice has to be given by ${noticeBy}, and the snooze would hide that.`,
    'Name an earlier day, or decide.',
  );
}

function unfit(found: string, message: string, remedy: string): Problem {
  return new Problem({ code: 'renewal.unfit', found, message, remedy });
}
