// A supplier's file over the API: sent, checked, confirmed, reported and taken back.
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import t from 'tap';
import { asCsv, type Caller, startApp } from '../support/app.ts';
import { row } from '../support/settling.ts';
import { paperFile } from '../support/small-trust.ts';

const upload = (caller: Caller, name: string, text: string, headers = {}) =>
  caller.send('POST', `/imports?file=${name}`, text, { ...asCsv, ...headers });

t.test('a file is checked, confirmed, reported and taken back', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const { get, send } = ash;
  const sent = await upload(ash, 'may.csv', may);
  t.equal(sent.statusCode, 201, sent.body);
  const checked = sent.json();
  t.match(checked, {
    state: 'received',
    received_by: 'C. Manager',
    supplier: 'Paper Mill',
    journal: null,
    posted_by_journal: null,
    rows: { read: 3, posted: 1, already: 0, held: 1, refused: 1 },
    net: { read: '75.00', posted: '25.00', held: '50.00', refused: '0.00' },
    problems: [
      { row: 3, state: 'held', code: 'school.unknown', found: '999999', net: '50.00' },
      { row: 4, state: 'refused', code: 'date.unreadable', column: 'document_date' },
    ],
    contents: { lines: 2, documents: 2, net: '75.00', first_service_day: '2025-05-01' },
    unmatched: { schools: [{ text: '999999', rows: 1, net: '50.00' }], contracts: [], items: [] },
    problem_groups: [
      { code: 'school.unknown', rows: 1, first_rows: [3], values: ['999999'] },
      { code: 'date.unreadable', column: 'document_date', rows: 1 },
    ],
    effect: [{ urn: '100001', cost: '25.00', cash_saving: '6.00', net_saving: '6.00' }],
  });
  const kept = (await get(`/imports/${checked.id}`)).json();
  t.match(kept, { state: 'received', rows: { read: 0, posted: 0 } });
  t.match((await get('/savings')).json(), { rows: [], journal: 0 });
  const again = (await send('POST', `/imports/${checked.id}/check`)).json();
  t.strictSame(again, checked, 'a check changes nothing');

  const confirm = `/imports/${checked.id}/confirm`;
  const wrong = await send('POST', confirm, { control_total: '75.01' });
  t.match(wrong.json(), { status: 422, type: '/problems/import.control-total' });
  const strict = await send('POST', confirm, { all_or_nothing: true });
  t.match(strict.json(), { status: 422, type: '/problems/import.all-or-nothing' });
  t.match(strict.json().errors[2], { row: 4, column: 'document_date', code: 'date.unreadable' });
  const posted = await send('POST', confirm, { control_total: '75.00' });
  t.match(posted.json(), { state: 'posted', journal: 1, rows: checked.rows, net: checked.net });
  t.match((await get('/savings')).json(), {
    trust: 'Ash Federation',
    journal: 1,
    rows: [{ urn: '100001', cost: '25.00', cash_saving: '6.00' }],
  });
  const page = (await get(`/imports/${checked.id}/rows?limit=1`)).json();
  t.match(page.items, [{ row: 3, code: 'school.unknown' }]);
  const rest = (await get(`/imports/${checked.id}/rows?after=${page.next}`)).json();
  t.match(rest, { items: [{ row: 4 }], next: null });
  t.equal((await send('DELETE', `/imports/${checked.id}`)).statusCode, 409);

  const undone = await send('POST', `/imports/${checked.id}/undo`, { reason: 'Wrong month' });
  t.match(undone.json(), { import: { state: 'undone' }, journal: 2 });
  t.match((await get('/journals/2')).json(), {
    kind: 'undo',
    reason: 'Wrong month',
    recorded_by: 'C. Manager',
    import: checked.id,
  });
  t.match((await get('/savings')).json().total, { cost: '0.00', cash_saving: '0.00' });
  t.match((await get('/savings?as_known_at=1')).json().total, { cash_saving: '6.00' });
  for (const path of [`/imports/${checked.id}/undo`, confirm]) {
    t.match((await send('POST', path)).json(), { status: 409, type: '/problems/import.unknown' });
  }
  t.match((await upload(ash, 'may.csv', may)).json(), { state: 'received', rows: { posted: 1 } });
  t.match((await get('/imports')).json().items, [{ state: 'undone' }, { state: 'received' }]);
  t.match((await get('/imports?state=received')).json().items, [{ state: 'received' }]);
});

