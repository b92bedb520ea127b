import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { RenewalAct, RenewalDecision } from '../../../src/renewals/decision.ts';
import type { EndingContract } from '../../../src/renewals/renewal.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { day } from '../lines/given.ts';

/** Terms of a contract that just ends, with three months' notice, unless said otherwise. */
export const termsOf = (facts: Partial<RenewalTerms> = {}): RenewalTerms => ({
  extension: null,
  renewalMonths: null,
  notice: { length: 3, unit: 'months' },
  leadWeeks: 0,
  penalties: null,
  ...facts,
});

/** A decision about the term that ends on a day. */
export const decided = (act: RenewalAct, endsOn: string, until?: string): RenewalDecision => ({
  act,
  endsOn: day(endsOn),
  noticeBy: day(endsOn),
  until: until === undefined ? null : day(until),
  reason: 'the board wanted it',
  by: 'office',
  at: '2026-02-11T10:00:00Z',
});

export const meeting = (date: string, name: string) => ({ day: date as LocalDate, name });

/** A contract with three months' notice in the register, by its reference and its last day. */
export const contractEnding = (reference: string, ends: string): EndingContract => ({
  id: reference,
  reference,
  title: `Contract ${reference}`,
  supplierId: 'supplier',
  term: { from: day('2020-09-01'), to: day(ends) },
  noticeMonths: 3,
});
