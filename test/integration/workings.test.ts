// Any figure asked for its working: the sum is right, and the way down ends at the row of the file.
import t, { type Test } from 'tap';
import type { Month } from '../../src/calendar/period.ts';
import { actOnPeriod } from '../../src/closings/commands.ts';
import { undoImport } from '../../src/corrections/commands.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { type Caller, startApp } from '../support/app.ts';
import { isRight, recompute, resultOf } from '../support/recompute.ts';
import { importText, paperFile } from '../support/small-trust.ts';

t.setTimeout(300_000);

const service = await startApp(t);

interface Explained {
  readonly value: string | null;
  readonly sum: string | null;
  readonly sentence: string;
  readonly terms: readonly { label: string; value: string | null; href: string | null }[];
}

interface Working {
  readonly value: string | null;
  readonly figure: Explained;
  readonly below: Explained;
  readonly besides: readonly Explained[];
}

const line = (
  number: string,
  school: string,
  item: string,
  quantity: number | '',
  net: string,
  facts: {
    vat?: string;
    kind?: string;
    credit?: string;
    of?: string;
    from?: string;
    to?: string;
  } = {},
) => {
  const {
    vat = '0.00',
    kind = 'I',
    credit = '',
    of = '',
    from = '2025-06-01',
    to = '2025-06-30',
  } = facts;
  return [number, '2025-06-30', kind, credit, of, from, to, school, item, quantity, net, vat];
};

const june = paperFile([
  line('A1', '100001', 'REAM', 10, '25.00'),
  line('A1', '100002', 'REAM', 3, '8.00', { vat: '1.60' }),
  line('A1', '100003', 'REAM', 7, '19.00', { vat: '3.80' }),
  line('A2', 'ALL', 'REAM', 40, '100.00', { vat: '20.00' }),
  line('A3', 'ALL', 'DESK', 3, '270.01', { vat: '54.00', from: '2025-06-10', to: '2025-08-31' }),
  line('A4', '100001', 'SETUP', 1, '3.50'),
  line('A5', '100001', 'TONER', 1, '60.00', { vat: '12.00' }),
  line('A6', '100002', 'REAM', 5, '14.00', { from: '2025-03-10', to: '2025-03-20' }),
  line('C1', 'ALL', '', '', '-12.34', { kind: 'C', credit: 'r' }),
  line('C2', '100001', 'REAM', -2, '-5.00', { kind: 'C', credit: 'q', of: 'A1' }),
]);

/** A trust with that file, asked by the links of the answers alone. */
async function trustWithJune(t: Test, name: string) {
  const { app, caller, database } = service;
  const asked = await caller(name);
  await importText(database, asked.trustId, 'june.csv', june);
  const follow = async (href: string) => {
    const answer = await app.inject({
      url: href,
      headers: { authorization: `Bearer ${asked.key}` },
    });
    t.equal(answer.statusCode, 200, href);
    return answer.json();
  };
  return { ...asked, database, follow };
}

/** The addresses at which a report says that its figures are explained. */
async function linksOfReport({ get }: Pick<Caller, 'get'>): Promise<Map<string, string>> {
  const { headers } = await get('/savings');
  const links = [...String(headers.link).matchAll(/<([^>]+)>; rel="describedby"; title="(\w+)"/g)];
  return new Map(links.map(([, href = '', title = '']) => [title, href]));
}

