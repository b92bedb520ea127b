// Suppliers: numbers, other names, which are the same; told by the API and in the terminal, moved by nothing.
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Line, setUp } from '../support/given-trust.ts';
import { loadFiles } from '../support/small-trust.ts';
import { terminalOn } from '../support/terminal.ts';

const files = {
  'suppliers.csv': [
    'name,company_number,vat_number',
    'Paper Mill,1234567,',
    'Paper Mill Ltd,01234567,GB1',
    'Ink Works,sc99,',
    '',
  ].join('\n'),
};

t.test('numbers are kept as the register pads them, and others are refused', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  await loadFiles(database, files);
  const { items } = (await get('/suppliers')).json();
  t.match(items, [
    { company_number: 'SC000099' },
    { company_number: '01234567' },
    { same_as: null },
  ]);
  const bad = await send('PUT', '/suppliers/Ink%20Works', { company_number: '12AB' });
  t.match(bad.json(), {
    status: 422,
    errors: [
      { pointer: '/company_number', remedy: /eight characters such as 01234567 or SC123456/ },
    ],
  });
  const put = await send('PUT', '/suppliers/Ink%20Works', { company_number: '98' });
  t.match(put.json(), { company_number: '00000098', aliases: [] });
});

t.test(
  'suppliers are the same when a person says so, and not after all when one says that',
  async (t) => {
    const { caller, database } = await startApp(t);
    const { get, send, trustId } = await caller('Ash Federation');
    await loadFiles(database, files);
    const doubles = (await get('/supplier-doubles')).json();
    t.strictSame(doubles, {
      suggestions: [
        {
          suppliers: ['Paper Mill', 'Paper Mill Ltd'],
          likenesses: ['company_number', 'name'],
          reasons: [
            'Both have the company number 01234567.',
            '"Paper Mill" and "Paper Mill Ltd" differ in case, punctuation or the kind of company only.',
          ],
        },
      ],
      documents: [],
    });
    const state = () =>
      inTrust(database, trustId, async ({ sql }) => {
        const contracts = await sql`select reference, supplier_id from contract order by 1`;
        return JSON.stringify([contracts, await sql`select * from supplier_profile`]);
      });
    const before = await state();
    const wish = { act: 'same_as', other: 'Paper Mill Ltd', reason: 'one company' };
    const checked = await send('POST', '/suppliers/Paper%20Mill/acts/check', wish);
    t.match(checked.json(), { name: 'Paper Mill', same_as: 'Paper Mill Ltd' });
    t.match((await get('/suppliers/Paper%20Mill')).json(), { same_as: null }, 'nothing was kept');
    const told = await send('POST', '/suppliers/Paper%20Mill/acts', wish, {
      'idempotency-key': '"1"',
    });
    t.match([told.statusCode, told.json().same_as], [201, 'Paper Mill Ltd']);
    t.match((await get('/renewals')).json().renewals, [
      { contract: 'P1', supplier: 'Paper Mill Ltd' },
    ]);
    t.match((await get('/contracts/P1')).json(), { supplier: 'Paper Mill' });
    t.strictSame((await get('/supplier-doubles')).json().suggestions, []);
    t.equal(await state(), before, 'nothing was moved');
    const again = await send('POST', '/suppliers/Paper%20Mill/acts', wish);
    t.match(again.json(), { status: 422, errors: [{ code: 'supplier.unfit' }] });
    t.equal((await send('POST', '/suppliers/Nobody/acts', wish)).statusCode, 404);
    const unknown = await send('POST', '/suppliers/Ink%20Works/acts', { ...wish, other: 'Nobody' });
    t.match(unknown.json(), {
      status: 422,
      errors: [{ code: 'supplier.unknown', found: 'Nobody' }],
    });
    const vague = await send('POST', '/suppliers/Ink%20Works/acts', {
      ...wish,
      other: 'PAPER MILL',
    });
    t.match(vague.json().detail, /"PAPER MILL" can mean "Paper Mill", "Paper Mill Ltd"/);

    const apart = { act: 'apart', reason: 'two companies of one group' };
    t.equal((await send('POST', '/suppliers/Paper%20Mill/acts', apart)).statusCode, 201);
    t.equal((await get('/supplier-doubles')).json().suggestions.length, 1);
    t.match((await get('/suppliers/Paper%20Mill%20Ltd/acts')).json().acts, [
      {
        number: 1,
        supplier: 'Paper Mill',
        act: 'same_as',
        other: 'Paper Mill Ltd',
        by: 'C. Manager',
      },
    ]);
    t.equal((await get('/suppliers/Paper%20Mill/acts')).json().acts.length, 2);
    const ash = await caller('Ash Federation', 'Ash', ['100001']);
    t.equal((await ash.send('POST', '/suppliers/Paper%20Mill/acts', wish)).statusCode, 403);
    t.equal((await ash.get('/supplier-doubles')).statusCode, 403);
  },
);

