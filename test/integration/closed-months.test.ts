// P11: a journal that touches a closed month is booked in an open one, and the report says so.
import t from 'tap';
import { type Month, parseMonth } from '../../src/calendar/period.ts';
import { actOnPeriod, checkPeriod, listPeriods } from '../../src/closings/commands.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
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
  const close = () => actOnPeriod(database, trustId, march, { act: 'closed' }, person);
  t.equal((await close()).journal, 1, 'closed as known at journal 1');
  await t.rejects(
    close(),
    /closed already: D. Finance closed it as known at journal 1/,
    'once only',
  );
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
  await actOnPeriod(database, trustId, march, { act: 'closed' }, person);
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

t.test('P11: another person reopens a month, and it takes figures again', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Reopening'));
  const march = '2025-03' as Month;
  const finance = { by: 'D. Finance', at: '2026-01-08T10:00:00.000Z' };
  const head = { by: 'E. Head', at: '2026-01-09T10:00:00.000Z' };
  const rows = [line('A', 100, '250.00'), line('W', 1, '2.50').with(7, 'Nobody')];
  await importText(database, trustId, 'march.csv', paperFile(rows));

  const shown = await checkPeriod(database, trustId, march, { act: 'closed' }, finance);
  const waits = { ofMonth: { rows: 1, net: 250 }, undated: { rows: 0 }, netSaving: 6000 };
  t.match(shown, { state: 'closed', ...waits }, 'a closing shows what waits');
  t.strictSame(shown.missing, [{ contract: 'P1', urn: '100002' }], 'and who is missing');
  t.strictSame((await listPeriods(database, trustId)).periods[0]?.acts, [], 'and closes nothing');

  await actOnPeriod(database, trustId, march, { act: 'closed' }, finance);
  await importText(database, trustId, 'late.csv', paperFile([line('B', 10, '25.00')]));
  const again = { act: 'reopened', reason: 'The March file was cut off' } as const;
  const self = actOnPeriod(database, trustId, march, again, { ...finance, by: 'd.  finance' });
  await t.rejects(self, { code: 'period.same-person' }, 'not by who closed it');
  const before = await checkPeriod(database, trustId, march, again, head);
  t.match(before.bookedLater, [{ bookedMonth: '2025-04', netSaving: 600 }]);
  const reopened = await actOnPeriod(database, trustId, march, again, head);
  t.match(reopened, { ...before, state: 'reopened' }, 'what was booked elsewhere stays there');

  await importText(database, trustId, 'more.csv', paperFile([line('C', 20, '50.00')]));
  await actOnPeriod(database, trustId, march, { act: 'closed' }, head);
  await importText(database, trustId, 'last.csv', paperFile([line('D', 30, '75.00')]));
  const window = { from: undefined, to: undefined };
  const { rows: months, adjustments } = await reportSavings(database, trustId, {
    by: ['month'],
    window,
  });
  t.match(months, [{ month: '2025-03', cash_saving: '96.00' }]);
  const inBooks = { month: '2025-03', booked_month: '2025-04', closed_net_saving: '72.00' };
  t.match(adjustments, [{ ...inBooks, net_saving: '24.00' }], 'C in March, B and D in April');
  const { periods } = await listPeriods(database, trustId);
  t.match(periods[0]?.acts, [
    { ordinal: 1, act: 'closed', by: 'D. Finance', atJournal: 1, reason: '' },
    { ordinal: 2, act: 'reopened', by: 'E. Head', atJournal: 2, reason: again.reason },
    { ordinal: 3, act: 'closed', by: 'E. Head', atJournal: 3 },
  ]);
  t.strictSame((await verifyTrust(database, trustId)).differences, [], 'by the second route too');

  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`update period_act set at_journal = 3 where ordinal = 2`;
  const { differences } = await verifyTrust(database, trustId);
  t.match(differences, [{ check: 'entries' }], 'C was not booked where it had to be then');
});
