// A trust's own list of contracts: read by a mapping, shown first, taken whole or not at all.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { startApp } from '../support/app.ts';
import { terminalOn } from '../support/terminal.ts';

const mapping = {
  columns: {
    reference: 'Ref',
    title: 'Contract',
    supplier: 'Provider',
    supplier_company_number: 'Co. no.',
    category: 'Area',
    starts_on: 'Start',
    ends_on: 'End',
    renewal_months: 'Rolls over',
  },
  ignored: ['Comments'],
  dates: 'dd/mm/yyyy',
  words: { category: { Catering: 'catering' }, renewal_months: { yearly: '12' } },
  otherwise: { cfr_code: 'E25', driver: 'pupils', notice_months: '3' },
};

const sheet = (...rows: string[]) =>
  ['\uFEFFRef,Contract,Provider,Co. no.,Area,Start,End,Rolls over,Comments', ...rows, ''].join(
    '\r\n',
  );
const good = sheet(
  'P1,Paper and card,PAPER MILL LIMITED,,,01/01/2025,31/12/2028,,as before',
  'F1,School meals,Cook & Co,1234567,Catering,01/09/2026,31/08/2027,yearly,',
  'F2,Milk,Cook & Co,1234567,Catering,01/09/2026,31/08/2027,,"two\r\nlines"',
);

t.test('a sheet is shown before anything is kept, and then taken', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const body = { file: 'ours.csv', text: good, mapping };
  const before = (await get('/contracts/P1')).json();
  const checked = await send('POST', '/register/sheets/check', body);
  const effect = {
    contracts: 3,
    added: ['F1', 'F2'],
    changes: [
      { contract: 'P1', field: 'title', before: 'Paper', after: 'Paper and card' },
      { contract: 'P1', field: 'ends_on', before: '2027-12-31', after: '2028-12-31' },
    ],
    suppliers_added: ['Cook & Co'],
    suppliers_known: [{ found: 'PAPER MILL LIMITED', supplier: 'Paper Mill' }],
  };
  t.match(checked.json(), effect);
  t.equal(checked.json().changes.length, 2);
  t.strictSame((await get('/contracts/P1')).json(), before, 'nothing was kept');
  const taken = await send('POST', '/register/sheets', body, { 'idempotency-key': '"1"' });
  t.match(taken.json(), effect);
  t.match((await get('/contracts/P1')).json(), {
    ...before,
    ...{ title: 'Paper and card', ends_on: '2028-12-31' },
  });
  t.match((await get('/contracts/F1')).json(), {
    ...{ supplier: 'Cook & Co', category: 'catering', cfr_code: 'E25', notice_months: 3 },
  });
  t.match((await get('/suppliers/Cook%20%26%20Co')).json(), { company_number: '01234567' });
  const { renewals } = (await get('/renewals')).json();
  t.match(
    renewals.find(({ contract }: { contract: string }) => contract === 'F1'),
    {
      renews_for_months: 12,
    },
  );
  const again = await send('POST', '/register/sheets/check', body);
  t.match(again.json(), { added: [], changes: [], suppliers_added: [] }, 'twice is once');
  const ash = await caller('Ash Federation', 'Ash', ['100001']);
  t.equal((await ash.send('POST', '/register/sheets', body)).statusCode, 403);
  const odd = await send('POST', '/register/sheets/check', {
    ...body,
    mapping: { ...mapping, dates: 'x' },
  });
  t.equal(odd.statusCode, 400);
  t.ok(database);
});

t.test('every problem is told by its cell, and nothing is taken', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const text = sheet(
    'F1,School meals,Cook,12AB,Catering,31/02/2026,31/08/2027,yearly,',
    'F2,,Cook,,Catering,01/09/2026,31/08/2027,12,',
    'F3,Gas,,,Energy,01/09/2027,31/08/2026,,',
    'F4,Gas,Fuel,1,Energy,01/09/2025,31/08/2026,,',
    'F4,Oil,Fuel,2,Energy,01/09/2025,31/08/2026,,',
  );
  const answer = await send('POST', '/register/sheets', { file: 'ours.csv', text, mapping });
  t.equal(answer.statusCode >= 400, true);
  const told = answer
    .json()
    .errors.map((each: Record<string, unknown>) => [each.row, each.column, each.found]);
  for (const expected of [
    [2, 'Co. no.', '12AB'],
    [2, 'Start', '31/02/2026'],
    [3, 'Contract', ''],
    [4, 'Provider', ''],
  ]) {
    t.ok(
      told.some((each: unknown[]) => JSON.stringify(each) === JSON.stringify(expected)),
      JSON.stringify(expected),
    );
  }
  t.ok(answer.json().errors.every((each: { file: string }) => each.file === 'ours.csv'));
  t.ok(
    answer
      .json()
      .errors.some(
        (each: { row: number; code: string }) =>
          each.row === 6 && each.code === 'register.conflict',
      ),
  );
  t.strictSame((await get('/contracts')).json().items.length, 1);
});

