import t from 'tap';
import { Problem } from '../../../src/problem.ts';
import { currentTerm } from '../../../src/renewals/current-term.ts';
import { deadlineOf } from '../../../src/renewals/deadline.ts';
import type { RenewalAct, RenewalDecision } from '../../../src/renewals/decision.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { refuseUnfit } from '../../../src/renewals/wish.ts';
import { day, rangeOf } from '../lines/given.ts';
import { decided, termsOf } from './given.ts';

/** What is said against an act on a contract that ends on 31 August 2026, on a day. */
function refusal(
  act: RenewalAct,
  facts: {
    readonly terms?: Partial<RenewalTerms>;
    readonly decisions?: readonly RenewalDecision[];
    readonly until?: string;
    readonly today?: string;
  } = {},
): string {
  const terms = termsOf(facts.terms);
  const today = day(facts.today ?? '2026-02-11');
  const of = { term: rangeOf('2025-09-01..2026-08-31'), terms };
  const current = currentTerm(of, facts.decisions ?? [], today);
  const deadline = deadlineOf(current.endsOn, terms, { meetings: [], holidays: [] });
  const until = facts.until === undefined ? null : day(facts.until);
  try {
    refuseUnfit({ act, until, reason: 'so' }, { terms, current, deadline, today });
    return 'fits';
  } catch (error) {
    if (error instanceof Problem) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const once = { extension: { months: 12, count: 1 } };

t.test('what fits the terms can be decided', async (t) => {
  t.equal(refusal('renew'), 'fits');
  t.equal(refusal('let_end'), 'fits');
  t.equal(refusal('give_notice', { terms: { renewalMonths: 12 } }), 'fits');
  t.equal(refusal('extend', { terms: once }), 'fits');
  t.equal(refusal('renew', { decisions: [decided('let_end', '2026-08-31')] }), 'fits', 'otherwise');
});

t.test('what does not fit is refused with what to do', async (t) => {
  t.match(refusal('extend'), /^renewal.unfit: It has no option to extend\. Write the option/);
  const extended = [decided('extend', '2026-08-31')];
  t.match(refusal('extend', { terms: once, decisions: extended }), /All its options/);
  const notice = [decided('give_notice', '2026-08-31')];
  t.match(
    refusal('give_notice', { decisions: notice }),
    /decided already: notice given, by office on 2026-02-11/,
  );
  t.match(
    refusal('let_end', { terms: { renewalMonths: 12 } }),
    /without notice it does not end\. Give notice/,
  );
  t.match(refusal('renew', { until: '2026-03-01' }), /Only a snooze has a last day/);
});

t.test('a snooze rests until a day to come and hides no notice', async (t) => {
  // Notice until Friday, 29 May 2026.
  t.equal(refusal('snooze', { until: '2026-05-28' }), 'fits');
  t.match(refusal('snooze', { until: '2026-05-29' }), /Notice has to be given by 2026-05-29/);
  t.equal(
    refusal('snooze', { until: '2026-07-01', today: '2026-05-30' }),
    'fits',
    'too late anyway',
  );
  t.match(refusal('snooze', { until: '2026-02-11' }), /needs a day to come/);
  t.match(refusal('snooze'), /needs a day to come/);
  const notice = [decided('let_end', '2026-08-31')];
  t.match(
    refusal('snooze', { until: '2026-03-01', decisions: notice }),
    /decided already: left to end/,
  );
});
