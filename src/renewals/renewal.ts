import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { type CurrentTerm, currentTerm } from './current-term.ts';
import {
  type Deadline,
  deadlineOf,
  type RenewalState,
  stateOf,
  type TrustCalendar,
} from './deadline.ts';
import type { RenewalDecision } from './decision.ts';
import { type RenewalTerms, termsFrom, type WrittenTerms } from './term.ts';

/** What a contract is to the question of its end. */
export type EndingContract = Pick<
  Contract,
  'id' | 'reference' | 'title' | 'supplierId' | 'term' | 'noticeMonths'
>;

/** A contract with the term it stands in, what has to be done by when, and how far that is. */
export interface Renewal {
  readonly contract: EndingContract;
  readonly terms: RenewalTerms;
  readonly current: CurrentTerm;
  readonly deadline: Deadline;
  readonly state: RenewalState;
  /** The last day of a snooze that holds on this day; null without one. */
  readonly snoozedUntil: LocalDate | null;
}

/** What is known of the ends of a trust's contracts. */
export interface Known {
  readonly terms: ReadonlyMap<string, WrittenTerms>;
  /** By contract, in the order in which they were taken. */
  readonly decisions: ReadonlyMap<string, readonly RenewalDecision[]>;
  readonly calendar: TrustCalendar;
}

/** A contract by what its deadlines depend on, beside its terms and what was decided of it. */
export interface Ending extends Pick<EndingContract, 'id' | 'noticeMonths'> {
  readonly term: Pick<EndingContract['term'], 'to'>;
}

/** The term in which a contract stands on a day, and what has to be done by when. */
export function endOf({ id, term, noticeMonths }: Ending, known: Known, today: LocalDate) {
  const terms = termsFrom(known.terms.get(id), noticeMonths);
  const current = currentTerm({ term, terms }, known.decisions.get(id) ?? [], today);
  return { terms, current, deadline: deadlineOf(current.endsOn, terms, known.calendar) };
}

/** What contracts that end alike have in common. */
export interface Due {
  readonly decideBy: LocalDate;
  /** The last day of the term in which they stand. */
  readonly endsOn: LocalDate;
  readonly isDecided: boolean;
}

/** How it stands with a contract on a day. */
export function renewalOf(contract: EndingContract, known: Known, today: LocalDate): Renewal {
  const { terms, current, deadline } = endOf(contract, known, today);
  const until = current.snooze?.until ?? null;
  return {
    ...{ contract, terms, current, deadline },
    state: stateOf(deadline, current, today),
    snoozedUntil: until !== null && today <= until ? until : null,
  };
}

/** What is to be decided first comes first, and what is decided last. */
export function inOrderOfDecision(renewals: readonly Renewal[]): Renewal[] {
  const key = ({ contract, current, deadline }: Renewal) =>
    [current.decision ? 1 : 0, deadline.decideBy, contract.reference].join(' ');
  return [...renewals].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
