import t from 'tap';
import {
  addMonths,
  dayBefore,
  dayInLondon,
  dayNumber,
  dayOfNumber,
  daysInMonth,
  firstDay,
  type LocalDate,
  lastDay,
  localDate,
  nextDay,
  parseIsoDate,
} from '../../../src/calendar/local-date.ts';
import { readTable } from '../../support/table.ts';

const dayInMilliseconds = 24 * 3600 * 1000;

/** The calendar of the language itself, which the product does not use. */
const isoOf = (utc: number) => new Date(utc).toISOString().slice(0, 10) as LocalDate;

function eachDay(look: (day: LocalDate, utc: number) => void): void {
  for (let utc = Date.UTC(1999, 0, 1); utc <= Date.UTC(2033, 11, 31); utc += dayInMilliseconds) {
    look(isoOf(utc), utc);
  }
}

t.test('every day from 1999 to 2033 is read, counted and followed by the right one', async (t) => {
  const wrong: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) wrong.push(`${what}: ${found} instead of ${wanted}`);
  };
  const start = dayNumber('1999-01-01' as LocalDate);
  let count = 0;
  eachDay((day, utc) => {
    const [year = '', month = '', date = ''] = day.split('-');
    expect(`${day} as ISO`, parseIsoDate(day), day);
    expect(`${day} from parts`, localDate(+year, +month, +date), day);
    expect(`${day} in number`, dayNumber(day) - start, count);
    expect(`${day} from its number`, dayOfNumber(dayNumber(day)), day);
    expect(`the day after ${day}`, nextDay(day), isoOf(utc + dayInMilliseconds));
    expect(`the day before ${day}`, dayBefore(day), isoOf(utc - dayInMilliseconds));
    expect(`the month of ${day}`, daysInMonth(+year, +month), daysOfMonth(+year, +month));
    count += 1;
  });
  t.strictSame(wrong, []);
  t.equal(count, 12_784);
});

t.test('a number is a day from the year 1 to 9999', async (t) => {
  const examples: [number: number, day: string | undefined][] = [
    [dayNumber(firstDay), firstDay],
    [dayNumber(firstDay) - 1, undefined],
    [dayNumber(lastDay), lastDay],
    [dayNumber(lastDay) + 1, undefined],
    [dayNumber('1900-02-28' as LocalDate) + 1, '1900-03-01'],
    [dayNumber('2000-02-28' as LocalDate) + 1, '2000-02-29'],
    [dayNumber('2000-12-31' as LocalDate) + 1, '2001-01-01'],
  ];
  for (const [number, day] of examples) t.equal(dayOfNumber(number), day, String(number));
});

function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

t.test('every day so many months later is that day, or the last of its month', async (t) => {
  const wrong: string[] = [];
  eachDay((day, utc) => {
    const date = new Date(utc);
    for (const months of [-25, -12, -1, 0, 1, 2, 12, 13, 36]) {
      const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
      const length = daysOfMonth(month.getUTCFullYear(), month.getUTCMonth() + 1);
      month.setUTCDate(Math.min(date.getUTCDate(), length));
      const wanted = isoOf(month.getTime());
      const found = addMonths(day, months);
      if (found !== wanted) wrong.push(`${day} + ${months}: ${found} instead of ${wanted}`);
    }
  });
  t.strictSame(wrong, []);
});

t.test('days in the form of the standard', async (t) => {
  const examples = readTable(`
    text         day         why
    2026-09-01   2026-09-01  the form
    2026-02-31   none        February has 28 days
    2000-02-29   2000-02-29  a leap year of a fourth century
    1900-02-29   none        but not of the others
    2026-00-10   none        no month
    2026-10-00   none        no day
    2026-9-1     none        it has its zeros
    0000-01-01   none        there is no year 0
    0001-01-01   0001-01-01  the first day
    9999-12-31   9999-12-31  the last day
    01/09/2026   none        another form
    20260901     none        none at all
    45901        none        a number of days is no date
    2026-09-01T  none        a time
    ٢٠٢٦-٠٩-٠١   none        other digits
  `);
  for (const { text = '', why = '', day } of examples) {
    t.equal(parseIsoDate(text) ?? 'none', day, `${text}: ${why}`);
  }
  for (const text of ['', ' 2026-09-01', '2026-09-01 ', '2026-09-01\n']) {
    t.equal(parseIsoDate(text), undefined, JSON.stringify(text));
  }
});

t.test('months later', async (t) => {
  const examples = readTable(`
    day         months  later       why
    2025-09-01  12      2026-09-01  when a saving stops being new
    2028-02-29  12      2029-02-28  the year after a leap day
    2024-02-29  48      2028-02-29  four years after a leap day
    2026-01-31  1       2026-02-28  a shorter month
    2026-12-31  2       2027-02-28  over the end of a year
    2026-03-31  -1      2026-02-28  back into a shorter month
    2026-01-15  -1      2025-12-15  back over the end of a year
    9999-06-30  12      9999-12-31  no further than the last day
    0001-06-30  -12     0001-01-01  nor before the first
  `);
  for (const { day, months, later, why } of examples) {
    t.equal(addMonths(day as LocalDate, Number(months)), later, why ?? '');
  }
});

t.test('days sort as texts, and the calendar has two ends', async (t) => {
  const days = ['2026-10-01', firstDay, '2026-09-30', '2025-12-31', lastDay] as LocalDate[];
  const byNumber = [...days].sort((a, b) => dayNumber(a) - dayNumber(b));
  t.strictSame([...days].sort(), byNumber);
  t.equal(nextDay(lastDay), lastDay);
  t.equal(dayBefore(firstDay), firstDay);
  t.equal(dayNumber(lastDay) - dayNumber(firstDay) + 1, 3_652_059, 'days of 9,999 years');
});

t.test('an instant is a day in London, summer time included', async (t) => {
  t.equal(dayInLondon('2026-01-31T23:59:59.999Z'), '2026-01-31');
  t.equal(dayInLondon('2026-03-28T23:59:59.999Z'), '2026-03-28', 'before summer time begins');
  t.equal(dayInLondon('2026-03-31T22:59:59.999Z'), '2026-03-31');
  t.equal(dayInLondon('2026-03-31T23:00:00.000Z'), '2026-04-01');
  t.equal(dayInLondon('2026-12-31T23:30:00.000Z'), '2026-12-31');
});
