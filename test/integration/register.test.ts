// The list of contracts: chosen, sorted and in pages, over the API and in the terminal.
import t from 'tap';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import {
  type AskedContracts,
  listContractRegister,
  type ShownContracts,
} from '../../src/contract-register/commands.ts';
import { type Caller, startApp } from '../support/app.ts';
import { loadFiles } from '../support/small-trust.ts';
import { terminalOn } from '../support/terminal.ts';

const files = {
  'suppliers.csv': 'name,company_number\nPaper Mill,\nPaper Mill Ltd,1234567\nInk Works,\n',
  'contracts.csv': [
    'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
    'P1,Paper,Paper Mill,paper,E19,2025-01-01,2026-10-31,2,quotes,pupils',
    'P2,Print,Paper Mill Ltd,print,E19,2023-08-29,2024-08-28,2,quotes,pupils',
    'P3,Pens 100%,Ink Works,paper,E19,2025-01-01,2026-12-31,12,quotes,pupils',
    'a4,éclair,Ink Works,food,E19,2025-01-01,2026-12-31,1,quotes,pupils',
    '',
  ].join('\n'),
  'participants.csv':
    'contract,urn,starts_on,ends_on\nP1,100001,2025-01-01,\na4,100001,2025-01-01,\na4,100002,2025-01-01,\n',
  'contract_terms.csv': 'contract,renewal_months\nP2,12\n',
};

async function given(t: Parameters<typeof startApp>[0]) {
  const app = await startApp(t);
  const caller = await app.caller('Ash Federation');
  await loadFiles(app.database, files);
  return { ...app, caller };
}

async function references({ get }: Caller, query: string): Promise<string[]> {
  const answer = await get(`/contracts?${query}`);
  return answer.json().items.map(({ reference }: { reference: string }) => reference);
}

t.test('contracts are chosen by all filters together', async (t) => {
  const { caller } = await given(t);
  const examples: [query: string, found: string[]][] = [
    ['', ['P1', 'P2', 'P3', 'a4']],
    ['urn=100001', ['P1', 'a4']],
    ['urn=100002', ['P1', 'a4']],
    ['urn=100003', ['P1']],
    ['supplier=Paper%20Mill', ['P1']],
    ['supplier=01234567', ['P2']],
    ['category=paper', ['P1', 'P3']],
    ['category=pap', []],
    ['ends_before=2026-12-31', ['P1', 'P2']],
    ['text=PAPER', ['P1', 'P2']], // of the title, of the supplier
    ['text=00%25', ['P3']], // a sign that patterns have is a sign
    ['text=_', []],
    ['text=p1', ['P1']],
    ['category=paper&text=ink', ['P3']],
    ['decide_by_before=2026-01-01', ['P3']], // a year's notice
    ['decide_by_before=2026-08-01&ends_before=2026-12-31', ['P2']],
  ];
  for (const [query, found] of examples)
    t.strictSame(await references(caller, query), found, query);
  const refused: [query: string, status: number, code: string][] = [
    ['urn=999999', 422, 'school.unknown'],
    ['supplier=Nobody', 422, 'supplier.unknown'],
    ['supplier=PAPER%20MILL', 422, 'supplier.unknown'],
    ['ends_before=2026-02-31', 400, 'request.unreadable'],
    ['sort=price', 400, 'request.unreadable'],
  ];
  for (const [query, status, code] of refused) {
    const answer = (await caller.get(`/contracts?${query}`)).json();
    t.match(answer, { status, errors: [{ code, parameter: /./ }] }, query);
  }
});

t.test('a page follows on the one before in every order', async (t) => {
  const { caller } = await given(t);
  const orders: [sort: string, references: string[]][] = [
    ['reference', ['P1', 'P2', 'P3', 'a4']],
    ['title', ['P1', 'P3', 'P2', 'a4']], // é after all of ASCII
    ['supplier', ['P3', 'a4', 'P1', 'P2']],
    ['ends_on', ['P2', 'P1', 'P3', 'a4']],
    ['decide_by', ['P3', 'P2', 'P1', 'a4']],
  ];
  for (const [sort, order] of orders) {
    t.strictSame(await references(caller, `sort=${sort}`), order, sort);
    const paged: string[] = [];
    let after = '';
    for (;;) {
      const { items, next } = (await caller.get(`/contracts?sort=${sort}&limit=1${after}`)).json();
      paged.push(...items.map(({ reference }: { reference: string }) => reference));
      if (next === null) break;
      after = `&after=${next}`;
    }
    t.strictSame(paged, order, `${sort}, one by one`);
  }
  const { next } = (await caller.get('/contracts?sort=title&limit=1')).json();
  const other = await caller.get(`/contracts?sort=supplier&limit=1&after=${next}`);
  t.match(other.json(), { status: 400, errors: [{ parameter: 'after' }] });
  const soon = (await caller.get('/contracts?decide_by_before=2027-01-01&limit=1')).json();
  t.strictSame(await references(caller, `decide_by_before=2027-01-01&after=${soon.next}`), [
    'P2',
    'P3',
    'a4',
  ]);
});

