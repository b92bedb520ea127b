import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { monthEffects } from '../../../src/changes/month-effect.ts';
import { cellOf, pounds } from '../lines/given.ts';

const measured = {
  entries: 3,
  measuredEntries: 2,
  cost: pounds('61.75'),
  measuredCost: pounds('61.75'),
  cashCost: pounds('61.75'),
  baselineCost: pounds('77.90'),
  cashBaselineCost: pounds('77.90'),
};

t.test('a month is told with its figures before and after', async (t) => {
  const before = [cellOf({ entries: 1, cost: pounds('61.75') })];
  t.strictSame(monthEffects(before, [cellOf(measured)]), [
    {
      urn: '900001',
      contract: 'PAY-2025',
      item: 'PAYSLIP',
      month: '2025-09',
      bookedMonth: '2025-09',
      entries: 2,
      before: { cashSaving: null, avoidance: null, notMeasuredCost: pounds('61.75') },
      after: { cashSaving: pounds('16.15'), avoidance: pounds('0'), notMeasuredCost: pounds('0') },
    },
  ]);
});

t.test('a closed month is booked in an open one, and told once (P11)', async (t) => {
  const bookedMonth = '2025-10' as Month;
  const closed = cellOf({ entries: 1, cost: pounds('61.75') });
  const later = cellOf({
    ...measured,
    bookedMonth,
    entries: 2,
    cost: pounds('0'),
    measuredEntries: 1,
  });
  const [effect, ...more] = monthEffects([closed], [closed, later]);
  t.match(effect, { month: '2025-09', bookedMonth: '2025-10', entries: 2 });
  t.match(effect, { before: { cashSaving: null }, after: { cashSaving: pounds('16.15') } });
  t.strictSame(more, []);
});

t.test('what was never there before had nothing', async (t) => {
  const [effect] = monthEffects([], [cellOf(measured)]);
  t.match(effect, { entries: 3, before: { cashSaving: null, notMeasuredCost: pounds('0') } });
  t.strictSame(monthEffects([], []), []);
});
