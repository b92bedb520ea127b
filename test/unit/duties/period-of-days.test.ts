import t from 'tap';
import { lastOfDays, lastOfWorkingDays, lastOfYears } from '../../../src/duties/period-of-days.ts';
import { day } from './given.ts';

t.test('a period beginning with a day counts it as the first', async (t) => {
  t.equal(lastOfDays(day('2026-04-01'), 56), '2026-05-26');
  t.equal(lastOfDays(day('2028-02-28'), 2), '2028-02-29');
  t.equal(lastOfYears(day('2026-06-01'), 4), '2030-05-31');
});

t.test('working days leave weekends and bank holidays out', async (t) => {
  for (const [first, last] of [
    ['2026-03-02', '2026-03-11'],
    ['2026-03-28', '2026-04-10'], // Begins on a Saturday; Good Friday and Easter Monday lie in it.
    ['2026-12-24', '2027-01-07'],
  ] as const) {
    t.equal(lastOfWorkingDays(day(first), 8), last, first);
  }
});