t.test('a supplier stands for all that are the same', async (t) => {
  const { caller } = await given(t);
  const wish = { act: 'same_as', other: 'Paper Mill Ltd', reason: 'one company' };
  await caller.send('POST', '/suppliers/Paper%20Mill/acts', wish);
  const { items } = (await caller.get('/contracts?supplier=Paper%20Mill')).json();
  t.match(items, [
    {
      reference: 'P1',
      supplier: 'Paper Mill Ltd',
      ends_on: '2026-10-31',
      term_ends_on: '2026-10-31',
    },
    {
      reference: 'P2',
      supplier: 'Paper Mill Ltd',
      ends_on: '2024-08-28',
      term_ends_on: '2026-08-28',
    },
  ]);
  t.strictSame(await references(caller, 'supplier=01234567&sort=supplier'), ['P1', 'P2']);
});

t.test('the terminal lists the same', async (t) => {
  const { database } = await given(t);
  const run = terminalOn(database);
  const first = await run('contracts', '--sort', 'decide-by', '--limit', '2');
  t.match(first, { trust: 'Ash Federation', items: [{ reference: 'P3' }, { reference: 'P2' }] });
  const rest = await run('contracts', '--sort', 'decide-by', '--after', first.next);
  t.match(rest, { items: [{ reference: 'P1' }, { reference: 'a4' }], next: null });
  const chosen = ['--school', '100001', '--supplier', 'Ink Works', '--category', 'food'];
  const days = ['--ends-before', '2027-01-01', '--decide-by-before', '2027-01-01'];
  t.match(await run('contracts', ...chosen, ...days, '--text', 'ÉCL'), {
    items: [{ reference: 'a4' }],
  });
  await t.rejects(
    run('contracts', '--sort', 'price'),
    /--sort 'price' is none of reference, title/,
  );
  await t.rejects(run('contracts', '--limit', '0'), /--limit '0' is not a number/);
  await t.rejects(run('contracts', '--ends-before', 'soon'), /not a day such as/);
  await t.rejects(run('contracts', '--after', 'x'), /not the end of any page/);
});

t.test('a list by deadline has those of each contract by itself, decided or not', async (t) => {
  const { caller, database } = await given(t);
  const row = (index: number) => {
    const ends = `2026-${String((index % 12) + 1).padStart(2, '0')}-${10 + (index % 7)}`;
    return `Q${String(index).padStart(2, '0')},Title,Ink Works,ink,E19,2024-01-01,${ends},${index % 4},quotes,pupils`;
  };
  const header = files['contracts.csv'].split('\n')[0];
  const indexes = Array.from({ length: 70 }, (_, index) => index);
  const term = (index: number) =>
    `Q${String(index).padStart(2, '0')},${index % 3 ? 12 : ''},${index % 3 ? 1 : ''},${index % 5 ? '' : 12},,,${index % 6}`;
  await loadFiles(database, {
    'contracts.csv': [header, ...indexes.map(row), ''].join('\n'),
    'contract_terms.csv': [
      'contract,extension_months,extensions,renewal_months,notice_length,notice_unit,lead_weeks',
      ...indexes.filter((index) => index % 2).map(term),
      '',
    ].join('\n'),
    'board_meetings.csv': 'day,name\n2026-03-12,Spring\n2026-06-25,Summer\n',
  });
  for (const [reference, act] of [
    ['Q01', 'extend'],
    ['Q02', 'let_end'],
    ['Q03', 'renew'],
    ['Q60', 'let_end'],
  ] as const) {
    const decision = { act, reason: 'as agreed' };
    const answer = await caller.send('POST', `/contracts/${reference}/decisions`, decision);
    t.equal(answer.statusCode < 300, true, `${reference} ${answer.body}`);
  }
  const { renewals } = (await caller.get('/renewals')).json();
  const told = renewals.map(({ contract, decide_by }: Record<string, string>) => [
    decide_by,
    contract,
  ]);
  const sorted = told.map((pair: string[]) => pair.join(' ')).sort();
  const { items } = (await caller.get('/contracts?sort=decide_by&limit=100')).json();
  const listed = items.map(
    ({ decide_by, reference }: Record<string, string>) => `${decide_by} ${reference}`,
  );
  t.strictSame(listed, sorted);
  const before = '2026-06-25';
  const { items: soon } = (
    await caller.get(`/contracts?decide_by_before=${before}&limit=100`)
  ).json();
  t.equal(soon.length, sorted.filter((each: string) => each < before).length);

  const page = (asked: Partial<AskedContracts>) => {
    const nothing = { school: '', supplier: '', category: '', endsBefore: '' };
    const whole = { ...nothing, offset: 0, count: 100, ...asked };
    return listContractRegister(database, caller.trustId, whole, '2026-02-01' as LocalDate);
  };
  const onPage = ({ contracts }: ShownContracts) =>
    contracts.map(({ contract }) => contract.reference);
  const whole = await page({});
  t.strictSame(
    onPage(whole),
    renewals.map(({ contract }: { contract: string }) => contract),
    'on the page what is decided comes last',
  );
  t.match(whole, {
    all: 74,
    fitting: 74,
    choices: { categories: ['food', 'ink', 'paper', 'print'] },
  });
  t.strictSame(onPage(await page({ offset: 50, count: 50 })), onPage(whole).slice(50));
  t.match(await page({ school: '100001' }), { all: 74, fitting: 2 });
  t.match(await page({ supplier: 'Paper Mill Ltd', category: 'print' }), { fitting: 1 });
  for (const nobody of [{ school: '1' }, { supplier: 'Nobody' }, { category: 'none' }]) {
    t.match(await page(nobody), { fitting: 0, contracts: [] });
  }
  const early = renewals.filter(({ ends_on }: { ends_on: string }) => ends_on < '2026-08-28');
  t.match(await page({ endsBefore: '2026-08-28' }), { fitting: early.length });
});
