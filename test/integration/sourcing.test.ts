// What comes next: from areas that are explored over quotes to a contract, with who gains and who loses.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { forecast } from '../../src/cli/forecasts.ts';
import { sourcing } from '../../src/cli/sourcing.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';
import { runCommand, terminalOn } from '../support/terminal.ts';

const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);
/** Ten reams a month at £2.50 without VAT: 120 a year. */
const year = months.map((month) => {
  const days = [`${month}-01`, `${month}-28`];
  return [`R${month}`, days[1] ?? '', 'I', '', '', ...days, '100001', 'REAM', 10, '25.00', '0.00'];
});

const area = {
  title: 'Paper',
  category: 'paper',
  cfr_code: 'E19',
  driver: 'pupils',
  starts_on: '2026-09-01',
  ends_on: '2028-08-31',
  notice_months: 3,
  year_from: '2025-01',
};
const ream = { item: 'REAM', unit: 'each', quantity_basis: 'consumed' };
const beech = {
  ...{ urn: '100002', ...ream, kind: 'previous_contract', unit_price: '3.00' },
  ...{ annual_quantity: '100', source: 'contract.pdf' },
};
const cedar = { ...beech, urn: '100003', kind: 'budget', unit_price: '2.20' };
const costs = [
  { urn: '100001', ...ream, of_contract: 'P1' },
  beech,
  { ...cedar, annual_quantity: '1000', source: 'budget.xlsx' },
];
const mill = {
  supplier: 'Paper Mill',
  document: 'quote-1.pdf',
  quotes: ['100001', '100002', '100003'].map((urn) => ({ urn, item: 'REAM', unit_price: '2.40' })),
};
const ink = {
  supplier: 'Ink & Co',
  document: 'quote-2.pdf',
  quotes: [
    { urn: '100001', item: 'REAM', unit_price: '2.60', one_off: '50.00', annual_quantity: '500' },
    { urn: '100003', item: 'REAM', unit_price: '2.10' },
  ],
};