t.test('a document of which every row is held is one of the documents of its file', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const file = paperFile([row('G'), row('H', { net: '-5.00' }), row('G')]);
  const checked = (await upload(ash, 'held.csv', file)).json();
  const confirm = async () => (await ash.send('POST', `/imports/${checked.id}/confirm`)).json();
  for (const told of [checked, await confirm(), await confirm()]) {
    t.match(told.contents, { lines: 3, documents: 2 });
    t.match(told.problems, [{ row: 3, code: 'invoice.below-zero' }]);
  }
});

t.test('an approval makes posted figures again, and a withdrawal takes that back', async (t) => {
  const { caller } = await startApp(t);
  const author = await caller('Ash Federation', 'A. Maker');
  const { id: file } = (await upload(author, 'may.csv', may)).json();
  await author.send('POST', `/imports/${file}/confirm`);
  const saving = async () => (await author.get('/savings')).json().total.cash_saving;
  t.equal(await saving(), '6.00');
  const version = {
    contract: 'P1',
    urn: '100001',
    item: 'REAM',
    kind: 'historic_spend',
    unit_price: '3.3',
    valid_from: '2025-01-01',
    evidence: 'invoices.pdf',
  };
  const { id } = (await author.send('POST', '/baselines', version)).json();
  t.equal(await saving(), '6.00', 'a prepared version counts nowhere');
  const other = await caller('Ash Federation', 'B. Checker');
  const approved = await other.send('POST', `/baselines/${id}/approve`);
  t.match(approved.json(), { baseline: { state: 'approved', version: 2 }, journal: 2 });
  t.equal(await saving(), '8.00');
  t.match((await author.get('/journals/2')).json(), {
    kind: 'baseline_changed',
    recorded_by: 'B. Checker',
  });
  const withdrawn = await other.send('POST', `/baselines/${id}/withdraw`, { reason: 'No proof' });
  t.match(withdrawn.json(), { baseline: { state: 'withdrawn' }, journal: 3 });
  t.equal(await saving(), '6.00');
  t.match((await author.get('/journals/3')).json().reason, /No proof$/);
});

t.test('a received file can be forgotten', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const { id } = (await upload(ash, 'may.csv', may)).json();
  const gone = await ash.send('DELETE', `/imports/${id}`);
  t.equal(gone.statusCode, 204);
  t.equal(gone.body, '');
  for (const path of ['', '/rows'])
    t.equal((await ash.get(`/imports/${id}${path}`)).statusCode, 404);
  t.equal((await ash.send('POST', `/imports/${id}/confirm`)).statusCode, 404);
  t.equal((await ash.send('DELETE', `/imports/${id}`)).statusCode, 404);
  t.equal((await ash.get('/imports/x')).statusCode, 400);
});

t.test('a file that cannot be taken leaves nothing behind', async (t) => {
  const { caller } = await startApp(t, { uploadBytesMax: 2000 });
  const ash = await caller('Ash Federation');
  const { send, ask, get } = ash;
  const left = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('savings-ledger-upload'));
  const before = left();
  const large = Buffer.alloc(2001, 48);
  const told = await send('POST', '/imports?file=large.csv', large, asCsv);
  t.match(told.json(), { status: 413, type: '/problems/file.too-large' });
  const untold = await ask({
    method: 'POST',
    url: '/imports?file=large.csv',
    headers: asCsv,
    payload: Readable.from([large.subarray(0, 1500), large.subarray(0, 501)]),
  });
  t.equal(untold.statusCode, 413, untold.body);
  const faults = [
    ['empty.csv', '', 422, 'file.empty'],
    ['header.csv', `${may.split('\n')[0]}\n`, 422, 'file.empty'],
    ['other.csv', 'a,b\n1,2\n', 422, 'column.missing'],
    ['zeros.csv', '\0'.repeat(100), 422, 'file.unreadable'],
    ['notes.txt', may, 422, 'profile.missing'],
  ] as const;
  for (const [name, text, status, code] of faults) {
    const answer = await upload(ash, name, text);
    t.match(answer.json(), { status, type: `/problems/${code}` }, `${name}: ${answer.body}`);
  }
  t.equal((await send('POST', '/imports?file=may.csv', { rows: [] })).statusCode, 415);
  t.equal((await send('POST', '/imports', may, asCsv)).statusCode, 400, 'a file has a name');
  t.strictSame((await get('/imports')).json().items, []);
  t.strictSame(left(), before);
});

