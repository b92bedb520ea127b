// N19: each school agrees with its figure or queries it, and the total says what is agreed.
import t from 'tap';
import { startApp } from '../support/app.ts';
import { row } from '../support/settling.ts';
import { importText, paperFile } from '../support/small-trust.ts';

t.test('N19: the total is agreed, awaiting and disputed, to the penny', async (t) => {
  const { database, caller } = await startApp(t);
  const key = await caller('Agreements');
  const { trustId } = key;
  await importText(
    database,
    trustId,
    'june.csv',
    paperFile([
      row('A', { quantity: 100, net: '250.00' }),
      row('B', { quantity: 10, net: '20.00', school: '100002' }),
      row('C', { item: 'DESK', quantity: 1, net: '90.00', school: '100003' }),
    ]),
  );
  const window = { from: '2025-06', to: '2025-06' };
  const list = '/agreements?from=2025-06&to=2025-06';
  const standing = async () => {
    const { schools, agreed, awaiting, disputed, total } = (await key.get(list)).json();
    const amounts = (name: string) =>
      [agreed, awaiting, disputed].reduce((sum, part) => sum + inPence(part[name]), 0);
    for (const name of ['cash_saving', 'avoidance', 'net_saving']) {
      t.equal(amounts(name), inPence(total[name]), `${name}: the parts add to the whole`);
    }
    return schools.map((school: { standing: string }) => school.standing).join(' ');
  };
  const inPence = (amount: string | null) => Number((amount ?? '0').replace('.', ''));
  t.equal(await standing(), 'awaiting awaiting awaiting');

  const answer = (urn: string, said: Record<string, unknown>) =>
    key.send('POST', `/schools/${urn}/agreements`, { ...window, ...said });
  const agreed = await answer('100001', { answer: 'agreed' });
  t.equal(agreed.statusCode, 201);
  const figure = { cash_saving: '60.00', net_saving: '60.00', journal: 1 };
  t.match(agreed.json(), { urn: '100001', ...figure, answered_by: 'C. Manager' });
  t.equal((await answer('100003', { answer: 'queried' })).statusCode, 400, 'without words');
  await answer('100003', { answer: 'queried', words: 'We never had that help desk' });
  t.equal(await standing(), 'agreed awaiting disputed');
  t.match((await key.get(list)).json(), {
    agreed: { schools: 1, cash_saving: '60.00' },
    awaiting: { schools: 1 },
    disputed: { schools: 1 },
  });
  const etag = String((await key.get(list)).headers.etag);
  t.equal((await key.get(list, { 'if-none-match': etag })).statusCode, 304);

  const more = [row('D', { quantity: 10, net: '25.00' })];
  await importText(database, trustId, 'late.csv', paperFile(more));
  t.equal(await standing(), 'awaiting awaiting disputed', 'the agreement is about the old figure');
  const [ash] = (await key.get(list)).json().schools;
  t.match(ash, { cash_saving: '66.00', is_outdated: true, answers: [{ cash_saving: '60.00' }] });
  const old = await answer('100001', { answer: 'agreed', journal: 1 });
  t.match(old.json(), figure, 'an answer to an old report is one to its figure');
  t.equal(await standing(), 'awaiting awaiting disputed');
  await answer('100001', { answer: 'agreed' });
  t.equal(await standing(), 'agreed awaiting disputed');
  t.equal((await key.get(list)).json().schools[0].answers.length, 3, 'nothing is overwritten');

  t.match((await answer('100009', { answer: 'agreed' })).json(), {
    status: 404,
    errors: [{ code: 'school.unknown' }],
  });
  t.equal((await answer('100001', { answer: 'agreed', journal: 9 })).statusCode, 422);
  t.equal((await key.get('/agreements?from=2025-07&to=2025-06')).statusCode, 400);
});
