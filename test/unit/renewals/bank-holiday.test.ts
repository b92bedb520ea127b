import fc from 'fast-check';
import t from 'tap';
import { bankHolidaysOf, easterSunday, weekday } from '../../../src/renewals/bank-holiday.ts';
import { day } from '../lines/given.ts';

// https://www.gov.uk/bank-holidays, England and Wales, 2019 to 2028.
const published: readonly (readonly [year: number, days: string])[] = [
  [2019, '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26'],
  [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
  [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
  [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
];

t.test('the bank holidays are those that gov.uk lists', async (t) => {
  for (const [year, days] of published) {
    const found = bankHolidaysOf(year).map((holiday) => holiday.day.slice(5));
    t.strictSame(found.join(' '), days, String(year));
  }
  t.match(bankHolidaysOf(2022)[7], { day: '2022-09-19', name: /State Funeral/ });
});

t.test('Easter is where the tables of the calendar have it', async (t) => {
  const examples = ['1818-03-22', '1943-04-25', '1981-04-19', '2000-04-23', '2024-03-31'];
  for (const easter of [...examples, '2026-04-05', '2038-04-25', '2049-04-18', '2285-03-22']) {
    t.equal(easterSunday(Number(easter.slice(0, 4))), easter);
  }
});

t.test('a year has eight bank holidays or more, each on a weekday of its own', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1978, max: 2500 }), (year) => {
      const days = bankHolidaysOf(year).map((holiday) => holiday.day);
      const isOnItsOwn = new Set(days).size === days.length && days.length >= 8;
      return isOnItsOwn && days.every((each) => weekday(each) <= 5);
    }),
  );
});

t.test('the week begins on Monday', async (t) => {
  t.equal(weekday(day('2026-06-01')), 1);
  t.equal(weekday(day('2026-06-28')), 7);
  t.equal(weekday(day('2024-02-29')), 4);
});