t.test(
  'an area goes from explored to contracted, and the school that loses is named first',
  async (t) => {
    const { database, caller } = await startApp(t);
    const key = await caller('Sourced', 'A. Maker');
    const { trustId } = key;
    await importText(database, trustId, 'year.csv', paperFile(year));
    const at = '/sourcing/NEXT-PAPER';

    const early = await key.send('PUT', `${at}/costs`, { costs });
    t.match([early.statusCode, early.json()], [404, { errors: [{ code: 'sourcing.unknown' }] }]);
    const explored = await key.send('PUT', at, area);
    t.equal(explored.statusCode, 201);
    t.match(explored.json(), { area: { stage: 'explored', options: [] }, costs: [], options: [] });
    const known = await key.send('PUT', `${at}/costs`, { costs });
    t.equal(known.statusCode, 200);
    t.match(known.json().costs, [
      {
        urn: '100001',
        from: 'ledger',
        kind: 'historic_spend',
        unit_price: '2.5',
        vat_rate: '0',
        annual_quantity: '120',
        source: /from 12 posted lines of REAM of P1, 2025-01 to 2025-12, as known at journal 1/,
      },
      { urn: '100002', from: 'stated', unit_price: '3', note: null },
      { urn: '100003', kind: 'budget' },
    ]);
    await key.send('PUT', `${at}/options/Ink`, ink);
    const compared = (await key.send('PUT', `${at}/options/Mill%20direct`, mill)).json();
    t.equal(compared.area.stage, 'negotiated');
    const [first, second] = compared.options;
    t.match(first, {
      name: 'Mill direct',
      whole: { gain: '-152.80', gains: '73.20', losses: '-226.00', cash_gain: '73.20' },
      schools: [
        {
          urn: '100003',
          verdict: 'loses',
          gain: '-226.00',
          in_words: ['Cedar (100003) loses £226.00 a year: £2,486.00 now, £2,712.00 then.'],
        },
        { urn: '100001', verdict: 'gains', gain: '12.00' },
        { urn: '100002', verdict: 'gains', gain: '61.20', now: '306.00', after: '244.80' },
      ],
    });
    t.match(second, {
      name: 'Ink',
      whole: { schools: { loses: 1, unclear: 1, gains: 1 } },
      schools: [
        { urn: '100001', verdict: 'loses', gain: '-12.00', one_off: '50.00' },
        { urn: '100002', verdict: 'unclear', untold: [{ item: 'REAM', why: 'it is not quoted' }] },
        { urn: '100003', verdict: 'gains', gain: '113.00' },
      ],
    });
    const { headers } = await key.get(at);
    const same = await key.get(at, { 'if-none-match': String(headers.etag) });
    t.equal(same.statusCode, 304);

    const cedarOnly = await caller('Sourced', 'Cedar', ['100003']);
    const own = (await cedarOnly.get(at)).json();
    t.match(own.options, [{ schools: [{ gain: '113.00' }] }, { whole: { gain: '-226.00' } }]);
    t.notMatch(JSON.stringify(own), /100001|100002|Ash|Beech/);
    t.equal((await cedarOnly.send('PUT', at, area)).statusCode, 403);

    await key.send('POST', '/forecasts', {
      ...{ area: 'paper', from: '2026-09', to: '2027-08', basis: 'An estimate' },
      schools: [{ urn: '100001', amount: '500.00' }],
    });
    const wish = {
      option: 'Mill direct',
      reason: 'One price for all; Cedar is made good centrally',
    };
    const shown = await key.send('POST', `${at}/choice/check`, wish);
    t.equal(shown.statusCode, 200);
    t.equal((await key.get('/contracts/NEXT-PAPER')).statusCode, 404, 'a check keeps nothing');
    const made = await key.send('POST', `${at}/choice`, wish);
    t.equal(made.statusCode, 201);
    t.match(made.json(), {
      contract: 'NEXT-PAPER',
      option: { schools: [{ urn: '100003', verdict: 'loses' }] },
      baselines: [
        { urn: '100001', state: 'prepared', kind: 'historic_spend', working: { lines: 12 } },
        { urn: '100002', state: 'prepared', kind: 'previous_contract', unit_price: '3' },
        { urn: '100003', state: 'prepared', kind: 'budget', evidence: 'budget.xlsx' },
      ].sort((a, b) => (a.urn === '100003' ? -1 : a.urn < b.urn ? -1 : 1)),
      forecast: {
        forecast: { number: 1, version: 2, stage: 'contracted', contract: 'NEXT-PAPER' },
        before: { identified: '500.00', contracted: null },
        after: { identified: null, contracted: '73.20' },
      },
      comparison: {
        area: {
          stage: 'contracted',
          chosen: { option: 'Mill direct', by: 'A. Maker', forecast: 1 },
        },
      },
    });
    t.match((await key.get('/contracts/NEXT-PAPER')).json(), {
      supplier: 'Paper Mill',
      procurement_route: 'Mill direct: quote-1.pdf',
      notice_months: 3,
      prices: [{ item: 'REAM', unit_price: '2.4', valid_from: '2026-09-01' }],
      participants: [{ urn: '100001' }, { urn: '100002' }, { urn: '100003' }],
    });
    t.match((await cedarOnly.get(at)).json().area.chosen, { by: 'A. Maker', reason: null });

    const [draft] = made.json().baselines;
    const self = await key.send('POST', `/baselines/${draft.id}/approve`);
    t.match(self.json(), { status: 403, errors: [{ code: 'baseline.self-approved' }] });
    const checker = await caller('Sourced', 'B. Checker');
    t.equal((await checker.send('POST', `/baselines/${draft.id}/approve`)).statusCode, 200);

    for (const [method, url, body] of [
      ['POST', `${at}/choice`, wish],
      ['PUT', at, area],
      ['PUT', `${at}/costs`, { costs }],
      ['PUT', `${at}/options/Ink`, ink],
    ] as const) {
      const late = await key.send(method, url, body);
      t.match(late.json(), { status: 409, errors: [{ code: 'sourcing.unfit' }] }, url);
      t.match(late.json().detail, 'A. Maker chose Mill direct for NEXT-PAPER', url);
    }
  },
);

