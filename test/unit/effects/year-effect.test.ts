import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { paybackMonths, yearEffect } from '../../../src/effects/year-effect.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { pounds } from '../lines/given.ts';

const months = (...savings: readonly (string | null)[]) =>
  savings.map((saving, index) => ({
    month: `2027-0${index + 1}` as Month,
    saving: saving === null ? null : pounds(saving),
  }));
const eight = { wholeMonths: 8, isMonthly: true };

t.test('F6: a contract from 1 January in an academy year', async (t) => {
  // fixtures/worked-examples.json, 6_annualise; by days it would be 6,008.23, which is not meant.
  const effect = yearEffect(months('500.00', '500.00', '500.00'), eight);
  if (typeof effect === 'string') throw new Error(effect);
  const { partYear, fullYear, nextYear } = effect;
  t.strictSame([partYear, fullYear, nextYear].map(formatMoney), ['4000.00', '6000.00', '2000.00']);
});

t.test('F6: what cannot be annualised is refused with the reason', async (t) => {
  const flat = months('500.00', '500.00', '500.00');
  t.equal(yearEffect(flat, { ...eight, isMonthly: false }), 'not_monthly');
  t.equal(yearEffect(flat.slice(1), eight), 'too_few_months');
  t.equal(yearEffect(months('500.00', '500.00', '500.01'), eight), 'not_flat');
  t.equal(yearEffect(months('500.00', null, '500.00'), eight), 'not_measured');
  const loss = yearEffect(months('-1.00', '-1.00', '-1.00'), eight);
  t.match(loss, { partYear: -800, fullYear: -1200, nextYear: -400 }, 'a loss is one of a year too');
});

t.test('F7: after how many months a one-off cost is paid back', async (t) => {
  // fixtures/worked-examples.json, 7_net.
  const flat = months('350.00', '350.00', '350.00');
  t.equal(paybackMonths(pounds('2100.00'), flat), '6.0');
  t.equal(paybackMonths(pounds('2100.00'), months('300.00', '350.00', '400.00')), '6.0');
  t.equal(paybackMonths(pounds('100.00'), flat), '0.3');
  t.equal(paybackMonths(pounds('0.00'), flat), 'no_one_off');
  t.equal(paybackMonths(pounds('1.00'), flat.slice(1)), 'too_few_months');
  t.equal(paybackMonths(pounds('1.00'), months('1.00', '1.00', '-2.00')), 'no_saving');
  t.equal(paybackMonths(pounds('1.00'), months('1.00', null, '2.00')), 'not_measured');
});
