import fc from 'fast-check';
import t from 'tap';
import {
  dayNumber,
  firstDay,
  type LocalDate,
  lastDay,
  localDate,
  nextDay,
} from '../../../src/calendar/local-date.ts';
import {
  contains,
  countAllDays,
  countDays,
  type DateRange,
  daysByMonth,
  type Month,
  monthOf,
  monthRange,
  monthsFrom,
  nextMonth,
  overlap,
  parseMonth,
  union,
} from '../../../src/calendar/period.ts';
import { readTable } from '../../support/table.ts';

/** `2025-09-01..2026-03-31` as days, several with a space between, and `none`. */
function ranges(text = ''): DateRange[] {
  return text
    .split(' ')
    .filter((part) => part !== 'none')
    .map((part) => {
      const [from = '', to = from] = part.split('..');
      return { from: from as LocalDate, to: to as LocalDate };
    });
}
const range = (text = '') => ranges(text)[0] as DateRange;
const spell = (days: readonly DateRange[]) =>
  days.map(({ from, to }) => `${from}..${to}`).join(' ') || 'none';

const anyDay = fc
  .tuple(
    fc.integer({ min: 2023, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map((parts) => localDate(...parts))
  .filter((day) => day !== undefined);
const anyRange = fc
  .tuple(anyDay, anyDay)
  .map(([a, b]): DateRange => (a < b ? { from: a, to: b } : { from: b, to: a }));

function daysIn({ from, to }: DateRange): Set<LocalDate> {
  const days = new Set<LocalDate>();
  for (let day = from; day <= to; day = nextDay(day)) days.add(day);
  return days;
}

t.test('days are counted with the first and the last', async (t) => {
  const examples = readTable(`
    days                    count    why
    2026-09-01..2026-09-01  1        one day
    2026-09-01..2026-09-30  30       a month
    2026-02-01..2026-02-28  28       a February
    2024-02-01..2024-02-29  29       a February of a leap year
    2026-08-01..2026-10-31  92       worked example 5
    2026-09-01..2027-08-31  365      worked example 9: the year
    2027-01-01..2027-08-31  243      worked example 9: the joiner
    2026-09-01..2027-03-31  212      worked example 9: the leaver
    2027-09-01..2028-08-31  366      a year with a leap day
    2026-03-28..2026-03-30  3        clocks go forward, days do not
    0001-01-01..9999-12-31  3652059  all days
    2026-09-02..2026-09-01  0        none
  `);
  for (const { days, count, why } of examples) {
    t.equal(String(countDays(range(days))), count, why ?? '');
  }
  t.equal(countAllDays(ranges('2026-09-01..2026-09-30 2026-11-01..2026-11-30')), 60);
  t.equal(countAllDays([]), 0);
});

t.test('the days that two ranges share', async (t) => {
  const examples = readTable(`
    one                     other                   shared                  why
    2026-01-01..2026-01-31  2026-01-15..2026-02-15  2026-01-15..2026-01-31  the end of one
    2026-01-01..2026-12-31  2026-03-01..2026-03-31  2026-03-01..2026-03-31  one inside the other
    2026-01-01..2026-01-31  2026-01-31..2026-02-15  2026-01-31..2026-01-31  a single day
    2026-01-01..2026-01-31  2026-02-01..2026-02-15  none                    neighbours
    2026-01-01..2026-01-31  2027-01-01..2027-01-31  none                    far apart
    2026-01-01..2026-01-31  2026-01-01..2026-01-31  2026-01-01..2026-01-31  the same
  `);
  for (const { one, other, shared, why = '' } of examples) {
    for (const pair of [
      [range(one), range(other)],
      [range(other), range(one)],
    ] as const) {
      const found = overlap(...pair);
      t.equal(found ? spell([found]) : 'none', shared, why);
    }
  }
});

t.test('ranges joined so that no day counts twice', async (t) => {
  const examples = readTable(`
    ranges                                                                joined                                          why
    none                                                                  none                                            nothing
    2026-01-01..2026-01-31                                                2026-01-01..2026-01-31                          one
    2026-01-01..2026-01-31 2026-02-01..2026-02-28                         2026-01-01..2026-02-28                          neighbours
    2026-02-01..2026-02-28 2026-01-01..2026-01-31                         2026-01-01..2026-02-28                          in any order
    2026-01-01..2026-01-31 2026-02-02..2026-02-28                         2026-01-01..2026-01-31 2026-02-02..2026-02-28   a day between
    2026-01-01..2026-12-31 2026-03-01..2026-03-31                         2026-01-01..2026-12-31                          one inside the other
    2026-01-01..2026-03-31 2026-02-01..2026-05-31 2026-05-31..2026-06-30  2026-01-01..2026-06-30                          a chain
    2025-12-31..2025-12-31 2026-01-01..2026-01-01                         2025-12-31..2026-01-01                          over the end of a year
    2026-01-01..9999-12-31 2026-03-01..9999-12-31                         2026-01-01..9999-12-31                          open ends
  `);
  for (const row of examples) t.equal(spell(union(ranges(row.ranges))), row.joined, row.why ?? '');
});

t.test('a day is in a range from its first to its last', async (t) => {
  const january = range('2026-01-01..2026-01-31');
  const days = ['2025-12-31', '2026-01-01', '2026-01-15', '2026-01-31', '2026-02-01'];
  t.strictSame(
    days.map((day) => contains(january, day as LocalDate)),
    [false, true, true, true, false],
  );
});

t.test('months', async (t) => {
  const examples = readTable(`
    month    days                    next
    2026-01  2026-01-01..2026-01-31  2026-02
    2026-02  2026-02-01..2026-02-28  2026-03
    2024-02  2024-02-01..2024-02-29  2024-03
    2026-04  2026-04-01..2026-04-30  2026-05
    2026-12  2026-12-01..2026-12-31  2027-01
    9999-12  9999-12-01..9999-12-31  9999-12
  `);
  for (const { month = '', days, next } of examples) {
    const read = parseMonth(month);
    t.equal(read, month);
    if (!read) continue;
    const { from, to } = monthRange(read);
    t.equal(spell([{ from, to }]), days);
    t.strictSame([monthOf(from), monthOf(to)], [month, month]);
    t.equal(nextMonth(read), next);
  }
  for (const text of ['', '2026', '2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', '01/2026'])
    t.equal(parseMonth(text), undefined, text);
  t.throws(() => monthRange('2026-13' as Month), new RangeError('2026-13 is not a month'));
});

t.test('days by month, the earliest first', async (t) => {
  const examples = readTable(`
    days                                           by month                                          why
    2026-09-05..2026-09-05                         2026-09:1                                         one day
    2026-09-01..2026-09-30                         2026-09:30                                        one month
    2026-08-01..2026-10-31                         2026-08:31 2026-09:30 2026-10:31                  worked example 5
    2025-12-30..2026-01-02                         2025-12:2 2026-01:2                               over the end of a year
    2024-02-28..2024-03-01                         2024-02:2 2024-03:1                               over a leap day
    2026-09-01..2026-09-10 2026-09-21..2026-09-30  2026-09:20                                        a gap inside a month
    2026-11-01..2026-11-10 2026-09-21..2026-10-01  2026-09:10 2026-10:1 2026-11:10                   in any order
    2026-01-31..2026-02-01 2026-04-30..2026-04-30  2026-01:1 2026-02:1 2026-04:1                     a month without days is left out
    none                                           none                                              no days
    9999-11-30..9999-12-31                         9999-11:1 9999-12:31                              the last days of all
    9999-12-01..9999-12-31 9999-11-30..9999-11-30  9999-11:1 9999-12:31                              and again, in any order
  `);
  for (const row of examples) {
    const found = daysByMonth(ranges(row.days)).map(({ month, days }) => `${month}:${days}`);
    t.equal(found.join(' ') || 'none', row['by month'], row.why ?? '');
  }
  const all = daysByMonth([{ from: firstDay, to: lastDay }]);
  t.equal(all.length, 12 * 9999);
  t.equal(
    all.reduce((sum, { days }) => sum + days, 0),
    3_652_059,
  );
});

t.test('months from the first to the last', async (t) => {
  const months = (from: string, to: string) => monthsFrom(from as Month, to as Month).join(' ');
  t.equal(months('2024-11', '2025-02'), '2024-11 2024-12 2025-01 2025-02');
  t.equal(months('2024-11', '2024-11'), '2024-11');
  t.equal(months('2024-11', '2024-10'), '');
  t.equal(months('9999-11', '9999-12'), '9999-11 9999-12', 'there is no month after the last');
});

t.test('what holds for any days', async (t) => {
  const byMonth = fc.property(fc.array(anyRange, { maxLength: 5 }), (any) => {
    const days = union(any);
    const months = daysByMonth(days);
    return (
      months.reduce((sum, month) => sum + month.days, 0) === countAllDays(days) &&
      months.every(({ month, days: count }, index) => {
        const inMonth = days.flatMap((each) => overlap(each, monthRange(month)) ?? []);
        const before = months[index - 1]?.month;
        return count > 0 && count === countAllDays(inMonth) && (!before || before < month);
      })
    );
  });
  const joined = fc.property(fc.array(anyRange, { maxLength: 5 }), (any) => {
    const wanted = new Set(any.flatMap((each) => [...daysIn(each)]));
    const found = union(any);
    return (
      countAllDays(found) === wanted.size &&
      [...wanted].every((day) => found.some((each) => contains(each, day))) &&
      found.every((each, index) => {
        const before = found[index - 1];
        return !before || dayNumber(each.from) > dayNumber(before.to) + 1;
      })
    );
  });
  const shared = fc.property(anyRange, anyRange, anyDay, (a, b, day) => {
    const found = overlap(a, b);
    const isShared = contains(a, day) && contains(b, day);
    return (found !== undefined && contains(found, day)) === isShared;
  });
  t.doesNotThrow(() => {
    fc.assert(byMonth);
    fc.assert(joined, { numRuns: 40 });
    fc.assert(shared);
  });
});
