// F4 and P7 through the public ways: a price that moves with a published index, what that avoids, and
// that neither a revision nor the order of things changes a figure.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { indexLevels } from '../../src/cli/index-levels.ts';
import { undoImport } from '../../src/corrections/commands.ts';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { type Caller, startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { importText, paperFile } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

const csv = { 'content-type': 'text/csv' };
const header = 'series,month,level,published_on\n';
/** The levels of F4: factor 136.0 ÷ 129.9 = 1.046959. */
const january = `${header}D7BT,2025-01,129.9,2025-02-19\n`;
const june = `${header}D7BT,2025-06,136.0,2025-07-16\n`;

/** 1,000 reams in June, which cost so much: the baseline of £10 is £10,000, moved £10,469.59. */
const spent = (net: string, month = '06') => {
  const days = [`2025-${month}-01`, `2025-${month}-28`];
  return [`A${month}`, days[1] ?? '', 'I', '', '', ...days, '100003', 'REAM', 1000, net, '0.00'];
};

const moved = {
  contract: 'P1',
  urn: '100003',
  item: 'REAM',
  kind: 'previous_contract',
  unit_price: '10',
  vat_rate: '0',
  valid_from: '2025-01-01',
  index: { series: 'D7BT', base_month: '2025-01' },
  evidence: 'old invoice',
};

async function approved({ send }: Caller, approver: Caller) {
  const { id } = (await send('POST', '/baselines', moved)).json();
  t.equal((await approver.send('POST', `/baselines/${id}/approve`)).statusCode, 200);
}

async function figures({ get }: Caller, month = '2025-06') {
  const url = `/savings?by=school,contract,item,month&from=${month}&to=${month}`;
  const [row] = (await get(url)).json().rows;
  return [row.cash_saving, row.avoidance];
}

async function sound(t: Test, database: Database, trustId: string) {
  const { differences, notes } = await verifyTrust(database, trustId);
  t.strictSame([differences, notes], [[], []], 'the second route finds the same');
}

t.test('F4: avoidance never hides a cost that rose', async (t) => {
  const { caller, database } = await startApp(t);
  const examples = [
    ['9800.00', '200.00', '469.59'],
    ['10200.00', '-200.00', '269.59'],
    ['10700.00', '-700.00', '0.00'],
  ];
  for (const [net = '', cash, avoidance] of examples) {
    const author = await caller(`F4 ${net}`, 'A. Maker');
    const approver = await caller(`F4 ${net}`, 'B. Checker');
    const load = (text: string) => author.send('POST', '/indices', text, csv);
    t.match((await load(`${january}D7BT,2025-06,136.0,2025-07-16\n`)).json(), { added: 2 });
    await approved(author, approver);
    await importText(database, author.trustId, 'june.csv', paperFile([spent(net)]));
    t.strictSame(await figures(author), [cash, avoidance], net);
    await sound(t, database, author.trustId);
  }
});

t.test('P7: a level that comes late fills in, a revised one changes nothing', async (t) => {
  const { caller, database } = await startApp(t);
  const author = await caller('Late', 'A. Maker');
  const approver = await caller('Late', 'B. Checker');
  const { trustId, get, send } = author;
  const early = await send('POST', '/baselines', moved);
  t.match(early.json(), { errors: [{ code: 'index.unknown', found: 'D7BT 2025-01' }] });
  await send('POST', '/indices', january, csv);
  const budget = await send('POST', '/baselines', { ...moved, kind: 'budget' });
  t.match(budget.json(), { errors: [{ code: 'register.conflict', pointer: '#/index' }] });
  await approved(author, approver);
  await importText(database, trustId, 'june.csv', paperFile([spent('9800.00')]));
  t.strictSame(await figures(author), ['200.00', '0.00'], 'cash does not wait for the index');
  t.match((await get('/indices')).json(), [
    { series: 'D7BT', first_month: '2025-01', levels: 1, revisions: 0, waiting_for: ['2025-06'] },
  ]);
  await sound(t, database, trustId);

  const warnings = async (query = '') => (await get(`/savings?${query}`)).json().warnings;
  const [warning, ...others] = await warnings();
  t.match(warning, /^Not indexed yet: no level of D7BT was known for 2025-06, so what was avoided/);
  t.strictSame(others, []);
  t.strictSame(await warnings('from=2025-07&to=2025-08'), [], 'of other months nothing is said');

  const shown = (await send('POST', '/indices/check', june, csv)).json();
  t.match(shown, {
    added: 1,
    change: {
      journal: null,
      effect: [{ urn: '100003', cash_saving: '0.00', avoidance: '469.59' }],
    },
    months: [{ month: '2025-06', before: { avoidance: '0.00' }, after: { avoidance: '469.59' } }],
  });
  t.strictSame(await figures(author), ['200.00', '0.00'], 'nothing is saved');
  t.match((await send('POST', '/indices', june, csv)).json(), { change: { journal: 2 } });
  t.strictSame(await figures(author), ['200.00', '469.59']);
  t.match((await get('/indices')).json(), [{ last_month: '2025-06', waiting_for: [] }]);
  t.strictSame(await warnings(), []);
  t.strictSame(await warnings('as_known_at=1'), [warning], 'as it was known then');

  const revised = `${header}D7BT,2025-06,140.0,2025-08-20\n`;
  const kept = (await send('POST', '/indices', revised, csv)).json();
  t.match(kept, { added: 1, change: { journal: null, effect: [] }, months: [] });
  t.strictSame(await figures(author), ['200.00', '469.59'], 'a revision changes no figure');
  t.match((await get('/indices/D7BT')).json(), [
    { month: '2025-01', level: '129.9' },
    { month: '2025-06', published_on: '2025-07-16', level: '136' },
    { month: '2025-06', published_on: '2025-08-20', level: '140' },
  ]);
  const other = await send('POST', '/indices', `${header}D7BT,2025-06,137,2025-07-16\n`, csv);
  t.match([other.statusCode, other.json()], [422, { errors: [{ code: 'index.frozen', row: 2 }] }]);

  // Taken back and brought again, the figures are what they were (P11).
  const [posted] = (await get('/imports')).json().items;
  await undoImport(database, trustId, posted.id, { by: 'C', at: '2026-01-09T10:00:00.000Z' });
  await importText(database, trustId, 'june.csv', paperFile([spent('9800.00')]));
  t.strictSame(await figures(author), ['200.00', '469.59']);
  await sound(t, database, trustId);

  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const tampered = async (sql: string) => {
    await owner.client.unsafe(sql);
    const { differences } = await verifyTrust(database, trustId);
    return differences.map(({ check, place }) => `${check}: ${place.split(', ').at(-1)}`);
  };
  const cost = await tampered(
    'update ledger_entry set indexed_cost = indexed_cost + 1 where indexed_cost = 1046959',
  );
  for (const found of ['entries: indexed cost', 'sums: indexed cost']) t.ok(cost.includes(found));
  const undo = 'update ledger_entry set indexed_cost = 1046959 where indexed_cost = 1046960';
  t.strictSame(await tampered(undo), []);
  const level = await tampered('update index_level set level = 137 where level = 136');
  t.ok(level.includes('entries: indexed cost'), 'a level that is changed is found as well');
  await tampered('update index_level set level = 136 where level = 137');
  const used = await tampered(
    "update ledger_entry set index_published_on = '2025-08-20' where depth % 2 = 0 and index_published_on is not null",
  );
  t.ok(used.includes('entries: index publication'), 'and so is another publication');
});

t.test('the same in a terminal', async (t) => {
  const { caller, database } = await startApp(t);
  await caller('Index');
  const folder = await mkdtemp(join(tmpdir(), 'index-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const file = join(folder, 'cpi.csv');
  await writeFile(file, january);
  const run = (...words: string[]) => runCommand(database, indexLevels, words);
  t.match(await run('load', file), [/1 level, 1 of them new: checked, nothing saved/]);
  t.strictSame(await run('list'), []);
  t.match(await run('load', file, '--confirm'), [/1 of them new: done$/]);
  t.match(await run('list'), [/^D7BT: 2025-01 to 2025-01, 1 month, 0 revisions$/]);
  await t.rejects(run('load', join(folder, 'none.csv')), /cannot be opened \(ENOENT\)/);
  await t.rejects(run('load'), /Say list, or load with one file/);
});