t.test('the terminal reads the files, and keeps with --confirm', async (t) => {
  const { caller, database } = await startApp(t);
  await caller('Ash Federation');
  const folder = await mkdtemp(join(tmpdir(), 'contract-sheets-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const [path, mappingPath] = [join(folder, 'ours.csv'), join(folder, 'mapping.json')];
  await writeFile(path, good);
  await writeFile(mappingPath, JSON.stringify(mapping));
  const run = terminalOn(database);
  const words = ['import', path, '--mapping', mappingPath];
  t.match(await run('contracts', ...words), { confirmed: false, added: ['F1', 'F2'] });
  t.equal((await run('contracts')).items.length, 1, 'nothing was kept');
  t.match(await run('contracts', ...words, '--confirm'), { confirmed: true });
  t.equal((await run('contracts')).items.length, 3);
  await t.rejects(run('contracts', 'import', path), /--mapping FILE\.json/);
  await t.rejects(
    run('contracts', 'import', path, '--mapping', path),
    /The mapping cannot be read/,
  );
  await writeFile(path, 'Ref,Value\nP1,3\n');
  await t.rejects(run('contracts', ...words), /The column "Contract" is missing/);
});

const whole = {
  ...mapping,
  columns: {
    ...mapping.columns,
    ...{ annual_value: 'Value', signed_on: 'Signed', amendment: 'Change', tupe: 'TUPE' },
    ...{ review_on: 'Review', route: 'How bought' },
  },
  words: {
    ...mapping.words,
    tupe: { Y: 'yes', N: 'no' },
    route: { 'Three quotes': 'quotes' },
    supplier: { 'The Mill': 'Paper Mill' },
  },
};
const wholeHeader =
  'Ref,Contract,Provider,Co. no.,Area,Start,End,Rolls over,Value,Signed,Change,TUPE,Review,How bought,Comments';
const wholeSheet = (...rows: string[]) => [wholeHeader, ...rows, ''].join('\n');

t.test('a spreadsheet has the whole record of contracts, and amends what is signed', async (t) => {
  const { caller } = await startApp(t);
  const { get, send } = await caller('Ash Federation');
  const take = (...rows: string[]) =>
    send('POST', '/register/sheets', {
      file: 'ours.csv',
      text: wholeSheet(...rows),
      mapping: whole,
    });
  const first =
    'P1,Paper,The Mill,,paper,01/01/2025,31/12/2027,,"£12,000.00",1 Nov 2024,,Y,01/06/2027,Three quotes,';
  const taken = await take(first);
  t.match(taken.json(), {
    suppliers_added: [],
    suppliers_known: [],
    changes: [
      { contract: 'P1', field: 'signed_on', before: '', after: '2024-11-01' },
      { contract: 'P1', field: 'review_on', after: '2027-06-01' },
      { contract: 'P1', field: 'annual_value', before: '', after: '12000.00' },
      { contract: 'P1', field: 'route', after: 'quotes' },
      { contract: 'P1', field: 'tupe', after: 'yes' },
    ],
  });
  const dearer = first.replace('12,000.00', '15,000.00');
  t.match((await take(dearer)).json().errors, [
    { code: 'contract.signed', row: 2, column: 'Ref', file: 'ours.csv', found: 'P1' },
  ]);
  const amended = dearer.replace('1 Nov 2024,,', '01/02/2026,More schools,');
  t.match((await take(amended)).json(), {
    changes: [
      { field: 'signed_on', before: '2024-11-01', after: '2026-02-01' },
      { field: 'amendment', before: '', after: 'More schools' },
      { field: 'annual_value', before: '12000.00', after: '15000.00' },
    ],
  });
  t.match((await get('/contracts/P1/record')).json(), {
    record: { annual_value: '15000.00', tupe: true },
    versions: { length: 2 },
  });
});

t.test(
  'messy dates and names of suppliers: every doubt is told, and none is guessed',
  async (t) => {
    const { caller } = await startApp(t);
    const { get, send } = await caller('Ash Federation');
    await send('PUT', '/suppliers/Northfield%20Ltd', {});
    await send('PUT', '/suppliers/Northfield%20LLP', {});
    const check = async (...rows: string[]) =>
      (
        await send('POST', '/register/sheets/check', {
          ...{ file: 'ours.csv', text: wholeSheet(...rows), mapping: whole },
        })
      ).json();
    const dates = [
      ['2026-09-01', true],
      ['1 Sep 2026', true],
      ['01.09.2026', true],
      ['01/09/2026 00:00', true],
      ['01/09/26', false], // the year of which century, or the day
      ['09/13/2026', false], // the month first, against the mapping
      ['31/09/2026', false],
      ['September 2026', false],
      ['46266', false], // a spreadsheet's number, which the mapping does not say
      ['TBC', false],
    ] as const;
    const names = [
      ['PAPER MILL LTD.', true],
      ['Northfield', false], // two suppliers are called so
    ] as const;
    const rows = [
      ...dates.map(
        ([start], index) => `D${index},Meals,Paper Mill,,Catering,${start},31/08/2030,,,,,,,,`,
      ),
      ...names.map(
        ([name], index) => `N${index},Meals,${name},,Catering,01/09/2026,31/08/2030,,,,,,,,`,
      ),
      'V1,Meals,Paper Mill,,Catering,01/09/2026,31/08/2030,,about 5k,,,,,,',
      'V2,Meals,Paper Mill,,Catering,01/09/2026,31/08/2030,,,,,Maybe,,,',
      'V3,Meals,Paper Mill,12AB,Catering,01/09/2026,31/08/2025,,,,,,,,',
    ];
    const { errors } = await check(...rows);
    const expected = [
      ...dates.flatMap(([start, isRead], index) => (isRead ? [] : [[index + 2, 'Start', start]])),
      [13, 'Provider', 'Northfield'],
      [14, 'Value', 'about 5k'],
      [15, 'TUPE', 'Maybe'],
      [16, 'Co. no.', '12AB'],
    ];
    const told = errors.map(({ row, column, found }: Record<string, unknown>) => [
      row,
      column,
      found,
    ]);
    t.strictSame(
      expected.filter(
        (each) => !told.some((it: unknown[]) => JSON.stringify(it) === JSON.stringify(each)),
      ),
      [],
    );
    const doubted = new Set(expected.map(([row]) => row));
    t.ok(
      errors.every(({ row }: { row: number }) => doubted.has(row)),
      JSON.stringify(errors),
    );
    t.match(
      errors.find(({ row }: { row: number }) => row === 13),
      {
        message: /can mean "Northfield LLP", "Northfield Ltd"/,
      },
    );
    const isRead = (row: string) => !/^(?:D[4-9]|N1|V)/.test(row);
    const taken = await check(
      ...rows.filter(isRead),
      'A1,Gas,Papar Mill,,Energy,01/09/2026,31/08/2027,,,,,,,,',
    );
    t.match(taken, {
      added: { length: 6 },
      suppliers_added: ['Papar Mill'],
      suppliers_known: [{ found: 'PAPER MILL LTD.', supplier: 'Paper Mill' }],
      suppliers_alike: [
        { supplier: 'Papar Mill', other: 'Paper Mill', reasons: [/differ in 1 character/] },
      ],
    });
    t.equal((await get('/contracts')).json().items.length, 1, 'nothing was kept');
  },
);

t.test(
  'the table for the public is read back by a mapping, and into another register',
  async (t) => {
    const { caller } = await startApp(t);
    const { get, send } = await caller('Ash Federation');
    await send('POST', '/register/sheets', { file: 'ours.csv', text: good, mapping });
    const text = (await get('/register/csv')).body;
    const published = {
      columns: {
        ...{ reference: 'Reference number', title: 'Title of agreement' },
        ...{ category: 'Description of the goods or services' },
        ...{ supplier: 'Supplier name', supplier_company_number: 'Supplier company number' },
        ...{ starts_on: 'Start date', ends_on: 'End date' },
        procurement_route: 'Invitation to quote or published invitation to tender',
      },
      ignored: [
        'Department responsible',
        'Sum to be paid over the length of the contract or estimated annual spending (£)',
        'VAT that cannot be recovered (£)',
        'Review date',
        'Small or medium-sized enterprise',
        'Voluntary or community sector organisation',
        'Registration number of such an organisation',
      ],
      dates: 'yyyy-mm-dd',
      otherwise: { cfr_code: 'E25', driver: 'pupils', notice_months: '3' },
    };
    const body = { file: 'public.csv', text, mapping: published };
    const again = (await send('POST', '/register/sheets/check', body)).json();
    t.match(again, { contracts: 3, added: [], changes: [], suppliers_added: [] });
    t.equal(again.changes.length, 0);
    const elm = await caller('Elm Federation');
    const taken = (await elm.send('POST', '/register/sheets', body)).json();
    t.match(taken, { added: ['F1', 'F2'], suppliers_added: ['Cook & Co'] });
    t.match((await elm.get('/contracts/F1')).json(), {
      ...{ title: 'School meals', starts_on: '2026-09-01', category: 'catering' },
    });
  },
);