t.test(
  'the terminal names suppliers by number or other name, and keeps with --confirm',
  async (t) => {
    const { caller, database } = await startApp(t);
    await caller('Ash Federation');
    await loadFiles(database, files);
    const run = terminalOn(database);
    const alias = ['alias', 'SC99', 'Inkworks', '--reason', 'on its invoices', '--by', 'office'];
    t.match(await run('suppliers', ...alias), {
      confirmed: false,
      after: { aliases: ['Inkworks'] },
    });
    await t.rejects(run('suppliers', 'show', '99'), /There is no supplier "99"/);
    await run('suppliers', ...alias, '--confirm');
    t.match(await run('suppliers', 'show', 'INKWORKS'), {
      supplier: { name: 'Ink Works', aliases: ['Inkworks'] },
      acts: [{ act: 'alias', alias: 'Inkworks', by: 'office', reason: 'on its invoices' }],
    });
    await run('suppliers', ...alias, '--end', '--confirm');
    t.match(await run('suppliers'), { suppliers: [{ aliases: [] }, {}, {}] });
    const same = ['same', 'Paper Mill', 'Paper Mill Ltd', '--reason', 'one', '--confirm'];
    t.match(await run('suppliers', ...same), { after: { same_as: 'Paper Mill Ltd' } });
    t.match(await run('suppliers', 'apart', 'Paper Mill', '--reason', 'two', '--confirm'), {
      after: { same_as: null },
    });
    t.match(await run('suppliers', 'doubles'), {
      suggestions: [{ likenesses: ['company_number', 'name'] }],
    });
    await t.rejects(
      run('suppliers', 'same', 'Paper Mill', '--reason', 'x'),
      /Say: suppliers alias/,
    );
    await t.rejects(run('suppliers', 'apart', 'Paper Mill'), /--reason is missing/);
  },
);

t.test(
  'P12: a document under two suppliers that are one is told, and no figure moves',
  async (t) => {
    const database = await freshDatabase(t);
    const { bring, ask } = await setUp(t, database, 'Twice', {
      suppliers: { other: 'Other Mill' },
    });
    const line: Line = { number: 'A1', days: '2025-02-01 2025-02-28', quantity: 2, net: '5.00' };
    t.match(await bring('mill-1.csv', [line]), { rows: { posted: 1 } });
    t.match(await bring('other-1.csv', [line]), { rows: { posted: 1 } });
    const report = await ask('report');
    t.strictSame((await ask('suppliers', 'doubles')).documents, []);
    await ask('suppliers', 'same', 'Other Mill', 'Paper Mill', '--reason', 'bought', '--confirm');
    t.strictSame((await ask('suppliers', 'doubles')).documents, [
      { number: 'A1', kind: 'invoice', suppliers: ['Other Mill', 'Paper Mill'] },
    ]);
    t.strictSame(await ask('report'), report);
    const next: Line = { number: 'A2', days: '2025-03-01 2025-03-31', quantity: 1, net: '2.50' };
    t.match(await bring('other-2.csv', [line, next]), { rows: { already: 1, posted: 1 } });
    const { imports } = await ask('imports');
    for (const file of ['other-2.csv', 'other-1.csv']) {
      const { import: id } = imports.find((each: { file: string }) => each.file === file);
      await ask('undo', id, '--confirm');
    }
    t.strictSame((await ask('suppliers', 'doubles')).documents, []);
  },
);
