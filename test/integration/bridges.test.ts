// Why cost changed, over the API and in the terminal, from what was imported.
import t from 'tap';
import { undoImport } from '../../src/corrections/commands.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const row = (
  number: string,
  month: string,
  item: string,
  quantity: number | '',
  net: string,
  school = '100001',
) => {
  const [from, to] = [`${month}-01`, `${month}-28`];
  return [number, to, 'I', '', '', from, to, school, item, quantity, net, '0.00'];
};

t.test('price, volume and mix between two periods', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  const rows = [
    row('A1', '2025-02', 'REAM', 100, '250.00'),
    row('A2', '2025-02', 'DESK', 1, '90.00'),
    row('B1', '2025-05', 'REAM', 80, '180.00'),
    row('B2', '2025-05', 'SETUP', 1, '300.00'),
    row('B3', '2025-05', 'PEN', 7, '21.00'),
  ];
  await importText(database, trustId, 'year.csv', paperFile(rows));
  const periods = 'base_from=2025-02&base_to=2025-02&from=2025-05&to=2025-05';
  const answer = await get(`/bridges?${periods}&by=school,contract,item`);
  t.match(answer.json(), {
    base: { from: '2025-02', to: '2025-02' },
    rows: [
      { item: 'DESK', standing: 'ceased', scope_reduction: '90.00', price_saving: '0.00' },
      {
        item: 'REAM',
        unit: 'each',
        base_quantity: '100',
        quantity: '80',
        price: '-20.00',
        volume: '-50.00',
        mix: '0.00',
        price_saving: '20.00',
        demand_effect: '50.00',
      },
    ],
    total: { base_cost: '340.00', cost: '180.00', change: '-160.00', ceased_lines: '-90.00' },
  });
  const tag = { 'if-none-match': String(answer.headers.etag) };
  t.equal((await get(`/bridges?${periods}&by=school,contract,item`, tag)).statusCode, 304);

  const halved = {
    ...{ item: 'REAM', unit: 'half_day', quantity_basis: 'consumed', line_class: 'recurring' },
    ...{ unit_price: '2.5', valid_from: '2025-04-01' },
  };
  const old = { ...halved, unit: 'each', valid_from: '2025-01-01', valid_to: '2025-03-31' };
  t.equal((await send('POST', '/contracts/P1/prices', old)).statusCode, 201);
  t.equal((await send('POST', '/contracts/P1/prices', halved)).statusCode, 201);
  const changed = await get(`/bridges?${periods}&by=school,contract,item`, tag);
  t.match(
    changed.json().rows[1],
    { standing: 'outside', reason: 'unlike_units', outside: '-70.00', price: '0.00' },
    'N28: a unit that changed leaves nothing to price, and the answer is a new one',
  );
  for (const [query, parameter] of [
    ['base_from=2025-02&base_to=2025-05&from=2025-05&to=2025-05', 'base_to'],
    ['base_from=2025-02&base_to=2025-03&from=2025-05', 'to'],
    [`${periods}&by=month`, 'by'],
  ]) {
    t.match((await get(`/bridges?${query}`)).json(), { status: 400, errors: [{ parameter }] });
  }
  t.equal((await get(`/bridges?${periods}&as_known_at=9`)).statusCode, 422);

  const report = await reportSavings(database, trustId, {
    by: ['contract'],
    window: { from: undefined, to: undefined },
  });
  const steps = (await get('/bridges/savings?by=contract')).json();
  const { cost, off_contract_cost, one_off, baseline_cost, cash_saving } = report.total;
  t.match(steps.total, { start: baseline_cost, cash_saving, off_contract_cost, one_off });
  const pence = (text: unknown) => Math.round(100 * Number(text));
  t.equal(
    pence(steps.total.paid),
    pence(cost) + pence(off_contract_cost) + pence(one_off),
    'N3: the bridge ends with what was paid',
  );
  t.strictSame(steps.rows, [{ contract: 'P1', ...steps.total }]);

  const leaked = (await get('/leakage?by=school,item&from=2025-05&to=2025-05')).json();
  t.match(leaked.rows, [
    {
      item: 'PEN',
      off_contract_cost: '21.00',
      cash_leakage: '0.00',
      cash_estimated_leakage: '5.76',
    },
    { item: 'REAM', cash_realised: '68.00', cash_potential: '68.00', compliance_percent: '100.0' },
  ]);
});

t.test('F13: how many were bought elsewhere is what the posted lines say', async (t) => {
  const { caller, database } = await startApp(t);
  const files = smallTrust('Elsewhere');
  const mill = JSON.parse(files['profiles/paper-mill.json'] ?? '');
  const trustId = await loadFiles(database, {
    ...files,
    'suppliers.csv': 'name\nPaper Mill\nCorner Shop\n',
    'profiles/paper-mill.json': JSON.stringify({ ...mill, files: ['mill.csv'] }),
    'profiles/corner-shop.json': JSON.stringify({
      ...mill,
      supplier: 'Corner Shop',
      files: ['shop*.csv'],
    }),
  });
  const { get } = await caller('Elsewhere');
  // Ash paid £3.10 before, pays £2.50 on contract, and £2.90 at the shop.
  await importText(
    database,
    trustId,
    'mill.csv',
    paperFile([row('A', '2025-05', 'REAM', 100, '250.00')]),
  );
  const joint = ['S1', '2025-06-30', 'I', '', '', '2025-05-01', '2025-06-30'];
  const shop = [
    [...joint, 'ALL', 'REAM', 1350, '3915.00', '0.00'],
    row('S2', '2025-05', 'REAM', 10, '29.00'),
    [
      'S3',
      '2025-06-30',
      'C',
      'q',
      'S2',
      '2025-05-01',
      '2025-05-28',
      '100001',
      'REAM',
      -4,
      '-11.60',
      '0.00',
    ],
  ];
  const { record } = await importText(database, trustId, 'shop.csv', paperFile(shop));
  const ash = async (window: string) => {
    const { rows } = (await get(`/leakage?by=school,item&${window}`)).json();
    const [row] = rows;
    return [row.off_contract_cost, row.cash_leakage, row.cash_own, row.cash_potential];
  };
  // Of 1,350 reams by pupils 210 are Ash's, 31 days of 61 in May: 106.721311 and 6 of its own.
  t.strictSame(await ash('from=2025-05&to=2025-05'), ['326.89', '45.09', '22.54', '127.63']);
  t.strictSame(await ash('from=2025-05&to=2025-06'), ['626.40', '86.40', '43.20', '189.60']);
  const person = { by: 'C. Manager', at: '2026-01-08T10:00:00.000Z' };
  await undoImport(database, trustId, record.id, person);
  t.strictSame(await ash('from=2025-05'), ['0.00', '0.00', '0.00', '60.00'], 'taken back');
  t.equal((await get('/leakage?as_known_at=2')).json().total.cash_leakage, '86.40');
});
