import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { expectedMonths, monthsBefore } from '../../../src/watch/expected-months.ts';
import type { MonthRange, WatchedTerms } from '../../../src/watch/watched-terms.ts';
import { readTable } from '../../support/table.ts';

const month = (text: string) => text as Month;
const range = (text: string): MonthRange => {
  const [from = '', to = ''] = text.split('..');
  return { from: month(from), to: month(to) };
};
const terms = (taken: string, monthly: string): WatchedTerms => ({
  contract: 'PAY',
  monthly: monthly === '-' ? [] : [range(monthly)],
  recurring: [],
  schools: [{ urn: '900001', months: taken.split(' ').map(range), days: [] }],
});

t.test('F12: for which months an invoice is expected, and which have not come', async (t) => {
  const whole = '2025-01..2026-12';
  const examples = readTable(`
    takes part                        monthly           came                             window            missing          expected  why
    2025-01..2026-12                  2025-01..2026-12  2025-01 2025-03                  2025-01..2025-04  2025-02 2025-04  4         paid by the month
    2025-02..2025-03                  2025-01..2026-12  2025-02                          2025-01..2025-06  2025-03          2         only while it takes part
    2025-01..2025-01 2025-04..2025-04  2025-01..2026-12  2025-01                          2025-01..2025-06  2025-04          2         left and came back
    2025-01..2026-12                  2025-03..2025-03  -                                2025-01..2025-06  2025-03          1         only while it is paid by the month
    2025-01..2026-12                  -                 -                                2025-01..2025-12  -                0         nothing is usual yet
    2025-01..2026-12                  -                 2025-01 2025-02                  2025-01..2025-03  -                2         two months make no habit
    2025-01..2026-12                  -                 2025-01 2025-02 2025-03          2025-01..2025-04  2025-04          4         three do
    2025-01..2026-12                  -                 2025-01 2025-02 2025-04          2025-01..2025-05  2025-05          4         most of the months before
    2025-01..2026-12                  -                 2025-01 2025-04                  2025-01..2025-05  -                2         half of them is not most
    2025-01..2026-12                  -                 2025-07 2025-08 2025-09          2025-10..2025-10  2025-10          1         months before the first that came do not count
    2025-01..2026-12                  -                 2025-01 2025-02 2025-03          2026-03..2026-03  -                0         what was usual more than a year ago
    2025-01..2026-12                  -                 2025-01 2025-02 2025-03          2025-04..2025-05  2025-04 2025-05  2         what came before the window tells
    2025-01..2026-12                  -                 2026-06                          2026-06..2026-06  -                1         what came is complete
  `);
  for (const row of examples) {
    const came = new Set((row.came ?? '').split(' '));
    const found = expectedMonths(
      [terms(row['takes part'] ?? whole, row.monthly ?? '-')],
      (_urn, _contract, at) => came.has(at),
      range(row.window ?? whole),
    );
    const missing = found.filter(({ hasCome }) => !hasCome).map((each) => each.month);
    t.equal(missing.join(' ') || '-', row.missing, String(row.why));
    t.equal(String(found.length), row.expected, String(row.why));
  }
});

t.test('an open window begins with the contract, and the last month of all ends it', async (t) => {
  const found = expectedMonths([terms('9999-11..9999-12', '9999-11..9999-12')], () => false, {
    to: month('9999-12'),
  });
  t.strictSame(
    found.map((each) => each.month),
    ['9999-11', '9999-12'],
  );
});

t.test('months before another one', async (t) => {
  t.equal(monthsBefore(month('2026-01'), 1), '2025-12');
  t.equal(monthsBefore(month('2026-03'), 12), '2025-03');
  t.equal(monthsBefore(month('0001-01'), 12), '0001-01');
});
