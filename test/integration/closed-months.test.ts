// P11: a journal that touches a closed month is booked in an open one, and the report says so.
import t from 'tap';
import { parseMonth } from '../../src/calendar/period.ts';
import { closePeriod } from '../../src/periods/commands.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const line = (number: string, quantity: number, net: string) => [
  number,
  '2025-03-31',
  'I',
  '',
  '',
  '2025-03-01',
  '2025-03-31',
  '100001',
  'REAM',
  quantity,
  net,
  '0.00',
];

t.test('a late invoice for a closed month is a prior-period adjustment', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Closing'));
  const march = parseMonth('2025-03');
  if (!march) throw new Error('no month');
  await importText(database, trustId, 'march.csv', paperFile([line('A', 100, '250.00')]));
  const person = { by: 'D. Finance', at: '2026-01-08T10:00:00.000Z' };
  t.equal(await closePeriod(database, trustId, march, person), 1, 'closed as known at journal 1');
  await t.rejects(closePeriod(database, trustId, march, person), /closed already/, 'once only');
  await importText(database, trustId, 'late.csv', paperFile([line('B', 10, '25.00')]));

  const window = { from: undefined, to: undefined };
  const report = await reportSavings(database, trustId, { by: ['month'], window });
  const { rows, closings, adjustments } = report;
  t.match(rows, [{ month: '2025-03', cash_saving: '66.00' }], 'the service month has it all');
  t.strictSame(
    closings,
    [{ closed_net_saving: '60.00', prior_period_adjustment: '6.00' }],
    'with the closed figure beside it',
  );
  t.match(adjustments, [
    { month: '2025-03', booked_month: '2025-04', closed_net_saving: '60.00', net_saving: '6.00' },
  ]);
  t.equal(adjustments.length, 1);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('a version taken later leaves the closed figure, and books what it changes', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Version'));
  const march = parseMonth('2025-03');
  if (!march) throw new Error('no month');
  await importText(database, trustId, 'march.csv', paperFile([line('A', 100, '250.00')]));
  const person = { by: 'D. Finance', at: '2026-01-08T10:00:00.000Z' };
  await closePeriod(database, trustId, march, person);
  const { record } = await importText(
    database,
    trustId,
    'new.csv',
    paperFile([line('A', 90, '225.00')]),
  );
  const way = { way: 'take-new' } as const;
  await settleRow(database, trustId, { importId: record.id, row: 2 }, way, person);
  const window = { from: undefined, to: undefined };
  const { rows, closings } = await reportSavings(database, trustId, { by: ['month'], window });
  t.match(rows, [{ month: '2025-03', cash_saving: '54.00' }]);
  t.strictSame(closings, [{ closed_net_saving: '60.00', prior_period_adjustment: '-6.00' }]);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});
