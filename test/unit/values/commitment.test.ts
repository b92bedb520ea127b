import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { type Money, parseMoney } from '../../../src/money/money.ts';
import { yearsBegun } from '../../../src/tiers/contract-year.ts';
import { commitmentOf, commitmentSentences } from '../../../src/values/commitment.ts';

const day = (text: string) => text as LocalDate;
const pounds = (text: string) => parseMoney(text) as Money;
const term = { from: day('2025-09-01'), to: day('2027-02-28') };

function on(today: string, index: number, spend: string, lastMonth?: string) {
  const year = yearsBegun(term, day(today))[index];
  if (!year) throw new Error('no such year');
  const facts = { year, spend: pounds(spend), lastMonth: lastMonth as Month | undefined };
  return commitmentOf(pounds('1200'), facts, day(today));
}

t.test('a commitment that will be missed is told before the year is over', async (t) => {
  const running = on('2026-01-10', 0, '360', '2025-12');
  t.match(running, { forecast: 1080_00, shortfall: 120_00, isOver: false });
  t.strictSame(commitmentSentences(running), [
    '2025-09 to 2026-08: £360.00 of the £1,200.00 that were agreed at least so far.',
    'Forecast by run rate, no promise: £1,080.00, which would miss it by £120.00.',
  ]);
  t.match(on('2026-01-10', 0, '400', '2025-12'), { forecast: 1200_00, shortfall: 0 });
  t.match(on('2025-09-20', 0, '5', '2025-09'), { forecast: null, shortfall: 0 });
  t.match(on('2025-09-20', 0, '0'), { forecast: null, shortfall: 0 });
});

t.test('a year that is over has met it or not; a short year has a part of it', async (t) => {
  const over = on('2026-09-01', 0, '1199.99', '2026-08');
  t.match(over, { forecast: null, shortfall: 1, isOver: true });
  t.equal(commitmentSentences(over)[1], 'Missed by £0.01.');
  t.equal(commitmentSentences(on('2026-09-01', 0, '1200', '2026-08')).length, 1);
  for (const lastMonth of [undefined, '2025-08']) {
    const unknown = on('2026-09-01', 0, '0', lastMonth);
    t.match(unknown, { forecast: null, shortfall: null, isOver: true });
    t.strictSame(commitmentSentences(unknown), [
      '2025-09 to 2026-08: £0.00 of the £1,200.00 that were agreed at least.',
      'No invoices yet: whether it was met cannot be said.',
    ]);
  }
  t.match(on('2026-09-01', 0, '0', '2025-09'), { shortfall: 1200_00 });
  t.match(on('2026-11-10', 1, '100', '2026-10'), { committed: 600_00, forecast: 300_00 });
});
