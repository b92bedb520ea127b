// The register over the API: what a folder can say, one thing at a time and under the same rules.
import t, { type Test } from 'tap';
import { type Caller, startApp } from '../support/app.ts';

t.test('the facts of the trust', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  await caller('Beech Federation');
  const facts = { name: 'Ash Federation', kind: 'federation', year_starts_month: 9 };
  t.match((await get('')).json(), { ...facts, company_number: null, ukprn: null });
  const changed = await send('PATCH', '', { ukprn: '10012345' });
  t.match(changed.json(), { ...facts, ukprn: '10012345' });
  const padded = await send('PATCH', '', { company_number: '7654321' });
  t.match(padded.json(), { company_number: '07654321' }, 'as the register pads it');
  const odd = await send('PATCH', '', { company_number: '12AB' });
  t.match(odd.json().errors, [{ pointer: '#/company_number', found: '12AB' }]);
  const taken = await send('PATCH', '', { name: 'Beech Federation' });
  t.equal(taken.statusCode, 409);
  t.match(taken.json().errors, [{ pointer: '#/name', found: 'Beech Federation' }]);
  t.match((await get('')).json(), { ...facts, ukprn: '10012345' });
  t.match((await send('PATCH', '', {})).json(), { status: 400, detail: /at least 1 of/ });
});

t.test('schools in pages, one by one, and changed', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const first = (await get('/schools?limit=2')).json();
  t.match(first.items, [{ urn: '100001' }, { urn: '100002' }]);
  const second = (await get(`/schools?limit=2&after=${first.next}`)).json();
  t.match(second, { items: [{ urn: '100003' }], next: null });
  t.equal((await get('/schools?limit=1000')).statusCode, 200);
  t.equal((await get('/schools?limit=1001')).statusCode, 400);
  t.match((await get('/schools?after=x')).json(), {
    status: 400,
    errors: [{ parameter: 'after' }],
  });

  const made = await send('PUT', '/schools/100004', school);
  t.equal(made.statusCode, 201, made.body);
  t.match(made.json(), { urn: '100004', ...school, aliases: [], drivers: [] });
  const moved = { ...school, name: 'Damson Academy', status: 'academy', vat_recovery_rate: '0.35' };
  const changed = await send('PUT', '/schools/100004', moved);
  t.equal(changed.statusCode, 200);
  t.strictSame((await get('/schools/100004')).json(), changed.json());
  t.match(changed.json(), moved);
  const again = await send('PUT', '/schools/100004', { ...moved, name: 'Damson' });
  t.match(again.json(), { name: 'Damson' }, 'a name may change more than once between journals');

  const alias = { alias: 'Site 4', valid_from: '2025-01-01' };
  t.match((await send('POST', '/schools/100004/aliases', alias)).json(), {
    aliases: [{ ...alias, valid_to: null }],
  });
  const size = { driver: 'pupils', value: '55.5', effective_from: '2025-01-01', source: 'census' };
  t.match((await send('POST', '/schools/100004/drivers', size)).json(), { drivers: [size] });
  t.equal((await send('POST', '/schools/999999/aliases', alias)).statusCode, 404);
});

t.test('a school cannot leave a trust while it takes part in a contract', async (t) => {
  const { caller } = await startApp(t);
  const { send, get } = await caller('Ash Federation');
  const before = await get('/schools/100001');
  const { aliases: _, drivers: __, urns: ___, urn: ____, ...facts } = before.json();
  const left = [{ joined_on: '2025-01-01', left_on: '2025-06-30' }];
  const answer = await send('PUT', '/schools/100001', { ...facts, memberships: left });
  t.equal(answer.statusCode, 409, answer.body);
  t.match(answer.json().detail, /takes part in P1/);
  const twice = [left[0], { joined_on: '2025-06-30' }];
  const overlap = await send('PUT', '/schools/100004', { ...school, memberships: twice });
  t.match(overlap.json().errors, [{ pointer: '#/memberships/1/joined_on', found: '2025-06-30' }]);
  t.equal((await get('/schools/100001')).body, before.body, 'nothing is changed');
});

