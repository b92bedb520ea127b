// N9: a sealed board report stays what it was, and anyone can check it.
import { createHash } from 'node:crypto';
import t from 'tap';
import { connectAsOwner } from '../../src/database/connect.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { disturb } from '../support/disturbance.ts';
import { row } from '../support/settling.ts';
import { importText, paperFile } from '../support/small-trust.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

t.test('N9: a sealed report is re-rendered to the same bytes, whatever comes later', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Sealed');
  const other = await caller('Other');
  const wish = { title: 'Summer term', by: ['school', 'month'], from: '2025-06', to: '2025-06' };
  t.match((await send('POST', '/seals', wish)).json(), {
    status: 422,
    detail: /nothing to seal/,
  });
  await importText(
    database,
    trustId,
    'first.csv',
    paperFile([row('A'), row('B', { school: 'ALL' })]),
  );

  const shown = (await send('POST', '/seals/check', wish)).json();
  t.match(shown, { number: 1, title: 'Summer term', journal: 1, by: ['school', 'month'] });
  t.strictSame((await get('/seals')).json(), { items: [], next: null }, 'a check keeps nothing');
  const once = { 'idempotency-key': '"one"' };
  const made = await send('POST', '/seals', wish, once);
  t.equal(made.statusCode, 201);
  const seal = made.json();
  t.match(seal, { number: 1, journal: 1, sealed_by: 'C. Manager', from: '2025-06' });
  t.strictSame((await send('POST', '/seals', wish, once)).json(), seal, 'sent again, sealed once');
  const second = (await send('POST', '/seals', { title: 'All' })).json();
  t.match(second, { number: 2, by: ['school'], from: null });

  const bytes = (await get('/seals/1')).body;
  t.equal(sha256(bytes), seal.sha256, 'the hash is that of the bytes');
  t.equal((await get(`/seals/${seal.sha256}`)).body, bytes, 'found by its hash');
  const journal = (await get('/journals/1')).json();
  const document = JSON.parse(bytes);
  t.match(document, {
    form: 1,
    trust: 'Sealed',
    basis: 'net plus irrecoverable VAT',
    rule_version: '2026-11',
    journal: { number: 1, hash: journal.hash },
    window: { from: '2025-06', to: '2025-06' },
    cut: ['school', 'month'],
    seal: { number: 1, title: 'Summer term', sealed_by: 'C. Manager' },
    schools: [{ urn: '100001', name: 'Ash' }],
  });
  t.ok(
    document.method.some(({ id }: { id: string }) => id === 'cash_saving'),
    'with the method',
  );
  const figures = (await get('/savings?by=school,month&from=2025-06&to=2025-06')).json();
  t.strictSame(document.total, figures.total, 'the figures of the report');

  await disturb(database, trustId, { name: 'Sealed', first: 'first.csv' });
  t.notSame((await get('/savings')).json().total, document.total);
  t.equal((await get('/seals/1')).body, bytes);
  for (const name of [1, 2, seal.sha256]) {
    const check = (await get(`/seals/${name}/verification`)).json();
    t.match(check, { sound: true, differences: [] }, `${name}`);
  }
  t.match((await send('POST', '/seals/copies/check', document)).json(), { sound: true });
  const third = (await send('POST', '/seals', { title: 'Now', as_known_on: '2026-05-08' })).json();
  t.match(third, { number: 3, journal: 3 }, 'a later seal of what was known earlier');
  t.equal((await get('/seals?limit=2')).json().items.length, 2);

  const digit = bytes.replace('"cost":"28.89"', '"cost":"28.88"');
  t.not(digit, bytes);
  t.match((await send('POST', '/seals/copies/check', JSON.parse(digit))).json(), {
    sound: false,
    seal: { number: 1 },
    differences: [
      { place: /^seal 1, rows, 100001 .*2025-06, cost$/, expected: '28.89', found: '28.88' },
    ],
  });
  t.equal(
    (await get(`/seals/${sha256(digit)}`)).statusCode,
    404,
    'such a hash was never given out',
  );
  t.equal((await get('/seals/9/verification')).statusCode, 404);
  t.equal((await other.get('/seals/1')).statusCode, 404, "another trust's seal is not there");
  t.strictSame((await verifyTrust(database, trustId)).differences, []);

  const owner = await connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const tampered = async (sql: string, back: string, place: RegExp) => {
    await owner.client.unsafe(sql);
    const { differences, counts } = await verifyTrust(database, trustId);
    const ofSeals = differences.filter(({ check }) => check === 'seals');
    t.ok(
      ofSeals.some((difference) => place.test(difference.place)),
      `${place}`,
    );
    t.ok(counts.seals > 0);
    await owner.client.unsafe(back);
  };
  await tampered(
    `create table kept as select * from seal;
     do $$ declare changed bytea; begin
       select convert_to(replace(convert_from(content, 'UTF8'), '"cost":"28.89"', '"cost":"28.88"'), 'UTF8')
         into changed from seal where number = 1;
       update seal set content = changed where number = 1;
     end $$`,
    'delete from seal where number = 1; insert into seal select * from kept where number = 1',
    /^seal 1, rows, 100001 .*2025-06, cost$/,
  );
  await tampered(
    `update seal set title = 'Winter term' where number = 1`,
    `update seal set title = 'Summer term' where number = 1`,
    /^seal 1, seal, title$/,
  );
  await tampered(
    `update seal set sha256 = repeat('0', 64) where number = 2`,
    'delete from seal where number = 2; insert into seal select * from kept where number = 2',
    /^seal 2, hash$/,
  );
  await tampered(
    'delete from seal where number = 2',
    'insert into seal select * from kept where number = 2',
    /^seal 2$/,
  );
  await tampered(
    'delete from seal where number = 3',
    'insert into seal select * from kept where number = 3',
    /^seal 3, by the record of acts$/,
  );
  await tampered(
    `update savings_journal set cost = cost + 1 where journal_number = 1`,
    `update savings_journal set cost = cost - 1 where journal_number = 1`,
    /^seal 1, total, cost$/,
  );
  t.strictSame((await verifyTrust(database, trustId)).differences, [], 'all is as it was');
});
