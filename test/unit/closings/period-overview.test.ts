import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { missingFigures, periodOverviews } from '../../../src/closings/period-overview.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { pence } from '../../../src/money/money.ts';
import type { PeriodAct } from '../../../src/periods/period-act.ts';
import { cellOf } from '../lines/given.ts';

const march = '2025-03' as Month;
const april = '2025-04' as Month;

t.test('a month says what stands in its own books and what in later ones', async (t) => {
  const [cost, baseline] = [pence(100), pence(150)];
  const own = cellOf({
    month: march,
    measuredEntries: 1,
    cost,
    measuredCost: cost,
    cashCost: cost,
    baselineCost: baseline,
    cashBaselineCost: baseline,
  });
  const cells = [own, { ...own, bookedMonth: april }, cellOf({ month: april, cost: pence(7) })];
  const act = { month: '2025-05' as Month, ordinal: 1, atJournal: 1, act: 'closed' } as PeriodAct;
  const found = periodOverviews(cells, [act]).map((it) => [it.month, it.state, it.netSaving]);
  t.strictSame(found, [
    [march, 'open', 100],
    [april, 'open', 0],
    ['2025-05', 'closed', 0],
  ]);
  const [first] = periodOverviews(cells, []);
  t.strictSame(first?.bookedLater, [{ bookedMonth: april, netSaving: 50 }]);
});

t.test('who takes part in the month and has no cost there is missing', async (t) => {
  const days = (from: string, to: string) => ({ from, to });
  const contract = {
    reference: 'P1',
    term: days('2025-01-01', '2025-12-31'),
    participations: [
      { schoolId: 'ash', days: days('2025-01-01', '9999-12-31') },
      { schoolId: 'beech', days: days('2025-03-31', '9999-12-31') },
      { schoolId: 'cedar', days: days('2025-04-01', '9999-12-31') },
      { schoolId: 'elm', days: days('2025-01-01', '9999-12-31') },
    ],
  } as unknown as Contract;
  const urns = new Map(['ash', 'beech', 'cedar', 'elm'].map((id, at) => [id, `10000${at}`]));
  const ofP1 = { contract: 'P1', month: march, bookedMonth: march };
  const cells = [
    cellOf({ ...ofP1, urn: '100000', cost: pence(250) }),
    // Posted and taken back.
    cellOf({ ...ofP1, urn: '100003', entries: 2 }),
  ];
  t.strictSame(missingFigures(march, [contract], { cells, urns }), [
    { contract: 'P1', urn: '100001' },
    { contract: 'P1', urn: '100003' },
  ]);
});