t.test('what cannot be chosen is refused whole, and two at one moment are one', async (t) => {
  const { database, caller } = await startApp(t);
  const key = await caller('Sourced');
  const at = '/sourcing/NEXT-PAPER';
  const choose = (option: string) => key.send('POST', `${at}/choice`, { option, reason: 'Best' });
  await key.send('PUT', at, area);
  await key.send('PUT', `${at}/costs`, { costs: costs.slice(1) });
  const foreign = await key.send('PUT', `${at}/options/Mill`, mill);
  t.match(foreign.json(), {
    status: 409,
    errors: [{ code: 'register.conflict', pointer: '#/quotes/0/item', message: /100001 pays now/ }],
  });
  const two = [beech, { ...beech, urn: '100003', unit_price: undefined }];
  const half = await key.send('PUT', `${at}/costs`, { costs: two });
  t.match(half.json().errors, [{ pointer: '#/costs/1/unit_price', message: /stated in part/ }]);
  await key.send('PUT', `${at}/costs`, { costs });
  const unknown = await key.send('PUT', `${at}/options/Mill`, mill);
  t.match(unknown.json().options[0].schools.at(-1), { verdict: 'gains' });
  t.match(unknown.json().costs[0], {
    unit_price: null,
    from: null,
    note: /^Nothing of REAM of P1 is posted for 2025-01[\s\S]* or say that nothing was bought/,
  });
  await key.send('PUT', `${at}/options/Ink`, ink);
  const refused: [option: string, status: number, detail: RegExp][] = [
    ['Quill', 422, /no option "Quill" of NEXT-PAPER\. Name one of/],
    ['Mill', 409, /Mill cannot be told for REAM at 100001: what it pays now is not known/],
  ];
  for (const [option, status, detail] of refused) {
    const answer = (await choose(option)).json();
    t.equal(answer.status, status);
    t.match(answer.detail, detail);
  }
  await importText(database, key.trustId, 'year.csv', paperFile(year));
  const prices = (await choose('Ink')).json();
  t.match(prices, { status: 409, errors: [{ code: 'sourcing.unfit', found: 'REAM' }] });
  t.match(prices.detail, /£2\.6 for REAM of 100001 and £2\.1 of 100003, and a contract has one/);

  const expected = { area: 'Paper', from: '2026-09', to: '2027-08', basis: 'An estimate' };
  for (const urn of ['100001', '100002']) {
    await key.send('POST', '/forecasts', { ...expected, schools: [{ urn, amount: '5.00' }] });
  }
  const twice = (await choose('Mill')).json();
  t.match(twice.detail, /Forecasts 1, 2 all expect the saving of Paper, and it counts once/);
  const kept = await inTrust(database, key.trustId, async ({ sql }) => {
    const [row] = await sql`
      select (select count(*)::int from contract where reference = 'NEXT-PAPER') as contracts,
        (select count(*)::int from sourcing_choice) as choices,
        (select count(*)::int from baseline where approved_at is null) as drafts`;
    return row;
  });
  t.strictSame({ ...kept }, { contracts: 0, choices: 0, drafts: 0 }, 'nothing of it is done');

  await key.send('POST', '/forecasts/2/drop', { reason: 'Counted twice' });
  const both = await Promise.all([choose('Mill'), choose('Mill')]);
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [201, 409]);
});

const files = {
  'sourcing_areas.csv':
    'reference,title,category,cfr_code,driver,starts_on,ends_on,notice_months,year_from\nNEXT-PAPER,Paper,paper,E19,pupils,2026-09-01,2028-08-31,3,2025-01\n',
  'sourcing_costs.csv': [
    'area,urn,item,description,unit,quantity_basis,of_contract,without,kind,unit_price,annual_quantity,source',
    'NEXT-PAPER,100001,REAM,Ream,each,consumed,P1,2025-11 2025-12,,,,',
    'NEXT-PAPER,100002,REAM,Ream,each,consumed,P1,,previous_contract,3.00,100,contract.pdf',
    '',
  ].join('\n'),
  'sourcing_quotes.csv': [
    'area,option,supplier,document,urn,item,unit_price,annual_quantity,one_off',
    'NEXT-PAPER,Mill,Paper Mill,quote-1.pdf,100001,REAM,2.60,500,',
    'NEXT-PAPER,Mill,Paper Mill,quote-1.pdf,100002,REAM,2.60,,40.00',
    'NEXT-PAPER,Quill,Quill Ltd,quote-2.pdf,100001,REAM,2.40,,',
    'NEXT-PAPER,Quill,Quill Ltd,quote-2.pdf,100002,REAM,2.40,,',
    '',
  ].join('\n'),
};