t.test('suppliers, contracts, prices and participants', async (t) => {
  const { app, caller } = await startApp(t);
  const { get, key, send, trustId } = await caller('Ash Federation');
  const name = encodeURIComponent('Ink & Sons / Leeds');
  t.equal((await send('PUT', `/suppliers/${name}`, {})).statusCode, 201);
  const known = await send('PUT', `/suppliers/${name}`, { vat_number: 'GB1' });
  t.equal(known.statusCode, 200);
  t.match((await get(`/suppliers/${name}`)).json(), { vat_number: 'GB1', company_number: null });
  t.match((await get('/suppliers')).json().items, [{ name: 'Ink & Sons / Leeds' }, {}]);

  const contract = {
    title: 'Ink',
    supplier: 'Ink & Sons / Leeds',
    category: 'paper',
    cfr_code: 'E19',
    starts_on: '2026-01-01',
    ends_on: '2026-12-31',
    notice_months: 1,
    driver: 'equal',
  };
  const made = await send('PUT', '/contracts/INK', contract);
  t.equal(made.statusCode, 201, made.body);
  const price = {
    item: 'BLACK',
    unit: 'each',
    quantity_basis: 'consumed',
    line_class: 'recurring',
    unit_price: '9.99',
    valid_from: '2026-01-01',
    valid_to: '2026-06-30',
  };
  t.equal((await send('POST', '/contracts/INK/prices', price)).statusCode, 201);
  const second = { ...price, valid_from: '2026-06-30', valid_to: null };
  const clash = await send('POST', '/contracts/INK/prices', second);
  t.match(clash.json(), { status: 409, errors: [{ pointer: '#/valid_from' }] });
  const taking = { urn: '100001', starts_on: '2026-01-01' };
  await send('POST', '/contracts/INK/participants', taking);
  t.match((await get('/contracts/INK')).json(), {
    ...contract,
    procurement_route: null,
    participants: [{ ...taking, ends_on: null }],
    prices: [{ ...price, description: null }],
  });
  t.match((await get('/contracts')).json().items, [{ reference: 'INK' }, { reference: 'P1' }]);
  t.equal((await send('POST', '/contracts/NONE/prices', price)).statusCode, 404);
  const ofNew = await send('PUT', '/contracts/new', { ...contract, title: 'Paper for copiers' });
  t.equal(ofNew.statusCode, 201);
  for (const [path, title] of [
    ['', 'Paper for copiers \\(new\\)'],
    ['/edit', 'Change Paper for copiers'],
    ['/form', 'Add a contract'],
  ]) {
    const headers = { authorization: `Bearer ${key}` };
    const page = await app.inject({ url: `/trusts/${trustId}/contracts/new${path}`, headers });
    t.match(page.body, new RegExp(`<h1[^>]*>${title}`), 'no form stands in the way of “new”');
  }
  const backwards = { ...contract, ends_on: '2025-12-31' };
  t.match((await send('PUT', '/contracts/INK', backwards)).json(), {
    status: 409,
    errors: [{ pointer: '#/ends_on' }],
  });
});

t.test('a supplier profile', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const { document } = (await get('/profiles/paper-mill')).json();
  t.match(document, { supplier: 'Paper Mill', contract: 'P1' });
  t.match((await send('PUT', '/profiles/paper-mill', document)).json(), { version: 1 });
  const changed = await send('PUT', '/profiles/paper-mill', { ...document, skip_rows: 2 });
  t.match(changed.json(), { version: 2, document: { skip_rows: 2 } });
  t.equal((await send('PUT', '/profiles/other', document)).statusCode, 201);
  t.match((await get('/profiles')).json().items, [{ name: 'other' }, { name: 'paper-mill' }]);
  const foreign = await send('PUT', '/profiles/x', { ...document, supplier: 'X', contract: 'Y' });
  t.equal(foreign.statusCode, 422);
  t.match(foreign.json().errors, [{ pointer: '#/supplier' }, { pointer: '#/contract' }]);
  const columns = { ...document.columns, net: undefined };
  const blind = await send('PUT', '/profiles/x', { ...document, columns });
  t.match(blind.json(), { status: 422, errors: [{ pointer: '#/columns/net' }] });
  t.equal((await get('/profiles/x')).statusCode, 404);
});

