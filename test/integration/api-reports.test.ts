// Figures over the API: the same as in the terminal, never older than the ledger, safe to open.
import t from 'tap';
import { asJson } from '../../src/cli/report.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { dimensions } from '../../src/reports/report.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { importText, paperFile } from '../support/small-trust.ts';

t.test('the API answers what the terminal prints', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Ash Federation');
  await importText(database, trustId, 'may.csv', may);
  const window = { from: undefined, to: undefined };
  const known = await reportSavings(database, trustId, { by: dimensions, window });
  const answer = await get('/savings?by=school,contract,item,month');
  t.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  t.equal(answer.body, JSON.stringify(asJson(known)));
  t.ok(known.rows.length > 3);

  const windowed = (await get('/savings?by=month&from=2025-05&to=2025-05')).json();
  t.match(windowed.rows, [{ month: '2025-05' }]);
  t.match((await get('/savings?from=2025-05-02')).json(), {
    status: 400,
    type: '/problems/window.unreadable',
    errors: [{ parameter: 'from', found: '2025-05-02' }],
  });
  t.match((await get('/savings?as_known_at=7')).json(), { errors: [{ parameter: 'as_known_at' }] });
  t.match((await get('/savings?as_known_on=2026-02-30')).json(), {
    status: 400,
    errors: [{ parameter: 'as_known_on' }],
  });
  t.match((await get('/savings?as_known_at=1&as_known_on=2026-02-01')).json(), {
    status: 400,
    detail: /at journal 1 and on 2026-02-01/,
    errors: [{ parameter: 'as_known_on' }],
  });
  t.match((await get('/savings?by=colour')).json(), { status: 400, errors: [{ parameter: 'by' }] });
});

t.test('a report as a spreadsheet and as lines', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  const price = {
    item: '=1+1',
    unit: 'each',
    quantity_basis: 'consumed',
    line_class: 'recurring',
    unit_price: '1',
    valid_from: '2025-01-01',
  };
  t.equal((await send('POST', '/contracts/P1/prices', price)).statusCode, 201);
  await importText(database, trustId, 'may.csv', may);
  const csv = await get('/savings?by=contract,item', { accept: 'text/csv' });
  t.match(csv.headers['content-type'], /^text\/csv/);
  t.match(csv.headers['content-disposition'], /^attachment; filename="savings.csv";/);
  const lines = csv.body.split('\r\n');
  t.match(lines[0], /^\uFEFFcontract,item,cost,/);
  t.match(lines[1], /^P1,'=1\+1,-3\.00,/, 'no cell runs as a formula, and an amount stays one');
  const ndjson = await get('/savings?by=item', { accept: 'application/x-ndjson, */*;q=0.1' });
  t.match(ndjson.headers['content-type'], /^application\/x-ndjson/);
  const rows = ndjson.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const alone = {
    closed_net_saving: null,
    prior_period_adjustment: null,
    basis: 'net plus irrecoverable VAT',
    rule_version: '2026-11',
  };
  const whole = (await get('/savings?by=item')).json().rows as object[];
  t.strictSame(
    rows,
    whole.map((row) => ({ ...row, ...alone })),
    'what stands alone says what it is',
  );
  t.equal(
    (await get('/savings', { accept: 'text/*' })).headers['content-type'],
    csv.headers['content-type'],
  );
});

t.test('a caller that has the figures is told so until a journal changes them', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  await importText(database, trustId, 'may.csv', may);
  const paths = ['/savings', '/savings?as_known_at=1', '/journals', '/imports'];
  const tags = new Map<string, string>();
  for (const path of paths) tags.set(path, String((await get(path)).headers.etag));
  const ask = (path: string) => get(path, { 'if-none-match': `"x", ${tags.get(path)}` });
  for (const path of paths) {
    const answer = await ask(path);
    t.equal(answer.statusCode, 304, path);
    t.equal(answer.body, '');
    t.equal(answer.headers.etag, tags.get(path));
  }
  t.equal(new Set(tags.values()).size, paths.length, 'each answer has a tag of its own');
  const csv = { accept: 'text/csv', 'if-none-match': String(tags.get('/savings')) };
  t.equal((await get('/savings', csv)).statusCode, 200, 'and each form of it');
  await send('POST', '/schools/100001/aliases', { alias: 'X', valid_from: '2025-01-01' });
  t.equal((await ask('/savings')).statusCode, 304, 'the register changes no figure');
  await importText(database, trustId, 'june.csv', june);
  for (const path of paths) t.equal((await ask(path)).statusCode, 200, `${path} after a journal`);
  const one = String((await get('/journals/1')).headers.etag);
  t.equal((await get('/journals/1', { 'if-none-match': one })).statusCode, 304);
});

t.test('who has the figures of all schools has not those of some', async (t) => {
  const { caller, database } = await startApp(t);
  const whole = await caller('Ash Federation');
  const office = await caller('Ash Federation', 'Office', ['100001']);
  const both = await caller('Ash Federation', 'Both', ['100002', '100001']);
  await importText(database, whole.trustId, 'may.csv', may);
  for (const path of ['/savings', '/leakage', '/workings', '/bridges/savings']) {
    const tags = new Set<string>();
    for (const { get } of [whole, office, both]) {
      const answer = await get(path, { 'if-none-match': [...tags].join(', ') || '"none"' });
      t.equal(answer.statusCode, 200, `${path} of other schools is another answer`);
      t.match(
        answer.headers.vary,
        /Authorization, Cookie/,
        'also in a browser that somebody else used',
      );
      tags.add(String(answer.headers.etag));
    }
    t.equal(tags.size, 3);
  }
});

