import t from 'tap';
import type { RenewalDecision } from '../../../src/renewals/decision.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { adviceOf, dayInWords, spanInWords } from '../../../src/renewals/words.ts';
import { day } from '../lines/given.ts';
import { contractEnding, decided, meeting, termsOf } from './given.ts';

const calendar = {
  meetings: [meeting('2026-07-08', 'Summer board')],
  holidays: [{ from: day('2026-07-22'), to: day('2026-08-31'), name: 'Summer' }],
};

function advice(
  ends: string,
  terms: Partial<RenewalTerms>,
  today: string,
  decisions: readonly RenewalDecision[] = [],
): string[] {
  const known = {
    terms: new Map([['PAY', termsOf({ notice: { length: 2, unit: 'months' }, ...terms })]]),
    decisions: new Map([['PAY', decisions]]),
    calendar,
  };
  return adviceOf(renewalOf(contractEnding('PAY', ends), known, day(today)), day(today));
}

t.test('a contract says what to do by when, and what happens otherwise', async (t) => {
  t.strictSame(advice('2026-10-31', { renewalMonths: 12, leadWeeks: 4 }, '2026-06-20'), [
    'At the meeting of 8 July 2026 (Summer board), decide: let it renew or give notice.',
    'Without notice it renews on 1 November 2026 for 12 months, until 31 October 2027.',
    'Notice is due on 31 August 2026, when nobody works: the last working day before is 28 August 2026.',
    'The last day for notice falls into the school holiday "Summer": the last school day before is 21 July 2026.',
  ]);
  const twice = { extension: { months: 12, count: 2 }, penalties: 'three months of fees.' };
  t.strictSame(advice('2026-11-30', twice, '2026-07-09'), [
    'It should have been decided by 8 July 2026: extend it (2 options left), buy anew or let it end; notice can still be given until 30 September 2026.',
    'It ends on 30 November 2026 and does not renew by itself.',
    'Ending it early: three months of fees.',
  ]);
});

t.test('it says what nobody did, and what cannot be known', async (t) => {
  t.strictSame(advice('2025-08-28', { renewalMonths: 12 }, '2025-08-29').slice(1), [
    'Without notice it renews on 29 August 2026 for 12 months, until 28 August 2027.',
    'It renewed by itself on 29 August 2025, which nobody had decided.',
    'Notice is due on 28 June 2026, when nobody works: the last working day before is 26 June 2026.',
  ]);
  t.strictSame(advice('2026-03-31', {}, '2026-04-20'), [
    'The last day for notice, 30 January 2026, has passed without a decision: speak with the supplier, and record what becomes of the contract.',
    'It ended on 31 March 2026 and does not renew by itself.',
    'Notice is due on 31 January 2026, when nobody works: the last working day before is 30 January 2026.',
    'No board meeting is known in the six months before: see board_meetings.csv.',
  ]);
});

t.test('it says who decided', async (t) => {
  const [ends, yearly] = ['2026-10-31', { renewalMonths: 12 }] as const;
  const extension = { months: 6, count: 1 };
  t.strictSame(advice(ends, yearly, '2026-06-20', [decided('renew', ends)]), [
    'Decided: renewed, by office on 11 February 2026. It goes on until 31 October 2027.',
  ]);
  t.strictSame(advice(ends, {}, '2026-06-20', [decided('renew', ends)]), [
    'Decided: to be bought anew, by office on 11 February 2026. It ends on 31 October 2026.',
  ]);
  t.strictSame(advice(ends, yearly, '2026-06-20', [decided('give_notice', ends)]), [
    'Decided: notice given, by office on 11 February 2026. It ends on 31 October 2026.',
  ]);
  t.strictSame(advice(ends, { extension }, '2026-06-20', [decided('extend', ends)]).slice(2), [
    'It was extended from 1 November 2026 on, decided by office on 11 February 2026.',
    'Notice is due on 28 February 2027, when nobody works: the last working day before is 26 February 2027.',
  ]);
  const [, , snoozed] = advice(ends, yearly, '2026-06-20', [decided('snooze', ends, '2026-07-01')]);
  t.equal(snoozed, 'Snoozed until 1 July 2026 by office.');
});

t.test('days and lengths of time are said in words', async (t) => {
  t.equal(dayInWords(day('2024-02-29')), '29 February 2024');
  t.equal(spanInWords({ length: 1, unit: 'weeks' }), '1 week');
  t.equal(spanInWords({ length: 2, unit: 'months' }), '2 months');
});
