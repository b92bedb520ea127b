// Payback, part-year and full-year effect over the API.
import t from 'tap';
import { startApp } from '../support/app.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.test('F6, F7: what a monthly service makes of a year', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Ash Federation');
  const line = (month: string, item: string, net: string) => {
    const [from, to] = [`2025-${month}-01`, `2025-${month}-28`];
    return [`${item}${month}`, to, 'I', '', '', from, to, '100003', item, 1, net, '0.00'];
  };
  const months = ['05', '06', '07'].map((month) => line(month, 'DESK', '90.00'));
  await importText(
    database,
    trustId,
    'desk.csv',
    paperFile([...months, line('05', 'SETUP', '300.00')]),
  );
  const { rows } = (await get('/effects?from=2025-04&to=2026-03')).json();
  t.match(rows, [
    {
      contract: 'P1',
      urn: '100003',
      whole_months: '11',
      months_come: '3',
      effect_refused: 'something of it is not paid by the month',
      payback_months: '6.5',
      one_off: '300.00',
    },
  ]);
  // What was booked and agreed later changes nothing of what was known then, to the byte.
  const then = await get('/effects?from=2025-04&to=2026-03&as_known_at=1');
  t.strictSame(then.json().rows, rows);
  const files = smallTrust('Ash Federation');
  await loadFiles(database, {
    ...files,
    'participants.csv': String(files['participants.csv']).replace(
      /^P1,100003,(.*?),.*$/m,
      'P1,100003,$1,2025-09-30',
    ),
  });
  await importText(database, trustId, 'more.csv', paperFile([line('08', 'DESK', '80.00')]));
  const now = (await get('/effects?from=2025-04&to=2026-03')).json();
  t.match(now.rows, [{ whole_months: '5', months_come: '4' }]);
  t.equal((await get('/effects?from=2025-04&to=2026-03&as_known_at=1')).body, then.body);
  t.match((await get('/effects?from=2025-04&to=2026-02')).json(), {
    errors: [{ parameter: 'to' }],
  });
});
