// Expected invoices that have not come, over the API, as each journal knew them.
import t from 'tap';
import { asTable } from '../../src/cli/report.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';

const desk = (month: number, school = '100003') => {
  const [from, to] = [1, 28].map((day) => `2025-${pad(month)}-${pad(day)}`);
  return [`D${month}`, to, 'I', '', '', from, to, school, 'DESK', 1, '90.00', '0.00'] as (
    | string
    | number
  )[];
};
const pad = (number: number) => String(number).padStart(2, '0');

t.test('N23: eleven of twelve months never read as a saving', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  // Cedar takes part from April on; its invoice of August has not come.
  const months = [4, 5, 6, 7, 9, 10, 11, 12];
  await importText(database, trustId, 'year.csv', paperFile(months.map((month) => desk(month))));
  const window = 'from=2025-04&to=2025-12';
  const cedar = async (query: string) => {
    const { rows } = (await get(`/savings?${query}`)).json();
    return rows.find(({ urn }: { urn: string }) => urn === '100003');
  };
  const incomplete = { expected_invoices: '9', missing_invoices: '1', complete_percent: '88.9' };
  const first = await cedar(window);
  t.match(first, incomplete);
  t.equal(first.baseline_cost, '1087.84', 'a month without an invoice saves nothing');
  const { items } = (await get('/missing-invoices?from=2025-04&to=2025-12')).json();
  t.strictSame(
    items.filter(({ urn }: { urn: string }) => urn === '100003'),
    [{ urn: '100003', contract: 'P1', month: '2025-08' }],
  );
  const paged = (await get('/missing-invoices?limit=1')).json();
  t.equal(paged.items[0].month, '2025-01', 'Ash takes part from January on');
  t.ok(paged.next);
  const live = (await get('/missing-invoices')).json().items;
  t.ok(live.some(({ month }: { month: string }) => month === '2026-01'));
  t.notOk(
    live.some(({ month }: { month: string }) => month > '2026-01'),
    'up to the last month',
  );

  const all = { from: undefined, to: undefined };
  const report = await reportSavings(database, trustId, { by: ['school'], window: all });
  t.match(asTable(report, ['school']), /Incomplete: \d+ of \d+ expected invoices/);

  await importText(database, trustId, 'august.csv', paperFile([desk(8)]));
  t.match(await cedar(window), { missing_invoices: '0', complete_percent: '100.0' });
  t.strictSame(await cedar(`${window}&as_known_at=1`), first, 'as it was known before');

  const joins = { urn: '100002', starts_on: '2025-10-01', ends_on: null };
  t.equal((await send('POST', '/contracts/P1/participants', joins)).statusCode, 201);
  const total = async (known: number) =>
    (await get(`/savings?${window}&as_known_at=${known}`)).json().total.expected_invoices;
  const before = await total(2);
  await importText(database, trustId, 'ash.csv', paperFile([desk(3, '100001')]));
  t.equal(await total(2), before, 'an old report judges by the register of then');
  t.equal(Number(await total(3)) - Number(before), 3, 'a new one by that of now');
});
