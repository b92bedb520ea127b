import fc from 'fast-check';
import t from 'tap';
import { type LocalDate, localDate } from '../../../src/calendar/local-date.ts';
import {
  holidayOn,
  isWorkingDay,
  schoolDayBy,
  workingDayBy,
} from '../../../src/renewals/working-day.ts';
import { day } from '../lines/given.ts';

const summer = { from: day('2026-07-22'), to: day('2026-08-31'), name: 'Summer holiday' };
const inset = { from: day('2026-07-20'), to: day('2026-07-21'), name: 'Training days' };

t.test('the last working day by a day', async (t) => {
  const examples = [
    ['2026-06-26', '2026-06-26'],
    ['2026-06-27', '2026-06-26'],
    ['2026-06-28', '2026-06-26'],
    ['2026-08-31', '2026-08-28'], // the summer bank holiday
    ['2026-04-06', '2026-04-02'], // Easter: four days in a row
    ['2026-12-28', '2026-12-24'], // Boxing Day kept on Monday
    ['2027-01-03', '2026-12-31'], // over the end of the year
    ['2028-01-03', '2027-12-31'], // New Year's Day kept on Monday
    ['2022-09-19', '2022-09-16'], // a day that was proclaimed
    ['2024-02-29', '2024-02-29'],
  ];
  for (const [date = '', expected = ''] of examples)
    t.equal(workingDayBy(day(date)), expected, date);
});

t.test('the last day by a day on which schools are open', async (t) => {
  const examples = [
    ['2026-08-28', '2026-07-21'],
    ['2026-07-22', '2026-07-21'],
    ['2026-07-21', '2026-07-21'],
    ['2026-09-01', '2026-09-01'],
  ];
  for (const [date = '', expected = ''] of examples)
    t.equal(schoolDayBy(day(date), [summer]), expected, date);
  t.equal(schoolDayBy(day('2026-08-03'), [summer, inset]), '2026-07-17');
  t.equal(holidayOn(day('2026-08-31'), [inset, summer])?.name, 'Summer holiday');
  t.equal(holidayOn(day('2026-09-01'), [inset, summer]), undefined);
});

t.test('it is a working day, not later, and none lies between', async () => {
  const dates = fc
    .tuple(
      fc.integer({ min: 2000, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([y, m, d]) => localDate(y, m, d) as LocalDate);
  fc.assert(
    fc.property(dates, (date) => {
      const found = workingDayBy(date);
      return isWorkingDay(found) && found <= date && workingDayBy(found) === found;
    }),
  );
});
