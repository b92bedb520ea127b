// F2 through the public ways: a price from what was imported, its working kept, and what it then saves.
import t from 'tap';
import { baseline } from '../../src/cli/baseline.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

const prices = [
  'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
  'P1,CLEAN,Cleaning,hour,consumed,recurring,12,2025-01-01,2025-12-31',
  'P1,CLEAN,Cleaning,hour,consumed,recurring,11.80,2026-01-01,',
  '',
].join('\n');
const row = (month: string, hours: number, net: string) => {
  const days = [`${month}-01`, `${month}-28`];
  const number = `C${month}`;
  return [number, days[1] ?? '', 'I', '', '', ...days, '100001', 'CLEAN', hours, net, '0.00'];
};
const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
const history = months.map((month) => row(`2025-${month}`, 130, '1560.00'));

t.test('F2: a year of cleaning makes the price by which the next year is measured', async (t) => {
  const { caller, database } = await startApp(t);
  const files = { ...smallTrust('Cleaning'), 'prices.csv': prices };
  const trustId = await loadFiles(database, files);
  const author = await caller('Cleaning', 'A. Maker');
  t.equal(author.trustId, trustId);
  const approver = await caller('Cleaning', 'B. Checker');
  const body = {
    contract: 'P1',
    urn: '100001',
    item: 'CLEAN',
    valid_from: '2026-01-01',
    history: { from: '2025-01', to: '2025-12' },
  };
  await importText(database, trustId, 'most.csv', paperFile(history.slice(0, 10)));
  const early = await author.send('POST', '/baselines/derivations/check', body);
  t.match(early.json(), {
    errors: [{ code: 'baseline.history', found: '2025-11, 2025-12' }],
  });
  await importText(database, trustId, 'rest.csv', paperFile(history.slice(10)));
  const open = { ...body, history: { from: '2025-01', to: '2026-12' } };
  const notOver = await author.send('POST', '/baselines/derivations', open);
  t.match([notOver.statusCode, notOver.json()], [422, { errors: [{ message: /not over yet/ }] }]);

  const checked = (await author.send('POST', '/baselines/derivations/check', body)).json();
  const { id, ...derived } = (await author.send('POST', '/baselines/derivations', body)).json();
  t.match(derived, {
    kind: 'historic_spend',
    state: 'prepared',
    unit_price: '12',
    vat_rate: '0',
    working: {
      lines: 12,
      spend: '18720.00',
      quantity: '1560',
      unit: 'hour',
      known_at_journal: 2,
      formula: /£18,720.00 ÷ 1560 = £12, rounded once/,
    },
  });
  t.strictSame(derived.working, checked.working, 'what was shown is what was prepared');
  t.equal(derived.working.months.length, 12);

  // The next year: £16,874 for 1,430 hours. The raw fall of £1,846 is £286 price and £1,560 demand.
  const hours = [...Array(11).fill(119), 121];
  const nets = [...Array(11).fill('1404.20'), '1427.80'];
  const next = months.map((month, index) => row(`2026-${month}`, hours[index], nets[index]));
  await importText(database, trustId, 'next.csv', paperFile(next));
  const effect = await approver.send('POST', `/baselines/${id}/approve/check`);
  t.match(effect.json(), { change: { effect: [{ cash_saving: '286.00' }] } });
  await approver.send('POST', `/baselines/${id}/approve`);
  const saved = (await approver.get('/savings?by=school&from=2026-01&to=2026-12')).json();
  t.match(saved.rows, [{ urn: '100001', cost: '16874.00', cash_saving: '286.00' }]);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);

  const again = { ...body, history: { ...body.history, item: 'CLEAN', contract: 'P1' } };
  const later = (await author.send('POST', '/baselines/derivations/check', again)).json();
  t.strictSame(
    { ...later.working, known_at_journal: 2 },
    derived.working,
    'worked out again from the same months, it is the same',
  );
  const unknown = { ...body, history: { ...body.history, contract: 'P9' } };
  const nowhere = await author.send('POST', '/baselines/derivations/check', unknown);
  t.match(nowhere.json(), { errors: [{ code: 'contract.unknown' }] });
});

t.test(
  'who is let in for some schools works prices out for these, and approves none',
  async (t) => {
    const { caller, database } = await startApp(t);
    const files = { ...smallTrust('Two schools'), 'prices.csv': prices };
    const trustId = await loadFiles(database, files);
    const other = history.map((cells) =>
      cells.map((cell) => (cell === '100001' ? '100002' : cell)),
    );
    const others = other.map(([number, ...cells]) => [`X${number}`, ...cells]);
    await importText(database, trustId, 'both.csv', paperFile([...history, ...others]));
    const manager = await caller('Two schools', 'Manager of one', ['100001']);
    t.equal(manager.trustId, trustId);
    const body = {
      contract: 'P1',
      urn: '100001',
      item: 'CLEAN',
      valid_from: '2026-01-01',
      history: { from: '2025-01', to: '2025-12' },
    };
    const checked = await manager.send('POST', '/baselines/derivations/check', body);
    t.match(checked.json(), { unit_price: '12', working: { lines: 12, spend: '18720.00' } });
    const { id, ...prepared } = (await manager.send('POST', '/baselines/derivations', body)).json();
    t.match(prepared, { state: 'prepared', prepared_by: 'Manager of one' });
    t.equal((await manager.send('POST', `/baselines/${id}/approve`)).statusCode, 403);
    for (const address of ['/baselines/derivations/check', '/baselines/derivations']) {
      const beyond = await manager.send('POST', address, { ...body, urn: '100002' });
      t.match(beyond.json(), { errors: [{ code: 'school.not-yours', found: '100002' }] }, address);
      t.notMatch(beyond.body, /18720|1560/);
    }
    t.match((await manager.get('/baselines?item=CLEAN')).json().items, [{ urn: '100001' }]);
  },
);

t.test('F2: the same in a terminal, from lines that no contract explains', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId } = await caller('Off contract');
  await importText(database, trustId, 'year.csv', paperFile(history.slice(0, 3)));
  const derive = ['derive', '--contract', 'P1', '--school', '100001', '--item', 'REAM'];
  derive.push('--from', '2026-01-01', '--of-item', 'CLEAN', '--lines', 'off_contract');
  const run = (...words: string[]) => runCommand(database, baseline, [...derive, ...words]);
  await t.rejects(run('--months', '2025-01..2025-04'), /posted for 2025-04, so the period/);
  const shown = await run('--months', '2025-01..2025-04', '--without', '2025-04');
  t.match(shown, [
    /P1 100001 REAM version 2: £12 net \(historic spend\) .*nothing saved/,
    /£4,680.00 ÷ 390 = £12/,
    /2025-01 {2}£1560.00 net {2}130 units/,
    /2025-02/,
    /2025-03/,
    /2025-04 {2}£0.00 net {2}0 units/,
    /from 3 lines of CLEAN of P1 as known at journal 1/,
  ]);
  const done = await run('--months', '2025-01..2025-03', '--confirm');
  t.match(done[0], /prepared; it counts once somebody else approves it/);
  await t.rejects(run('--months', '2025'), /no period/);
  await t.rejects(run('--months', '2025-01..2025-03', '--lines', 'all'), /none of recurring/);
  await t.rejects(run('--months', '2025-01..2025-03', '--without', 'x'), /not a month/);
});