t.test('baselines wait for somebody else, and count until they are withdrawn', async (t) => {
  const { caller } = await startApp(t);
  const author = await caller('Ash Federation', 'A. Maker');
  const other = await caller('Ash Federation', 'B. Checker');
  const { id } = await prepared(t, author);
  const approve = `/baselines/${id}/approve`;
  t.match((await author.send('POST', approve)).json(), {
    status: 403,
    type: '/problems/baseline.self-approved',
  });
  const early = await other.send('POST', `/baselines/${id}/withdraw`, { reason: 'x' });
  t.match(early.json(), { status: 409, type: '/problems/baseline.settled' });
  const approved = await other.send('POST', approve);
  t.match(approved.json(), {
    baseline: { state: 'approved', approved_by: 'B. Checker', version: 1 },
    journal: null,
  });
  t.equal((await other.send('POST', approve)).statusCode, 409);
  const withdrawn = await author.send('POST', `/baselines/${id}/withdraw`, {
    reason: 'Typing error',
  });
  t.match(withdrawn.json(), {
    baseline: { state: 'withdrawn', withdrawn_by: 'A. Maker', withdrawn_reason: 'Typing error' },
  });
  t.match((await author.get('/baselines?urn=100002&item=DESK')).json().items, [
    { id, state: 'withdrawn' },
  ]);
  const page = (await author.get('/baselines?limit=1')).json();
  t.match(page.items, [{ urn: '100001', item: 'REAM', state: 'approved' }]);
  const rest = (await author.get(`/baselines?after=${page.next}`)).json();
  t.equal(rest.items.length, 3);
});

t.test('a body is taken whole or not at all', async (t) => {
  const { caller } = await startApp(t);
  const { send, get } = await caller('Ash Federation');
  for (const [change, fault] of [
    [{ unit_price: 3.5 }, { pointer: '#/unit_price', found: '3.5', message: /has to be a text/ }],
    [{ unit_price: '3.5000001' }, { pointer: '#/unit_price', message: /form/ }],
    [{ unit_prize: '3.5' }, { pointer: '#/unit_prize', message: /not known/ }],
    [{ valid_from: '2026-02-31' }, { pointer: '#/valid_from', message: /not a day/ }],
    [{ kind: 'guess' }, { pointer: '#/kind', remedy: /previous_contract/ }],
    [{ evidence: undefined }, { pointer: '#/evidence', message: /missing/ }],
  ] as const) {
    const answer = await send('POST', '/baselines', { ...baseline, ...change });
    t.equal(answer.statusCode, 400, answer.body);
    t.match(answer.json().errors, [{ code: 'request.unreadable', ...fault }]);
    t.equal(answer.json().errors.length, 1);
  }
  const several = await send('POST', '/baselines', { unit_price: 1, extra: true });
  t.ok(several.json().errors.length > 5, 'every fault is told at once');
  t.equal((await get('/baselines?colour=red')).statusCode, 400, 'in the address, too');
  t.equal((await get('/baselines?urn=100002')).json().items.length, 1, 'nothing was added');
});

const school = {
  name: 'Damson Infant School',
  phase: 'primary',
  status: 'maintained',
  year_starts_month: 4,
  vat_recovery_rate: '1',
  memberships: [
    { joined_on: '2025-01-01', left_on: '2025-08-31' },
    { joined_on: '2026-01-01', left_on: null },
  ],
};
const baseline = {
  contract: 'P1',
  urn: '100002',
  item: 'DESK',
  kind: 'previous_contract',
  unit_price: '130.000001',
  valid_from: '2025-01-01',
  evidence: 'contract.pdf',
};

async function prepared(t: Test, author: Caller): Promise<{ id: string }> {
  const answer = await author.send('POST', '/baselines', baseline);
  t.equal(answer.statusCode, 201, answer.body);
  t.match(answer.json(), {
    ...baseline,
    state: 'prepared',
    prepared_by: 'A. Maker',
    vat_rate: '0.2',
    valid_to: null,
  });
  return answer.json();
}