t.test('a file that is read in many pieces comes whole', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const [header, , , third] = may.split('\n');
  const long = `${header}\n${`${third}\n`.repeat(8_000)}`;
  t.ok(long.length > 400_000);
  const sent = await upload(ash, 'long.csv', long);
  t.match(sent.json(), { rows: { read: 8_000, posted: 0, refused: 8_000 } });
});

t.test('a write with a key of its own is done once', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const { get, send } = ash;
  const first = await upload(ash, 'may.csv', may, { 'idempotency-key': '"may 1"' });
  const again = await upload(ash, 'may.csv', may, { 'idempotency-key': '"may 1"' });
  t.equal(again.statusCode, 201);
  t.equal(again.body, first.body);
  t.equal(first.headers['idempotency-replayed'], undefined);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.equal((await get('/imports')).json().items.length, 1);
  const other = await upload(ash, 'may.csv', `${may}\n`, { 'idempotency-key': '"may 1"' });
  t.match(other.json(), { status: 422, type: '/problems/key.reused' });

  const confirm = `/imports/${first.json().id}/confirm`;
  const key = { 'idempotency-key': 'confirm-1' };
  const refused = await send('POST', confirm, { all_or_nothing: true }, key);
  t.equal(refused.statusCode, 422);
  const bodies = await Promise.all([1, 2, 3].map(() => send('POST', confirm, {}, key)));
  const done = bodies.filter(({ statusCode }) => statusCode === 200);
  t.ok(done.length > 0, 'a refusal may be tried again');
  for (const { statusCode } of bodies) t.ok([200, 409].includes(statusCode), String(statusCode));
  for (const { body } of done) t.equal(body, done[0]?.body);
  t.match((await send('POST', confirm, {}, { 'idempotency-key': '"confirm-1"' })).headers, {
    'idempotency-replayed': 'true',
  });
  t.equal((await get('/journals')).json().items.length, 1, 'three at once post once');
  const unreadable = await send('POST', confirm, {}, { 'idempotency-key': '"x' });
  t.match(unreadable.json(), { status: 400, errors: [{ parameter: 'idempotency-key' }] });
});

t.test('while the first is at work, the second is told to wait', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  const name = `savings-ledger:${ash.trustId}:key:slow`;
  await database.client.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    const answer = await ash.send('PATCH', '', { ukprn: '1' }, { 'idempotency-key': 'slow' });
    t.match(answer.json(), { status: 409, type: '/problems/key.running' });
  });
  const later = await ash.send('PATCH', '', { ukprn: '1' }, { 'idempotency-key': 'slow' });
  t.equal(later.statusCode, 200);
});

const may = paperFile([
  [
    'M1',
    '2025-05-31',
    'I',
    '',
    '',
    '2025-05-01',
    '2025-05-31',
    '100001',
    'REAM',
    10,
    '25.00',
    '5.00',
  ],
  ['M2', '2025-05-31', 'I', '', '', '2025-05-01', '2025-05-31', '999999', 'REAM', 20, '50.00', '0'],
  ['M3', '31/02/2026', 'I', '', '', '2025-05-01', '2025-05-31', '100001', 'REAM', 1, '', ''],
]);

