import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { round } from '../../../src/money/decimal.ts';
import { type Money, parseMoney } from '../../../src/money/money.ts';
import { contractValue, monthsOf, valueSentences } from '../../../src/values/value.ts';

const day = (text: string) => text as LocalDate;
const pounds = (text: string) => parseMoney(text) as Money;

t.test('months count both days, and the last one by its days', async (t) => {
  for (const [from, to, months] of [
    ['2026-09-01', '2028-08-31', '24.00'],
    ['2026-09-01', '2026-09-15', '0.50'],
    ['2026-01-31', '2026-02-27', '1.00'],
    ['2026-04-01', '2027-04-15', '12.50'],
  ] as const) {
    t.equal(round(monthsOf(day(from), day(to)), 2), months, `${from} to ${to}`);
  }
});

t.test('the whole life includes every option, with the spend against it', async (t) => {
  const terms = {
    startsOn: day('2026-09-01'),
    endsOn: day('2028-08-31'),
    longestUntil: day('2029-08-31'),
  };
  const value = contractValue(pounds('1000'), terms, pounds('750'));
  t.match(value, { firstTerm: 2000_00, wholeLife: 3000_00, left: 2250_00 });
  t.strictSame(value && valueSentences(value), [
    '£1,000.00 a year, £2,000.00 in its first term, £3,000.00 with every option to extend; net.',
    'Spent to date: £750.00, 25.0% of that.',
  ]);
  const over = contractValue(pounds('1000'), terms, pounds('3000.01'));
  t.match(over && valueSentences(over)[2], 'That is £0.01 more than it is worth');
  t.equal(contractValue(null, terms, pounds('1')), null);
});