t.test('the same from three files in a terminal, shown first', async (t) => {
  const { database, caller } = await startApp(t);
  const { trustId } = await caller('Sourced');
  await importText(database, trustId, 'most.csv', paperFile(year.slice(0, 10)));
  const folder = t.testdir(files);
  const run = async (...words: string[]) =>
    (await runCommand(database, sourcing, [...words, '--by', 'A. Maker'])).join('\n');
  const shown = await run('load', folder);
  t.match(shown, /2 prices of today .*: 1 worked out from posted lines .* journal 1, 1 stated/);
  t.match(shown, '100001 REAM: £2.5 net each, 100 a year');
  t.match(shown, /100002 REAM: £3 .*posted lines do not make it: Nothing of REAM of P1 is posted/);
  t.match(shown, /A year +│ +Quill │ +Mill[\s\S]*100001 Ash +│ +\+£10\.00 │ +−£10\.00/);
  t.match(shown, /In all +│ +\+£71\.20 │ +\+£30\.80/);
  t.match(shown, /Mill: Paper Mill[\s\S]*Ash \(100001\) loses £10\.00[\s\S]*quoted for 500 a year/);
  t.match(shown, 'Set-up costs it £40.80 once.');
  t.match(shown, /Checked, nothing saved/);
  t.match(await run(), 'Sourced: no contract is looked for');
  await run('load', folder, '--confirm');
  t.match(await run(), /NEXT-PAPER {2}negotiated: Paper, 2026-09-01 to 2028-08-31; Mill, Quill/);
  const told = shown.replace(/\nChecked.*/, '');
  t.equal(await run('compare', 'NEXT-PAPER'), told, 'what was shown is what was saved');

  const saved = ['add', '--area', 'Paper', '--school', '100001=9.00', '--from', '2026-09'];
  saved.push('--to', '2027-08', '--basis', 'An estimate', '--confirm');
  await runCommand(database, forecast, saved);
  const words = ['choose', 'NEXT-PAPER', 'Quill', '--reason', 'Best for both'];
  const checked = await run(...words);
  t.match(
    checked,
    /Contract NEXT-PAPER, Paper: Quill Ltd, 2026-09-01 to 2028-08-31, for 2 schools/,
  );
  t.match(checked, /2 baselines prepared; each counts once somebody else approves it/);
  t.match(
    checked,
    'Forecast 1 (identified until now) is contracted: identified £9.00 before and – after, contracted – before and £71.20 after',
  );
  t.match(checked, /Checked, nothing saved/);
  t.match(await run(...words, '--confirm'), /Quill: Quill Ltd, quote-2\.pdf/);
  t.match(await run(), /contracted: Paper, .*; A\. Maker chose Quill on 2026-01-20: Best for both/);
  const json = terminalOn(database);
  t.match(await json('sourcing'), { areas: [{ stage: 'contracted' }] });
  t.match(await json('sourcing', 'compare', 'NEXT-PAPER'), { options: [{ name: 'Quill' }, {}] });
  await t.rejects(run('load', folder, '--confirm'), { code: 'sourcing.unfit' });
});

t.test('wrong things are refused with clear words in a terminal', async (t) => {
  const { database, caller } = await startApp(t);
  await caller('Sourced');
  const run = (...words: string[]) => runCommand(database, sourcing, words);
  const folder = t.testdir({ empty: {}, other: { 'contracts.csv': '' }, whole: files });
  await t.rejects(run('load', join(folder, 'none')), /no such folder/);
  await t.rejects(run('load', join(folder, 'empty')), /holds no file of sourcing/);
  await t.rejects(run('load', join(folder, 'other')), /contracts\.csv: There is no such file in/);
  const path = join(folder, 'whole');
  await writeFile(join(path, 'sourcing_quotes.csv'), Buffer.from([0xff, 0xfe, 0x41]));
  await t.rejects(run('load', path), /sourcing_quotes\.csv: The file is not UTF-8 text/);
  await t.rejects(run('compare', 'INK'), { code: 'sourcing.unknown' });
  await t.rejects(run('choose', 'INK', 'Quill', '--reason', 'x'), { code: 'sourcing.unknown' });
  await t.rejects(run('choose', 'INK', 'Quill'), /--reason is missing/);
  for (const words of [['load'], ['compare', 'A', 'B'], ['choose', 'A'], ['lose']]) {
    await t.rejects(run(...words), /Say: sourcing load FOLDER/, words.join(' '));
  }
});