t.test('a profile is proposed from the bytes of a file, kept and used', async (t) => {
  const { caller } = await startApp(t);
  const { send } = await caller('Ash Federation');
  const bytes = readFileSync('fixtures/templates/xero-bills.csv', 'utf8');
  const address = '/profile-proposals?file=xero-bills.csv&supplier=Paper%20Mill';
  const proposed = await send('POST', address, bytes, asCsv);
  t.equal(proposed.statusCode, 200, proposed.body);
  const { template, profile, notes } = proposed.json();
  t.equal(template, 'Xero bills');
  t.match(notes[0], /^"words.whole_trust"/);
  t.equal((await send('PUT', '/profiles/xero', profile)).statusCode, 201);
  const upload = `/imports?file=xero-bills.csv&supplier=Paper%20Mill`;
  const sent = await send('POST', upload, bytes, asCsv);
  t.match(sent.json(), { rows: { read: 2, posted: 0, held: 1, refused: 1 } });
  const nobody = await send('POST', address.replace('Paper', 'No'), bytes, asCsv);
  t.match(nobody.json(), { status: 422, type: '/problems/supplier.unknown' });
  const prose = await send('POST', address, 'Dear all,\nsee you soon', asCsv);
  t.match(prose.json(), { status: 422, type: '/problems/profile.missing' });
});

t.test('a copy of the file with the reasons, before and after it is confirmed', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const { get, send } = ash;
  const { id } = (await upload(ash, 'Müll "May".csv', may)).json();
  const before = await get(`/imports/${id}/copy`);
  t.equal(before.statusCode, 200, before.body);
  t.equal(
    before.headers['content-disposition'],
    `attachment; filename="M_ll _May_ to mend.csv"; filename*=UTF-8''M%C3%BCll%20%22May%22%20to%20mend.csv`,
  );
  const [header = '', ...rows] = before.body.replace(/\r\n$/, '').split('\r\n');
  t.match(header, /^\uFEFFdocument_number,.*,Row in the file,Why it waits,Copy of$/);
  t.equal(rows.length, 3, 'all rows of the file');
  t.match(rows[0], new RegExp(`,2,,${id}$`), 'a sound row has no reason');
  t.match(rows[1], /,3,"?'999999' is not known as a school/);
  t.match((await get(`/imports/${id}`)).json(), { state: 'received' }, 'nothing is posted by it');
  await send('POST', `/imports/${id}/confirm`, {});
  t.equal((await get(`/imports/${id}/copy`)).body, before.body, 'and the same after');
  const again = (await upload(ash, 'again.csv', may)).json();
  t.equal(again.state, 'recognised');
  t.equal((await get(`/imports/${again.id}/copy`)).body, before.body, 'and of the same file again');
  const nowhere = await get('/imports/00000000-0000-7000-8000-000000000000/copy');
  t.equal(nowhere.statusCode, 404);
});

t.test('fees of an agency are held against the cap of their day', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const card = {
    ...{ item: 'CARD', unit: 'each', quantity_basis: 'consumed', line_class: 'recurring' },
    ...{ unit_price: '2.5', fee_cap: '0.4', valid_from: '2025-01-01' },
  };
  t.equal((await send('POST', '/contracts/P1/prices', card)).statusCode, 201);
  t.match((await get('/contracts/P1')).json().prices, [card, {}, { item: 'REAM', fee_cap: null }]);
  const { document } = (await get('/profiles/paper-mill')).json();
  const columns = { ...document.columns, fee: 'Fee' };
  t.equal((await send('PUT', '/profiles/paper-mill', { ...document, columns })).statusCode, 200);
  const [header = '', first = ''] = may.replace('REAM', 'CARD').split('\n');
  const fees = `${header},Fee\n${first},0.55\n${first.replace('M1,', 'M9,')},\n`;
  const checked = await send('POST', '/imports?file=fees.csv&accept_column=Fee', fees, asCsv);
  t.equal(checked.statusCode, 201, checked.body);
  t.match(checked.json(), {
    rows: { posted: 2 },
    fee_check: {
      rows: 1,
      excess: '1.50',
      untested: 1,
      differences: [{ row: 2, quantity: '10', fee: '0.55', cap: '0.4', excess: '1.50' }],
    },
  });
});