t.test(
  'N5: from a report to the row of the file in at most six steps, by links alone',
  async (t) => {
    const { follow, get } = await trustWithJune(t, 'Ash Federation');
    const links = await linksOfReport({ get });
    const rows = june.trimEnd().split('\n');
    const figures = [
      'cost',
      'cash_saving',
      'avoidance',
      'one_off',
      'rebate',
      'off_contract_cost',
      'net_saving',
      'coverage_percent',
      'baseline_cost',
    ];
    for (const figure of figures) {
      const seen: string[] = [];
      let href = links.get(figure);
      for (let steps = 0; href && steps < 6; steps++) {
        const answer = await follow(href);
        seen.push(href.replace(/^.*\/workings/, ''));
        // As a person does, who follows a number and not a nought.
        const part = answer.below?.terms.find(
          ({ href: next, value }: { href: string | null; value: string | null }) =>
            next !== null && Number(value) !== 0,
        );
        href = part?.href ?? (answer.entry ? answer.line.href : undefined);
        if (!answer.row) continue;
        t.ok(seen.length <= 6, `${figure}: ${seen.length} steps`);
        t.equal(
          answer.row.cells.map(({ value }: { value: string }) => value).join(),
          rows[answer.row.number - 1],
        );
        t.match(answer.file, {
          name: 'june.csv',
          sha256: /^[0-9a-f]{64}$/,
          uploaded_by: 'C. Manager',
          uploaded_at: '2026-01-06T10:00:00.000Z',
          profile: /paper-mill/,
          profile_version: 1,
        });
        t.match(answer.posted, { journal: 1, by: 'C. Manager', rule_version: /^\d{4}-\d\d$/ });
        href = undefined;
      }
      t.match(seen.at(-1), /^\/lines\//, `${figure} ends at a line`);
    }
  },
);

t.test('N6: the sentence of every cell and entry gives the figure of the report', async (t) => {
  const { follow, get, trustId, database } = await trustWithJune(t, 'Beech Federation');
  await importText(
    database,
    trustId,
    'more.csv',
    paperFile([line('B1', '100001', 'REAM', 4, '10.00')]),
  );
  const closer = { by: 'C. Manager', at: '2026-01-07T10:00:00.000Z' };
  await actOnPeriod(database, trustId, '2025-07' as Month, { act: 'closed' }, closer);
  const [first] = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  await undoImport(database, trustId, first?.id ?? '', {
    by: 'C. Manager',
    at: '2026-01-08T10:00:00.000Z',
    reason: 'Sent twice',
  });
  await importText(database, trustId, 'june.csv', june);
  await checkAll(t, { follow, get }, trustId, 4);

  const ash = await get(
    '/workings?urn=100001&contract=P1&item=REAM&month=2025-06&measure=cash_saving&as_known_at=1',
  );
  const { sentence } = ash.json();
  t.match(
    sentence,
    /^Ash saved £\d+\.\d\d on REAM of contract P1 in June 2025: \d[\d.]* × £3\.10 = £[\d.]+ before, £[\d.]+ now\.$/,
  );
});

/** Every cell of a report and every entry below it, against the report and by its own sums. */
async function checkAll(
  t: Test,
  { follow, get }: { follow: (href: string) => Promise<unknown>; get: Caller['get'] },
  trustId: string,
  journal: number,
): Promise<void> {
  const report = (
    await get(`/savings?by=school,contract,item,month&as_known_at=${journal}`)
  ).json();
  t.ok(report.rows.length > 8);
  const entries = new Set<string>();
  for (const row of report.rows) {
    // Every figure that is there, and of those that are not the saving, which says why.
    const figures = ['avoidance', 'cost', 'one_off', 'rebate', 'off_contract_cost'];
    const there = figures.filter((measure) => Number(row[measure]) !== 0);
    for (const measure of ['cash_saving', ...there]) {
      const { urn, contract, item, month } = row;
      const query = new URLSearchParams({
        urn,
        contract,
        item,
        month,
        measure,
        as_known_at: String(journal),
      });
      const answer = (await follow(`/v1/trusts/${trustId}/workings?${query}`)) as Working;
      t.equal(answer.value, row[measure], `${measure} of ${urn} ${item} ${month}`);
      for (const each of [answer.figure, answer.below, ...answer.besides]) checkSums(t, each);
      for (const { href } of answer.below.terms) if (href) entries.add(href);
    }
  }
  for (const href of entries) {
    const answer = (await follow(href)) as {
      figure: Explained;
      making: Explained[];
      notes: string[];
    };
    checkSums(t, answer.figure);
    for (const { sum } of answer.making) t.ok(sum !== null && isRight(sum), `${sum}`);
    t.notMatch(answer.notes.join(' '), /run verify/, 'the stored inputs make the entry');
  }
}

function checkSums(t: Test, { sum, value, sentence, terms }: Explained): void {
  if (sum !== null) {
    t.ok(isRight(sum), sum);
    t.equal(Number(resultOf(sum)), Number(value), sum);
  }
  if (value === null || terms.length === 0) return;
  const told = recompute(sentence);
  t.ok(told.isRight && Number(told.figure) === Number(value), sentence);
}

t.test(
  'N1: each share of a joint line names its key, its source and who got an odd penny',
  async (t) => {
    const { follow, get } = await trustWithJune(t, 'Cedar Federation');
    const cell = (
      await get('/workings?urn=100002&contract=P1&item=DESK&month=2025-07&measure=cost')
    ).json();
    const entry = await follow(cell.below.terms[0].href);
    t.match(entry.weight, {
      driver: 'pupils',
      value: '97',
      days: 65,
      weight: '6305',
      source: 'census',
      effective_from: '2025-01-01',
      value_today: '97',
    });
    t.match(
      entry.making[0].sentence,
      /^Beech has of the net: £270\.01 × 6305 ÷ \d+ = £[\d.]+ rounded down/,
    );
    t.match(
      entry.making.map(({ about }: { about: string }) => about),
      ['share of net', 'share of VAT', 'VAT', 'cost', 'months', 'quantity'],
    );
    t.match(entry.notes.join(), /No approved baseline says what Beech paid for DESK/);
    const row = await follow(entry.line.href);
    const pence = (key: string) =>
      row.shares.reduce(
        (sum: number, share: Record<string, string>) => sum + Number(share[key]?.replace('.', '')),
        0,
      );
    t.strictSame([pence('net'), pence('vat')], [27_001, 5_400], 'the shares add up to the line');
  },
);

t.test('what took an entry back is told, and an earlier moment does not know of it', async (t) => {
  const { follow, get, send, trustId, database } = await trustWithJune(t, 'Damson Federation');
  const path = '/workings?urn=100001&contract=P1&item=REAM&month=2025-06';
  const before = await get(`${path}&as_known_at=1`);
  await send('PATCH', '/schools/100001', { name: 'Ash Academy' });
  const [first] = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  await undoImport(database, trustId, first?.id ?? '', {
    by: 'C. Manager',
    at: '2026-01-08T10:00:00.000Z',
    reason: 'Sent twice',
  });
  t.equal((await get(`${path}&as_known_at=1`)).body, before.body, 'the same bytes for ever');
  const now = (await get(path)).json();
  t.equal(now.value, '0.00', 'nothing is left, which is not unknown');
  const entry = await follow(now.below.terms[0].href);
  t.match(entry.history, [
    { what: 'made', journal: 1 },
    { what: 'taken back', journal: 2, sentence: /by C\. Manager: Sent twice$/ },
  ]);
  const undone = await follow(entry.history[1].href);
  t.match(undone.sentence, /^This entry takes back an earlier one/);
  const early = await follow(before.json().below.terms[0].href);
  t.equal(early.history.length, 1);
  t.match((await follow(entry.line.href)).line, { taken_back_in: 2 });
});

t.test('what cannot be explained is refused in words', async (t) => {
  const { get } = await service.caller('Elder Federation');
  const none = '01980000-0000-7000-8000-000000000001';
  const refused: [string, number, object][] = [
    ['/workings?item=REAM', 400, { errors: [{ parameter: 'item' }] }],
    ['/workings?month=2025-06&from=2025-05', 400, { errors: [{ parameter: 'month' }] }],
    ['/workings?from=2025-06&to=2025-05', 400, { type: '/problems/window.unreadable' }],
    ['/workings?urn=999999', 422, { type: '/problems/school.unknown' }],
    ['/workings?contract=P9', 422, { type: '/problems/contract.unknown' }],
    ['/workings?as_known_at=7', 422, { type: '/problems/journal.unknown' }],
    ['/workings?measure=luck', 400, { errors: [{ parameter: 'measure' }] }],
    [`/workings/entries/${none}`, 404, { type: '/problems/entry.unknown' }],
    [`/workings/lines/${none}`, 404, { type: '/problems/line.unknown' }],
  ];
  for (const [path, status, body] of refused) {
    const answer = await get(path);
    t.match({ status: answer.statusCode, ...answer.json() }, { ...body, status }, path);
  }
  const some = await service.caller('Elder Federation', 'Ash office', ['100001']);
  const ofOther = await some.get('/workings?urn=100002');
  t.match(ofOther.json(), { status: 422, type: '/problems/school.not-yours' });
  t.equal((await some.get(`/workings/lines/${none}`)).statusCode, 403, 'a line can be of several');
  t.equal((await some.get('/workings')).statusCode, 200, 'and its own figures explain themselves');
  const empty = (await get('/workings')).json();
  t.match(empty, { journal: 0, value: '0.00' });
});
