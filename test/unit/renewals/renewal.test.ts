import t from 'tap';
import type { RenewalDecision } from '../../../src/renewals/decision.ts';
import { inOrderOfDecision, type Known, renewalOf } from '../../../src/renewals/renewal.ts';
import { day } from '../lines/given.ts';
import { contractEnding, decided, meeting, termsOf } from './given.ts';

const known = (decisions: readonly RenewalDecision[] = []): Known => ({
  terms: new Map([['PAY', termsOf({ renewalMonths: 12, notice: { length: 2, unit: 'months' } })]]),
  decisions: new Map([['PAY', decisions]]),
  calendar: { meetings: [meeting('2026-05-13', 'Board')], holidays: [] },
});
const pay = contractEnding('PAY', '2025-08-28');

t.test(
  'how it stands with a contract comes of its term, its terms and its decisions',
  async (t) => {
    t.match(renewalOf(pay, known(), day('2026-02-11')), {
      state: 'plan',
      deadline: { endsOn: '2026-08-28', noticeOn: '2026-06-28', decideBy: '2026-05-13' },
      snoozedUntil: null,
    });
    const noticed = known([decided('give_notice', '2026-08-28')]);
    t.match(renewalOf(pay, noticed, day('2027-02-11')), { state: 'noticed' });
    // Without terms, the notice of the register: three months.
    const plain = renewalOf(contractEnding('IT', '2026-08-28'), known(), day('2026-02-11'));
    t.match(plain, { deadline: { noticeOn: '2026-05-28' }, terms: { renewalMonths: null } });
  },
);

t.test('a snooze holds until its day, and the state stays what it is', async (t) => {
  const snoozed = known([decided('snooze', '2026-08-28', '2026-05-20')]);
  const on = (today: string) => {
    const { state, snoozedUntil } = renewalOf(pay, snoozed, day(today));
    return [state, snoozedUntil];
  };
  t.strictSame(on('2026-05-14'), ['overdue', '2026-05-20']);
  t.strictSame(on('2026-05-20'), ['overdue', '2026-05-20']);
  t.strictSame(on('2026-05-21'), ['overdue', null]);
});

t.test('what is to be decided first comes first, and what is decided last', async (t) => {
  const today = day('2026-02-11');
  const state = known([decided('renew', '2026-08-28')]);
  const all = ['2026-12-31', '2026-06-30'].map((end) => contractEnding(end, end));
  const renewals = [pay, ...all].map((each) => renewalOf(each, state, today));
  t.strictSame(
    inOrderOfDecision(renewals).map(({ contract }) => contract.reference),
    ['2026-06-30', '2026-12-31', 'PAY'],
  );
});
