// What was paid before: the effect of approving or withdrawing a version is shown first, and saved
// only then (P6), over the API and in a terminal.
import t from 'tap';
import { parseMonth } from '../../src/calendar/period.ts';
import { baseline } from '../../src/cli/baseline.ts';
import { actOnPeriod } from '../../src/closings/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

const row = (number: string, school: string, month: string, item = 'REAM') => {
  const days = [`2025-${month}-01`, `2025-${month}-28`];
  return [number, days[1] ?? '', 'I', '', '', ...days, school, item, 10, '25.00', '0.00'];
};

t.test('approval and withdrawal are shown first, month by month', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, get, send } = await caller('Approvals', 'A. Maker');
  const other = await caller('Approvals', 'B. Checker');
  await importText(
    database,
    trustId,
    'a.csv',
    paperFile([row('A', '100003', '05'), row('B', '100003', '06')]),
  );
  const may = parseMonth('2025-05');
  if (!may) throw new Error('no month');
  await actOnPeriod(
    database,
    trustId,
    may,
    { act: 'closed' },
    { by: 'D', at: '2026-01-07T10:00:00.000Z' },
  );
  const body = {
    contract: 'P1',
    urn: '100003',
    item: 'REAM',
    kind: 'previous_contract',
    unit_price: '3.10',
    vat_rate: '0',
    valid_from: '2025-01-01',
    evidence: 'old invoice',
  };
  const { id } = (await send('POST', '/baselines', body)).json();
  const journals = async () => (await get('/journals')).json().items.length;
  const before = await journals();

  const own = await send('POST', `/baselines/${id}/approve/check`);
  t.match([own.statusCode, own.json()], [403, { errors: [{ code: 'baseline.self-approved' }] }]);
  const shown = await other.send('POST', `/baselines/${id}/approve/check`);
  t.match(shown.json(), {
    baseline: { id, state: 'approved', approved_by: 'B. Checker' },
    change: { journal: null, files: [], effect: [{ urn: '100003', cash_saving: '12.00' }] },
    months: [
      {
        urn: '100003',
        item: 'REAM',
        month: '2025-05',
        booked_month: '2025-06',
        entries: 2,
        before: { cash_saving: null, avoidance: null, not_measured_cost: '25.00' },
        after: { cash_saving: '6.00', avoidance: '0.00', not_measured_cost: '0.00' },
      },
      { month: '2025-06', booked_month: '2025-06', after: { cash_saving: '6.00' } },
    ],
  });
  t.match((await get(`/baselines/${id}`)).json(), { state: 'prepared' }, 'nothing is saved');
  t.equal(await journals(), before);

  t.match((await other.send('POST', `/baselines/${id}/approve`)).json(), { journal: before + 1 });
  const reason = { reason: 'wrong school' };
  const undone = await send('POST', `/baselines/${id}/withdraw/check`, reason);
  t.match(undone.json(), {
    change: { effect: [{ cash_saving: '-12.00' }] },
    months: [{ before: { cash_saving: '6.00' }, after: { cash_saving: '0.00' } }, {}],
  });
  t.equal(await journals(), before + 1);
  t.equal((await send('POST', `/baselines/${id}/approve/check`)).statusCode, 403);
  t.equal((await other.send('POST', `/baselines/${id}/approve/check`)).statusCode, 409);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('the same in a terminal, done with --confirm', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId } = await caller('Terminal');
  await importText(database, trustId, 'a.csv', paperFile([row('A', '100003', '06')]));
  const run = (...words: string[]) => runCommand(database, baseline, words);
  const prepare = ['prepare', '--contract', 'P1', '--school', '100003', '--item', 'REAM'];
  prepare.push(
    '--kind',
    'previous_contract',
    '--price',
    '3.10',
    '--from',
    '2025-01-01',
    '--vat-rate',
    '0',
  );
  prepare.push('--evidence', 'old invoice', '--by', 'A. Maker');
  const listed = () => run('list', '--school', '100003', '--item', 'REAM');
  t.match(await run(...prepare), [/version 1: £3.1 net .* nothing saved; --confirm does it$/]);
  t.strictSame(await listed(), []);
  await run(...prepare, '--confirm');
  const [line = ''] = await listed();
  t.match(line, /P1 100003 REAM version 1: .*prepared by A. Maker, waits for somebody else/);
  const id = line.slice(0, 36);
  await t.rejects(run('approve', id, '--by', 'a.  maker'), /cannot approve it/);
  const approve = ['approve', id, '--by', 'B. Checker'];
  t.match(await run(...approve), [
    /^Approval of version 1 of 100003 for REAM of P1: checked, nothing saved/,
    /^ {2}100003 REAM 2025-06: cash saving from not measured to £6.00, avoidance from not measured to £0.00 \(2 new entries\)$/,
    /^ {2}100003 Cedar: £6.00 better off/,
  ]);
  t.match(await listed(), [/waits for/]);
  t.match(await run(...approve, '--confirm'), [/done as journal 2$/]);
  const withdraw = ['withdraw', id, '--reason', 'wrong', '--json'];
  const [told = ''] = await run(...withdraw);
  t.match(JSON.parse(told), { confirmed: false, months: [{ after: { cash_saving: '0.00' } }] });
  await run(...withdraw, '--confirm');
  t.match(await listed(), [/withdrawn by/]);
  await t.rejects(run('approve', 'x'), /by its id/);
  await t.rejects(run('prepare', '--contract', 'P1'), /--school is missing/);
  await t.rejects(run('forget'), /Say one of list, prepare, derive, approve, withdraw, evidence/);
});