t.test('no figure is added up for a caller that has it', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Ash Federation');
  await importText(database, trustId, 'may.csv', may);
  const { headers } = await get('/savings');
  const asked: string[] = [];
  const { reserve } = database.client;
  Object.assign(database.client, {
    reserve: async () => {
      const sql = await reserve();
      const listening = (strings: TemplateStringsArray, ...values: never[]) => {
        asked.push(strings.join('?'));
        return sql(strings, ...values);
      };
      return Object.assign(listening, sql);
    },
  });
  const isAddedUp = () => asked.splice(0).some((text) => text.includes('savings_month'));
  t.equal((await get('/savings?by=item')).statusCode, 200);
  t.ok(isAddedUp(), 'a fresh report reads the rollups');
  const known = await get('/savings', { 'if-none-match': String(headers.etag) });
  t.equal(known.statusCode, 304);
  t.notOk(isAddedUp(), 'a known one does not');
});

t.test('an answer is given again until a journal changes it, to whoever may see it', async (t) => {
  const { caller, database } = await startApp(t);
  const whole = await caller('Ash Federation');
  const { trustId } = whole;
  const office = await caller('Ash Federation', 'Office', ['100001']);
  const other = await caller('Beech Group');
  await importText(database, trustId, 'may.csv', may);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const ask = async ({ get }: typeof whole, headers = {}) => {
    const answer = await get('/savings?by=school', headers);
    t.equal(answer.statusCode, 200);
    return answer;
  };
  const first = await ask(whole);
  const ofSchool = await ask(office);
  const ofOther = await ask(other);
  t.ok(first.json().rows.length > ofSchool.json().rows.length);
  t.strictSame(ofOther.json().rows, []);
  // What no journal tells is not looked for: so it shows that nothing was made again.
  await owner.client`update savings_month set cost = cost + 100 where trust_id = ${trustId}`;
  const again = await ask(whole);
  t.equal(again.body, first.body);
  for (const header of ['content-type', 'etag', 'link', 'cache-control', 'vary']) {
    t.equal(again.headers[header], first.headers[header], header);
  }
  t.not(again.headers['x-request-id'], first.headers['x-request-id']);
  t.equal((await ask(office)).body, ofSchool.body, 'a key of a school gets its own again');
  t.equal((await ask(other)).body, ofOther.body);
  const csv = await ask(whole, { accept: 'text/csv' });
  t.match(csv.headers['content-type'], 'text/csv', 'each form is an answer of its own');
  t.match(csv.headers['content-disposition'], 'savings');
  const { journal } = first.json();
  await importText(database, trustId, 'june.csv', june);
  const later = (await ask(whole)).json();
  t.equal(later.journal, journal + 1, 'after a journal it is made anew');
  t.not(later.total.cost, first.json().total.cost);
});

t.test('journals and their entries lead from a figure to the row of the file', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Ash Federation');
  const { record } = await importText(database, trustId, 'may.csv', may);
  await importText(database, trustId, 'june.csv', june);
  const first = (await get('/journals?limit=1')).json();
  t.match(first.items, [{ number: 1, kind: 'import', previous_hash: '0'.repeat(64) }]);
  const second = (await get(`/journals?after=${first.next}`)).json();
  t.match(second, { items: [{ number: 2, previous_hash: first.items[0].hash }], next: null });
  t.strictSame((await get('/journals/1')).json(), first.items[0]);
  t.equal((await get('/journals/3')).statusCode, 404);
  t.equal((await get('/journals/3/entries')).statusCode, 404);
  t.equal((await get('/journals/zero')).statusCode, 400);

  const all: unknown[] = [];
  for (let after = ''; ; ) {
    const page = (await get(`/journals/1/entries?limit=2${after}`)).json();
    all.push(...page.items);
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  t.match(all[0], { import: record.id, row: 2, urn: '100001', contract: 'P1', item: 'REAM' });
  const cost = all.map((entry) => Math.round(100 * Number((entry as { cost: string }).cost)));
  const { total } = (await get('/savings?as_known_at=1')).json();
  const expected = Math.round(100 * (Number(total.cost) + Number(total.off_contract_cost)));
  t.equal(
    cost.reduce((sum, pence) => sum + pence, 0),
    expected,
    'the entries add up',
  );
  const ndjson = await get('/journals/1/entries', { accept: 'application/x-ndjson' });
  const lines = ndjson.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.strictSame(lines, all);
  t.equal((await get('/journals/1/entries', { accept: 'text/csv' })).statusCode, 406);
  t.equal(
    await inTrust(database, trustId, async () => 'done'),
    'done',
    'no transaction is left open',
  );
});

const row = (number: string, school: string, item: string, quantity: number, net: string) => [
  number,
  '2025-05-31',
  'I',
  '',
  '',
  '2025-05-01',
  '2025-06-30',
  school,
  item,
  quantity,
  net,
  '0',
];
const may = paperFile([
  row('M1', '100001', 'REAM', 10, '25.00'),
  row('M2', 'ALL', 'DESK', 1, '90.00'),
  ['M3', '2025-05-31', 'I', '', '', '2025-05-01', '2025-05-31', '100003', '=1+1', 3, '3.00', '0'],
  [
    'M4',
    '2025-05-31',
    'C',
    'q',
    'M3',
    '2025-05-01',
    '2025-05-31',
    '100003',
    '=1+1',
    -6,
    '-6.00',
    '0',
  ],
]);
const june = paperFile([row('J1', '100001', 'REAM', 4, '10.00')]);
